"""Which month do these words mean? Day first, always: 03/04/2026 is 3 April."""

import datetime as dt
import functools
import re
from dataclasses import dataclass

from core import periods
from core.periods import Period
from loaders.sheets import Value
from loaders.text.canonical import canonical

_YEAR = r"(?P<year>20\d\d)"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_IN_CELL = [
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}\s*[-/.]\s*{_MONTH}(?:\s*[-/.]\s*(?P<day>\d\d?))?(?:[t ]00:00(?::00)?)?",
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])",
        rf"(?:kỳ báo cáo ?:? ?)?(?:tháng|t|thg|month)? ?\.? ?{_MONTH} ?(?:[-/.]|năm) ?(?:năm ?)?{_YEAR}",
        rf"(?P<day>\d\d?)\s*[-/.]\s*{_MONTH}\s*[-/.]\s*{_YEAR}",
    )
]


@dataclass(frozen=True)
class Span:
    """Days from `start` to `end` as the file states them; not always a calendar month."""

    start: dt.date
    end: dt.date


@functools.lru_cache(maxsize=1000)
def in_cell(value: Value) -> Period | None:
    """The month of a month cell: 2026-08, 08/2026, "Tháng 8/2026", 202608, any day of it; else None."""
    if isinstance(value, dt.date):
        return periods.month_with(value)
    if value is None or isinstance(value, bool):
        return None
    text = canonical(str(int(value) if isinstance(value, float) and value.is_integer() else value))
    for pattern in _IN_CELL:
        if found := pattern.fullmatch(text):
            return periods.month_of(int(found["year"]), int(found["month"]))
    return None


def month_of_span(span: Span) -> Period | None:
    """The calendar month that the days are exactly, or None."""
    month = periods.month_with(span.start)
    return month if (month.start, month.end) == (span.start, span.end) else None


def closing_day_of(span: Span) -> int | None:
    """14 for 15 July to 14 August: the last day of a reporting month that is not the calendar's; else None."""
    day = span.end.day
    before = span.end.replace(day=1) - dt.timedelta(days=1)
    regular = 1 <= day <= 27 and before.day >= day + 1 and span.start == before.replace(day=day + 1)
    return day if regular else None


def shown(month: Period) -> str:
    """08/2026, as both languages write it in a sentence."""
    return f"{month.start:%m/%Y}"
