"""The document that a province's decision rests on: every setting names one."""

from core.errors import ReasonNeededError, TooLongError
from core.typed import seen

LONGEST = 300


class SourceNeededError(ReasonNeededError):
    """The document that says so is not named."""

    key = "error.source_needed"


def source_of(text: str) -> str:
    """The document that somebody named, on one line.

    Raises:
        SourceNeededError, TooLongError: none, or more than is kept of it.
    """
    source = " ".join(seen(text).split())
    if not source:
        raise SourceNeededError
    if len(source) > LONGEST:
        raise TooLongError(length=len(source), limit=LONGEST)
    return source
