"""notify: each unit's page of a published month, by mail; for cron, as `remind` is."""

import argparse
import os
from collections.abc import Callable
from functools import partial

from actions.commands import Deeds, acting
from actions.commands.letters import told
from actions.desk.notices import Papers, notify
from actions.prepare import prepared
from core.clock import now
from core.errors import NoDataError
from core.periods import Period, month_with, parse_month
from core.settings import settings_from
from core.words import Language
from store import publications
from store.database import Engine, reading

Pages = Callable[[Period, Language], Papers]


def add(deeds: Deeds, common: argparse.ArgumentParser, pages: Pages) -> None:
    """`pages` makes the papers: they are views, which stand a floor higher."""
    telling = deeds.add_parser(
        "notify",
        parents=[common],
        help="tell the units that a month was published: each gets its own page of it, and the answers to its replies",
        epilog="NAMRO_REMINDERS, NAMRO_SMTP and NAMRO_ADDRESSES as for remind. A version is told once.",
    )
    telling.add_argument("--month", help="2026-08; the newest published one without it")
    telling.add_argument("--dry-run", action="store_true", help="say who would be told; send nothing")
    telling.set_defaults(run=partial(_notify, pages))


def _notify(pages: Pages, options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    month = parse_month(options.month) if options.month is not None else _newest(engine)
    done = notify(
        engine,
        who,
        month,
        pages(month, options.lang),
        clock=now,
        environment=os.environ,
        language=options.lang,
        dry_run=options.dry_run,
    )
    return told(done, options, would="notice.would", done="notice.done")


def _newest(engine: Engine) -> Period:
    with reading(engine) as connection:
        months = publications.newest(connection)
    if months.empty:
        raise NoDataError
    return month_with(months["period_start"].max())
