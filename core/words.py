"""Translated texts, and numbers formatted by language: Vietnamese 1.234,5 and 98,7 %; English 1,234.5 and 98.7%.

The words are in `locales/<language>/<table>.toml`; a key is the path of tables, joined by dots.
"""

import calendar
import datetime as dt
import tomllib
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from math import isnan
from typing import Any, Literal, get_args

from core import printing
from core.counts import COUNTS
from core.errors import DashboardError
from core.issues import Issue, grouped
from core.periods import Period
from core.rights import EVERY_RIGHT
from core.settings import ROOT

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
NOT_KNOWN = "–"
"""Placeholder for a missing number: never 0, never blank."""
_SAID_EACH, _CELLS_NAMED = 3, 12

_NBSP = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_MONTHS_EN = tuple(calendar.month_name)


@cache
def _table(language: Language) -> dict[str, str]:
    words: dict[str, str] = {}
    for path in sorted((ROOT / "locales" / language).glob("*.toml")):
        words.update(_flat(tomllib.loads(path.read_text(encoding="utf-8")), f"{path.stem}."))
    return words


def _flat(table: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", str(value))]
    return pairs


def keys(language: Language) -> frozenset[str]:
    """Every key of a language; tests check that the languages have the same keys."""
    return frozenset(_table(language))


def t(language: Language, key: str, **values: Any) -> str:
    """The text of `key`, its blanks filled; numbers, days and periods are written as the language does.

    Raises:
        KeyError: the language has no such key, or the text has a blank without a value.
    """
    return _table(language)[key].format(**{name: said(language, value, name) for name, value in values.items()})


def sentence_case(text: str) -> str:
    """With a capital first letter; the others as they are."""
    return text[:1].upper() + text[1:]


def said(language: Language, value: Any, name: str = "") -> str:
    """A value as part of a sentence; `name` is the blank it fills."""
    if name in {"count", "counts", "whole", "part"} and value in COUNTS:
        return t(language, f"count.{value}")
    if name == "right" and value in EVERY_RIGHT:
        return t(language, f"right.{value}")
    writers: tuple[tuple[type, Callable[[Language, Any], str]], ...] = (
        (Period, period),
        (dt.date, day),
        (int, number),
        (float, lambda language, value: number(language, value, 1)),
        (dict, lambda language, value: str(value[language])),
        (list, lambda language, value: ", ".join(said(language, part, name) for part in value)),
    )
    if value is None:
        return NOT_KNOWN
    return next((write(language, value) for kind, write in writers if isinstance(value, kind)), str(value))


def explain(language: Language, error: DashboardError) -> str:
    """What went wrong, in the reader's words: a sentence, also where it begins with a month, whose first letter is
    otherwise small. Other values stay as somebody wrote them."""
    text = t(language, error.key, **error.values)
    return sentence_case(text) if _table(language)[error.key].startswith("{period}") else text


def said_issue(language: Language, issue: Issue) -> str:
    """LỖI · sheet “Biểu 6a” · C14: what is wrong and what to do."""
    parts = [t(language, f"import.severity.{issue.severity}")]
    if issue.sheet:
        parts.append(t(language, "import.sheet", sheet=issue.sheet))
    if issue.cell:
        parts.append(issue.cell if issue.column else t(language, "import.row", row=str(issue.row)))
    return " · ".join(parts) + ": " + t(language, f"issue.{issue.code}", **issue.values)


def said_issues(language: Language, issues: Sequence[Issue]) -> list[str]:
    """As `said_issue`, a line a finding; of many of one kind the first, and where the others are."""
    lines = []
    for places in grouped(issues):
        first, *others = (issues[place] for place in places)
        if len(others) < _SAID_EACH:
            lines += [said_issue(language, issue) for issue in (first, *others)]
            continue
        cells = [issue.cell for issue in others if issue.cell]
        where = ", ".join(cells[:_CELLS_NAMED]) + ("…" if len(cells) > _CELLS_NAMED else "")
        more = t(language, "import.more_of_kind", how_many=len(others), cells=where or NOT_KNOWN)
        lines.append(f"{said_issue(language, first)} {more}")
    return lines


def number(language: Language, value: float | None, decimals: int = 0, *, signed: bool = False) -> str:
    """1.234,5 or 1,234.5; an en dash where there is no number."""
    if value is None or isnan(value):
        return NOT_KNOWN
    return decimal(language, printing.rounded(value, decimals), signed=signed)


def decimal(language: Language, value: Decimal, *, signed: bool = False) -> str:
    """A number that is rounded already (`core.printing`), with all its decimals."""
    text = f"{abs(value):,f}"
    if language == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    # The sign follows the rounded number: −0,04 with one decimal is 0,0, not −0,0.
    if not value:
        return text
    return (_MINUS if value < 0 else "+" if signed else "") + text


def percent(language: Language, value: float, decimals: int = 1) -> str:
    """98,7 % or 98.7%; what is not wholly 100 % never reads so (99.97 is 99,9), nor what is not 0 as 0."""
    if value is None or isnan(value):
        return NOT_KNOWN
    return _percent(language, printing.printed_percent(value, decimals))


def _percent(language: Language, value: Decimal) -> str:
    return decimal(language, value) + (f"{_NBSP}%" if language == "vi" else "%")


def in_unit(language: Language, value: float, unit: str, *, target: float | None = None, plain: bool = False) -> str:
    """A measure's value: 98,7 % or 7,05 ngày.

    Args:
        target: the value is printed on its own side of it; see `core.printing.printed`.
        plain: with the decimals there are, for targets: 95 % or 97,25 %.
    """
    if value is None or isnan(value):
        return NOT_KNOWN if unit == "percent" else t(language, "unit.days", value=NOT_KNOWN).replace(" ", _NBSP)
    found = printing.printed(value, unit, target)
    if plain:
        found = printing.rounded(value, next((few for few in (0, 1) if value == round(value, few)), 2))
    if unit == "percent":
        return _percent(language, found)
    return t(language, "unit.days", value=decimal(language, found)).replace(" ", _NBSP)


def difference(language: Language, value: float, unit: str) -> str:
    """A difference that is a quantity of its own, such as an effect: +0,3 điểm or +0.3 points."""
    if value is None or isnan(value):
        return NOT_KNOWN
    decimals = printing.PERCENT_DECIMALS if unit == "percent" else printing.DAYS_DECIMALS
    return _difference(language, printing.rounded(value, decimals), unit)


def change(language: Language, now: float, before: float, unit: str, *, target: float | None = None) -> str:
    """The difference of two values that are printed beside it: 95,6 after 96,2 is −0,6, whatever was rounded."""
    if any(each is None or isnan(each) for each in (now, before)):
        return NOT_KNOWN
    return _difference(language, printing.printed_difference(now, before, unit, target), unit)


def _difference(language: Language, value: Decimal, unit: str) -> str:
    text = decimal(language, value, signed=True)
    return t(language, f"unit.{unit}_difference", value=text).replace(" ", _NBSP)


def day(language: Language, value: dt.date) -> str:
    return f"{value:%d/%m/%Y}" if language == "vi" else f"{value.day} {_MONTHS_EN[value.month]} {value.year}"


def period(language: Language, value: Period) -> str:
    """tháng 8/2026 · quý III/2026 · 8 tháng năm 2026, and as English says it."""
    month, year = value.end.month, value.end.year
    if value.kind == "month":
        return f"tháng {month}/{year}" if language == "vi" else f"{_MONTHS_EN[month]} {year}"
    if value.kind == "quarter":
        quarter = month // 3
        return f"quý {['I', 'II', 'III', 'IV'][quarter - 1]}/{year}" if language == "vi" else f"Q{quarter} {year}"
    return f"{month} tháng năm {year}" if language == "vi" else f"January–{_MONTHS_EN[month]} {year}"
