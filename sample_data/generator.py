"""Invents Nghệ An's counts, January 2024 to October 2026, the same ones every time.

    python -m sample_data.generator

rewrites `nghe-an/dossiers.csv` and `nghe-an/late_reports.csv`. The units are real, every count is made up.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.unit_rows import share
from sample_data.invention import (
    COLUMNS,
    COMMUNES_TOGETHER,
    DEPARTMENTS_TOGETHER,
    GROWTH_A_MONTH,
    KNOWN_VOLUMES,
    LATE_REPORTS,
    MONTHS,
    NOT_REPORTED,
    NOTHING_CARRIED_OVER,
    RETURNED,
    SEASON,
    TET,
    TROUBLES,
    WARD_TO_COMMUNE,
    Trouble,
)

FOLDER = Path(__file__).parent / "nghe-an"
SEED = 766


@dataclass(frozen=True)
class Unit:
    """A line of `units.csv`, as far as the generator needs it."""

    code: str
    kind: str
    name: str
    first: str
    last: str

    def in_force(self, month: str) -> bool:
        return self.first <= month <= self.last


Rates = dict[str, npt.NDArray[np.float64]]
Row = dict[str, str | int]
Succession = tuple[str, str, str, float]
"""Old code, new code, month and share."""


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def units() -> list[Unit]:
    """The departments, districts and communes of `units.csv`, in its order."""
    return [
        Unit(row["code"], row["kind"], row["name"], row["valid_from"][:7], row["valid_to"][:7] or "9999-12")
        for row in _read("units.csv")
        if row["kind"] != "province"
    ]


def successions() -> list[Succession]:
    # Six digits: what the shares were written with when the numbers were made up.
    return [(row["old"], row["new"], row["on"][:7], round(share(row["share"]), 6)) for row in _read("succession.csv")]


def _volumes(everyone: list[Unit], heirs: list[Succession], chance: np.random.Generator) -> dict[str, float]:
    """Dossiers a month of each unit that took over from nobody, log-normal; a district's are its communes'."""
    drawn = {
        unit.code: chance.lognormal(0.0, 0.45 if unit.kind == "commune" else 0.9)
        * (WARD_TO_COMMUNE if unit.name.startswith("Phường") else 1.0)
        for unit in everyone
        if unit.kind == "commune" or (unit.kind == "department" and unit.first < MONTHS[0])
    }
    kinds = {unit.code: unit.kind for unit in everyone}
    volumes = dict(KNOWN_VOLUMES)
    for kind, together in (("commune", COMMUNES_TOGETHER), ("department", DEPARTMENTS_TOGETHER)):
        of_kind = {code: weight for code, weight in drawn.items() if kinds[code] == kind and code not in KNOWN_VOLUMES}
        volumes |= {code: weight * together / sum(of_kind.values()) for code, weight in of_kind.items()}
    for old, new, _, _ in heirs:
        if kinds[old] == "district":
            volumes[old] = volumes.get(old, 0.0) + volumes[new]
    return volumes


def _volume(unit: str, month: str, volumes: dict[str, float], heirs: list[Succession]) -> float:
    """The unit's own, and from the day of a merger that of the agencies that went into it."""
    merged = (volumes[old] for old, new, on, share in heirs if new == unit and on <= month and share == 1)
    return volumes.get(unit, 0.0) + sum(merged)


