"""A province's units and their successions, read from `units.csv` and `succession.csv` in one folder."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from core import unit_rows, unit_rules
from core.issues import Issue
from core.rows import Row
from core.unit_rows import SUCCESSION_COLUMNS, UNIT_COLUMNS
from core.units import Succession, Unit
from core.words import t


def read(folder: Path) -> tuple[list[Unit], list[Succession]]:
    """Units and successions in the order of the files; no `succession.csv` means no successions.

    Raises:
        ValueError: a missing, wrong or repeated value; names file and line of the first.
    """
    issues: list[Issue] = []
    units = [unit_rows.unit(row, issues.append) for row in _rows(folder / "units.csv", UNIT_COLUMNS)]
    path = folder / "succession.csv"
    rows = _rows(path, SUCCESSION_COLUMNS) if path.exists() else iter(())
    successions = [unit_rows.succession(row, issues.append) for row in rows]
    placed, links = [unit for unit in units if unit], [link for link in successions if link]
    if not issues:
        issues = [issue for issue in unit_rules.problems(placed, links) if issue.severity == "error"]
    for issue in issues:
        raise ValueError(f"{issue.sheet}, line {issue.row}: {t('en', f'issue.{issue.code}', **issue.values)}")
    return [unit for _, unit in placed], [link for _, link in links]


def _rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if missing := set(columns) - set(reader.fieldnames or ()):
            raise ValueError(f"{path}, line 1: no column {', '.join(sorted(missing))}")
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{path}, line {reader.line_num}: not {len(reader.fieldnames or ())} values")
            cells = {name: value.strip() for name, value in row.items()}
            yield Row(cells, str(path), reader.line_num)
