"""Validation rules for a unit structure as a whole; each rule is a function from a structure to findings."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from math import isclose

from core.issues import Issue
from core.unit_rows import Placed, PlacedSuccession
from core.units import Unit

Rule = Callable[[Sequence[Placed], Sequence[PlacedSuccession]], Iterator[Issue]]
_DAY = dt.timedelta(days=1)


def problems(units: Sequence[Placed], successions: Sequence[PlacedSuccession]) -> list[Issue]:
    """All findings about the structure, rule by rule."""
    return [issue for rule in RULES for issue in rule(units, successions)]


def codes_once(units: Sequence[Placed], _: Sequence[PlacedSuccession]) -> Iterator[Issue]:
    first: dict[str, int | None] = {}
    for row, unit in units:
        if unit.code in first:
            yield row.issue("structure_code_twice", "code", code=unit.code, first=str(first[unit.code] or "–"))
        first.setdefault(unit.code, row.number)


def parents_known(units: Sequence[Placed], _: Sequence[PlacedSuccession]) -> Iterator[Issue]:
    known = {unit.code for _, unit in units}
    for row, unit in units:
        if unit.parent is not None and (unit.parent not in known or unit.parent == unit.code):
            yield row.issue("structure_parent", "parent", code=unit.code, parent=unit.parent)


def ends_known_and_in_force(units: Sequence[Placed], successions: Sequence[PlacedSuccession]) -> Iterator[Issue]:
    """Checks that the old unit is in force the day before and, unless it continues, not on the day; and that the new
    one is in force on the day."""
    known = _by_code(units)
    stays = {(link.old, link.on) for _, link in successions if link.old == link.new}
    for row, link in successions:
        for column, code in (("old", link.old), ("new", link.new)):
            if code not in known:
                yield row.issue("structure_unknown", column, code=code)
        old, new = known.get(link.old), known.get(link.new)
        if new is not None and not new.in_force(link.on, link.on):
            yield row.issue("structure_new_not_there", "new", unit=new.name, day=link.on)
        if old is None:
            continue
        if not old.in_force(link.on - _DAY, link.on - _DAY):
            yield row.issue("structure_old_not_there", "old", unit=old.name, day=link.on)
        elif old.in_force(link.on, link.on) and (link.old, link.on) not in stays:
            yield row.issue("structure_old_goes_on", "old", unit=old.name, day=link.on)


def links_once(_: Sequence[Placed], successions: Sequence[PlacedSuccession]) -> Iterator[Issue]:
    times = Counter((link.old, link.new, link.on) for _, link in successions)
    for row, link in successions:
        if times[link.old, link.new, link.on] > 1:
            times[link.old, link.new, link.on] = 0  # one finding for each pair
            yield row.issue("structure_link_twice", "new", old=link.old, new=link.new, day=link.on)


def shares_are_the_whole(units: Sequence[Placed], successions: Sequence[PlacedSuccession]) -> Iterator[Issue]:
    """Checks that the shares of a unit's successions on a day add up to 1, so that the total of dossiers is kept."""
    known = _by_code(units)
    together: dict[tuple[str, dt.date], list[PlacedSuccession]] = defaultdict(list)
    for row, link in successions:
        together[link.old, link.on].append((row, link))
    for (old, on), placed in together.items():
        total = sum(link.share for _, link in placed)
        if not isclose(total, 1.0, rel_tol=0, abs_tol=1e-9):
            name = known[old].name if old in known else old
            text = f"{total:.9f}".rstrip("0").replace(".", ",")
            yield placed[0][0].issue("structure_share_sum", "share", unit=name, day=on, total=text)


def ended_units_have_heirs(units: Sequence[Placed], successions: Sequence[PlacedSuccession]) -> Iterator[Issue]:
    followed = {link.old for _, link in successions}
    for row, unit in units:
        if unit.valid_to is not None and unit.code not in followed:
            yield row.issue("structure_no_heir", "valid_to", "warning", unit=unit.name, day=unit.valid_to)


def _by_code(units: Sequence[Placed]) -> dict[str, Unit]:
    return {unit.code: unit for _, unit in units}


RULES: tuple[Rule, ...] = (
    codes_once,
    parents_known,
    links_once,
    ends_known_and_in_force,
    shares_are_the_whole,
    ended_units_have_heirs,
)
