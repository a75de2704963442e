"""Where a number comes from: the formula, its counts, and for each count the file, sheet and row it was read from."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from core.counts import CountName
from core.issues import Issue
from core.periods import Period
from core.viewer import Viewer
from store import provenance, reviews
from store.database import Connection


@dataclass(frozen=True)
class Cell:
    """One row of a file; `value` is None where it does not report the count."""

    sheet: str | None
    row: int
    field: str | None
    value: int | None


@dataclass(frozen=True)
class Layer:
    """One import's rows and value for the count."""

    import_id: int
    file_name: str
    sha256: str
    source: str
    imported_at: dt.datetime
    imported_by: str
    illustrative: bool
    cells: tuple[Cell, ...]
    value: int | None
    """The value of the unit's own row, else the sum of its fields; None where one of them is unknown."""
    withdraws: bool
    """Whether it takes the count back: then nothing is reported, whatever the layers under it say."""
    findings: tuple[tuple[Issue, str | None, str | None], ...]
    """(finding on one of these rows, who answered for it, why)."""


@dataclass(frozen=True)
class Trace:
    """One count of one unit and month."""

    count: CountName
    month: Period
    layers: tuple[Layer, ...]
    """Newest first. The first layer that gives or withdraws the count is used; it overrides the others."""

    @property
    def holds(self) -> Layer | None:
        return next((layer for layer in self.layers if layer.value is not None or layer.withdraws), None)

    @property
    def value(self) -> int | None:
        return self.holds.value if self.holds else None


def kept_file(connection: Connection, viewer: Viewer, sha256: str) -> bytes:
    """The bytes of a file that numbers were read from, as they came.

    Raises:
        NotAllowedError: it says something of a unit whose files are not for the viewer, or nothing of any unit.
    """
    if not provenance.holds_only(connection, sha256, viewer.scope("see_files")):
        viewer.must("see_files")  # of every unit
    return provenance.file(connection, sha256)


def traces(
    connection: Connection,
    viewer: Viewer,
    unit: str,
    months: Sequence[Period],
    counts: Sequence[CountName],
    *,
    as_of: int | None = None,
    drafts: Sequence[int] = (),
) -> list[Trace]:
    """Each count of each month, traced to the rows it was read from.

    Args:
        unit: its code.
        as_of: a publication's id: as published when it was the newest.
        drafts: imports that override what is published.

    Raises:
        NotAllowedError: the unit's files, or drafts, are not for the viewer.
    """
    viewer.must("see_files", [unit])
    if drafts:
        viewer.must("see_drafts", [unit])
    rows = provenance.rows_behind(connection, unit, months, as_of=as_of, drafts=drafts)
    findings = {
        number: [found[1:] for found in reviews.issues(connection, number)]
        for number in sorted(set(rows["import_id"].tolist()))
    }
    found = []
    for month in months:
        inside = rows[rows["month"].eq(month.start)]
        for name in dict.fromkeys(counts):
            layers = [_layer(group, name, findings) for _, group in inside.groupby("layer", sort=True)]
            found.append(Trace(name, month, tuple(layer for layer in reversed(layers) if _says(layer))))
    return found


def _says(layer: Layer) -> bool:
    return layer.withdraws or any(cell.value is not None for cell in layer.cells)


def _layer(
    rows: pd.DataFrame, name: CountName, findings: dict[int, list[tuple[Issue, str | None, str | None]]]
) -> Layer:
    whole = rows[rows["field"].isna()]
    # As in `store.publications.counts`: use a unit's own row; without one, the sum of its fields.
    mine = whole if len(whole) else rows
    first = mine.iloc[0]
    cells = tuple(
        Cell(
            row["sheet"] if isinstance(row["sheet"], str) else None,
            int(row["row"]),
            row["field"] if isinstance(row["field"], str) else None,
            None if pd.isna(row[name]) else int(row[name]),
        )
        for row in mine.to_dict("records")
    )
    values = [cell.value for cell in cells if cell.value is not None]
    withdrawn = {each for text in mine["withdrawn"].dropna() for each in text.split()}
    places = {(cell.sheet, cell.row) for cell in cells}
    return Layer(
        import_id=int(first["import_id"]),
        file_name=str(first["file_name"]),
        sha256=str(first["file_sha256"]),
        source=str(first["source"]),
        imported_at=first["imported_at"],
        imported_by=str(first["imported_by"]),
        illustrative=bool(first["illustrative"]),
        cells=cells,
        value=sum(values) if len(values) == len(cells) else None,
        withdraws=name in withdrawn and len(values) < len(cells),
        findings=tuple(each for each in findings[int(first["import_id"])] if (each[0].sheet, each[0].row) in places),
    )
