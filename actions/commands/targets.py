"""targets: what the province's measures should reach, since when and by which document."""

import argparse
import json
import os

from actions.commands import DONE, Deeds, acting
from actions.data import targets
from actions.prepare import prepared
from core.clock import now
from core.periods import parse_month
from core.settings import settings_from
from core.units import RANKED_KINDS
from core.words import in_unit, t
from metrics.dated import decided
from metrics.in_force import settings_of
from metrics.rates.measures import all_measures
from store import settings, units
from store.database import reading, writing


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    aiming = deeds.add_parser("targets", parents=[common], help="the province's targets: list, set, end or remove one")
    aiming.add_argument(
        "what",
        choices=("list", "set", "end", "remove"),
        help="end: from a month on the common target holds again; remove: takes an entry back",
    )
    aiming.add_argument("measure", nargs="?", default="", help="such as online")
    aiming.add_argument(
        "--from", dest="begin", default="", metavar="MONTH", help="the month it begins, such as 2027-01"
    )
    whose = aiming.add_mutually_exclusive_group()
    whose.add_argument("--kind", choices=RANKED_KINDS, help="for units of this kind alone; for all without it")
    whose.add_argument("--unit", default="", metavar="CODE", help="for this one unit, before that of its kind")
    aiming.add_argument("--value", default="", help="percent, or days")
    aiming.add_argument("--source", default="", help="the document that says so")
    aiming.set_defaults(run=_targets)


def _targets(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    if options.what != "list":
        who = acting(options, engine)
        with writing(engine) as connection:
            about = (connection, who, options.measure, options.begin)
            if options.what == "set":
                value = targets.value_of(options.value)
                targets.set_target(*about, value, kind=options.kind, unit=options.unit, source=options.source, at=now())
            else:
                deed = targets.end_target if options.what == "end" else targets.remove_target
                deed(*about, kind=options.kind, unit=options.unit, source=options.source, at=now())
            kept = targets.unchanged_months(connection, parse_month(options.begin))
        print(t(options.lang, "settings.target_done"))
        if kept:
            print(t(options.lang, "settings.target_kept", months=len(kept)))
        return DONE
    with reading(engine) as connection:
        held = decided(settings_of(settings.targets(connection)).targets)
        names = {
            each.code: each.name if options.lang == "vi" else each.name_en for each in units.everything(connection)
        }
    if options.json:
        print(json.dumps([each.model_dump(mode="json", by_alias=True) for each in held], ensure_ascii=False))
        return DONE
    for each in held:
        measure = all_measures()[each.measure]
        own = in_unit(options.lang, each.value, measure.unit, plain=True)
        said = t(options.lang, "target.common") if each.ended else own
        example = f" ({t(options.lang, 'target.illustrative')})" if not each.entered_at and each.illustrative else ""
        whose = f" · {t(options.lang, f'kind.{each.kind}')}" if each.kind else ""
        whose = f" · {each.unit} {names.get(each.unit, '')}".rstrip() if each.unit else whose
        print(f"{each.measure}{whose} · {each.from_month} · {said}{example} · {each.source[options.lang]}")
    return DONE
