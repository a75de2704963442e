"""Questions from the command line: `python -m reports ranking --measure online --month 2026-08 --kind commune`.

Numbers for programs: unrounded, with a point; empty = not known. Exit codes: 0 answered; 1 no numbers
for it, or (verify) a version that differs; 2 the command is wrong; 3 the database or the settings do not serve.
"""

import argparse
import os
import sys

from core.access_errors import AccountNeededError
from core.clock import now
from core.errors import (
    BadPeriodError,
    DashboardError,
    NoDataError,
    NotAllowedError,
    UnknownMeasureError,
    UnknownScoreError,
    UnknownUnitError,
    UnreadableFileError,
)
from core.meeting_errors import UnknownMeetingError
from core.paper_errors import NotOurPaperError, PaperOfOthersError
from core.settings import settings_from
from core.version_errors import UnknownCodeError, UnknownVersionError
from core.words import LANGUAGES, explain, t
from reports.commands import ANSWERED, NO_NUMBERS, NOT_READY, WRONG_COMMAND, data, results
from reports.commands.asked import written
from store.acting import VARIABLE
from store.set_up import ready
from views.documents import commands as documents

_WRONG = (
    BadPeriodError,
    NotOurPaperError,
    PaperOfOthersError,
    UnknownCodeError,
    UnknownScoreError,
    UnknownMeasureError,
    UnknownMeetingError,
    UnknownUnitError,
    UnknownVersionError,
    UnreadableFileError,
)
"""What the person who asked can put right by asking otherwise."""


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        with ready(settings_from(os.environ), clock=now).connect() as connection:
            table = options.answer(connection, options)
    except DashboardError as error:
        if isinstance(error, NotAllowedError) and not (options.as_name or os.environ.get(VARIABLE)):
            error = AccountNeededError()
        print(explain(options.lang, error), file=sys.stderr)
        if isinstance(error, _WRONG):
            return WRONG_COMMAND
        return NO_NUMBERS if isinstance(error, NoDataError) else NOT_READY
    if isinstance(table, bytes):
        return _written(table, options)
    if isinstance(table, str):
        print(table)
        return ANSWERED
    print(written(table, options.format), end="" if options.format == "csv" else "\n")
    return int(table.attrs.get("exit_code", ANSWERED))


def _written(document: bytes, options: argparse.Namespace) -> int:
    if options.output is None:
        sys.stdout.buffer.write(document)
        return ANSWERED
    try:
        options.output.write_bytes(document)
    except OSError:
        print(t(options.lang, "paper.not_written", file=str(options.output)), file=sys.stderr)
        return NOT_READY
    return ANSWERED


def parser() -> argparse.ArgumentParser:
    """What the command line understands; the documentation is written from it."""
    program = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
    questions = program.add_subparsers(dest="question", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--format", choices=("csv", "json"), default="csv")
    common.add_argument("--lang", choices=LANGUAGES, default="vi", help="language of names and messages")
    common.add_argument("--as", dest="as_name", metavar="NAME", help="the account that asks; else NAMRO_AS")
    for module in (results, data):
        module.add(questions, common)
    documents.add(questions)
    return program


if __name__ == "__main__":
    sys.exit(main())
