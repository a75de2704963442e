"""remind: letters about tasks, for cron."""

import argparse
import datetime as dt
import os

from actions.commands import Deeds, acting
from actions.commands.letters import told
from actions.prepare import prepared
from actions.tasks.remind import remind
from core import periods
from core.clock import now
from core.settings import settings_from


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
    return told(done, options, would="reminders.would", done="reminders.done")
