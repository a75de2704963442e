"""Which month do these words mean? Day first, always: 03/04/2026 is 3 April."""

import datetime as dt
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from core import periods
from core.periods import Period
from loaders.sheets import Value
from loaders.text import canonical

_YEAR = r"(?P<year>20\d\d)"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_IN_CELL = [
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}\s*[-/.]\s*{_MONTH}(?:\s*[-/.]\s*(?P<day>\d\d?))?(?:[t ]00:00(?::00)?)?",
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])",
        rf"(?:kỳ báo cáo\s*:?\s*)?(?:tháng|t|thg|month)?\s*\.?\s*{_MONTH}\s*(?:[-/.]|năm)\s*(?:năm\s*)?{_YEAR}",
        rf"(?P<day>\d\d?)\s*[-/.]\s*{_MONTH}\s*[-/.]\s*{_YEAR}",
    )
]
_DAY = r"(?:ngày\s*)?(\d\d?)\s*(?:[-/.]|tháng)\s*(\d\d?)\s*(?:[-/.]|năm)\s*(20\d\d)"
_SPAN = re.compile(rf"{_DAY}\s*(?:-|đến|tới|to)\s*(?:hết\s*)?{_DAY}")
_SINGLE_DAY = re.compile(_DAY.replace("(?:ngày\\s*)?", "(?:ngày\\s*)"))
_IN_TITLE = re.compile(
    r"(?<!\d )(?:(?<!\w)tháng|(?<!\w)thg\.?|(?<!\w)t\.?|kỳ báo cáo\s*:?|month)\s*"
    rf"{_MONTH}\s*(?:[-/.]|,?\s*năm)\s*{_YEAR}"
)
_QUARTER = re.compile(rf"(?<!\w)quý\s*(?P<quarter>iv|i{{1,3}}|[1-4])\s*(?:[-/.]|,?\s*năm)?\s*{_YEAR}")


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


def stated(texts: Iterable[str]) -> list[Span]:
    """The periods that title lines name, in order and without repeats.

    A day of signing (“ngày 05 tháng 9 năm 2026”) is no statement.
    """
    spans: dict[Span, None] = {}
    for original in texts:
        text = canonical(original)
        for found in _SPAN.finditer(text):
            if span := _span(found):
                spans[span] = None
        text = _SINGLE_DAY.sub(" ", _SPAN.sub(" ", text))
        for found in _IN_TITLE.finditer(text):
            month = periods.month_of(int(found["year"]), int(found["month"]))
            spans[Span(month.start, month.end)] = None
        for found in _QUARTER.finditer(text):
            number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found["quarter"]) or int(found["quarter"])
            quarter = periods.quarter_with(dt.date(int(found["year"]), 3 * number, 1))
            spans[Span(quarter.start, quarter.end)] = None
    return list(spans)


def _span(found: re.Match[str]) -> Span | None:
    first_day, first_month, first_year, last_day, last_month, last_year = (int(part) for part in found.groups())
    try:
        return Span(dt.date(first_year, first_month, first_day), dt.date(last_year, last_month, last_day))
    except ValueError:
        return None


def month_of_span(span: Span) -> Period | None:
    """The calendar month that the days are exactly, or None."""
    month = periods.month_with(span.start)
    return month if (month.start, month.end) == (span.start, span.end) else None


def shown(month: Period) -> str:
    """08/2026, as both languages write it in a sentence."""
    return f"{month.start:%m/%Y}"
