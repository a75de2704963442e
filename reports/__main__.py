"""Questions from the command line: `python -m reports ranking --measure online --month 2026-08 --kind commune`.

Numbers for programs: unrounded, with a point; empty = not known. Exit codes: 0 answered; 1 no numbers
for it, or (verify) a version that differs; 2 the command is wrong; 3 the database or the settings do not serve.
"""

import argparse
import os
import sys
from pathlib import Path

from core.access_errors import AccountNeededError
from core.clock import now
from core.errors import (
    DashboardError,
    NoDataError,
    NotAllowedError,
    UnknownMeasureError,
    UnknownScoreError,
    UnknownUnitError,
    UnreadableFileError,
    UnwritableFileError,
)
from core.meeting_errors import UnknownMeetingError
from core.paper_errors import NotOurPaperError, PaperOfOthersError
from core.periods import BadPeriodError
from core.settings import settings_from
from core.shell import ended
from core.version_errors import UnknownCodeError, UnknownVersionError
from core.words import LANGUAGES, explain
from reports.commands import ANSWERED, NO_NUMBERS, NOT_READY, WRONG_COMMAND, data, results, robustness
from reports.commands.asked import written
from reports.commands.noting import noted
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
        engine = ready(settings_from(os.environ), clock=now)
        with engine.connect() as connection:
            table = options.answer(connection, options)
        noted(engine, options, os.environ, at=now())
        if isinstance(table, bytes):
            _write(table, options.output)
    except DashboardError as error:
        if isinstance(error, NotAllowedError) and not (options.as_name or os.environ.get(VARIABLE)):
            error = AccountNeededError()
        print(explain(options.lang, error), file=sys.stderr)
        if isinstance(error, _WRONG):
            return WRONG_COMMAND
        return NO_NUMBERS if isinstance(error, NoDataError) else NOT_READY
    if isinstance(table, bytes):
        return ANSWERED
    if isinstance(table, str):
        print(table)
        return ANSWERED
    print(written(table, options.format), end="" if options.format == "csv" else "\n")
    return int(table.attrs.get("exit_code", ANSWERED))


def _write(document: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(document)
        return
    try:
        output.write_bytes(document)
    except OSError as error:
        raise UnwritableFileError(file=str(output)) from error


def parser() -> argparse.ArgumentParser:
    """What the command line understands; the documentation is written from it."""
    program = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
    questions = program.add_subparsers(dest="question", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--format", choices=("csv", "json"), default="csv")
    common.add_argument("--lang", choices=LANGUAGES, default="vi", help="language of names and messages")
    common.add_argument("--as", dest="as_name", metavar="NAME", help="the account that asks; else NAMRO_AS")
    for module in (results, robustness, data):
        module.add(questions, common)
    documents.add(questions)
    return program


if __name__ == "__main__":
    sys.exit(ended(main, sys.argv[1:], os.environ))
