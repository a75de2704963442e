"""The clock is an argument; only the edges hand over the real one."""

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """This moment, aware."""
    return dt.datetime.now(dt.UTC)
