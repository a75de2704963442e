"""remind: letters about tasks, for cron."""

import argparse
import datetime as dt
import json
import os
import sys

from actions.commands import DONE, NOT_READY, Deeds, acting
from actions.prepare import prepared
from actions.tasks.remind import Reminded, remind
from core import periods
from core.clock import now
from core.settings import settings_from
from core.words import explain, t


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    reminding = deeds.add_parser(
        "remind",
        parents=[common],
        help="send the reminders of tasks that are due and were not sent",
        epilog="NAMRO_REMINDERS: folder of the letters. NAMRO_SMTP: smtp+starttls://user:password@host:587?from=address."
        " NAMRO_ADDRESSES: a TOML file with tables units and people, and committee.",
    )
    reminding.add_argument("--date", type=dt.date.fromisoformat, metavar="2026-12-08", help="today, unless given")
    reminding.add_argument("--dry-run", action="store_true", help="say what would be sent; send nothing")
    reminding.set_defaults(run=_remind)


def _remind(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    done = remind(
        engine,
        acting(options, engine),
        today=options.date or periods.today(now()),
        clock=now,
        environment=os.environ,
        language=options.lang,
        dry_run=options.dry_run,
    )
    (_tell_json if options.json else _tell)(done, options)
    return NOT_READY if done.failed else DONE


def _tell(done: Reminded, options: argparse.Namespace) -> None:
    if options.dry_run:
        print(t(options.lang, "reminders.would", letters=len(done.letters)))
        for letter in done.letters:
            print(f"  {letter.to.name or letter.to.unit or t(options.lang, 'reminders.committee')}: {letter.subject}")
        return
    print(t(options.lang, "reminders.done", letters=len(done.letters), mailed=done.mailed))
    if done.failed:
        print(explain(options.lang, done.failed[0]), file=sys.stderr)
        print(t(options.lang, "reminders.failed", failed=len(done.failed)), file=sys.stderr)


def _tell_json(done: Reminded, options: argparse.Namespace) -> None:
    letters = [vars(letter) | {"to": vars(letter.to)} for letter in done.letters]
    failed = [explain(options.lang, error) for error in done.failed]
    print(json.dumps({"letters": letters, "mailed": done.mailed, "failed": failed}, ensure_ascii=False))
