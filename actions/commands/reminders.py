"""reminders: when whom is reminded of tasks, since when and by which document."""

import argparse
import json
import os

from actions.commands import DONE, Deeds, acting
from actions.data import remindings as deeds
from actions.prepare import prepared
from core.clock import now
from core.settings import settings_from
from core.words import t
from metrics.tasks.ladder import WEEKDAYS, Occasion, ladder_of
from store import settings
from store.database import reading, writing


def add(commands: Deeds, common: argparse.ArgumentParser) -> None:
    rules = commands.add_parser(
        "reminders", parents=[common], help="when whom is reminded of tasks: list, set or remove a rule"
    )
    rules.add_argument("what", choices=("list", "set", "remove"))
    when = rules.add_mutually_exclusive_group()
    when.add_argument("--days", type=int, help="from a task's deadline: -7 is a week before it")
    when.add_argument(
        "--weekday", type=int, choices=WEEKDAYS, help="1 is Monday: all tasks that are not done, once a week"
    )
    rules.add_argument(
        "--from", dest="begin", default="", metavar="MONTH", help="for tasks due in this month or later: 2027-01"
    )
    rules.add_argument("--to", default="", help="of staff,leader,unit,committee; or nobody")
    rules.add_argument("--source", default="", help="the document that says so")
    rules.set_defaults(run=_reminders)


def _reminders(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    if options.what != "list":
        who = acting(options, engine)
        about = (Occasion(options.weekday or 0, options.days or 0).key, options.begin)
        if options.days is None and not options.weekday:
            about = ("", options.begin)
        with writing(engine) as connection:
            if options.what == "set":
                to = deeds.to_of(options.to)
                deeds.set_reminder(connection, who, *about, to, source=options.source, at=now())
            else:
                deeds.remove_reminder(connection, who, *about, source=options.source, at=now())
        print(t(options.lang, "settings.reminders_done"))
        return DONE
    with reading(engine) as connection:
        held = ladder_of(settings.reminders(connection)).held
    if options.json:
        print(json.dumps([each.model_dump(mode="json", by_alias=True) for each in held], ensure_ascii=False))
        return DONE
    for each in held:
        example = f" ({t(options.lang, 'target.illustrative')})" if each.illustrative else ""
        said = f"{deeds.said_when(each.occasion, options.lang)} · {each.from_month} · "
        print(f"{said}{deeds.said_to(each.to, options.lang)}{example} · {each.source[options.lang]}")
    return DONE
