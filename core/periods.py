"""A period is a pair of dates. Months, quarters and the year to date are supported."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from core.errors import DashboardError

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PeriodKind = Literal["month", "quarter", "year_to_date"]


class BadPeriodError(DashboardError):
    """Text that names no period: neither 2026-08 nor 2026-Q3 nor 2026-08-YTD."""

    key = "error.bad_period"


class BadMonthError(BadPeriodError):
    """Text that names no month, where nothing else serves: a quarter is a period, and told so."""

    key = "error.bad_month"


@dataclass(frozen=True, order=True)
class Period:
    """From `start` to `end`, both days included."""

    start: dt.date
    end: dt.date

    @property
    def kind(self) -> PeriodKind:
        if (self.start.year, self.start.month) == (self.end.year, self.end.month):
            return "month"
        if self.start.month % 3 == 1 and self.end.month == self.start.month + 2 and self.start.month > 1:
            return "quarter"
        # January to March is both; the year to date of March is asked for by its own code and is the same.
        return "quarter" if (self.start.month, self.end.month) == (1, 3) else "year_to_date"

    @property
    def code(self) -> str:
        """2026-08, 2026-Q3 or 2026-08-YTD: the code used in URLs and on the command line."""
        if self.kind == "month":
            return f"{self.start:%Y-%m}"
        if self.kind == "quarter":
            return f"{self.start.year}-Q{self.end.month // 3}"
        return f"{self.end:%Y-%m}-YTD"

    @property
    def months(self) -> tuple["Period", ...]:
        year = self.start.year
        return tuple(month_of(year, number) for number in range(self.start.month, self.end.month + 1))

    @property
    def before(self) -> "Period":
        """The period to compare with: last month, last quarter, or the same months of last year."""
        if self.kind == "month":
            return month_with(self.start - dt.timedelta(days=1))
        if self.kind == "quarter":
            return quarter_with(self.start - dt.timedelta(days=1))
        return year_to_date(month_of(self.end.year - 1, self.end.month))


def year_before(period: Period) -> Period:
    """The same months of the year before."""
    first, last = (month_of(day.year - 1, day.month) for day in (period.start, period.end))
    return Period(first.start, last.end)


def month_of(year: int, number: int) -> Period:
    return Period(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]))


def month_with(day: dt.date) -> Period:
    return month_of(day.year, day.month)


def quarter_with(day: dt.date) -> Period:
    first = 3 * ((day.month - 1) // 3) + 1
    return Period(dt.date(day.year, first, 1), month_of(day.year, first + 2).end)


def year_to_date(month: Period) -> Period:
    return Period(dt.date(month.end.year, 1, 1), month.end)


def months_back(month: Period, count: int) -> list[Period]:
    """The `count` months that end with `month`, oldest first."""
    months = [month]
    while len(months) < count:
        months.append(months[-1].before)
    return months[::-1]


_CODE = re.compile(r"(?P<year>20\d\d)-(?:(?P<month>0[1-9]|1[0-2])(?P<ytd>-YTD)?|Q(?P<quarter>[1-4]))", re.ASCII)


def parse(code: str) -> Period:
    """The period of a code.

    Raises:
        BadPeriodError: the text is no such code.
    """
    found = _CODE.fullmatch(code.strip())
    if not found:
        raise BadPeriodError(code=code)
    year = int(found["year"])
    if found["quarter"]:
        return quarter_with(dt.date(year, 3 * int(found["quarter"]), 1))
    month = month_of(year, int(found["month"]))
    return year_to_date(month) if found["ytd"] else month


def reporting_days(month: Period, closing_day: int | None) -> Period:
    """The days a reporting month has: 15 July to 14 August for August where it closes on the 14th; None is the
    calendar's month."""
    if closing_day is None:
        return month
    before = month_with(month.start - dt.timedelta(days=1))
    return Period(before.start.replace(day=closing_day) + dt.timedelta(days=1), month.start.replace(day=closing_day))


def is_code(text: str) -> bool:
    """Whether the text is the code of a period."""
    return _CODE.fullmatch(text.strip()) is not None


def parse_month(code: str) -> Period:
    """As `parse`, for a month only.

    Raises:
        BadMonthError.
    """
    try:
        period = parse(code)
    except BadPeriodError as error:
        raise BadMonthError(code=code) from error
    if period.kind != "month" or code.strip().endswith("YTD"):
        raise BadMonthError(code=code)
    return period


def today(now: dt.datetime) -> dt.date:
    """The day in Vietnam at `now` (aware)."""
    return now.astimezone(HANOI).date()