def _rates(unit: Unit, chance: np.random.Generator) -> Rates:
    """Every rate of a unit for every month: a level of its own, a common trend and a drift, in logits."""
    since = np.array([month >= TROUBLES.get(unit.code, Trouble()).since for month in MONTHS])
    trouble = TROUBLES.get(unit.code, Trouble())

    def rate(start: float, end: float, spread: float, added: float = 0.0) -> npt.NDArray[np.float64]:
        steps = chance.normal(0.0, 0.1, len(MONTHS))
        steps[0] = chance.normal(0.0, spread)
        logit = np.linspace(start, end, len(MONTHS)) + np.cumsum(steps) + added * since
        return 1.0 / (1.0 + np.exp(-logit))

    return {
        "resolved": rate(1.9, 2.2, 0.25, trouble.resolved),
        "late": rate(-3.9, -4.0, 0.6, trouble.late),
        "early": rate(1.2, 1.6, 0.4),
        "overdue": rate(-3.6, -3.7, 0.5, trouble.late),
        "online": rate(0.15, 1.85, 0.45, trouble.online),
        "digitised": rate(-0.9, 1.2, 0.5, trouble.digitised),
        "e_results": rate(0.6, 2.0, 0.5),
        "reused": rate(-2.2, -0.6, 0.5),
        "apologised": rate(0.2, 1.2, 0.7, -0.4 * trouble.late),
    }


def _row(
    unit: Unit, month: str, *, new: int, opening: int, rates: dict[str, float], chance: np.random.Generator
) -> Row:
    def part(whole: int, name: str) -> int:
        return int(chance.binomial(whole, rates[name]))

    received = new + opening
    returned = min(RETURNED.get((unit.code, month), 0), received)
    resolved = received if unit.code in NOTHING_CARRIED_OVER else part(received - returned, "resolved")
    late, pending = part(resolved, "late"), received - returned - resolved
    early, overdue = part(resolved - late, "early"), part(pending, "overdue")
    online, digitised, handled = part(new, "online"), part(resolved + pending, "digitised"), resolved + pending
    days = chance.lognormal(6.6 if unit.kind == "department" else 5.9, 0.15) * (1.0 + 3.0 * rates["late"])
    values = (
        *(received, online, new - online, opening),
        *(resolved, early, resolved - late - early, late),
        *(pending, pending - overdue, overdue, part(late + overdue, "apologised")),
        *(handled, digitised, part(resolved, "e_results"), part(digitised, "reused")),
        *(handled, handled - late - overdue, late + overdue, round(days) if handled else 0),
    )
    return dict(zip(COLUMNS, (unit.code, month, *values), strict=True))


def counts(seed: int = SEED) -> list[Row]:
    """One row for every unit in force in every month, by month, then in the order of `units.csv`."""
    everyone, heirs = units(), successions()
    chance = np.random.default_rng(seed)
    volumes = _volumes(everyone, heirs, chance)
    rates = {unit.code: _rates(unit, chance) for unit in everyone}
    rows: list[Row] = []
    pending: dict[str, int] = {}
    for number, month in enumerate(MONTHS):
        usual = SEASON[int(month[5:]) - 1] * TET.get(month, 1.0) * (1.0 + GROWTH_A_MONTH) ** number
        before, pending = pending, {}
        for unit in everyone:
            if not unit.in_force(month):
                continue
            births = ((old, share) for old, new, on, share in heirs if (new, on) == (unit.code, month))
            inherited = (int(before.get(old, 0) * share) for old, share in births)
            opening = before[unit.code] if unit.code in before else sum(inherited)
            expected = _volume(unit.code, month, volumes, heirs) * usual * chance.lognormal(0.0, 0.07)
            new = int(chance.poisson(expected))
            now = {name: float(series[number]) for name, series in rates[unit.code].items()}
            row = _row(unit, month, new=new, opening=opening, rates=now, chance=chance)
            pending[unit.code] = int(row["pending"])
            rows.append(row)
    return rows


def files(rows: list[Row]) -> dict[Path, list[Row]]:
    """Which rows go into which file: what came too late is apart, what never came is nowhere."""
    late, never = set(LATE_REPORTS), set(NOT_REPORTED)
    return {
        FOLDER / "dossiers.csv": [row for row in rows if (row["unit_code"], row["month"]) not in late | never],
        FOLDER / "late_reports.csv": [row for row in rows if (row["unit_code"], row["month"]) in late],
    }


def main() -> None:
    for path, rows in files(counts()).items():
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
