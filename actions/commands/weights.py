"""weights: what each indicator of the province's own index counts, since when and by which document."""

import argparse
import json
import os

from actions.commands import DONE, Deeds, acting
from actions.data import score_points
from actions.data import score_weights as deeds
from actions.prepare import prepared
from core.clock import now
from core.settings import settings_from
from core.words import t
from metrics.in_force import settings_of
from metrics.score.own import own_scores
from store import settings
from store.database import reading, writing


def add(commands: Deeds, common: argparse.ArgumentParser) -> None:
    weights = commands.add_parser(
        "weights", parents=[common], help="the points of the province's own index: list, set or remove"
    )
    weights.add_argument("what", choices=("list", "set", "remove"))
    weights.add_argument("score", nargs="?", default="", help="such as noi_bo; a decreed score's are not to be changed")
    weights.add_argument(
        "--from", dest="begin", default="", metavar="MONTH", help="the month they begin, such as 2027-01"
    )
    weights.add_argument("--points", default="", help="of every indicator: ON_TIME_RESOLVED=40; NOT_OVERDUE=10; …")
    weights.add_argument("--source", default="", help="the document that says so")
    weights.set_defaults(run=_weights)


def _weights(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    if options.what != "list":
        who, about = acting(options, engine), (options.score, options.begin)
        with writing(engine) as connection:
            if options.what == "set":
                points = score_points.points_of(options.points, deeds.index_of(*about))
                deeds.set_weights(connection, who, *about, dict(points), source=options.source, at=now())
            else:
                deeds.remove_weights(connection, who, *about, source=options.source, at=now())
        print(t(options.lang, "settings.weights_done"))
        return DONE
    with reading(engine) as connection:
        versions = settings_of((), (), settings.weights(connection)).score_versions()
    held = {code: each for code, each in versions.items() if each.id in own_scores()}
    if options.json:
        print(json.dumps([each.model_dump(mode="json", by_alias=True) for each in held.values()], ensure_ascii=False))
        return DONE
    for each in held.values():
        index = deeds.index_of(each.id, each.from_month)
        example = f" ({t(options.lang, 'target.illustrative')})" if each.illustrative else ""
        said = score_points.said_points(score_points.points_in(each, index), index, options.lang)
        print(f"{each.id} · {each.from_month}{example} · {said} · {each.source}")
    return DONE
