"""Which month does a file's name say? “BC T10 - Phường 1.xlsx”, “bc_thang_9_2026.xlsx”, “2026-08 Sở Y tế.csv”."""

import datetime as dt
import re
from dataclasses import dataclass

from core import periods
from core.periods import Period
from loaders.text.canonical import canonical, unaccented

# The day a report was signed or sent is no reporting month.
_GAPS = re.compile(r"[_\s]+")
_DAY = re.compile(r"ngay \d{1,2} thang \d{1,2}(?: nam 20\d\d)?|(?<!\d)\d{1,2}[-.]\d{1,2}[-.]20\d\d")
_YEAR = r"(?: ?[-./]? ?(?:nam)? ?(?P<year>20\d\d)(?!\d))?"
_NAMED = re.compile(rf"(?<![a-z])(?:thang|thg|t|month) ?[-.]? ?(?P<month>0?[1-9]|1[0-2])(?!\d){_YEAR}")
_NUMBERS = re.compile(r"(?<!\d)(?P<year>20\d\d)[-. ]?(?P<month>0[1-9]|1[0-2])(?![\d])")


@dataclass(frozen=True)
class NamedMonth:
    """A month that a file's name says, perhaps without its year."""

    number: int
    year: int | None

    def may_be(self, month: Period) -> bool:
        return month.start.month == self.number and self.year in (None, month.start.year)

    def last_before(self, today: dt.date) -> Period:
        """The month itself; without a year the last one that has begun."""
        if self.year is not None:
            return periods.month_of(self.year, self.number)
        this = periods.month_of(today.year, self.number)
        return this if this.start <= today else periods.month_of(today.year - 1, self.number)

    @property
    def words(self) -> str:
        return f"{self.number:02d}/{self.year}" if self.year else str(self.number)


def month_named(file_name: str) -> NamedMonth | None:
    """The first month that the name says; None where it says none."""
    stem = file_name.rpartition(".")[0] or file_name
    text = _DAY.sub(" ", _GAPS.sub(" ", unaccented(canonical(stem))))
    found = _NAMED.search(text) or _NUMBERS.search(text)
    if found is None:
        return None
    return NamedMonth(int(found["month"]), int(found["year"]) if found["year"] else None)
