"""What publishing would change: counts, rates, ranks and targets, compared with what is published now."""

from collections.abc import Container
from dataclasses import dataclass

import pandas as pd

from core.counts import COUNT_NAMES
from core.errors import NoDataError, UnknownScoreError
from core.periods import Period
from core.units import UnitKind
from core.viewer import Viewer
from metrics.rates.measures import Measure, all_measures
from metrics.score.rules import ScoreRules
from reports.published import Published
from reports.results.ranking import ranks_of
from reports.results.score import DEFAULT, score_of
from reports.slices import Slice
from reports.versions import as_if_published, as_published, published
from store.database import Connection


@dataclass(frozen=True, eq=False)
class Consequences:
    """What publishing would change: counts, rates and ranks of a month in two states of the data."""

    month: Period
    cells: pd.DataFrame
    """(unit_code, count, before, after): every count of the month that changes; NaN = not reported."""
    ranks: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, kind, measure, value_before, value, rank_before, rank, to_target_before,
    to_target): every unit and measure of the month whose value or rank changes; NaN where there is none."""

    scores: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, kind, points_before, points, rank_before, rank): every unit whose total of
    the score, or rank by it, changes; NaN where there is none."""

    @property
    def moved(self) -> frozenset[tuple[str, str]]:
        """(unit, measure) whose value changes: what tasks and commitments may stand on."""
        values = self.ranks[self.ranks["value_before"].fillna(-1).ne(self.ranks["value"].fillna(-1))]
        return frozenset(zip(values["unit_code"], values["measure"], strict=True))

    @property
    def changed_ranks(self) -> int:
        """Units whose rank changes in some measure."""
        changed = self.ranks["rank_before"].fillna(0).ne(self.ranks["rank"].fillna(0))
        return int(self.ranks.loc[changed, "unit_code"].nunique())

    @property
    def fallen_below_target(self) -> int:
        """Units that met a target and would no longer."""
        fallen = self.ranks["to_target_before"].ge(0) & self.ranks["to_target"].lt(0)
        return int(self.ranks.loc[fallen, "unit_code"].nunique())

    @property
    def newly_reported(self) -> int:
        """Units that had no count of the month and would have some."""
        new = self.cells.groupby("unit_code")["before"].apply(lambda counts: counts.isna().all())
        return int(new.sum())


def consequences(connection: Connection, viewer: Viewer, month: Period, import_ids: list[int]) -> Consequences:
    """What publishing these imports of `month` would change, computed by the same code as every ranking."""
    now = published(connection, viewer)
    return difference(now, as_if_published(connection, viewer, import_ids, month), month)


def between_versions(connection: Connection, viewer: Viewer, month: Period, older: int, newer: int) -> Consequences:
    """What changed in `month` from one publication to another, each as it was shown then."""
    return difference(as_published(connection, viewer, older), as_published(connection, viewer, newer), month)


def difference(before: Published, after: Published, month: Period) -> Consequences:
    """Compares the month in two states of the data."""
    cells = _cells(before, after, month)
    return Consequences(month, cells, _ranks(before, after, month, cells), _scores(before, after, month, cells))


def _cells(before: Published, after: Published, month: Period) -> pd.DataFrame:
    old, new = (_long(data, month) for data in (before, after))
    both = pd.concat([old, new], axis=1, keys=["before", "after"])
    changed = both["before"].fillna(-1).ne(both["after"].fillna(-1))
    return both[changed].rename_axis(["unit_code", "count"]).reset_index()


def _long(data: Published, month: Period) -> "pd.Series[float]":
    inside = data.counts[data.counts["month"].eq(pd.Timestamp(month.start))]
    return (
        inside.melt("unit_code", list(COUNT_NAMES), "count", "value")
        .dropna()
        .set_index(["unit_code", "count"])["value"]
    )


