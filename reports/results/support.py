"""Uncertainty of a ranking: rank intervals, distinguishable groups, and the certainty that a target is met."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.caching import cached
from core.periods import months_back
from metrics.chance.certainty import certainty, chance_of_meeting
from metrics.chance.mixture import fitted
from metrics.chance.rank_intervals import Better, Draws, draw_odds, rank_intervals, rank_probabilities, tiers
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.score.draws import draw_totals
from reports.results.score import Score
from reports.slices import Slice, ranked_units

COLUMNS = ["rank_low", "rank_middle", "rank_high", "tier"]
YEARS_BEFORE = 2
"""A state depends on all months before. History begins in a January, the same one for every month of a year."""


@dataclass(frozen=True)
class Groups:
    """The groups of a ranking that can be distinguished."""

    many: int
    first: int
    last: int
    """The official ranks between which the largest of them lies."""


# Cached: the ranking and every unit's own page need the same result.
@cached(512)
def support(of: Slice, asked: Measure) -> pd.DataFrame:
    """The support of the units of one kind by one measure; empty for a figure given ready-made, which has no dossiers.

    Returns:
        (rank_low, rank_middle, rank_high, tier, certainty) by unit_code: Int64, NA for what is not ranked; `certainty`
        is one of `metrics.chance.certainty.STATES`, “” where there is no number or no target.
    """
    table = ranked_units(of, asked)
    if asked.given:
        return _nothing(list(table["unit_code"]))
    found = supported(table, _odds(table[table["status"].eq("ranked")]), asked.better)
    return found.assign(certainty=_certainty(of, asked, table))


# Cached apart from the score, because the what-if page asks for twelve months of scores.
@cached(64)
def score_support(answer: Score) -> pd.DataFrame:
    """The support of the totals by a score: `COLUMNS` by unit_code, NA for what is not ranked."""
    who = answer.table.loc[answer.table["status"].eq("ranked"), "unit_code"]
    draws = draw_totals(answer.indicators, answer.rules, list(who))
    return supported(answer.table, draws, "higher")[COLUMNS]


def supported(table: pd.DataFrame, draws: Draws, better: Better) -> pd.DataFrame:
    """The rank intervals and groups of `table`.

    Args:
        table: (unit_code, status, rank), the ranked ones first, best first.
        draws: one column for each ranked unit, in that order.

    Returns:
        `COLUMNS` by unit_code.
    """
    answer = _nothing(list(table["unit_code"]))
    who = table[table["status"].eq("ranked")]
    if len(who):
        chance = rank_probabilities(draws, better)
        found = rank_intervals(chance)
        group = tiers(draws, chance, who["rank"].to_list(), better)
        answer.loc[who["unit_code"], COLUMNS] = np.column_stack([found.low, found.middle, found.high, group])
    return answer


def groups(table: pd.DataFrame) -> Groups | None:
    """The groups, from (rank, tier); None where nothing is ranked or no tier is known."""
    known = table[["rank", "tier"]].dropna()
    if known.empty:
        return None
    tier = known["tier"].to_numpy(dtype=int)
    inside = known["rank"].to_numpy(dtype=int)[tier == np.bincount(tier).argmax()]
    return Groups(int(tier.max()), int(inside.min()), int(inside.max()))


def _nothing(codes: Sequence[str]) -> pd.DataFrame:
    nothing = pd.Series(pd.NA, index=pd.Index(codes, name="unit_code"), dtype="Int64")
    return pd.DataFrame(dict.fromkeys(COLUMNS, nothing)).assign(certainty="")


def _odds(table: pd.DataFrame) -> Draws:
    return draw_odds(fitted(table["numerator"].to_numpy(dtype=float), table["denominator"].to_numpy(dtype=float)))


def _certainty(of: Slice, asked: Measure, table: pd.DataFrame) -> "pd.Series[str]":
    """The certainty by unit_code: for a month from all months since a January; for a longer period from it alone."""
    codes, period = list(table["unit_code"]), of.period
    since = 12 * YEARS_BEFORE + period.end.month
    months = months_back(period, since) if period.kind == "month" else [period]
    targets = [of.data.target(asked, month) for month in months]
    if targets[-1] is None:
        return pd.Series("", index=codes)
    goal = np.array([[target.value / asked.scale if target else np.nan] for target in targets])
    if period.kind == "month":
        stamps = [pd.Timestamp(month.start) for month in months]
        each = rates.values(of.data.monthly(codes, months), asked)
    else:
        stamps = [pd.Timestamp(period.start)]
        each = table.assign(month=stamps[0])
    met, total = (
        each.pivot(index="month", columns="unit_code", values=name)
        .reindex(index=stamps, columns=codes)
        .to_numpy(dtype=float)
        for name in ("numerator", "denominator")
    )
    return pd.Series(certainty(chance_of_meeting(met, total, goal, asked.better))[-1], index=codes)
