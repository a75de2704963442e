"""A province's units and how they followed each other, from `units.csv` and `succession.csv` in one folder."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from core.units import Succession, Unit, UnitKind

_UNIT_COLUMNS = {"code", "name", "name_en", "kind", "parent", "valid_from", "valid_to", "aliases", "e_identifier"}
_SUCCESSION_COLUMNS = {"old", "new", "on", "share", "basis"}
_KINDS: dict[str, UnitKind] = {kind: kind for kind in get_args(UnitKind)}


def read(folder: Path) -> tuple[list[Unit], list[Succession]]:
    """Units and successions in the order of the files; no `succession.csv` means no successions.

    Raises:
        ValueError: a missing, wrong or repeated value; names file and line.
    """
    units: dict[str, Unit] = {}
    path = folder / "units.csv"
    for line, row in _rows(path, _UNIT_COLUMNS):
        unit = _unit(row, f"{path}, line {line}")
        if unit.code in units:
            raise ValueError(f"{path}, line {line}: code {unit.code!r} is there twice")
        units[unit.code] = unit
    for unit in units.values():
        if unit.parent is not None and unit.parent not in units:
            raise ValueError(f"{path}: parent {unit.parent!r} of {unit.code!r} is no unit of the list")
    path = folder / "succession.csv"
    if not path.exists():
        return list(units.values()), []
    successions = [_succession(row, f"{path}, line {line}", units) for line, row in _rows(path, _SUCCESSION_COLUMNS)]
    return list(units.values()), successions


def _rows(path: Path, columns: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if missing := columns - set(reader.fieldnames or ()):
            raise ValueError(f"{path}, line 1: no column {', '.join(sorted(missing))}")
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{path}, line {reader.line_num}: not {len(reader.fieldnames or ())} values")
            yield reader.line_num, {name: value.strip() for name, value in row.items()}


def _unit(row: dict[str, str], where: str) -> Unit:
    if not row["code"] or not row["name"]:
        raise ValueError(f"{where}: a unit needs a code and a name")
    if row["kind"] not in _KINDS:
        raise ValueError(f"{where}: kind {row['kind']!r} is none of {', '.join(_KINDS)}")
    valid_from = _day(row["valid_from"], where) or dt.date(1900, 1, 1)
    valid_to = _day(row["valid_to"], where)
    if valid_to is not None and valid_to < valid_from:
        raise ValueError(f"{where}: valid_to {valid_to} is before valid_from {valid_from}")
    return Unit(
        code=row["code"],
        name=row["name"],
        kind=_KINDS[row["kind"]],
        name_en=row["name_en"],
        parent=row["parent"] or None,
        valid_from=valid_from,
        valid_to=valid_to,
        aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
        e_identifier=row["e_identifier"] or None,
    )


def _succession(row: dict[str, str], where: str, units: dict[str, Unit]) -> Succession:
    for end in ("old", "new"):
        if row[end] not in units:
            raise ValueError(f"{where}: {end} {row[end]!r} is no unit of units.csv")
    on = _day(row["on"], where)
    if on is None:
        raise ValueError(f"{where}: no date in column on")
    try:
        share = float(row["share"])
    except ValueError:
        raise ValueError(f"{where}: share {row['share']!r} is no number") from None
    if not 0 < share <= 1:
        raise ValueError(f"{where}: share {share} is not above 0 and at most 1")
    return Succession(row["old"], row["new"], on, share, row["basis"])


def _day(text: str, where: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{where}: {text!r} is no date such as 2025-07-01") from None
