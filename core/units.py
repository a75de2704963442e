"""Units: the province, its departments, its districts (until 30 June 2025) and its communes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

UnitKind = Literal["province", "department", "district", "commune"]
UNIT_KINDS: tuple[UnitKind, ...] = get_args(UnitKind)
RANKED_KINDS: tuple[UnitKind, ...] = ("department", "district", "commune")
ALWAYS = dt.date(1900, 1, 1)
"""Stands for “no start date”."""


@dataclass(frozen=True)
class Unit:
    """One unit for as long as it is in force."""

    code: str
    name: str
    """The Vietnamese name, with its kind: “Xã Quỳ Hợp”, “Sở Nội vụ”."""
    kind: UnitKind
    name_en: str = ""
    parent: str | None = None
    valid_from: dt.date = ALWAYS
    valid_to: dt.date | None = None
    """The last day in force; None while the unit is in force."""
    aliases: tuple[str, ...] = ()
    e_identifier: str | None = None
    """The code in the national document-exchange list, such as H41.07, where it is known."""

    def in_force(self, start: dt.date, end: dt.date) -> bool:
        """Whether the unit existed on some day of the period."""
        return self.valid_from <= end and (self.valid_to is None or self.valid_to >= start)


def how_many(units: Iterable[Unit]) -> int:
    """How many units a province has: it is none of its own."""
    return sum(unit.kind != "province" for unit in units)


@dataclass(frozen=True)
class Succession:
    """Unit `old` went into unit `new` on a day, with `share` of its dossiers (1 = all of them)."""

    old: str
    new: str
    on: dt.date
    share: float
    basis: str
    """The source of the share, in its own words."""


@dataclass(frozen=True)
class Structure:
    """A complete list of a province's units, past ones too, and of their successions."""

    units: tuple[Unit, ...]
    successions: tuple[Succession, ...] = ()

    @property
    def in_force_from(self) -> dt.date:
        """The day of the last change in the list."""
        ends = [unit.valid_to + dt.timedelta(days=1) for unit in self.units if unit.valid_to]
        starts = [unit.valid_from for unit in self.units]
        return max([ALWAYS, *starts, *ends, *(link.on for link in self.successions)])
