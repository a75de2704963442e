"""Which period do the words above a table name? A month, days, a month without its year, or something longer.

A day of signing (“Nghệ An, ngày 05 tháng 9 năm 2026”) and the number or date of a legal document are no period.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from core import periods
from loaders.sheets import shown
from loaders.text.canonical import canonical
from loaders.text.months import Span, in_cell

_M = r"(0?[1-9]|1[0-2])(?!\d)"
_YEAR = r"(20\d\d)(?!\d)"
_THEN_YEAR = r" {0,3}(?:[-/.]|,? {0,3}năm) {0,3}(?:năm {0,3})?"
_THEN_MONTH = r" {0,3}(?:[-/.]|tháng) {0,3}"
_TO = r" {0,3}(?:-|đến|tới|to) {0,3}(?:hết {0,3})?"
_BLANKS = r"[\d._]*"

_WORDS = {
    **dict(zip(("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), range(1, 11), strict=True)),
    **{"giêng": 1, "tư": 4, "mười một": 11, "mười hai": 12, "chạp": 12},
}
_WORD = "|".join(sorted((word for word in _WORDS if word != "năm"), key=len, reverse=True))
_MANY = "hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: một| hai)?"
# “tháng năm 2026” is no May; “tháng năm năm 2026” is.
_IN_WORDS = re.compile(rf"(?<!\w)(?P<what>tháng|quý)\s+(?P<word>{_WORD}|năm(?=\s+năm\s| {{0,3}}/))(?!\w)")
_COMPARED = re.compile(r"\bso với [^;()]*")
_LEGAL = re.compile(r"(?:thông tư|nghị định|nghị quyết|quyết định|công văn|chỉ thị|luật|căn cứ)\b")
_DOCUMENT = re.compile(r"(?:số ?:? ?)?(?<!\d)\d{1,9}[a-z]? ?/ ?20\d\d ?/ ?[^\W\d][\w-]*|số ?:? ?\d{1,9}[a-z]?/20\d\d")
_LONGER = re.compile(
    rf"(?<!không )(?<!chưa ){canonical('lũy kế')}|cộng dồn|từ đầu năm|cả năm|nửa (?:đầu |cuối )?năm"
    rf"|(?<![\d/.-])(?:0?[2-9]|1[0-2]|{_MANY}) {{0,3}}tháng(?! {{0,3}}\d{{1,2}}(?!\d))"
)
_DAYS = re.compile(
    rf"(?<!\d)(?P<d1>\d\d?)(?:{_THEN_MONTH}(?P<m1>\d\d?)(?:{_THEN_YEAR}(?P<y1>20\d\d))?)?"
    rf"{_TO}(?:ngày {{0,3}})?(?P<d2>\d\d?){_THEN_MONTH}(?P<m2>\d\d?)(?!\d)(?:{_THEN_YEAR}(?P<y2>20\d\d))?(?!\d)"
)
# “tháng 1 đến tháng 8 năm 2026”, “tháng 7-8/2026”, “tháng 7 và 8/2026”.
_MONTHS = re.compile(
    rf"(?<!\w)tháng {{0,3}}{_M}(?:(?:{_THEN_YEAR}{_YEAR})?{_TO}| {{0,3}}(?:và|,|&|\+) {{0,3}})"
    rf"(?:tháng {{0,3}}{_M}|{_M}(?={_THEN_YEAR}20\d\d))"
    rf"|(?<!\w)tháng {{0,3}}{_M} {{0,3}}- {{0,3}}{_M}"
)
_ONE_DAY = re.compile(
    rf"ngày {{0,3}}{_BLANKS} {{0,3}}(?:[-/]|tháng) {{0,3}}{_BLANKS}"
    rf"(?: {{0,3}}(?:[-/.]|,? {{0,3}}năm) {{0,3}}{_BLANKS})?"
    r"|(?<!\d)\d\d?[-/.]\d\d?[-/.]20\d\d|(?<!\d)\d\d? tháng \d\d?(?!\d)(?:,? {0,3}năm {0,3}20\d\d)?"
)
_NAMED = r"(?:(?<!\w)tháng|(?<!\w)thg\.?|(?<!\w)t\.?|kỳ báo cáo {0,3}:?|month) {0,3}"
_MONTH = re.compile(rf"{_NAMED}{_M}{_THEN_YEAR}{_YEAR}")
_MONTH_SHORT_YEAR = re.compile(rf"(?<!\w)(?:tháng|thg\.?|t\.?) {{0,3}}{_M} {{0,3}}[-/.] {{0,3}}(2\d)(?!\d)")
_BARE_MONTH = re.compile(rf"{_M} {{0,3}}[-/.] {{0,3}}{_YEAR}")
_MONTH_ALONE = re.compile(rf"(?<!\w)(?:tháng|thg\.?|month) {{0,3}}{_M}")
_SHEET_MONTH = re.compile(rf"t\.? {{0,3}}{_M}(?!\w)")
_QUARTER = re.compile(
    rf"(?<!\w)quý {{0,3}}(iv|i{{1,3}}|[1-4])(?!\w)(?: {{0,3}}(?:[-/.]|,? {{0,3}}năm)? {{0,3}}{_YEAR})?"
)
_YEAR_ALONE = re.compile(rf"(?<!\w)năm {{0,3}}{_YEAR}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass
class Stated:
    """The periods named in texts, in their order and without repeats; the values are the words to quote."""

    spans: dict[Span, str] = field(default_factory=dict)
    months: dict[int, str] = field(default_factory=dict)
    """Months without a year."""
    years: dict[int, str] = field(default_factory=dict)
    """Years without a month."""
    longer: list[str] = field(default_factory=list)
    """Texts that name something else than one month: “lũy kế”, “6 tháng đầu năm”, “quý 3”."""


def stated(texts: Iterable[str]) -> Stated:
    """The periods named in the titles above a table."""
    found = Stated()
    for text in texts:
        _read(found, text)
    return found


def stated_by_name(sheet: str) -> Stated:
    """The periods named in a sheet's name, where “T8” is August."""
    found = stated([sheet])
    if alone := _SHEET_MONTH.match(canonical(sheet)):
        found.months.setdefault(int(alone[1]), sheet)
    month = in_cell(sheet)
    if month:
        found.spans.setdefault(Span(month.start, month.end), sheet)
    if found.spans:
        found.months.clear()  # found by “T8-2026” already
    return found


