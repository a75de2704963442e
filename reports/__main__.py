"""Questions from the command line: `python -m reports ranking --measure online --month 2026-08 --kind commune`.

Numbers for programs: unrounded, with a point; empty = not known. Exit codes: 0 answered; 1 no numbers
for it, or (verify) a version that differs; 2 the command is wrong; 3 the database or the settings do not serve.
"""

import argparse
import os
import sys

import pandas as pd

from core.clock import now
from core.errors import (
    BadPeriodError,
    DashboardError,
    NoDataError,
    UnknownMeasureError,
    UnknownScoreError,
    UnknownUnitError,
)
from core.periods import parse, parse_month
from core.settings import settings_from
from core.spreadsheets import safe
from core.units import RANKED_KINDS
from core.viewer import everyone
from core.words import LANGUAGES, explain
from metrics.in_force import definitions_of, settings_in_files
from reports.data.integrity import flag_rows
from reports.data.verification import verify, verify_everything
from reports.results.overview import overview
from reports.results.ranking import ranking
from reports.results.score import DEFAULT, score_rows
from reports.results.score_formula import formula
from reports.results.unit import unit_report
from store.database import Connection
from store.set_up import ready

ANSWERED, NO_NUMBERS, WRONG_COMMAND, NOT_READY = range(4)
RANKING_COLUMNS = ["rank", "unit_code", "unit_name", "numerator", "denominator", "value"]


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        with ready(settings_from(os.environ), clock=now).connect() as connection:
            table = options.answer(connection, options)
    except DashboardError as error:
        print(explain(options.lang, error), file=sys.stderr)
        if isinstance(error, BadPeriodError | UnknownScoreError | UnknownMeasureError | UnknownUnitError):
            return WRONG_COMMAND
        return NO_NUMBERS if isinstance(error, NoDataError) else NOT_READY
    if options.format == "json":
        print(table.to_json(orient="records", force_ascii=False, double_precision=15))
    else:
        texts = table.select_dtypes(exclude="number").columns
        print(
            table.assign(**{name: table[name].map(safe, na_action="ignore") for name in texts}).to_csv(index=False),
            end="",
        )
    return NO_NUMBERS if options.question == "verify" and table["identical"].eq("false").any() else ANSWERED


def parser() -> argparse.ArgumentParser:
    """What the command line understands; the documentation is written from it."""
    program = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
    questions = program.add_subparsers(dest="question", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--format", choices=("csv", "json"), default="csv")
    common.add_argument("--lang", choices=LANGUAGES, default="vi", help="language of names and messages")

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
    points.add_argument("--explain", metavar="UNIT", help="a unit's formulas with its numbers")
    points.set_defaults(answer=_score)

    odd = questions.add_parser("flags", parents=[common], help="numbers of a month that need an explanation")
    odd.add_argument("--month", required=True, help="2026-08")
    odd.set_defaults(answer=_flags)

    check = questions.add_parser(
        "verify", parents=[common], help="compute published versions again from what is stored"
    )
    check.add_argument("code", nargs="*", help="codes as pages and documents print them; every version without one")
    check.set_defaults(answer=_verify)

    unit = questions.add_parser("unit", parents=[common], help="one unit's place in every measure")
    unit.add_argument("code", help="the unit's code")
    unit.add_argument("--month", help="2026-08; the newest published one without it")
    unit.set_defaults(answer=_unit)
    return program


def _ranking(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    period = parse_month(options.month) if options.month else parse(options.period)
    table = ranking(connection, everyone(), options.measure, period, kind=options.kind).table
    if options.lang == "en":
        table = table.assign(unit_name=table["unit_name_en"])
    return _whole(table[RANKING_COLUMNS])


def _score(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    table = score_rows(connection, everyone(), parse_month(options.month), score_id=options.index, kind=options.kind)
    if not options.explain:
        return _whole(table.drop(columns=["exact", "state"]))
    table = table[table["unit_code"].eq(options.explain)]
    if table.empty:
        raise UnknownUnitError(code=options.explain)
    rules = definitions_of(parse_month(options.month), settings_in_files()).score(options.index)
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


def _verify(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    found = [verify(connection, code) for code in options.code] or verify_everything(connection)
    rows = [
        (each.period.code, each.version, each.code, str(each.identical).lower(), " ".join(each.differs))
        for each in found
    ]
    return pd.DataFrame(rows, columns=["period", "version", "code", "identical", "differs"])


def _flags(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    return flag_rows(connection, everyone(), parse_month(options.month), options.lang)


def _overview(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    answer = overview(connection, everyone(), parse_month(options.month) if options.month else None)
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
    return _whole(pd.DataFrame(rows))


def _unit(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    month = parse_month(options.month) if options.month else None
    answer = unit_report(connection, everyone(), options.code, month)
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
    return _whole(pd.DataFrame(rows))


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    """Dossiers are whole numbers: 486, not 486.0."""
    return table.astype({name: "Int64" for name in ("numerator", "denominator", "rank") if name in table.columns})


if __name__ == "__main__":
    sys.exit(main())
