"""Whether what somebody edits is still what was opened: nothing is overwritten that they have not seen."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Protocol

from core.errors import TooLongError
from core.periods import HANOI
from core.tasks import Details
from core.version_errors import EditedMeanwhileError

LONGEST = 10_000
"""Maximum number of characters of one text of a task."""


class Happened(Protocol):
    """One event of a task or cohort."""

    @property
    def at(self) -> dt.datetime: ...

    @property
    def who(self) -> str: ...


def must_be_as_opened(code: str, events: Sequence[Happened], base: int | None) -> None:
    """
    Args:
        base: how many events it had when it was opened; None where nobody opened it, such as a file that is loaded.

    Raises:
        EditedMeanwhileError: it has others since.
    """
    if base is not None and base != len(events):
        last = events[-1]
        raise EditedMeanwhileError(code=code, who=last.who, at=f"{last.at.astimezone(HANOI):%H:%M %d/%m/%Y}")


def texts(details: Details) -> Iterator[str]:
    """Everything that was typed."""
    yield from (value for value in vars(details).values() if isinstance(value, str))
    yield from (person.name for person in (*details.staff, *details.leaders))


def must_fit(*typed: str) -> None:
    """
    Raises:
        TooLongError: a text has more characters than `LONGEST`.
    """
    longest = max(map(len, typed))
    if longest > LONGEST:
        raise TooLongError(length=longest, limit=LONGEST)
