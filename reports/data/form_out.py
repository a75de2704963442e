"""A month's published counts as form II.06a of Circular 01/2020 asks for them: of the province, or of one unit."""

from dataclasses import dataclass

import pandas as pd

from core.counts import FORM_COUNTS, SUMS
from core.errors import NoDataError
from core.periods import Period, reporting_days
from core.units import RANKED_KINDS, Unit, UnitKind
from core.viewer import Viewer
from reports.published import Published
from store import settings
from store.database import Connection

Counts = tuple[int | None, ...]
"""Of `FORM_COUNTS`, in their order; None = not reported."""


@dataclass(frozen=True)
class Group:
    """The units of a kind, in the order of the province's list, and what they add up to."""

    kind: UnitKind
    rows: tuple[tuple[Unit, Counts], ...]
    total: Counts


@dataclass(frozen=True)
class FilledForm:
    """The rows of the form. A total is of the numbers that were reported: None where nobody reported the count."""

    month: Period
    days: Period
    """The first and last day that the province's reporting month holds."""
    unit: Unit | None
    """Whose own form it is; None for the province's."""
    province: Unit | None
    groups: tuple[Group, ...]
    """None in a unit's own form."""
    fields: tuple[tuple[str, Counts], ...]
    """Of the unit, where it reported by field and the fields add up to its numbers."""
    total: Counts
    incomplete: tuple[Unit, ...]
    """Those with a count that is not reported."""
    version: int
    code: str
    illustrative: bool


def form_out(connection: Connection, data: Published, viewer: Viewer, month: Period, unit: str = "") -> FilledForm:
    """
    Args:
        unit: the code of the unit whose own form it is; the province's without it.

    Raises:
        NotAllowedError: the viewer may not see the details of the unit, or of every unit.
        UnknownUnitError: there is no such unit.
        NoDataError: nothing is published for the month, or the unit was not in force.
    """
    viewer.must("see_unit", [unit] if unit else None)
    data.months_of(month)
    whose = data.unit(unit) if unit else None
    if whose and not data.lists.in_force_in(whose.code, month):
        raise NoDataError(period=month)
    units = [whose] if whose else data.of_kind(RANKED_KINDS, [month])
    known = {each.code: counts for each, counts in zip(units, _counts(data.counts_of(units, [month])), strict=True)}
    kinds = () if whose else tuple(dict.fromkeys(each.kind for each in units))
    version, code = data.version_of(month)
    return FilledForm(
        month=month,
        days=reporting_days(month, settings.closing_day(connection)),
        unit=whose,
        province=next((each for each in data.units if each.kind == "province"), None),
        groups=tuple(
            _group(kind, [each for each in units if each.kind == kind], known) for kind in RANKED_KINDS if kind in kinds
        ),
        fields=_fields(data, month, whose, known[whose.code]) if whose else (),
        total=_added(list(known.values())),
        incomplete=tuple(each for each in units if None in known[each.code]),
        version=version,
        code=code,
        illustrative=data.illustrative(month),
    )


def _group(kind: UnitKind, units: list[Unit], known: dict[str, Counts]) -> Group:
    return Group(kind, tuple((each, known[each.code]) for each in units), _added([known[each.code] for each in units]))


def _counts(table: pd.DataFrame) -> list[Counts]:
    """A whole that was not reported is the sum of its parts, as the form's own heading says: (3)=(4)+(5)+(6)."""
    table = table.assign(
        **{
            whole: table[whole].fillna(table[list(parts)].sum(axis=1, skipna=False))
            for whole, parts in SUMS.items()
            if whole in FORM_COUNTS
        }
    )
    rows = table[list(FORM_COUNTS)].itertuples(index=False)
    return [tuple(None if pd.isna(value) else int(value) for value in row) for row in rows]


def _added(rows: list[Counts]) -> Counts:
    columns = zip(*rows, strict=True) if rows else [()] * len(FORM_COUNTS)
    reported = [[value for value in column if value is not None] for column in columns]
    return tuple(sum(column) if column else None for column in reported)


def _fields(data: Published, month: Period, unit: Unit, whole: Counts) -> tuple[tuple[str, Counts], ...]:
    """None where a later file corrected the unit's numbers and not those of its fields."""
    table = data.by_field
    if table.empty:
        return ()
    mine = table[table["unit_code"].eq(unit.code) & table["month"].eq(pd.Timestamp(month.start))]
    rows = tuple(zip(mine["field"], _counts(mine), strict=True))
    return rows if rows and _added([counts for _, counts in rows]) == whole else ()
