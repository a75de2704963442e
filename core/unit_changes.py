"""The succession events of a unit structure, and the differences between two structures."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from core.units import Structure, Succession, Unit

What = Literal["added", "removed", "ended", "renamed", "moved", "dates", "details"]
WHATS: tuple[What, ...] = ("added", "ended", "renamed", "moved", "dates", "details", "removed")
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class UnitChange:
    """One difference between two lists about one unit."""

    what: What
    unit: Unit
    """The unit in the newer list; in the older one, where it was removed."""
    before: Unit | None = None


@dataclass(frozen=True)
class Event:
    """One succession event: connected units that were replaced on one day by a merger, a split, or both."""

    on: dt.date
    olds: tuple[Unit, ...]
    """The units of the day before, including one that continues under its code."""
    news: tuple[Unit, ...]
    links: tuple[Succession, ...]

    @property
    def bases(self) -> tuple[str, ...]:
        """The legal bases named by the successions, each text once."""
        return tuple(dict.fromkeys(link.basis for link in self.links if link.basis))

    def share_of(self, new: str) -> float | None:
        """The share of a single old unit that went to `new`; None where several came together."""
        return next((link.share for link in self.links if link.new == new), None) if len(self.olds) == 1 else None


def changes(before: Structure, after: Structure) -> list[UnitChange]:
    """The differences between two structures' units, by kind of change, then in the lists' order."""
    old = {unit.code: unit for unit in before.units}
    new = {unit.code: unit for unit in after.units}
    found = [UnitChange("added", unit) for unit in after.units if unit.code not in old]
    found += [UnitChange("removed", unit, unit) for unit in before.units if unit.code not in new]
    for unit in after.units:
        if unit.code in old:
            found += [UnitChange(what, unit, old[unit.code]) for what in _differences(old[unit.code], unit)]
    return sorted(found, key=lambda change: WHATS.index(change.what))


def _differences(old: Unit, new: Unit) -> list[What]:
    ended = old.valid_to is None and new.valid_to is not None
    tests: tuple[tuple[What, bool], ...] = (
        ("ended", ended),
        ("renamed", old.name != new.name),
        ("moved", (old.parent, old.kind) != (new.parent, new.kind)),
        ("dates", old.valid_from != new.valid_from or (old.valid_to != new.valid_to and not ended)),
        (
            "details",
            (old.name_en or old.name, old.aliases, old.e_identifier)
            != (new.name_en or new.name, new.aliases, new.e_identifier),
        ),
    )
    return [what for what, differs in tests if differs]


def events(structure: Structure) -> list[Event]:
    """The succession events, newest first; links of one day that share a unit are one event."""
    units = {unit.code: unit for unit in structure.units}
    found = []
    for on in sorted({link.on for link in structure.successions}, reverse=True):
        groups = _connected([link for link in structure.successions if link.on == on])
        found += [_event(on, links, units) for links in groups]
    return found


def new_events(before: Structure, after: Structure) -> list[Event]:
    """The events of `after` that `before` does not have in the same way."""
    known = {(event.on, frozenset(event.links)) for event in events(before)}
    return [event for event in events(after) if (event.on, frozenset(event.links)) not in known]


def days_of_change(structure: Structure) -> list[dt.date]:
    """Every day from which the units in force are others than before, newest first."""
    starts = {unit.valid_from for unit in structure.units}
    ends = {unit.valid_to + _DAY for unit in structure.units if unit.valid_to}
    return sorted(starts | ends, reverse=True)


def _event(on: dt.date, links: Sequence[Succession], units: dict[str, Unit]) -> Event:
    olds = dict.fromkeys(link.old for link in links)
    news = dict.fromkeys(link.new for link in links)
    # A unit that absorbs another existed before, so it is on both sides.
    there = [code for code in news if code in units and units[code].in_force(on - _DAY, on - _DAY)]
    both = dict.fromkeys([*there, *olds])
    return Event(on, _known(both, units), _known(news, units), tuple(links))


def _known(codes: Iterable[str], units: dict[str, Unit]) -> tuple[Unit, ...]:
    return tuple(units[code] for code in codes if code in units)


def _connected(links: Sequence[Succession]) -> list[list[Succession]]:
    groups: list[list[Succession]] = []
    for link in links:
        touching = [group for group in groups if any({link.old, link.new} & {each.old, each.new} for each in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([*(each for group in touching for each in group), link])
    return groups
