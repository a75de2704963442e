"""The score by a score such as Decision 766/QĐ-TTg's: each unit's indicators, totals and ranks; pooled groups too."""

from dataclasses import dataclass

import pandas as pd

from core.counts import COUNT_NAMES
from core.errors import NoUnitsError
from core.periods import Period, months_back
from core.units import RANKED_KINDS, UNIT_KINDS, UnitKind
from core.viewer import Viewer
from metrics.chance.rank_intervals import MONTHS
from metrics.score.rules import ScoreRules
from metrics.score.scoring import pooled, scores
from metrics.score.totals import ranked_totals, totals
from reports.names import names
from reports.published import Published
from reports.slices import Slice
from reports.versions import published
from store.database import Connection

DEFAULT = "qd766"


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Score:
    """How many points each unit of a kind has in a month, and its rank by them."""

    rules: ScoreRules
    month: Period
    kind: UnitKind
    indicators: pd.DataFrame
    """Rows of `metrics.score.scoring.scores`: every indicator of every unit of the kind."""
    table: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, points, exact, known_points, share, status, rank), best first: result of
    `metrics.score.totals.ranked_totals`; `not_reported` is `not_computable` where the unit sent other counts."""
    pooled: pd.DataFrame
    """Rows of `metrics.score.scoring.pooled`: all the kind's dossiers together."""
    mean: float
    """The mean of the ranked units' totals: not the score of their dossiers; NaN where none is ranked."""
    history: pd.DataFrame
    """(unit_code, month, …counts) of the units in the twelve months up to `month`: what their usual ranks rest on."""
    illustrative: bool

    @property
    def at_floor(self) -> bool:
        """Whether nobody is ranked because most units stand at the floor."""
        return bool(self.table["status"].eq("at_floor").any())

    def of_unit(self, code: str) -> pd.DataFrame:
        return self.indicators[self.indicators["unit_code"].eq(code)]


def score(connection: Connection, viewer: Viewer, month: Period, *, kind: UnitKind, score_id: str = DEFAULT) -> Score:
    """The units of one kind by the score in force, by what is published now.

    Raises:
        NoDataError: nothing is published for the month, or no unit of the kind was in force.
        UnknownScoreError: there is no such score.
    """
    data = published(connection, viewer)
    return score_of(Slice(data, kind, month), data.definitions(month).score(score_id))


def score_of(of: Slice, rules: ScoreRules) -> Score:
    """As `score`, of any version of the data and of the score."""
    if not of.units:
        raise NoUnitsError(period=of.period)
    counts = of.counts
    indicators = scores(counts, rules)
    table = ranked_totals(totals(indicators, counts, rules)).merge(names(of.units), on="unit_code")
    sent = counts.loc[counts[list(COUNT_NAMES)].notna().any(axis=1), "unit_code"]
    # Signed as `not_reported`; a reader is told that something came, of which no indicator can be computed.
    unfit = table["status"].eq("not_reported") & table["unit_code"].isin(sent)
    table = table.assign(status=table["status"].mask(unfit, "not_computable"))
    group = pooled(counts, rules, of.kind)
    ranked = table[table["status"].eq("ranked")]
    return Score(
        rules=rules,
        month=of.period,
        kind=of.kind,
        indicators=indicators,
        table=table,
        pooled=group,
        mean=float(ranked["points"].mean()) if len(ranked) else float("nan"),
        history=of.data.monthly([unit.code for unit in of.units], months_back(of.period, MONTHS)),
        illustrative=of.data.illustrative(of.period),
    )


def beside(one: Score, other: Score) -> pd.DataFrame:
    """Two scores, or two versions of one, for the same units and month.

    Returns:
        …`one.table`, other_points, other_known, other_rank, places: `places` is how many ranks a unit gains by
        the other score (+) or loses (−); NA where it is not ranked by both.
    """
    columns = {"points": "other_points", "known_points": "other_known", "rank": "other_rank"}
    table = one.table.merge(other.table.rename(columns=columns)[["unit_code", *columns.values()]], on="unit_code")
    return table.assign(places=table["rank"] - table["other_rank"])


def province_score(data: Published, rules: ScoreRules, month: Period) -> pd.DataFrame:
    """Result of `metrics.score.scoring.pooled` for all units of the province together; counts that cannot be added come
    from the province's own row."""
    months = data.months_of(month)
    own = data.counts_of([unit for unit in data.units if unit.kind == "province"], months)
    units = data.counts_of(data.of_kind(RANKED_KINDS, months), months)
    return pooled(units, rules, "province", own.iloc[0] if len(own) else None)


def score_rows(
    connection: Connection,
    viewer: Viewer,
    month: Period,
    *,
    score_id: str = DEFAULT,
    kind: UnitKind | None = None,
) -> pd.DataFrame:
    """Rows of `metrics.score.scoring.scores`: every unit in force that reported anything, the province's own row too.

    Raises:
        NoDataError: nothing is published for the month.
        UnknownScoreError: there is no such score.
    """
    data = published(connection, viewer)
    months = data.months_of(month)
    counts = data.counts_of(data.of_kind([kind] if kind else UNIT_KINDS, months), months)
    scored = scores(counts, data.definitions(month).score(score_id))
    heard = scored.loc[scored["exact"].notna(), "unit_code"]
    return scored[scored["unit_code"].isin(heard)].reset_index(drop=True)


def known(scored: pd.DataFrame) -> tuple[float, float]:
    """(points, out of how many points something is known) of one unit's or group's rows."""
    heard = scored[scored["exact"].notna()]
    return float(heard["points"].sum()), float(heard["max_points"].sum())
