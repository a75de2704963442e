"""Uncertainty of a ranking: where units usually rank, distinguishable groups, and whether a target is met for sure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.caching import cached
from metrics.chance.certainty import certainty, chance_of_meeting
from metrics.chance.rank_curves import Curves, better_than, curves_of, rank_probabilities
from metrics.chance.rank_intervals import Numbers, rank_intervals, tiers
from metrics.rates.measures import Measure
from metrics.rates.targets import values_of
from metrics.score.curves import long_run_totals
from metrics.score.shares import Shares, shares_of
from reports.results.months import long_run_of, monthly
from reports.results.score import Score
from reports.slices import Slice, ranked_units, targets_of

COLUMNS = ["rank_low", "rank_middle", "rank_high", "tier"]
UNUSUAL = ("", "few", "change")
"""Of a rank of the period against its range: within it; outside it, but the counts are so small, or their scatter so
large, that chance explains it; outside it, and the counts themselves differ from the unit's other months."""


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
        (rank_low, rank_middle, rank_high, tier, unusual, certainty) by unit_code: Int64, NA for what is not ranked;
        the rank by the unit's rate over the twelve months up to the period's last; `unusual` is one of `UNUSUAL`;
        `certainty` is one of `metrics.chance.certainty.STATES`, “” where there is no number or no target.
    """
    table = ranked_units(of, asked)
    if asked.given:
        return _nothing(list(table["unit_code"]))
    known = long_run_of(of, asked)
    differs = known.really_differs() * (1 if asked.better == "higher" else -1)
    found = supported(table, curves_of(known.posterior, asked.better), differs)
    return found.assign(certainty=_certainty(of, asked, table))


# Cached apart from the score: its own table is needed where no range is.
@cached(64)
def score_support(answer: Score) -> pd.DataFrame:
    """The support of the totals by a score: `COLUMNS` and `unusual` by unit_code, NA for what is not ranked."""
    known = long_run_totals(shares_of_score(answer))
    # The ranked ones come first, in the order of the shares.
    differs = np.append(known.differs, np.zeros(len(answer.table) - len(known.differs)))
    return supported(answer.table, known.curves, differs).drop(columns="certainty")


# Cached: ranges and chances start from the same shares.
@cached(16)
def shares_of_score(answer: Score) -> Shares:
    """What is known of the ranked units, best first."""
    who = list(answer.table.loc[answer.table["status"].eq("ranked"), "unit_code"])
    return shares_of(answer.history, answer.indicators, answer.rules, who)


def supported(table: pd.DataFrame, known: Curves, differs: Numbers) -> pd.DataFrame:
    """The ranges of ranks and the groups of `table`.

    Args:
        table: (unit_code, status, rank), the ranked ones first, best first.
        known: a column for each row of `table`, at least for the ranked ones.
        differs: of each row, 1 or -1 where the counts of the last month are really better or worse than the unit's
            other months, else 0.

    Returns:
        `COLUMNS`, `unusual` and a blank `certainty` by unit_code.
    """
    codes = list(table["unit_code"])
    places = np.flatnonzero(table["status"].eq("ranked"))
    if not len(places):
        return _nothing(codes)
    who, curves = table.iloc[places], known.of(places)
    found = rank_intervals(rank_probabilities(curves))
    numbers, why = np.full((len(table), len(COLUMNS)), np.nan), np.full(len(table), "", dtype=object)
    group = tiers(better_than(curves), who["rank"].to_list())
    numbers[places] = np.column_stack([found.low, found.middle, found.high, group])
    rank = who["rank"].to_numpy(dtype=int)
    outside = np.where(rank < found.low, 1, np.where(rank > found.high, -1, 0))
    why[places] = np.where(outside == 0, "", np.where(outside == differs[places], "change", "few"))
    answer = pd.DataFrame(numbers, index=pd.Index(codes, name="unit_code"), columns=COLUMNS).astype("Int64")
    return answer.assign(unusual=why, certainty="")


def groups(table: pd.DataFrame) -> Groups | None:
    """The groups, from (rank, tier); None where there are no two units to tell apart, or no tier is known."""
    known = table[["rank", "tier"]].dropna()
    if len(known) < 2:
        return None
    tier = known["tier"].to_numpy(dtype=int)
    inside = known["rank"].to_numpy(dtype=int)[tier == np.bincount(tier).argmax()]
    return Groups(int(tier.max()), int(inside.min()), int(inside.max()))


def _nothing(codes: Sequence[str]) -> pd.DataFrame:
    nothing = pd.Series(pd.NA, index=pd.Index(codes, name="unit_code"), dtype="Int64")
    return pd.DataFrame(dict.fromkeys(COLUMNS, nothing)).assign(unusual="", certainty="")


def chances_of(of: Slice, asked: Measure) -> NDArray[np.float64] | None:
    """The chance that each unit of `ranked_units` really meets its target, by all months up to each; None without a
    target. For a month one row for every month since a January; for a longer period one row, from it alone."""
    period, known = of.period, monthly(of, asked)
    months = known.months if period.kind == "month" else (period,)
    goal = np.array([values_of(targets_of(of, asked, known.codes, month)) for month in months]) / asked.scale
    if np.isnan(goal[-1]).all():
        return None
    if period.kind == "month":
        met, total = known.met, known.of
    else:
        table = ranked_units(of, asked)
        met, total = (table[name].to_numpy(dtype=float)[None, :] for name in ("numerator", "denominator"))
    return chance_of_meeting(met, total, goal, asked.better)


def _certainty(of: Slice, asked: Measure, table: pd.DataFrame) -> "pd.Series[str]":
    """The certainty by unit_code."""
    codes, chances = list(table["unit_code"]), chances_of(of, asked)
    return pd.Series("" if chances is None else certainty(chances)[-1], index=codes)
