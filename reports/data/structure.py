"""The unit structure between two changes: the units in force, and their successions."""

import datetime as dt
from dataclasses import dataclass

from core.unit_changes import Event, days_of_change, events
from core.units import ALWAYS, Structure, Unit, UnitKind, how_many

Span = tuple[dt.date | None, dt.date | None]
"""First and last day; None where it has none."""


@dataclass(frozen=True)
class StructureReport:
    """Which units were in force on a day, and which units replaced which."""

    days: tuple[Span, ...]
    """The spans between changes, newest first."""
    span: Span
    units: tuple[Unit, ...]
    """Those in force in the span, by name."""
    events: tuple[Event, ...]
    """Newest first."""

    @property
    def ranked(self) -> int:
        """How many there are below the province itself."""
        return how_many(self.units)

    def of_kind(self, kind: UnitKind) -> list[Unit]:
        return [unit for unit in self.units if unit.kind == kind]


def structure_report(structure: Structure, place: int = 0) -> StructureReport:
    """The structure in one of its spans: the newest, or the one at `place`, counted back."""
    starts = days_of_change(structure) or [ALWAYS]
    ends: list[dt.date | None] = [None, *(start - dt.timedelta(days=1) for start in starts[:-1])]
    days = tuple((start if start != ALWAYS else None, end) for start, end in zip(starts, ends, strict=True))
    on = starts[place]
    there = sorted((unit for unit in structure.units if unit.in_force(on, on)), key=lambda unit: (unit.name, unit.code))
    return StructureReport(days, days[place], tuple(there), tuple(events(structure)))
