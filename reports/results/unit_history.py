"""The months of a unit: its values, its ranks and targets, and what the other units of its kind did."""

import numpy as np
import pandas as pd

from core.caching import cached
from core.periods import Period
from core.units import Unit, UnitKind
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.rates.ranking import ranked_by_month
from reports.published import Published


def history(data: Published, item: Measure, unit: Unit, months: list[Period], own: pd.DataFrame) -> pd.DataFrame:
    """One unit's months by one measure, beside those of its kind.

    Args:
        own: (month, summed, estimated, …counts) of `months`, the latest last.

    Returns:
        (month, value, summed, estimated, measure, low, median, high, target, rank, of).
    """
    ranks, groups = _of_kind(data, item, unit.kind, tuple(months))
    mine = rates.values(own, item)
    table = mine[["month", "value", "summed", "estimated"]].assign(measure=item.id)
    for name in ("low", "median", "high"):
        table[name] = groups[name].reindex(mine["month"]).to_numpy()
    targets = [data.target(item, month, unit.kind, unit.code) for month in months]
    own_rank = ranks[unit.code] if unit.code in ranks else pd.Series(dtype="Int64")
    return table.assign(
        target=[target.value if target else np.nan for target in targets],
        rank=own_rank.reindex(mine["month"]).array,
        of=groups["of"].reindex(mine["month"]).fillna(0).astype(int).to_numpy(),
        # A month summed over other units was not ranked.
    ).assign(rank=lambda table: table["rank"].mask(table["summed"]))


# Cached: the pages of a hundred units of a kind compare with the same months.
@cached(128)
def _of_kind(
    data: Published, item: Measure, kind: UnitKind, months: tuple[Period, ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Month × unit_code: the rank; and month: low, median, high, of."""
    codes = {each.code for each in data.of_kind([kind], months)}
    peers = ranked_by_month(rates.values(data.counts[data.counts["unit_code"].isin(codes)], item), item)
    groups = peers.drop_duplicates("month").set_index("month")[["low", "median", "high", "of"]]
    return peers.pivot(index="month", columns="unit_code", values="rank"), groups
