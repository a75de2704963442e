"""The workbook of a province's settings: one row a decision, with its document; what it means is said by the deed."""

import hashlib
from dataclasses import dataclass

from core.issues import Issue
from core.periods import Period
from core.rows import Row
from loaders.lists.captioned import ListColumns, in_order, no_rows, tables_in
from loaders.text import months

COLUMNS = ListColumns(
    captions={
        "setting": ("Thiết lập", "Nội dung", "Setting"),
        "whose": ("Áp dụng cho", "Applies to"),
        "begin": ("Từ tháng", "From"),
        "value": ("Mức", "Giá trị", "Value"),
        "source": ("Văn bản quy định", "Căn cứ", "Document that says so"),
    },
    needed=("setting", "value"),
    cell_error="index_cell_error",
)


@dataclass(frozen=True)
class Written:
    """One row as the file has it."""

    row: Row
    begin: Period | None
    """None where the cell is blank or names no month."""


@dataclass(frozen=True)
class ReadSettings:
    """The rows of a workbook, and its issues."""

    rows: tuple[Written, ...]
    issues: tuple[Issue, ...]
    sha256: str


def read(content: bytes) -> ReadSettings:
    """
    Raises:
        UnreadableFileError: it cannot be read, or no table has the columns of a workbook of settings.
    """
    tables, found = tables_in(content, COLUMNS)
    rows = tuple(
        Written(row, months.in_cell(table.value(row, "begin")))
        for table in tables
        for row in table.rows(found)
        if row.cells["setting"]
    )
    if not rows:
        found += no_rows(tables, found)
    return ReadSettings(rows, tuple(in_order(found)), hashlib.sha256(content).hexdigest())
