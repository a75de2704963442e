"""ranking, overview, score, unit: the figures that the pages of results show."""

import argparse
import re

import pandas as pd

from core.periods import BadPeriodError, parse, parse_month
from core.portal import PORTAL_GROUPS, TOTAL, NoReadError
from core.printing import rounded
from core.units import RANKED_KINDS
from reports.commands import Questions, asked_by, whole
from reports.results.fields import UnknownFieldError, fields, key_of
from reports.results.nation import nation
from reports.results.overview import overview
from reports.results.ranking import ranking
from reports.results.score import DEFAULT, score_of, score_rows
from reports.results.score_formula import NoScoreError, formula
from reports.results.support import score_support
from reports.results.unit import unit_report
from reports.slices import Slice
from reports.versions import published
from store.database import Connection

TOTALS_COLUMNS = ["unit_code", "unit_name", "status", "total", "rank", "rank_low", "rank_high"]
FIELD_COLUMNS = ["field", "units", "numerator", "denominator", "value", "missed", "share"]
RANKING_COLUMNS = ["rank", "unit_code", "unit_name", "numerator", "denominator", "value"]


_PORTAL_PERIOD = re.compile(r"20\d\d(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?", re.ASCII)
"""2026, 2026-Q3 or 2026-03, as the portal names its periods."""


def add(questions: Questions, common: argparse.ArgumentParser) -> None:
    ranks = questions.add_parser("ranking", parents=[common], help="the units of one kind by one measure")
    ranks.add_argument("--measure", required=True, help="on_time_resolved, online, digitised…")
    period = ranks.add_mutually_exclusive_group(required=True)
    period.add_argument("--month", help="2026-08")
    period.add_argument("--period", help="2026-08, 2026-Q3 or 2026-08-YTD")
    ranks.add_argument("--kind", choices=RANKED_KINDS, required=True)
    ranks.set_defaults(answer=_ranking)

    month = questions.add_parser("overview", parents=[common], help="the province and each kind of unit in a month")
    month.add_argument("--month", help="2026-08; the newest published one without it")
    month.set_defaults(answer=_overview)

    points = questions.add_parser("score", parents=[common], help="points by Decision 766 or another index")
    points.add_argument("--month", required=True, help="2026-08")
    points.add_argument("--index", default=DEFAULT, help="qd766 (the default), or another of definitions/scores/")
    points.add_argument("--kind", choices=("province", *RANKED_KINDS), help="of one kind of unit alone")
    points.add_argument("--totals", action="store_true", help="each unit's total as printed, its rank and usual ranks")
    points.add_argument("--explain", metavar="UNIT", help="a unit's formulas with its numbers")
    points.set_defaults(answer=_score)

    unit = questions.add_parser("unit", parents=[common], help="one unit's place in every measure")
    unit.add_argument("code", help="the unit's code")
    unit.add_argument("--month", help="2026-08; the newest published one without it")
    unit.set_defaults(answer=_unit)

    parts = questions.add_parser("fields", parents=[common], help="a measure by field of procedure, or a field by unit")
    parts.add_argument("--measure", required=True, help="on_time_resolved, online, digitised…")
    parts.add_argument("--period", required=True, help="2026-08, 2026-Q3 or 2026-08-YTD")
    parts.add_argument("--kind", choices=RANKED_KINDS, help="of one kind of unit alone")
    parts.add_argument("--field", default="", help="the units in this field, instead of the fields")
    parts.set_defaults(answer=_fields)

    among = questions.add_parser(
        "nation", parents=[common], help="every province by the score that the portal publishes"
    )
    among.add_argument("--period", default="", help="2026, 2026-Q3 or 2026-03; the newest one read without it")
    among.set_defaults(answer=_nation)


