"""The on-time rate with every unit's own mix of work, and with the province's, where fields of procedure are loaded."""

from collections.abc import Sequence

import pandas as pd

from core.periods import Period
from core.units import Unit
from metrics.chance.adjusted import adjusted
from metrics.rates import rates
from metrics.rates.measures import Measure
from reports.published import Published
from reports.slices import Slice

ADJUSTED = ("on_time_resolved", "on_time_portal")


def adjusted_rates(of: Slice, asked: Measure) -> pd.DataFrame:
    """Result of `metrics.chance.adjusted`: (unit_code, raw, adjusted, own_share), in percent; no rows where no fields
    are loaded."""
    if asked.id not in ADJUSTED:
        return pd.DataFrame(columns=["unit_code", "raw", "adjusted", "own_share"])
    table = adjusted(fields_of(of.data, asked, of.units, of.months))
    names = ["raw", "adjusted", "own_share"]
    return table.assign(**{name: 100.0 * table[name] for name in names})


def fields_of(data: Published, asked: Measure, units: Sequence[Unit], months: Sequence[Period]) -> pd.DataFrame:
    """(unit_code, field, numerator, denominator) over the months, where the fields add up to what is published.

    A later correction may contain the unit's total only: then its fields are outdated and are left out.
    """
    columns = ["unit_code", "field", "numerator", "denominator"]
    if data.by_field.empty:
        return pd.DataFrame(columns=columns)
    stamps = [pd.Timestamp(month.start) for month in months]
    inside = data.by_field["month"].isin(stamps) & data.by_field["unit_code"].isin([unit.code for unit in units])
    each = rates.values(data.by_field[inside], asked)
    table = each.groupby(["unit_code", "field"], as_index=False)[["numerator", "denominator"]].sum(min_count=1)
    published = rates.values(data.counts_of(units, months), asked).set_index("unit_code")
    sums = table.groupby("unit_code")[["numerator", "denominator"]].sum()
    same = sums.eq(published.loc[sums.index, ["numerator", "denominator"]]).all(axis=1)
    return table[table["unit_code"].isin(sums.index[same])][columns]
