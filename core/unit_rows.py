"""Parses a row of a unit structure into a unit or a succession, with the same rules for every kind of file."""

import datetime as dt
import re
from collections.abc import Callable
from fractions import Fraction
from typing import get_args

from core.issues import Issue
from core.rows import Row, day
from core.units import ALWAYS, Succession, Unit, UnitKind

UNIT_COLUMNS = ("code", "name", "name_en", "kind", "parent", "valid_from", "valid_to", "aliases", "e_identifier")
SUCCESSION_COLUMNS = ("old", "new", "on", "share", "basis")
# As wide as the columns of the database.
LONGEST = {
    "code": 40,
    "parent": 40,
    "e_identifier": 40,
    "name": 300,
    "name_en": 300,
    "old": 40,
    "new": 40,
    "basis": 500,
}
_KINDS: dict[str, UnitKind] = {kind: kind for kind in get_args(UnitKind)}
_SHARE = re.compile(r"(?P<top>\d+([.,]\d+)?)\s*(/\s*(?P<bottom>\d+)|(?P<percent>%))?", re.ASCII)


Placed = tuple[Row, Unit]
PlacedSuccession = tuple[Row, Succession]
Found = Callable[[Issue], None]


def unit(row: Row, found: Found) -> Placed | None:
    """The unit of a row; None where it is invalid, with the issues added to `found`.

    A blank `valid_from` means always, a blank `valid_to` until further notice.
    """
    cells = row.cells
    told: list[Issue] = _lengths(row, UNIT_COLUMNS)
    told += [row.issue("structure_blank", name) for name in ("code", "name") if not cells[name]]
    kind = _KINDS.get(cells["kind"])
    if kind is None:
        told.append(row.issue("structure_kind", "kind", value=cells["kind"]))
    days: dict[str, dt.date | None] = {}
    for name in ("valid_from", "valid_to"):
        try:
            days[name] = day(cells[name])
        except ValueError:
            told.append(row.issue("structure_day", name, value=cells[name]))
    valid_from, valid_to = days.get("valid_from") or ALWAYS, days.get("valid_to")
    if len(days) == 2 and valid_to is not None and valid_to < valid_from:
        told.append(row.issue("structure_day_order", "valid_to", start=valid_from, end=valid_to))
    for issue in told:
        found(issue)
    if told or kind is None:
        return None
    return row, Unit(
        code=cells["code"],
        name=cells["name"],
        kind=kind,
        name_en=cells["name_en"] or cells["name"],
        parent=cells["parent"] or None,
        valid_from=valid_from,
        valid_to=valid_to,
        aliases=tuple(alias.strip() for alias in cells["aliases"].split("|") if alias.strip()),
        e_identifier=cells["e_identifier"] or None,
    )


def succession(row: Row, found: Found) -> PlacedSuccession | None:
    """The succession of a row; None where it is invalid, with the issues added to `found`."""
    cells = row.cells
    told: list[Issue] = _lengths(row, SUCCESSION_COLUMNS)
    told += [row.issue("structure_blank", name) for name in ("old", "new", "on") if not cells[name]]
    on: dt.date | None = None
    size = 0.0
    try:
        on = day(cells["on"])
    except ValueError:
        told.append(row.issue("structure_day", "on", value=cells["on"]))
    try:
        size = share(cells["share"])
    except ValueError:
        told.append(row.issue("structure_share", "share", value=cells["share"]))
    for issue in told:
        found(issue)
    if told or on is None:
        return None
    return row, Succession(cells["old"], cells["new"], on, size, cells["basis"])


def share(text: str) -> float:
    """6/33, 0,25, 0.25, 25 % or 1.

    Raises:
        ValueError: it is none of these, or not above 0 and at most 1.
    """
    parts = _SHARE.fullmatch(text)
    if not parts:
        raise ValueError(text)
    size = Fraction(parts["top"].replace(",", "."))
    if parts["bottom"]:
        size = size / int(parts["bottom"]) if int(parts["bottom"]) else Fraction(0)
    elif parts["percent"]:
        size /= 100
    if not 0 < size <= 1:
        raise ValueError(text)
    return float(size)


def share_text(size: float) -> str:
    """The share as `share` reads it back to the same number: a fraction where it is a simple one."""
    simple = Fraction(size).limit_denominator(1000)
    return str(simple) if float(simple) == size else repr(size)


def _lengths(row: Row, columns: tuple[str, ...]) -> list[Issue]:
    return [
        row.issue("structure_too_long", name, limit=LONGEST[name])
        for name in columns
        if len(row.cells[name]) > LONGEST.get(name, 10_000)
    ]