def _read(found: Stated, original: str) -> None:
    quote = shown(original.strip())
    text = _COMPARED.sub(" ", canonical(original))
    legal = bool(_LEGAL.search(text))
    text = _IN_WORDS.sub(lambda word: f"{word['what']} {_WORDS[word['word']]}", _DOCUMENT.sub(" ", text))
    for days in _DAYS.finditer(text):
        _days(found, days, quote)
    text = _DAYS.sub(" ", text)
    if any(_two_months(months) for months in _MONTHS.finditer(text)):
        found.longer.append(quote)
        text = _MONTHS.sub(" ", text)
    text = _ONE_DAY.sub(" ", text)
    if _LONGER.search(text):
        found.longer.append(quote)
    for pattern, century in ((_MONTH, 0), (_MONTH_SHORT_YEAR, 2000)):
        for named in pattern.finditer(text):
            _month(found, int(named[2]) + century, int(named[1]), quote)
        text = pattern.sub(" ", text)
    if bare := _BARE_MONTH.fullmatch(text.strip()):
        _month(found, int(bare[2]), int(bare[1]), quote)
    for quarter in _QUARTER.finditer(text):
        _quarter(found, quarter, quote)
    text = _QUARTER.sub(" ", text)
    for alone in _MONTH_ALONE.finditer(text):
        found.months.setdefault(int(alone[1]), quote)
    for year in _YEAR_ALONE.finditer("" if legal else text):
        found.years.setdefault(int(year[1]), quote)


def _two_months(months: re.Match[str]) -> bool:
    return int(months[1] or months[5]) != int(months[3] or months[4] or months[6])


def _month(found: Stated, year: int, number: int, quote: str) -> None:
    month = periods.month_of(year, number)
    found.spans.setdefault(Span(month.start, month.end), quote)


def _quarter(found: Stated, quarter: re.Match[str], quote: str) -> None:
    if quarter[2] is None:
        found.longer.append(quote)
        return
    number = _ROMAN.get(quarter[1]) or int(quarter[1])
    whole = periods.quarter_with(dt.date(int(quarter[2]), 3 * number, 1))
    found.spans.setdefault(Span(whole.start, whole.end), quote)


def _days(found: Stated, days: re.Match[str], quote: str) -> None:
    first_day, last_day, last_month = int(days["d1"]), int(days["d2"]), int(days["m2"])
    first_month = int(days["m1"] or last_month)
    if days["y2"] is None:
        whole_month = first_month == last_month and first_day == 1 and last_day >= 28
        if whole_month and 1 <= last_month <= 12:
            found.months.setdefault(last_month, quote)
        else:
            found.longer.append(quote)
        return
    last_year = int(days["y2"])
    # 15/12 đến 14/01/2026 begins in the year before.
    first_year = int(days["y1"] or last_year - (first_month > last_month))
    try:
        span = Span(dt.date(first_year, first_month, first_day), dt.date(last_year, last_month, last_day))
    except ValueError:
        return
    found.spans.setdefault(span, quote)
