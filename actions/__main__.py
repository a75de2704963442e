"""Deeds from the command line: `python -m actions import FILE --month 2026-08`.

Exit codes: 0 done; 1 the file has errors, nothing stored; 2 it could not be read, or the command is
wrong; 3 a person is needed: the file is kept as a draft, because a warning has no reason or a changed month no note,
or the database or the settings do not serve, or the account that acts may not.
"""

import argparse
import sys

from actions.commands import (
    NOT_READY,
    UNREADABLE,
    accounts,
    importing,
    indices,
    keeping,
    portal,
    remembering,
    reminding,
    targets,
    trail,
    units,
    withdrawing,
)
from actions.data.set_up import NoNameError
from actions.data.targets import NoTargetError, TargetValueError
from core.errors import (
    BadPeriodError,
    DashboardError,
    UnknownMeasureError,
    UnknownUnitError,
    UnreadableFileError,
)
from core.remembered import MappingError, RowAnswerError
from core.words import LANGUAGES, explain

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
        targets,
        trail,
        units,
        withdrawing,
    ):
        module.add(deeds, common)
    return program


if __name__ == "__main__":
    sys.exit(main())
