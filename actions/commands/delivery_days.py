"""delivery-days: by which day units hand in their numbers, since when and by which document."""

import argparse
import json
import os

from actions.commands import DONE, Deeds, acting
from actions.data import delivery_days as deeds
from actions.prepare import prepared
from core.clock import now
from core.settings import settings_from
from core.words import t
from metrics.dated import decided
from metrics.in_force import settings_of
from store import settings
from store.database import reading, writing


def add(commands: Deeds, common: argparse.ArgumentParser) -> None:
    days = commands.add_parser(
        "delivery-days", parents=[common], help="by which day units hand in numbers: list, set or remove one"
    )
    days.add_argument("what", choices=("list", "set", "remove"))
    days.add_argument("delivery", nargs="?", default="", help="such as dossiers")
    days.add_argument("--from", dest="begin", default="", metavar="MONTH", help="the month it begins, such as 2027-01")
    days.add_argument("--day", default="", help="of the month after: 1 to 28")
    days.add_argument("--source", default="", help="the document that says so")
    days.set_defaults(run=_days)


def _days(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    if options.what != "list":
        who, about = acting(options, engine), (options.delivery, options.begin)
        with writing(engine) as connection:
            if options.what == "set":
                day = deeds.day_of(options.day)
                deeds.set_delivery_day(connection, who, *about, day, source=options.source, at=now())
            else:
                deeds.remove_delivery_day(connection, who, *about, source=options.source, at=now())
        print(t(options.lang, "settings.delivery_done"))
        return DONE
    with reading(engine) as connection:
        held = decided(settings_of((), settings.delivery_days(connection)).deliveries)
    if options.json:
        print(json.dumps([each.model_dump(mode="json", by_alias=True) for each in held], ensure_ascii=False))
        return DONE
    for each in held:
        example = f" ({t(options.lang, 'target.illustrative')})" if each.illustrative else ""
        print(f"{each.id} · {each.from_month} · {each.due_day}{example} · {each.source[options.lang]}")
    return DONE
