"""Yearly indices given from outside (PAR INDEX, PAPI…) and the four answers the Committee asks for each criterion."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from core.errors import DashboardError

Achieved = Literal["achieved", "missed", ""]
"""Blank: not answered yet."""
LONGEST = {
    "index": 100,
    "place": 200,
    "component": 500,
    "source": 1000,
    "leader": 300,
    "cause": 10_000,
    "note": 1000,
}
"""Maximum length, equal to the width of the database columns."""
FIRST_YEAR = 2005
_KEY = re.compile(r"(?P<index>.+?)/(?P<year>\d{4})/(?P<component>.+)", re.DOTALL)


@dataclass(frozen=True)
class KnownIndex:
    """How an index is recognised in a file."""

    id: str
    names: tuple[str, ...]
    scale: float | None
    """The highest score of the whole index; None where it is not known."""
    of_units: bool
    """Whether it is about the province's own units, not about provinces."""


@dataclass(frozen=True)
class Result:
    """The result of one place in one index and year, as published; None is missing, never 0."""

    index: str
    year: int
    place: str
    component: str = ""
    """Blank: the index as a whole."""
    score: float | None = None
    max_score: float | None = None
    rank: int | None = None
    rank_of: int | None = None
    """Number of places ranked; ranks among different numbers of places are not comparable."""
    source: str = ""

    @property
    def about(self) -> tuple[str, int, str, str]:
        """Key: a later import with the same key replaces this one."""
        return self.index, self.year, self.place, self.component


@dataclass(frozen=True)
class Stored:
    """A result and how it came in."""

    result: Result
    import_id: int
    row: int
    file_name: str
    file_sha256: str
    at: dt.datetime
    who: str


@dataclass(frozen=True)
class Criterion:
    """A part of an index in a year, to be answered for."""

    index: str
    year: int
    component: str

    @property
    def key(self) -> str:
        """PAR INDEX/2025/2.1"""
        return f"{self.index}/{self.year}/{self.component}"

    @classmethod
    def of_key(cls, key: str) -> "Criterion | None":
        """None where the text is no key."""
        found = _KEY.fullmatch(key)
        return cls(found["index"], int(found["year"]), found["component"]) if found else None


@dataclass(frozen=True)
class Answer:
    """The answers about a criterion; the remedy is a task, and the task names the criterion."""

    achieved: Achieved = ""
    cause: str = ""
    unit: str = ""
    """The code of the responsible unit."""
    leader: str = ""
    note: str = ""


@dataclass(frozen=True)
class Answered:
    """An answer as it was given; the newest counts."""

    answer: Answer
    at: dt.datetime
    who: str


class ReviewError(DashboardError):
    """A criterion or an answer that cannot be kept; `reason` chooses the sentence: `error.review_<reason>`."""

    def __init__(self, reason: str, **values: object) -> None:
        self.key = f"error.review_{reason}"
        super().__init__(**values)
        self.reason = reason
