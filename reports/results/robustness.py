"""How far a rank can be trusted: what the counts exclude, and what other weights would make of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.caching import cached
from core.errors import NoDataError, NoMeasureDataError
from core.periods import Period
from core.units import UnitKind
from metrics.chance.belief import dispersion_of_sum
from metrics.chance.posterior import taking_part
from metrics.chance.rank_intervals import MONTHS
from metrics.chance.rank_sets import rank_sets
from metrics.rates.measures import Measure
from metrics.score.rules import ScoreRules
from metrics.score.weights import ends, other_weights, shares_of_groups
from reports.names import names
from reports.results.months import monthly
from reports.results.score import Score
from reports.results.support import support
from reports.slices import Slice, ranked_units

SURE = 0.95


class NobodyScoredError(NoDataError):
    """The month is published, but no unit of the kind reported enough for the score."""

    key = "error.nobody_scored"


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class RankSetsReport:
    """What rank each unit may have by its rate over twelve months."""

    measure: Measure
    kind: UnitKind
    month: Period
    table: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, rank, rank_low, rank_high, low, high, low_together, high_together), best
    first: the rank of the month, its usual range (90 %, NA where unknown), the unit's own set (95 %) and that of all
    units at once. The units that are ranked in the month."""

    @property
    def ends(self) -> int:
        """How many are called the first, or the last."""
        return ends(len(self.table))

    @property
    def surely_first(self) -> pd.DataFrame:
        """The units that are among the first, whatever chance did, all sets taken together."""
        return self.table[self.table["high_together"].le(self.ends)]

    @property
    def surely_last(self) -> pd.DataFrame:
        return self.table[self.table["low_together"].gt(len(self.table) - self.ends)]


@dataclass(frozen=True, eq=False)
class WeightsReport:
    """What rank each unit has by a score whose groups weigh otherwise."""

    rules: ScoreRules
    kind: UnitKind
    month: Period
    table: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, rank, low, high, equal, without, left_out, last), best first; see
    `metrics.score.weights.OtherWeights`. The ranked units."""

    @property
    def ends(self) -> int:
        """How many are called the last."""
        return ends(len(self.table))

    @property
    def last(self) -> pd.DataFrame:
        """The units officially among the last."""
        return self.table[self.table["rank"].gt(len(self.table) - self.ends)]

    @property
    def surely_last(self) -> pd.DataFrame:
        """Those of them that stay there in nearly all draws."""
        return self.last[self.last["last"].ge(SURE)]


# Cached: the sets of a hundred units take a third of a second.
@cached(64)
def rank_sets_of(of: Slice, asked: Measure) -> RankSetsReport:
    """
    Raises:
        NotCountedError: the measure has no counts.
        NoMeasureDataError: no unit of the kind is ranked by the measure in the month.
    """
    asked.must_be_counted()
    table = ranked_units(of, asked)
    places = np.flatnonzero(table["status"].eq("ranked"))
    if not len(places):
        raise NoMeasureDataError(period=of.period, measure=asked.title.model_dump())
    known = monthly(of, asked)
    met, total = (each[:, places] for each in taking_part(known.met, known.of))
    divided = dispersion_of_sum(met, total, len(met[-MONTHS:]))
    own, together = rank_sets(met[-MONTHS:].sum(axis=0) / divided, total[-MONTHS:].sum(axis=0) / divided, asked.better)
    found = table.iloc[places][["unit_code", "rank"]].assign(
        low=own.low, high=own.high, low_together=together.low, high_together=together.high
    )
    usual = support(of, asked)[["rank_low", "rank_high"]]
    whole = found.join(usual, on="unit_code").merge(names(of.units), on="unit_code")
    columns = ["unit_code", "unit_name", "unit_name_en", "rank", "rank_low", "rank_high"]
    return RankSetsReport(asked, of.kind, of.period, whole[[*columns, "low", "high", "low_together", "high_together"]])


@cached(64)
def weights_of(answer: Score) -> WeightsReport:
    """
    Raises:
        NobodyScoredError: no unit is ranked by the score.
    """
    ranked = answer.table[answer.table["status"].eq("ranked")].reset_index(drop=True)
    if ranked.empty:
        raise NobodyScoredError(period=answer.month, score=answer.rules.short.model_dump())
    found = other_weights(*shares_of_groups(answer.indicators, list(ranked["unit_code"])))
    table = ranked[["unit_code", "unit_name", "unit_name_en", "rank"]].assign(
        low=found.low,
        high=found.high,
        equal=found.equal,
        without=found.without,
        left_out=list(found.left_out),
        last=found.last,
    )
    return WeightsReport(answer.rules, answer.kind, answer.month, table)
