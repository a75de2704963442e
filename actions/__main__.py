"""Deeds from the command line: `python -m actions import FILE --month 2026-08`.

Exit codes: 0 done; 1 the file has errors, nothing stored; 2 it could not be read, or the command is
wrong; 3 a person is needed: the file is kept as a draft, because a warning has no reason or a changed month no note,
or the database or the settings do not serve, or the account that acts may not.
"""

import argparse
import os
import sys

from actions.commands import (
    NOT_READY,
    UNREADABLE,
    accounts,
    clarities,
    delivery_days,
    importing,
    indices,
    keeping,
    notifying,
    portal,
    remembering,
    reminders,
    reminding,
    settings,
    targets,
    trail,
    units,
    weights,
    withdrawing,
)
from actions.data.clarity_sets import ClaritiesError, NoClaritiesError
from actions.data.delivery_days import DeliveryDayError, NoDeliveryDayError, UnknownDeliveryError
from actions.data.remindings import NoReminderError, RecipientsError, UnknownOccasionError
from actions.data.score_points import SumError, WeightsError
from actions.data.score_weights import NotOwnScoreError, NoWeightsError, TooEarlyError
from actions.data.set_up import ClosingDayError, NoNameError
from actions.data.targets import NoTargetError, NothingToEndError, TargetValueError, UnitEndedError, UnitNotRankedError
from core.errors import DashboardError, ReasonNeededError, UnknownMeasureError, UnknownUnitError, UnreadableFileError
from core.periods import BadPeriodError
from core.remembered import MappingError, RowAnswerError
from core.shell import ended
from core.version_errors import UnknownVersionError
from core.words import LANGUAGES, explain
from views.documents.unit_pages import pages

WRONG = (
    UnreadableFileError,
    BadPeriodError,
    UnknownUnitError,
    NoNameError,
    MappingError,
    RowAnswerError,
    UnknownMeasureError,
    TargetValueError,
    NoTargetError,
    NothingToEndError,
    ClosingDayError,
    ReasonNeededError,
    UnknownVersionError,
    UnitEndedError,
    UnitNotRankedError,
    DeliveryDayError,
    UnknownDeliveryError,
    NoDeliveryDayError,
    UnknownOccasionError,
    RecipientsError,
    NoReminderError,
    ClaritiesError,
    NoClaritiesError,
    NotOwnScoreError,
    TooEarlyError,
    WeightsError,
    SumError,
    NoWeightsError,
)
"""What is wrong with a command or its file, rather than with the state of the database."""


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except WRONG as error:
        print(explain(options.lang, error), file=sys.stderr)
        return UNREADABLE
    except DashboardError as error:
        print(explain(options.lang, error), file=sys.stderr)
        return NOT_READY


def parser() -> argparse.ArgumentParser:
    """What the command line understands; the documentation is written from it."""
    program = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    deeds = program.add_subparsers(dest="deed", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default="vi", help="language of the messages")
    common.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
    common.add_argument("--as", dest="as_name", metavar="NAME", help="the account that acts; else NAMRO_AS")
    for module in (
        accounts,
        importing,
        indices,
        keeping,
        portal,
        remembering,
        reminding,
        settings,
        targets,
        delivery_days,
        reminders,
        clarities,
        weights,
        trail,
        units,
        withdrawing,
    ):
        module.add(deeds, common)
    notifying.add(deeds, common, pages)
    return program


if __name__ == "__main__":
    sys.exit(ended(main, sys.argv[1:], os.environ))
