"""rank-sets, weights: how far a rank of the pages of results can be trusted."""

import argparse

import pandas as pd

from core.periods import parse_month
from core.units import RANKED_KINDS
from metrics.rates.measures import measure
from reports.commands import Questions, asked_by, whole
from reports.results.robustness import rank_sets_of, weights_of
from reports.results.score import DEFAULT, score
from reports.slices import Slice
from reports.versions import published
from store.database import Connection


def add(questions: Questions, common: argparse.ArgumentParser) -> None:
    about = argparse.ArgumentParser(add_help=False)
    about.add_argument("--month", required=True, help="2026-08")
    about.add_argument("--kind", choices=RANKED_KINDS, required=True)
    sets = questions.add_parser(
        "rank-sets",
        parents=[common, about],
        help="the ranks by a measure that the dossiers do not exclude (95 percent)",
    )
    sets.add_argument("--measure", required=True, help="on_time_resolved, online, digitised…")
    sets.set_defaults(answer=_sets)
    weights = questions.add_parser(
        "weights", parents=[common, about], help="the ranks by a score whose groups weigh otherwise"
    )
    weights.add_argument("--index", default=DEFAULT, help="qd766 (the default), or another of definitions/scores/")
    weights.set_defaults(answer=_weights)


def _sets(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    data = published(connection, asked_by(connection, options))
    asked = measure(options.measure)
    return _named(rank_sets_of(Slice(data, options.kind, parse_month(options.month)), asked).table, options)


def _weights(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    viewer, month = asked_by(connection, options), parse_month(options.month)
    answer = score(connection, viewer, month, kind=options.kind, score_id=options.index)
    return _named(weights_of(answer).table, options)


def _named(table: pd.DataFrame, options: argparse.Namespace) -> pd.DataFrame:
    name = table["unit_name" if options.lang == "vi" else "unit_name_en"]
    return whole(table.assign(unit_name=name).drop(columns="unit_name_en"))
