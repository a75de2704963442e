"""When a plan wants something done, as plans write it: 15/12/2026, tháng 9, quý III/2026, trong năm 2026."""

import calendar
import datetime as dt
import re

from loaders.sheets import Value
from loaders.text.canonical import canonical

_YEAR = r"(?: {0,3}(?:/|-|\.|,? {0,3}năm) {0,3}(?P<year>20\d\d))?"
_DAY = re.compile(
    r"(?<!\d)(?P<day>\d{1,2}) {0,3}[/.-] {0,3}(?P<month>\d{1,2})"
    rf"(?!\d| {{0,3}}[/.-] {{0,3}}\d{{1,3}}(?!\d)){_YEAR}"
)
_SPELT = re.compile(rf"ngày {{0,3}}(?P<day>\d{{1,2}}) {{0,3}}tháng {{0,3}}(?P<month>\d{{1,2}})(?!\d){_YEAR}")
_MONTH = re.compile(rf"(?<!\d )tháng {{0,3}}(?P<month>\d{{1,2}})(?!\d){_YEAR}")
_MONTH_ALONE = re.compile(r"^(?P<month>\d{1,2}) {0,3}/ {0,3}(?P<year>20\d\d)$")
_QUARTER = re.compile(rf"quý {{0,3}}(?P<quarter>iv|i{{1,3}}|[1-4])(?![\w]){_YEAR}")
_HALF = re.compile(r"(?P<half>6|sáu) tháng đầu năm(?: {0,3}(?P<year>20\d\d))?")
_YEAR_END = re.compile(r"(?:trong|cả|hết|cuối|^) {0,3}năm(?: {0,3}(?P<year>20\d\d))?$")
_RECURRING = re.compile(
    r"(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm)|thường xuyên|định kỳ|liên tục|khi có (?:yêu cầu|phát sinh|chỉ đạo)"
)
# “15/12/2026-20/12/2026”: the last of two days.
_RANGE = re.compile(r"\d{1,2}/\d{1,2}/20\d\d {0,3}(?:-|đến) {0,3}(?P<last>\d{1,2}/\d{1,2}/20\d\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def recurring(text: str) -> bool:
    """Whether it names no one day by its nature: hằng tháng, hàng quý, thường xuyên, định kỳ, khi có yêu cầu."""
    return bool(_RECURRING.search(canonical(text)))


def deadline(value: Value, year: int | None) -> dt.date | None:
    """The last day that is meant; None where it is none, or more than one is.

    Args:
        year: of the plan, where the cell itself names none.
    """
    if isinstance(value, dt.date):
        return value
    text = canonical(str(value or ""))
    if span := _RANGE.fullmatch(text):
        text = span["last"]
    for pattern in (_SPELT, _MONTH_ALONE, _DAY, _QUARTER, _HALF, _MONTH, _YEAR_END):
        found = list(pattern.finditer(text))
        if len(found) == 1:
            return _last_day(found[0].groupdict(), year)
        if found:
            return None
    return None


def _last_day(parts: dict[str, str | None], year: int | None) -> dt.date | None:
    known = int(parts.get("year") or year or 0)
    quarter = parts.get("quarter")
    month = 3 * _QUARTERS[quarter] if quarter else int(parts.get("month") or (6 if parts.get("half") else 12))
    if not known or not 1 <= month <= 12:
        return None
    last = calendar.monthrange(known, month)[1]
    day = int(parts.get("day") or last)
    return dt.date(known, month, day) if 1 <= day <= last else None