def _ranking(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    period = parse_month(options.month) if options.month is not None else parse(options.period)
    table = ranking(connection, asked_by(connection, options), options.measure, period, kind=options.kind).table
    if options.lang == "en":
        table = table.assign(unit_name=table["unit_name_en"])
    return whole(table[RANKING_COLUMNS])


def _fields(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    found = fields(connection, asked_by(connection, options), options.measure, parse(options.period), kind=options.kind)
    if not options.field:
        return whole(found.table[FIELD_COLUMNS])
    table = found.of_field(key_of(options.field))
    if table.empty:
        raise UnknownFieldError(field=options.field)
    if options.lang == "en":
        table = table.assign(unit_name=table["unit_name_en"])
    return whole(table[["unit_code", "unit_name", *FIELD_COLUMNS[2:]]])


def _totals(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    """One row a unit, best first: what the page of the score prints."""
    month = parse_month(options.month)
    data = published(connection, asked_by(connection, options))
    rules = data.definitions(month).score(options.index)
    kinds = data.kinds(data.months_of(month)) if options.kind is None else [options.kind]
    parts = [score_of(Slice(data, kind, month), rules) for kind in kinds]
    table = pd.concat([each.table.join(score_support(each), on="unit_code") for each in parts], ignore_index=True)
    if options.lang == "en":
        table = table.assign(unit_name=table["unit_name_en"])
    total = ["" if pd.isna(points) else f"{rounded(points, 2)}" for points in table["points"]]
    return table.assign(total=total).astype({"rank": "Int64"})[TOTALS_COLUMNS]


def _score(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    if options.totals:
        return _totals(connection, options)
    month = parse_month(options.month)
    viewer = asked_by(connection, options)
    table = score_rows(connection, viewer, month, score_id=options.index, kind=options.kind)
    if not options.explain:
        return whole(table.drop(columns=["exact", "state"]))
    viewer.must("see_unit", [options.explain])
    table = table[table["unit_code"].eq(options.explain)]
    if table.empty:
        unit = published(connection, viewer).unit(options.explain)
        raise NoScoreError(
            period=month, unit=unit.name if options.lang == "vi" else unit.name_en or unit.name, index=options.index
        )
    rules = published(connection, viewer).definitions(month).score(options.index)
    known = {each.id: each for each in rules.indicators}
    return pd.DataFrame(
        [
            {
                **{name: row[name] for name in ("indicator", "points", "max_points")},
                "formula": formula(known.get(row["indicator"]), row, options.lang),
            }
            for row in table.to_dict("records")
        ]
    )


def _nation(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    if options.period and not _PORTAL_PERIOD.fullmatch(options.period):
        raise BadPeriodError(code=options.period)
    answer = nation(connection, asked_by(connection, options), options.period)
    if answer is None or options.period not in ("", answer.period):
        raise NoReadError
    rows = [
        {
            "period": answer.period,
            "read_at": answer.read.read.asked.read_at.isoformat(),
            "rank": None if answer.hollow else place.rank,
            "code": place.code,
            "name": place.name,
            "total": place.scores.get(TOTAL),
            **{group: place.scores.get(group) for group in PORTAL_GROUPS},
        }
        for place in answer.places
    ]
    return whole(pd.DataFrame(rows))


def _overview(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    answer = overview(
        connection, asked_by(connection, options), parse_month(options.month) if options.month is not None else None
    )
    rows = [
        {
            "month": answer.month.code,
            "group": group.kind,
            "units": group.units,
            "reported": group.reported,
            "measure": rate.measure.id,
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "value": rate.now,
            "before": rate.before,
            "target": rate.target.value if rate.target else None,
        }
        for group in answer.groups
        for rate in group.rates
    ]
    return whole(pd.DataFrame(rows))


def _unit(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    month = parse_month(options.month) if options.month is not None else None
    answer = unit_report(connection, asked_by(connection, options), options.code, month)
    rows = [
        {
            "month": answer.month.code,
            "unit_code": answer.unit.code,
            "measure": place.measure.id,
            "status": place.status,
            "rank": place.rank,
            "of": place.of,
            "numerator": place.numerator,
            "denominator": place.denominator,
            "value": place.value,
            "peers_median": place.peers_median,
        }
        for place in answer.places
    ]
    return whole(pd.DataFrame(rows))
