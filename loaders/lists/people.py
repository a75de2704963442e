"""A staff list from a spreadsheet: one row a person and unit, with the days it began and ended."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.issues import Issue
from core.people import Post
from core.rows import Row, day
from core.units import Unit
from loaders.lists.captioned import CaptionedTable, ListColumns, in_order, no_rows, tables_in
from loaders.sheets import shown
from loaders.units.matching import Directory, NoMatch, directory, match

COLUMNS = ListColumns(
    captions={
        "name": ("Họ và tên", "Họ tên", "Cán bộ", "Name"),
        "unit": ("Đơn vị", "Cơ quan", "Cơ quan, đơn vị", "Đơn vị công tác", "Tên đơn vị", "Unit"),
        "position": ("Chức vụ", "Chức danh", "Position"),
        "since": ("Từ ngày", "Ngày nhận công tác", "Ngày bắt đầu", "Since"),
        "until": ("Đến ngày", "Ngày chuyển công tác", "Ngày nghỉ", "Ngày kết thúc", "Until"),
    },
    needed=("name", "unit"),
    cell_error="index_cell_error",
)
# Maximum lengths, equal to the widths of the database columns.
_LONGEST = {"name": 200, "position": 300}


@dataclass(frozen=True)
class ReadPeople:
    """The people in the file, and its issues, errors first."""

    posts: tuple[Post, ...]
    issues: tuple[Issue, ...]
    sha256: str

    @property
    def fit_to_load(self) -> bool:
        return bool(self.posts) and all(issue.severity != "error" for issue in self.issues)


def read(content: bytes, *, units: Iterable[Unit]) -> ReadPeople:
    """The people in a file.

    Args:
        units: every unit of the province, past ones too.

    Raises:
        UnreadableFileError: it cannot be read, or no table has the columns of a staff list.
    """
    tables, found = tables_in(content, COLUMNS)
    known = directory(list(units))
    posts = tuple(
        dict.fromkeys(post for table in tables for row in _rows(table, found) if (post := _post(row, known, found)))
    )
    if not posts:
        found += no_rows(tables, found)
    return ReadPeople(posts, tuple(in_order(found)), hashlib.sha256(content).hexdigest())


def _rows(table: CaptionedTable, found: list[Issue]) -> Iterator[Row]:
    for row in table.rows(found):
        cells = row.cells
        # Below the table there are notes and signatures, which fill only one cell.
        if cells["name"] and (cells["unit"] or cells["position"] or cells["since"]):
            yield row


def _post(row: Row, units: Directory, found: list[Issue]) -> Post | None:
    told = [
        row.issue("person_too_long", name, limit=limit)
        for name, limit in _LONGEST.items()
        if len(row.cells[name]) > limit
    ]
    unit = match(units, None, row.cells["unit"], None)
    if isinstance(unit, NoMatch):
        told.append(row.issue("person_unit", "unit", text=shown(row.cells["unit"])))
    days: dict[str, dt.date | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = day(row.cells[name])
        except ValueError:
            told.append(row.issue("structure_day", name, value=row.cells[name]))
    since, until = days.get("since"), days.get("until")
    if since and until and until < since:
        told.append(row.issue("structure_day_order", "until", start=since, end=until))
    found += told
    if told or isinstance(unit, NoMatch):
        return None
    return Post(row.cells["name"], unit.code, row.cells["position"], since, until)
