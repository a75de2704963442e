"""correct, withdraw, restore-version: what was published is corrected or taken back, as a new version."""

import argparse
import os

from actions.commands import DONE, Deeds, acting
from actions.commands.importing import answering_by_kind, became
from actions.data.by_hand import enter
from actions.data.withdraw import restore_version, withdraw, withdraw_import
from actions.prepare import prepared
from core.clock import now
from core.counts import COUNT_NAMES
from core.periods import parse_month
from core.settings import settings_from
from core.words import t
from store.database import writing


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    taking = deeds.add_parser(
        "withdraw", parents=[common], help="take back a number, a unit's month or an import, as a new version"
    )
    what = taking.add_mutually_exclusive_group(required=True)
    what.add_argument("--unit", metavar="CODE", help="all that is published of the unit")
    what.add_argument("--import", dest="import_id", type=int, metavar="NUMBER", help="an import, by its number")
    taking.add_argument("--count", action="append", choices=COUNT_NAMES, metavar="COUNT", help="only this count")
    taking.add_argument("--draft", action="store_true", help="of a unit: keep a draft, preview and publish on the page")
    restoring = deeds.add_parser(
        "restore-version", parents=[common], help="publish the numbers of an earlier version of a month again"
    )
    restoring.add_argument("--version", type=int, required=True, metavar="NUMBER")
    correcting = deeds.add_parser(
        "correct", parents=[common], help="type figures of one unit's month: a new version, or a draft of it"
    )
    correcting.add_argument("--unit", metavar="CODE", required=True)
    correcting.add_argument(
        "--set", dest="typed", action="append", type=_count_and_number, required=True, metavar="COUNT=NUMBER"
    )
    answering_by_kind(correcting)
    correcting.add_argument("--draft", action="store_true", help="preview and publish on the page")
    for deed, run in ((correcting, _correct), (taking, _withdraw), (restoring, _restore)):
        deed.add_argument("--month", required=True, help="2026-10")
        deed.add_argument("--reason", required=True, help="why; kept with the new version")
        deed.set_defaults(run=run)


def _count_and_number(text: str) -> tuple[str, str]:
    name, _, number = text.partition("=")
    if name not in COUNT_NAMES or not number.strip():
        raise argparse.ArgumentTypeError(f"{text}: COUNT=NUMBER")
    return name, number


def _correct(options: argparse.Namespace) -> int:
    month, engine = parse_month(options.month), prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    answers: dict[str, str] = dict(options.reason_for)
    done = enter(
        engine,
        who,
        options.unit,
        month,
        dict(options.typed),
        clock=now,
        reason=options.reason,
        draft=options.draft,
        # The reason for typing answers no warning: nobody would have seen what the number contradicts.
        answer=lambda issue: answers.get(issue.code, ""),
    )
    return became(done, options)


def _withdraw(options: argparse.Namespace) -> int:
    month, engine = parse_month(options.month), prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    if options.unit:
        counts, draft = options.count or (), options.draft
        done = withdraw(engine, who, options.unit, month, counts, clock=now, reason=options.reason, draft=draft)
        return became(done, options)
    with writing(engine) as connection:
        made = withdraw_import(connection, who, month, options.import_id, at=now(), reason=options.reason)
    print(t(options.lang, "import.published", period=month, version=made.version))
    return DONE


def _restore(options: argparse.Namespace) -> int:
    month = parse_month(options.month)
    engine = prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    with writing(engine) as connection:
        made = restore_version(connection, who, month, options.version, at=now(), reason=options.reason)
    print(t(options.lang, "import.published", period=month, version=made.version))
    return DONE
