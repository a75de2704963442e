"""Files drawn in the test, units of the real list, and one day that is today."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core import unit_list
from core.periods import Period, parse
from core.units import Unit
from loaders import Loaded, load

ROOT = Path(__file__).parent.parent.parent
TODAY = dt.date(2026, 11, 22)
Load = Callable[..., Loaded]


@pytest.fixture(scope="session")
def forms() -> Path:
    return ROOT / "sample_data" / "forms"


@pytest.fixture(scope="session")
def golden() -> Path:
    return ROOT / "tests" / "golden"


@pytest.fixture(scope="session")
def nghe_an() -> list[Unit]:
    return unit_list.read(ROOT / "sample_data" / "nghe-an")[0]


@pytest.fixture(scope="session")
def phu_tho() -> list[Unit]:
    return unit_list.read(ROOT / "sample_data" / "phu-tho")[0]


@pytest.fixture(scope="session")
def read(nghe_an: list[Unit]) -> Load:
    """`read(content, month="2026-08", units=…)`, in Nghệ An and today unless said otherwise."""

    def reading(content: bytes | Path, month: str | None = None, units: Sequence[Unit] | None = None) -> Loaded:
        period: Period | None = parse(month) if month else None
        data = content if isinstance(content, bytes) else content.read_bytes()
        return load(data, "tệp.xlsx", units=units or nghe_an, month=period, today=TODAY)

    return reading


def xlsx(*sheets: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> bytes:
    """A workbook of these rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Trang {number + 1}")
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(table: str) -> bytes:
    """A CSV file from a drawn table: cells between bars."""
    out = io.StringIO()
    lines = [line for line in table.strip().splitlines() if line.strip()]
    csv.writer(out).writerows([[cell.strip() for cell in line.split("|")] for line in lines])
    return out.getvalue().encode()


@pytest.fixture(scope="session")
def drawn() -> Callable[[str], bytes]:
    return csv_text


@pytest.fixture(scope="session")
def workbook() -> Callable[..., bytes]:
    return xlsx


HEADER: list[list[Any]] = [
    [
        *("TT", "Đơn vị", "Số lượng hồ sơ tiếp nhận", None, None, None),
        *("Số lượng hồ sơ đã giải quyết", None, None, None, "Số lượng hồ sơ đang giải quyết"),
    ],
    [
        *(None, None, "Tổng số", "Trong kỳ", None, "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn"),
        *("Tổng số", "Trong hạn", "Quá hạn"),
    ],
    [None, None, None, "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"],
]
GOOD = [100, 60, 30, 10, 80, 50, 25, 5, 20, 15, 5]


@pytest.fixture(scope="session")
def form() -> Callable[..., list[list[Any]]]:
    """Rows of form II.06a for August 2026 with these lines below the header; a line is (TT, name, …counts)."""

    def rows(*lines: Sequence[Any], title: str = "Tháng 8 năm 2026") -> list[list[Any]]:
        return [[title], *HEADER, *(list(line) for line in lines)]

    return rows


@pytest.fixture(scope="session")
def good() -> list[int]:
    return list(GOOD)
