"""A table of provinces with their scores, as people copy it from the portal's page: one row a province and read."""

import datetime as dt
from collections.abc import Iterator, Sequence

from core.issues import Issue
from core.periods import HANOI
from core.portal import LONGEST_NAME, PORTAL_GROUPS, TOTAL, Asked, PortalRead, PortalValue
from core.rows import Row, day
from loaders.lists.captioned import CaptionedTable, ListColumns, numbers_columns
from loaders.portal.answers import PERIOD
from loaders.sheets import shown
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
        "DVCTT": ("DVCTT", "Cung cấp dịch vụ công trực tuyến", "Dịch vụ công trực tuyến", "Dịch vụ trực tuyến", "CLGQ"),
        "TTTT": ("TTTT", "Thanh toán trực tuyến"),
        "MDSH": ("MDSH", "Số hóa hồ sơ", "Mức độ số hóa hồ sơ", "Mức độ số hóa"),
        "MDHL": ("MDHL", "Mức độ hài lòng"),
        "total": ("Tổng điểm", "Điểm", "Điểm tổng", "total"),
    },
    needed=("name", "total"),
    one_of=PORTAL_GROUPS,
    cell_error="index_cell_error",
)
_COUNTRY = canonical("Cả nước")


def reads(
    tables: Sequence[CaptionedTable], period: str, read_at: dt.datetime | None, found: list[Issue]
) -> Iterator[PortalRead]:
    """The reads of the tables: the rows of one period and day are one.

    Args:
        period, read_at: of rows that do not say their own.
    """
    gathered: dict[Asked, list[PortalValue]] = {}
    for table in tables:
        for row in table.rows(found):
            if not row.cells["name"] or numbers_columns(row):
                continue
            asked = _asked(row, period, read_at, found)
            values = _values(row, table, found)
            if asked and values:
                gathered.setdefault(asked, []).extend(values)
    for asked, values in gathered.items():
        yield PortalRead(asked, TOTAL, "", "Cả nước", tuple(sorted(values, key=lambda each: each.kind != "country")))


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
    country = canonical(row.cells["name"]) == _COUNTRY
    values = []
    for item in (TOTAL, *PORTAL_GROUPS):
        column = "total" if item == TOTAL else item
        points = score(table.value(row, column))
        if isinstance(points, NotANumber):
            found.append(row.issue("index_number", column, text=shown(row.cells[column])))
        elif points is not None or item == TOTAL:
            name, kind = row.cells["name"][:LONGEST_NAME], "country" if country else "province"
            values.append(PortalValue(row.cells["code"][:40], "", name, kind, item, points))
    return values
