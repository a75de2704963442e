"""A measure by field of procedure: over all units that report by field, and in one field unit by unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.caching import cached
from core.errors import DashboardError, NoMeasureDataError
from core.periods import Period
from core.units import RANKED_KINDS, Unit, UnitKind
from core.viewer import Viewer
from loaders.text.canonical import canonical
from metrics.rates import rates
from metrics.rates.measures import Measure, measure
from metrics.rates.ranking import distance_to
from metrics.rates.targets import Target, values_of
from reports.names import names
from reports.published import Published
from reports.results.adjusted import fields_of
from reports.versions import published
from store.database import Connection

_CALLED = "lĩnh vực "
"""“Lĩnh vực đất đai” in one unit's form is “Đất đai” in another's."""


class UnknownFieldError(DashboardError):
    """No unit reports the field by this measure in the period."""

    key = "error.unknown_field"


def key_of(field: str) -> str:
    """What is the same field however it is written."""
    return canonical(field).removeprefix(_CALLED)


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Fields:
    """Which fields miss a measure, over the units of the asked kinds."""

    measure: Measure
    period: Period
    months: tuple[Period, ...]
    kind: UnitKind | None
    """None for all."""
    target: Target | None
    """That of the kind, or of all units: fields have none of their own."""
    table: pd.DataFrame
    """(key, field, units, numerator, denominator, value, missed, share, before, to_target), the most missed dossiers
    first. `missed`: dossiers that count against the measure; `share`: of those of all fields, in percent; `before`: the
    value in the period before, NaN where it is not of the same units."""
    by_unit: pd.DataFrame
    """(key, unit_code, unit_name, unit_name_en, numerator, denominator, value, missed, share, to_target) by field, the
    most missed first; `to_target` is from the unit's own target, else that of its kind, as everywhere."""
    goals: Mapping[str, Target | None]
    """What each unit is held to, by its code."""
    told: int
    """Units that report by field, in numbers that add up to what is published."""
    known: int
    """Units of which the measure is known."""
    covered: float
    """The share of all their dossiers that is counted here, in percent."""

    def of_field(self, key: str) -> pd.DataFrame:
        """The rows of `by_unit` of one field."""
        return self.by_unit[self.by_unit["key"].eq(key)].reset_index(drop=True)


def fields(
    connection: Connection, viewer: Viewer, measure_id: str, period: Period, *, kind: UnitKind | None = None
) -> Fields:
    """A measure by field, by what is published now.

    Raises:
        NotAllowedError: the viewer may not see every unit's details.
        UnknownMeasureError, NoDataError, NoMeasureDataError: no such measure; nothing published; nothing by field.
    """
    viewer.must("see_unit")
    return by_field(published(connection, viewer), measure(measure_id), period, kind)


@cached(64)
def measures_by_field(data: Published, period: Period) -> tuple[Measure, ...]:
    """The measures that any field has numbers for; none where nobody reports by field."""
    if data.by_field.empty:
        return ()
    months, units = data.months_of(period), data.of_kind(RANKED_KINDS, data.months_of(period))
    counted = [each for each in data.measures_for(period) if not each.given]
    return tuple(each for each in counted if len(_counted(data, each, units, months)))


@cached(64)
def by_field(data: Published, asked: Measure, period: Period, kind: UnitKind | None = None) -> Fields:
    """As `fields`, of any version of the data. Treat as read-only."""
    asked.must_be_counted()
    months = data.months_of(period)
    units = data.of_kind([kind] if kind else RANKED_KINDS, months)
    each = _counted(data, asked, units, months)
    if each.empty:
        raise NoMeasureDataError(period=period, measure=asked.title.model_dump())
    target = data.target(asked, period, kind)
    goals = {unit.code: data.target(asked, period, unit.kind, unit.code) for unit in units}
    by_unit = _judged(each, asked, [goals[code] for code in each["unit_code"]]).merge(names(units), on="unit_code")
    over = each.groupby("key", as_index=False)[["numerator", "denominator"]].sum()
    table = _judged(over, asked, [target] * len(over)).merge(_called(each), on="key")
    before = _before(data, asked, period, kind, each)
    of_all = rates.values(data.counts_of(units, months), asked)["denominator"]
    return Fields(
        measure=asked,
        period=period,
        months=tuple(months),
        kind=kind,
        target=target,
        table=table.assign(before=before.reindex(table["key"]).to_numpy(dtype=float)),
        by_unit=by_unit,
        goals=goals,
        told=each["unit_code"].nunique(),
        known=int(of_all.gt(0).sum()),
        covered=100.0 * float(over["denominator"].sum()) / float(of_all.sum()),
    )


def _counted(data: Published, asked: Measure, units: Sequence[Unit], months: Sequence[Period]) -> pd.DataFrame:
    """(key, unit_code, field, numerator, denominator): one row a unit and field with a dossier; see `fields_of`."""
    found = fields_of(data, asked, units, months)
    found = found[found["numerator"].notna() & found["denominator"].gt(0)]
    together = found.assign(key=found["field"].map(key_of).astype(object)).groupby(["key", "unit_code"], as_index=False)
    return together.agg(field=("field", "first"), numerator=("numerator", "sum"), denominator=("denominator", "sum"))


def _judged(counts: pd.DataFrame, asked: Measure, targets: Sequence[Target | None]) -> pd.DataFrame:
    """`counts` with (value, missed, share, to_target), the most missed first."""
    _, value = rates.quotients(counts["numerator"].to_numpy(float), counts["denominator"].to_numpy(float), asked)
    against = counts["denominator"] - counts["numerator"] if asked.better == "higher" else counts["numerator"]
    goals = pd.Series(values_of(targets), index=counts.index)
    found = counts.assign(value=value, missed=against, to_target=distance_to(goals, pd.Series(value), asked))
    whole = found["missed"].groupby(found["key"]).transform("sum") if "unit_code" in found else found["missed"].sum()
    found = found.assign(share=100.0 * found["missed"] / np.where(whole > 0, whole, np.nan))
    return found.sort_values(["missed", "denominator", "key"], ascending=[False, False, True], ignore_index=True)


def _called(each: pd.DataFrame) -> pd.DataFrame:
    """(key, field, units): the spelling that most units use, the first by letters among equals."""
    most = each.groupby(["key", "field"], as_index=False).size()
    most = most.sort_values(["size", "field"], ascending=[False, True]).drop_duplicates("key")
    return most[["key", "field"]].merge(
        each.groupby("key", as_index=False).agg(units=("unit_code", "nunique")), on="key"
    )


def _before(
    data: Published, asked: Measure, period: Period, kind: UnitKind | None, now: pd.DataFrame
) -> "pd.Series[float]":
    """By field, the value in the period before, where the same units reported the field."""
    known = set(data.all_months())
    months = [month for month in period.before.months if month in known]
    if len(months) < len(period.before.months):
        return pd.Series(dtype=float)
    then = _counted(data, asked, data.of_kind([kind] if kind else RANKED_KINDS, months), months)
    units = [frame.groupby("key")["unit_code"].agg(frozenset) for frame in (now, then)]
    same = units[0].eq(units[1].reindex(units[0].index))
    over = then.groupby("key")[["numerator", "denominator"]].sum().reindex(units[0].index[same])
    _, value = rates.quotients(over["numerator"].to_numpy(float), over["denominator"].to_numpy(float), asked)
    return pd.Series(value, index=over.index)
