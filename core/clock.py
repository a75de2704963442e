"""The clock is a parameter; only entry points pass the real one."""

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """The current time, as an aware datetime."""
    return dt.datetime.now(dt.UTC)
