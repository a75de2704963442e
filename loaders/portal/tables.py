"""A table of provinces or of a province's units, as people copy it from the portal's page: one row a place and read."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.issues import Issue
from core.periods import HANOI
from core.portal import LONGEST_NAME, PORTAL_GROUPS, TOTAL, Asked, PortalRead, PortalValue
from core.rows import Row, day
from loaders.lists.captioned import CaptionedTable, ListColumns, numbers_columns
from loaders.portal import units_table
from loaders.portal.answers import PERIOD
from loaders.sheets import Sheet, shown
from loaders.text.canonical import canonical
from loaders.text.index_numbers import score
from loaders.text.whole_numbers import NotANumber

COLUMNS = ListColumns(
    captions={
        "name": ("Tỉnh, thành phố", "Tỉnh", "Địa phương", "Tên tỉnh", "Đơn vị", "name", "province"),
        "code": ("Mã", "Mã định danh", "Mã đơn vị", "code"),
        "period": ("Kỳ", "Kỳ số liệu", "Năm", "period"),
        "read_on": ("Ngày đọc", "Ngày lấy số liệu", "Thời điểm lấy số liệu", "read_on"),
        "CKMB": ("CKMB", "Công khai, minh bạch"),
        "TDGQ": ("TDGQ", "Tiến độ, kết quả giải quyết", "Tiến độ giải quyết"),
        "DVCTT": (
            *("DVCTT", "Cung cấp dịch vụ công trực tuyến", "Dịch vụ công trực tuyến", "Dịch vụ trực tuyến"),
            *("CLGQ", "ONLINE"),
        ),
        "TTTT": ("TTTT", "Thanh toán trực tuyến"),
        "MDSH": ("MDSH", "Số hóa hồ sơ", "Mức độ số hóa hồ sơ", "Mức độ số hóa"),
        "MDHL": ("MDHL", "Mức độ hài lòng"),
        "total": ("Tổng điểm", "Điểm", "Điểm tổng", "total"),
        **units_table.CAPTIONS,
    },
    needed=("name", "total"),
    one_of=PORTAL_GROUPS,
    cell_error="index_cell_error",
)
_COUNTRY = canonical("Cả nước")


@dataclass(frozen=True)
class _Line:
    """What a row says of one place."""

    asked: Asked
    scope: str
    """Whose part the place is: blank for a province."""
    values: tuple[PortalValue, ...]


def columns_of(sheet: Sheet) -> ListColumns:
    """`COLUMNS`, and those of indicators that the sheet has."""
    return replace(COLUMNS, captions={**units_table.indicators(sheet), **COLUMNS.captions})


def reads(
    tables: Sequence[CaptionedTable], period: str, read_at: dt.datetime | None, found: list[Issue]
) -> Iterator[PortalRead]:
    """The reads of the tables: the rows of one period, day and scope are one. A place whose code has a dot (H21.125) is
    a unit of the province before the dot, which may stand in the same table.

    Args:
        period, read_at: of rows that do not say their own.
    """
    lines: list[_Line] = []
    for table in tables:
        for row in table.rows(found):
            if not row.cells["name"] or numbers_columns(row):
                continue
            asked = _asked(row, period, read_at, found)
            values = _values(row, table, found)
            if asked and values:
                lines.append(_Line(asked, units_table.scope_of(row.cells["code"]), tuple(values)))
    gathered: dict[tuple[Asked, str], list[PortalValue]] = {}
    for line in _with_their_units(lines):
        gathered.setdefault((line.asked, line.scope), []).extend(line.values)
    for (asked, scope), values in gathered.items():
        whole = "province" if scope else "country"
        ordered = tuple(sorted(values, key=lambda each: each.kind != whole))
        name = "Cả nước" if not scope else ordered[0].name if ordered[0].kind == whole else ""
        yield PortalRead(asked, TOTAL, scope, name, ordered)


def _with_their_units(lines: Sequence[_Line]) -> list[_Line]:
    """The province of a table of units is the whole they are parts of: one province is no list of the country's."""
    scopes = {line.scope for line in lines} - {""}
    provinces = {line.values[0].code for line in lines if not line.scope}
    if not scopes or provinces - scopes:
        return list(lines)
    return [line if line.scope else replace(line, scope=line.values[0].code) for line in lines]


def _asked(row: Row, period: str, read_at: dt.datetime | None, found: list[Issue]) -> Asked | None:
    of = row.cells["period"] or period
    if not PERIOD.fullmatch(of):
        found.append(row.issue("portal_row_period", "period", text=shown(of)))
        return None
    try:
        on = day(row.cells["read_on"])
    except ValueError:
        found.append(row.issue("portal_row_day", "read_on", text=shown(row.cells["read_on"])))
        return None
    moment = dt.datetime.combine(on, dt.time(), HANOI) if on else read_at
    if moment is None:
        found.append(row.issue("portal_row_day", "read_on", text="–"))
        return None
    return Asked(of, moment)


def _values(row: Row, table: CaptionedTable, found: list[Issue]) -> list[PortalValue]:
    code, name = row.cells["code"][:40], row.cells["name"][:LONGEST_NAME]
    of_unit = bool(units_table.scope_of(code))
    if of_unit:
        kind = units_table.kind_of(row.cells["kind"], name)
    else:
        kind = "country" if canonical(name) == _COUNTRY else "province"
    values = []
    for item in (TOTAL, *PORTAL_GROUPS):
        column = "total" if item == TOTAL else item
        points = score(table.value(row, column))
        if isinstance(points, NotANumber):
            found.append(row.issue("index_number", column, text=shown(row.cells[column])))
        elif points is not None or item == TOTAL:
            values.append(PortalValue(code, "", name, kind, item, points))
    if of_unit:
        values += units_table.further(row, table, found, PortalValue(code, "", name, kind, "", None))
    return values
