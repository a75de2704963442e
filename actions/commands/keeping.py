"""set-up, backup, restore: the database itself."""

import argparse
import os
from pathlib import Path

from actions.commands import DONE, HAS_ERRORS, Deeds, acting
from actions.data.backup import backup, restore
from actions.data.set_up import close_on, closing_day_of, set_up
from actions.prepare import prepared
from core.clock import now
from core.errors import UnreadableFileError
from core.settings import settings_from
from core.units import how_many
from core.words import said_issues, t
from store.database import migrate, open_engine, writing


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    for deed, run, about in (
        ("backup", _backup, "write everything into FILE, also while in use"),
        ("restore", _restore, "fill a new, empty database from FILE"),
    ):
        copying = deeds.add_parser(deed, parents=[common], help=about)
        copying.add_argument("file", type=Path, metavar="FILE")
        copying.set_defaults(run=run)

    setting_up = deeds.add_parser(
        "set-up", parents=[common], help="create and migrate the database; with --units that of a province of its own"
    )
    setting_up.add_argument(
        "--units", type=Path, nargs="+", metavar="FILE", help="the list of units, as an office has it"
    )
    setting_up.add_argument("--name", default="", help="the province's name, such as “Tỉnh Lam Giang”")
    setting_up.add_argument("--closing-day", type=int, metavar="DAY", help="the last day of the reporting month")
    setting_up.set_defaults(run=_set_up)

    closing = deeds.add_parser("closing-day", parents=[common], help="decide the day the reporting month closes")
    closing.add_argument("day", help="1 to 27, or “calendar” for the last day of the month")
    closing.add_argument("--source", required=True, help="the document that says so")
    closing.set_defaults(run=_closing_day)


def _backup(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    rows = backup(engine, acting(options, engine), options.file, clock=now)
    print(t(options.lang, "backup.done", rows=sum(rows.values()), file=str(options.file)))
    return DONE


def _restore(options: argparse.Namespace) -> int:
    # Not `prepared`, which would load the province's units: they come from the backup.
    engine = open_engine(settings_from(os.environ).database_url)
    migrate(engine)
    rows = restore(engine, acting(options, engine), options.file, clock=now)
    print(t(options.lang, "backup.done", rows=sum(rows.values()), file=str(options.file)))
    return DONE


def _set_up(options: argparse.Namespace) -> int:
    if not options.units:
        prepared(settings_from(os.environ), clock=now)
        return DONE
    try:
        files = [(path.read_bytes(), path.name) for path in options.units]
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(error.filename)) from error
    engine = open_engine(settings_from(os.environ).database_url)
    migrate(engine)
    who = acting(options, engine)
    found = set_up(engine, who, files, name=options.name, clock=now, closing_day=options.closing_day)
    for line in said_issues(options.lang, found.issues):
        print("  " + line)
    said = "set_up.done" if found.done else "set_up.refused"
    print(t(options.lang, said, name=options.name, count_units=how_many(found.units)))
    return DONE if found.done else HAS_ERRORS


def _closing_day(options: argparse.Namespace) -> int:
    day = closing_day_of(options.day)
    engine = prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    with writing(engine) as connection:
        close_on(connection, who, day, at=now(), source=options.source)
    print(t(options.lang, "set_up.closing_calendar" if day is None else "set_up.closing_day", day=str(day)))
    print(t(options.lang, "set_up.closing_changed"))
    return DONE
