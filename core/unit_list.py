"""The province's list of units and what became of them, from `units.csv` and `succession.csv`."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from core.units import UNIT_KINDS, Succession, Unit

Row = dict[str, str]
Thing = TypeVar("Thing")


def read(folder: Path) -> tuple[list[Unit], list[Succession]]:
    """The units of a province's folder, and their succession where it has such a file.

    Raises:
        ValueError: a row is wrong; names file and line.
    """
    units = _read(folder / "units.csv", _unit)
    seen: set[tuple[str, dt.date]] = set()
    for unit in units:
        if (unit.code, unit.valid_from) in seen:
            raise ValueError(f"{folder / 'units.csv'}: {unit.code} stands there twice from {unit.valid_from}")
        seen.add((unit.code, unit.valid_from))
    path = folder / "succession.csv"
    return units, _read(path, _succession) if path.exists() else []


def _read(path: Path, parse: Callable[[Row], Thing]) -> list[Thing]:
    things = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            try:
                things.append(parse(row))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path}:{reader.line_num}: {error}") from error
    return things


def _unit(row: Row) -> Unit:
    if row["kind"] not in UNIT_KINDS:
        raise ValueError(f"“{row['kind']}” is no kind of unit; known: {', '.join(UNIT_KINDS)}")
    if not row["code"] or not row["name"]:
        raise ValueError("a unit needs a code and a name")
    return Unit(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        kind=row["kind"],
        parent=row["parent"] or None,
        valid_from=dt.date.fromisoformat(row["valid_from"]),
        valid_to=dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        aliases=tuple(part for part in row["aliases"].split("|") if part),
        e_identifier=row["e_identifier"] or None,
    )


def _succession(row: Row) -> Succession:
    return Succession(
        old=row["old"],
        new=row["new"],
        on=dt.date.fromisoformat(row["on"]),
        share=float(row["share"]),
        basis=row["basis"],
    )
