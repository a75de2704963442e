"""The groups of a score by unit, against the median of the kind; and the ranking by the groups that all units know."""

from dataclasses import dataclass

import pandas as pd

from core.printing import printed_points
from reports.results.score import Score

FEW = 0.5
"""Where at most this share of the units knows every group, they are ranked by the groups that all know too."""
_TINY = 1e-9


def by_group(report: Score) -> pd.DataFrame:
    """Every unit by every group.

    Returns:
        (points, known, behind) by (unit_code, group): `known` is out of how many points; `behind` is how many printed
        points more (+) or less (−) than the median of the ranked units; NaN where the group is not wholly known.
    """
    rows = report.indicators
    heard = rows["exact"].notna()
    table = rows.assign(known=rows["max_points"].where(heard, 0.0)).groupby(["unit_code", "group"])
    found = table.agg(points=("points", lambda points: points.sum(min_count=1)), known=("known", "sum"))
    most = {group.id: group.points for group in report.rules.groups}
    whole = found["known"].ge(found.index.get_level_values("group").map(most) - _TINY)
    ranked = report.table.loc[report.table["status"].eq("ranked"), "unit_code"]
    inside = found[found.index.get_level_values("unit_code").isin(ranked) & whole]
    median = inside.groupby("group")["points"].median().reindex(found.index.get_level_values("group")).to_numpy()
    behind = [
        float(printed_points(mine) - printed_points(middle)) if all_known and pd.notna(middle) else float("nan")
        for mine, middle, all_known in zip(found["points"], median, whole, strict=True)
    ]
    return found.assign(behind=behind)


# eq=False: frames cannot be compared as one value.
@dataclass(frozen=True, eq=False)
class CommonGroups:
    """The ranking by the groups that every unit knows, where few know all."""

    groups: tuple[str, ...]
    points: float
    """The most that the groups give."""
    known: int
    """How many units know every group."""
    of: int
    table: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, points, rank), best first."""


def common_groups(report: Score) -> CommonGroups | None:
    """None where most units know every group, or no group is known by all."""
    table = report.table[report.table["status"].isin(["ranked", "partly"])]
    known = int(table["known_points"].ge(report.rules.points - _TINY).sum())
    if table.empty or known > FEW * len(table):
        return None
    found = by_group(report).reset_index()
    found = found[found["unit_code"].isin(table["unit_code"])]
    most = {group.id: group.points for group in report.rules.groups}
    whole = found[found["known"].ge(found["group"].map(most) - _TINY)]
    everywhere = whole.groupby("group")["unit_code"].nunique().loc[lambda many: many.eq(len(table))]
    shared = tuple(name for name in most if name in everywhere.index)
    if not shared:
        return None
    points = whole[whole["group"].isin(shared)].groupby("unit_code")["points"].sum()
    ranked = table[["unit_code", "unit_name", "unit_name_en"]].assign(
        points=points.reindex(table["unit_code"]).round(2).to_numpy()
    )
    ranked = ranked.assign(rank=ranked["points"].rank(method="min", ascending=False).astype(int))
    ranked = ranked.sort_values(["rank", "unit_code"], ignore_index=True)
    return CommonGroups(shared, sum(most[name] for name in shared), known, len(table), ranked)
