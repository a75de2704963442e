"""By which day of the month after units hand in what they owe: the province's own days, each by its document."""

import datetime as dt

from actions.data import dated_setting
from actions.data.sourced import LONGEST, source_of
from core.errors import DashboardError
from core.periods import Period, parse_month
from core.typed import day_number
from core.viewer import Viewer
from metrics.rates.deliveries import Delivery, all_deliveries
from store import settings
from store.database import Connection

LAST = 28
"""Every month has it."""


class DeliveryDayError(DashboardError):
    """Not every month has the day."""

    key = "error.delivery_day"


class UnknownDeliveryError(DashboardError):
    """Nothing that units hand in is called so."""

    key = "error.unknown_delivery"


class NoDeliveryDayError(DashboardError):
    """The province has entered no day for it from this month on."""

    key = "error.no_delivery_day"


def day_of(text: str) -> int:
    """
    Raises:
        DeliveryDayError: it is no day that every month has.
    """
    day = day_number(text)
    if day is None or day > LAST:
        raise DeliveryDayError(day=text.strip()[:LONGEST], last=LAST)
    return day


def delivery_of(name: str) -> Delivery:
    """
    Raises:
        UnknownDeliveryError: see there.
    """
    found = next((each for each in all_deliveries() if each.id == name), None)
    if found is None:
        raise UnknownDeliveryError(name=name[:LONGEST], known=", ".join(dict.fromkeys(e.id for e in all_deliveries())))
    return found


def set_delivery_day(
    connection: Connection, viewer: Viewer, delivery: str, begin: str, day: int, *, source: str, at: dt.datetime
) -> None:
    """Enter the day, which holds for the numbers of `begin` and of later months; one audit line.

    The same again changes nothing. Versions that are published keep what they were published with.

    Args:
        begin: the month from which it holds, such as 2027-01: its numbers are due on the day of the month after.

    Raises:
        NotAllowedError: the viewer may not decide settings.
        UnknownDeliveryError, BadPeriodError, DeliveryDayError: see there.
        SourceNeededError, TooLongError: no source, or too long a one.
    """
    viewer.must("settings")
    asked, month = delivery_of(delivery), parse_month(begin)
    day_of(str(day))
    _put(connection, viewer, (asked.id, month), day, source=source_of(source), at=at)


def remove_delivery_day(
    connection: Connection, viewer: Viewer, delivery: str, begin: str, *, source: str, at: dt.datetime
) -> None:
    """Take an entered day back; what held before it holds again. One audit line.

    Raises:
        NotAllowedError, UnknownDeliveryError, BadPeriodError, SourceNeededError, TooLongError: see `set_delivery_day`.
        NoDeliveryDayError: the province has entered none for this month.
    """
    viewer.must("settings")
    asked, month, source = delivery_of(delivery), parse_month(begin), source_of(source)
    if _entered(connection, (asked.id, month)) is None:
        raise NoDeliveryDayError(delivery=asked.title.model_dump(), month=month.code)
    _put(connection, viewer, (asked.id, month), None, source=source, at=at)


def _entered(connection: Connection, about: tuple[str, Period]) -> tuple[int, str] | None:
    entries = settings.delivery_days(connection)
    return dated_setting.held((((name, begin), day, why) for name, begin, day, why, _ in entries), _key(about))


def _key(about: tuple[str, Period]) -> tuple[str, str]:
    return about[0], about[1].code


def _put(
    connection: Connection,
    viewer: Viewer,
    about: tuple[str, Period],
    day: int | None,
    *,
    source: str,
    at: dt.datetime,
) -> None:
    delivery, month = _key(about)
    dated_setting.put(
        connection,
        viewer.who,
        settings.DELIVERY_DAY,
        {"delivery": delivery, "from": month, "day": day},
        deed="set_delivery_day",
        about=f"{delivery} {month}",
        value=day,
        before=_entered(connection, about),
        source=source,
        at=at,
    )