def _touched(before: Published, after: Published, month: Period, kind: UnitKind, cells: pd.DataFrame) -> Container[str]:
    """The counts on which something of the kind can differ: those that change, or all where its units do."""
    units = after.of_kind([kind], [month])
    if units != before.of_kind([kind], [month]):
        return COUNT_NAMES
    return frozenset(cells.loc[cells["unit_code"].isin([unit.code for unit in units]), "count"])


def _ranks(before: Published, after: Published, month: Period, cells: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for kind in after.kinds([month]):
        touched = _touched(before, after, month, kind, cells)
        for item in all_measures().values():
            if not any(name in touched for choice in item.choices for name in choice):
                continue
            new, old = (_ranked(Slice(data, kind, month), item) for data in (after, before))
            if new is None and old is None:
                continue
            empty = pd.DataFrame(columns=["unit_code", "unit_name", "unit_name_en", "value", "rank", "to_target"])
            both = (empty if new is None else new).merge(
                empty if old is None else old,
                on=["unit_code", "unit_name", "unit_name_en"],
                how="outer",
                suffixes=("", "_before"),
            )
            parts.append(both.assign(kind=kind, measure=item.id))
    columns = ["unit_code", "unit_name", "unit_name_en", "kind", "measure"]
    figures = ["value_before", "value", "rank_before", "rank", "to_target_before", "to_target"]
    if not parts:
        return pd.DataFrame(columns=[*columns, *figures]).astype(dict.fromkeys(figures, float))
    table = pd.concat(parts, ignore_index=True)[[*columns, *figures]]
    table[figures] = table[figures].astype(float)
    same = table["value_before"].fillna(-1).eq(table["value"].fillna(-1)) & table["rank_before"].fillna(0).eq(
        table["rank"].fillna(0)
    )
    return table[~same].reset_index(drop=True)


def _scores(before: Published, after: Published, month: Period, cells: pd.DataFrame) -> pd.DataFrame:
    keys = ["unit_code", "unit_name", "unit_name_en"]
    figures = ["points_before", "points", "rank_before", "rank"]
    parts = []
    rules, rules_before = _rules(after, month), _rules(before, month)
    for kind in after.kinds([month]):
        touched = _touched(before, after, month, kind, cells)
        if rules == rules_before and not any(name in touched for name in (rules.counts if rules else ())):
            continue
        old, new = _scored(Slice(before, kind, month), rules_before), _scored(Slice(after, kind, month), rules)
        if len(old) or len(new):
            parts.append(new.merge(old, on=keys, how="outer", suffixes=("", "_before")).assign(kind=kind))
    if not parts:
        return pd.DataFrame(columns=[*keys, "kind", *figures]).astype(dict.fromkeys(figures, float))
    table = pd.concat(parts, ignore_index=True)[[*keys, "kind", *figures]]
    printed = table[figures].astype(float).round(2).fillna(-1)
    same = printed["points_before"].eq(printed["points"]) & printed["rank_before"].eq(printed["rank"])
    return table[~same].reset_index(drop=True)


def _rules(data: Published, month: Period) -> ScoreRules | None:
    try:
        return data.definitions(month).score(DEFAULT)
    except UnknownScoreError:
        return None


def _scored(of: Slice, rules: ScoreRules | None) -> pd.DataFrame:
    columns = ["unit_code", "unit_name", "unit_name_en", "points", "rank"]
    try:
        table = score_of(of, rules).table[columns] if rules else pd.DataFrame(columns=columns)
    except NoDataError:
        table = pd.DataFrame(columns=columns)
    return table.astype({"points": float, "rank": float})


def _ranked(of: Slice, asked: Measure) -> pd.DataFrame | None:
    try:
        table = ranks_of(of, asked)
    except NoDataError:
        return None
    found = table[["unit_code", "unit_name", "unit_name_en", "value", "rank", "to_target"]]
    # A rank that is NA beside a version without the measure would stay NA, which is no float.
    return found.astype(dict.fromkeys(("value", "rank", "to_target"), float))
