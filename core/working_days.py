"""Working days in Vietnam: neither a Saturday, nor a Sunday, nor a public holiday."""

import datetime as dt
from functools import cache

import holidays

_SATURDAY = 5


def holiday(day: dt.date) -> str | None:
    """The name of the public holiday, in Vietnamese; None on any other day."""
    return _holidays(day.year).get(day)


def is_working(day: dt.date) -> bool:
    return day.weekday() < _SATURDAY and holiday(day) is None


def last_up_to(day: dt.date) -> dt.date:
    """The last working day up to `day`."""
    while not is_working(day):
        day -= dt.timedelta(days=1)
    return day


def after(day: dt.date, many: int) -> dt.date:
    """The working day that comes `many` working days after `day`."""
    while many:
        day += dt.timedelta(days=1)
        many -= is_working(day)
    return day


@cache
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, language="vi")
