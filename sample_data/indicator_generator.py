"""Invents the counts of Decision 766 that `generator.py` has not, for the units' months since the reform of July 2025.

    python -m sample_data.indicator_generator

rewrites `nghe-an/indicators.csv`, beside and in step with `dossiers.csv`. Every count is made up.
"""

import csv
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sample_data.generator import FOLDER, SEED, Row
from sample_data.invention import RETURNED

FIRST_MONTH = "2025-07"
PATH = FOLDER / "indicators.csv"
COLUMNS = (
    *("unit_code", "month", "personal_storage", "citizen_data", "citizen_procedures", "procedures"),
    *("returned", "late_explained", "late_redated"),
    *("announced", "announced_on_time", "published", "published_on_time", "content_procedures", "content_full"),
    *("sync_base", "synced", "fee_dossiers", "paid_online"),
    *("fee_procedures", "fee_procedures_paid_online", "fee_procedures_with_dossiers"),
    *("satisfaction_base", "satisfied", "feedback", "feedback_on_time", "feedback_satisfied"),
    *("score_dvctt_hundredths", "score_e_copy_hundredths", "late_reported"),
)
# Typical levels in logits and how far units lie apart.
_LEVELS = {
    "storage": (-2.0, 0.6), "citizen": (0.6, 0.8), "citizen_procedures": (-0.8, 0.4), "explained": (1.5, 0.6),
    "redated": (0.4, 0.5),
    "synced": (2.2, 0.7), "fee": (-0.2, 0.4), "paid": (1.1, 0.7), "fee_paid": (-0.8, 0.5), "fee_dossiers": (-1.3, 0.4),
    "feedback_on_time": (2.0, 0.8), "feedback_satisfied": (1.2, 0.6), "online_services": (0.4, 0.4),
}  # fmt: skip


def _dossiers() -> Iterator[Row]:
    for name in ("dossiers.csv", "late_reports.csv"):
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["month"] >= FIRST_MONTH:
                    yield {key: value if key in ("unit_code", "month") else int(value) for key, value in row.items()}


def rows() -> list[Row]:
    """One row for each unit and month that reported dossiers, in their order."""
    made = []
    levels: dict[str, dict[str, float]] = {}
    for dossiers in _dossiers():
        code, month = str(dossiers["unit_code"]), str(dossiers["month"])
        if code not in levels:
            # A stream of its own for each unit: another unit or month changes nobody else's numbers.
            own = np.random.default_rng([SEED, zlib.crc32(code.encode())])
            levels[code] = {name: own.normal(mean, apart) for name, (mean, apart) in _LEVELS.items()}
            levels[code]["procedures"] = own.integers(40, 180) if code.isalpha() else own.integers(220, 360)
        chance = np.random.default_rng([SEED, zlib.crc32(code.encode()), int(month.replace("-", ""))])
        made.append(_row(dossiers, levels[code], chance))
    return made


def _own(month: str) -> tuple[int, int, int, int, int, int]:
    """What the province announced and published in the month: its own figures, the same in every unit, as real
    provinces have them (all 40 units of Gia Lai that were read: 1/47, 43/47, 47/47)."""
    chance = np.random.default_rng([SEED, int(month.replace("-", ""))])
    announced = 40 + int(chance.poisson(8))
    late, unpublished, poor = (min(int(chance.poisson(mean)), announced) for mean in (12, 4, 1))
    return announced, announced - late, announced, announced - unpublished, announced, announced - poor


def _row(dossiers: Row, level: dict[str, float], chance: np.random.Generator) -> Row:
    def part(whole: int, name: str, drift: float = 0.15) -> int:
        return int(chance.binomial(whole, 1.0 / (1.0 + np.exp(-level[name] - chance.normal(0.0, drift)))))

    handled, late = int(dossiers["portal_dossiers"]), int(dossiers["resolved_late"]) + int(dossiers["pending_overdue"])
    procedures = int(level["procedures"])
    fee_procedures = procedures // 4
    new = int(dossiers["received_online"]) + int(dossiers["received_in_person"])
    paid_for, feedback = part(new, "fee"), int(chance.poisson(0.4 + new / 900))
    with_dossiers = part(fee_procedures, "fee_dossiers", 0.05)
    values = (
        *(part(handled, "storage"), part(handled, "citizen"), part(procedures, "citizen_procedures", 0.0), procedures),
        RETURNED.get((str(dossiers["unit_code"]), str(dossiers["month"])), 0),
        *(part(late, "explained"), part(late, "redated")),
        *_own(str(dossiers["month"])),
        *(new, part(new, "synced")),
        *(paid_for, part(paid_for, "paid")),
        *(fee_procedures, min(part(fee_procedures, "fee_paid", 0.05), with_dossiers), with_dossiers),
        *(handled, int(dossiers["portal_on_time"])),
        *(feedback, part(feedback, "feedback_on_time"), part(feedback, "feedback_satisfied")),
        *(part(1200, "online_services", 0.05), 200),
    )
    row = dict(zip(COLUMNS[:-1], (dossiers["unit_code"], dossiers["month"], *values), strict=True))
    # What was explained, apologised for or re-dated was reported. Drawn last, so that no other number moves.
    known = max(int(row["late_explained"]), int(row["late_redated"]), int(dossiers["late_apologised"]))
    return row | {"late_reported": known + int(chance.binomial(late - known, 0.6))}


def main(path: Path = PATH) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())


if __name__ == "__main__":
    main()
