"""clarities: what a task must make clear before it is issued, since when and by which document."""

import argparse
import json
import os

from actions.commands import DONE, Deeds, acting
from actions.data import clarity_sets as deeds
from actions.prepare import prepared
from core.clock import now
from core.settings import settings_from
from core.words import t
from metrics.tasks.clarity import sets_of
from store import settings
from store.database import reading, writing


def add(commands: Deeds, common: argparse.ArgumentParser) -> None:
    sets = commands.add_parser(
        "clarities", parents=[common], help="what a task must make clear: list the sets, set or remove one"
    )
    sets.add_argument("what", choices=("list", "set", "remove"))
    sets.add_argument(
        "--from", dest="begin", default="", metavar="MONTH", help="for tasks issued in this month or later: 2027-01"
    )
    sets.add_argument("--ask", default="", help="of work,staff,leader,deadline,product,authority,contact")
    sets.add_argument("--source", default="", help="the document that says so")
    sets.set_defaults(run=_clarities)


def _clarities(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    if options.what != "list":
        who = acting(options, engine)
        with writing(engine) as connection:
            if options.what == "set":
                asked = deeds.clarities_of(options.ask)
                deeds.set_clarities(connection, who, options.begin, asked, source=options.source, at=now())
            else:
                deeds.remove_clarities(connection, who, options.begin, source=options.source, at=now())
        print(t(options.lang, "settings.clarities_done"))
        return DONE
    with reading(engine) as connection:
        held = sets_of(settings.clarities(connection))
    if options.json:
        print(json.dumps([each.model_dump(mode="json", by_alias=True) for each in held], ensure_ascii=False))
        return DONE
    for each in held:
        said = f"{deeds.title_of(each.clarities, options.lang)} · {each.from_month}"
        print(f"{said} · {deeds.said_clarities(each.clarities, options.lang)} · {each.source[options.lang]}")
    return DONE
