"""Files in: a year of one form in a workbook, and 300,000 rows of CSV, right and wrong in every row.

Each is read in a process of its own, so that its peak memory is its own; the parsing child has a peak apart.
"""

import csv
import io
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd

from core import unit_list
from core.clock import now
from core.counts import COUNT_NAMES, FORM_COUNTS
from core.periods import months_back, parse, today
from core.settings import PROVINCES, settings_from
from core.units import Unit
from core.viewer import everyone
from loaders import load
from store.set_up import ready

LAST = parse("2026-10")
ROWS = 300_000

_TOTAL, _BLANK = "Tổng số", None
_HEADER: tuple[list[str | None], ...] = (
    [
        *("TT", "Đơn vị", "Số lượng hồ sơ tiếp nhận", _BLANK, _BLANK, _BLANK),
        *("Số lượng hồ sơ đã giải quyết", _BLANK, _BLANK, _BLANK, "Số lượng hồ sơ đang giải quyết"),
    ],
    [
        *(_BLANK, _BLANK, _TOTAL, "Trong kỳ", _BLANK, "Từ kỳ trước"),
        *(_TOTAL, "Trước hạn", "Đúng hạn", "Quá hạn", _TOTAL, "Trong hạn", "Quá hạn"),
    ],
    [_BLANK, _BLANK, _BLANK, "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"],
)


@dataclass(frozen=True)
class Reading:
    """Seconds, and megabytes at their highest: of our process and of the parsing child."""

    seconds: float
    ours: float
    child: float
    issues: int


def measured(deed: Callable[..., Reading], *arguments: object) -> Reading:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(deed, arguments)


def year_of_a_form() -> Reading:
    """130 communes on 12 monthly sheets, against a published year before."""
    units = _units()
    communes = [unit for unit in units if unit.kind == "commune"]
    chance = random.Random(130)  # noqa: S311  numbers for a bench
    usual = {unit.code: chance.randrange(200, 900) for unit in communes}
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    past = []
    for month in months_back(LAST, 23):
        rows = {unit: _row(chance, usual[unit.code]) for unit in communes}
        if month < months_back(LAST, 12)[0]:
            past += [(unit.code, pd.Timestamp(month.start), *row) for unit, row in rows.items()]
            continue
        sheet = book.create_sheet(month.code)
        sheet.append([f"Tháng {month.start.month} năm {month.start.year}"])
        for cells in (*_HEADER, *([number, unit.name, *row] for number, (unit, row) in enumerate(rows.items(), 1))):
            sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    frame = pd.DataFrame(past, columns=["unit_code", "month", *FORM_COUNTS]).reindex(
        columns=["unit_code", "month", *COUNT_NAMES]
    )
    return _read(content.getvalue(), "year.xlsx", units, frame)


def large_csv(wrong: bool) -> Reading:
    """`ROWS` rows of units, months and fields; `wrong`: the first identity is broken in every one."""
    return _read(_csv(wrong=wrong), "fields.csv", _units(), None)


def stored(folder: str) -> Reading:
    """From the bytes to drafts of every month in an SQLite file."""
    from actions.data.import_file import save_draft  # noqa: PLC0415  not needed by the others

    engine = ready(settings_from({"NAMRO_DATABASE_URL": f"sqlite:///{Path(folder) / 'files_in.db'}"}), clock=now)
    content = _csv(wrong=False)
    started = time.perf_counter()
    done = save_draft(engine, everyone("bench"), content, "fields.csv", month=None, clock=now)
    assert done.drafts  # noqa: S101
    return _reading(started, 0)


def _csv(*, wrong: bool) -> bytes:
    codes = [unit.code for unit in _units() if unit.kind in ("department", "commune")]
    chance = random.Random(300)  # noqa: S311  numbers for a bench
    fields = -(-ROWS // (12 * len(codes)))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["unit_code", "month", "field", *FORM_COUNTS])
    keys = (
        (code, month.code, f"Lĩnh vực {field + 1}")
        for month in months_back(LAST, 12)
        for code in codes
        for field in range(fields)
    )
    for key, _ in zip(keys, range(ROWS), strict=False):
        row = _row(chance, 40)
        writer.writerow([*key, row[0] + wrong, *row[1:]])
    return out.getvalue().encode()


def _row(chance: random.Random, usual: int) -> list[int]:
    online, in_person, carried_over = chance.randrange(usual), chance.randrange(usual), chance.randrange(9)
    received = online + in_person + carried_over
    pending = chance.randrange(received + 1)
    overdue, resolved = chance.randrange(pending + 1), received - pending
    late = chance.randrange(resolved // 20 + 1)
    early = (resolved - late) // 2
    parts = [resolved, early, resolved - late - early, late]
    return [received, online, in_person, carried_over, *parts, pending, pending - overdue, overdue]


def _units() -> list[Unit]:
    units, _ = unit_list.read(PROVINCES / "nghe-an")
    return [unit for unit in units if unit.valid_to is None]


def _read(content: bytes, name: str, units: list[Unit], past: pd.DataFrame | None) -> Reading:
    started = time.perf_counter()
    loaded = load(content, name, units=units, month=None, today=today(now()), past=past)
    assert len(loaded.rows), loaded.issues  # noqa: S101
    return _reading(started, len(loaded.issues))


def _reading(started: float, issues: int) -> Reading:
    megabytes = 1024**2 if sys.platform == "darwin" else 1024
    peaks = [resource.getrusage(who).ru_maxrss / megabytes for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Reading(time.perf_counter() - started, *peaks, issues)
