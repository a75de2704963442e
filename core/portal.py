"""What the national portal itself says of Decision 766's score: one read of one of its answers.

The portal rewrites its figures, also those of months long past: a read has a time, and reads of one period stand side
by side.
"""

import datetime as dt
from dataclasses import dataclass

from core.errors import NoDataError

TOTAL = "TOTAL"
"""The item that is the whole score; the others are groups (CKMB…) and indicators, by the portal's own codes."""
PORTAL_GROUPS = ("CKMB", "TDGQ", "DVCTT", "TTTT", "MDSH", "MDHL")
RANK, RANK_IN_KIND = "RANK", "RANK_IN_KIND"
"""Items whose numerator is the rank that the portal prints: among all units of a province, among those of a kind."""
MEAN_DAYS, OVERDUE = "MEAN_DAYS", "OVERDUE"
"""Items whose numerator is the mean of the days a dossier took, and how many dossiers are late."""
WITHOUT_POINTS = (RANK, RANK_IN_KIND, MEAN_DAYS, OVERDUE)
CLOSE = 0.03 + 1e-9
"""The six groups add up to the total within the rounding of six numbers."""
LONGEST_NAME = 300


@dataclass(frozen=True)
class Asked:
    """What the portal was asked, and when: its answer repeats neither."""

    period: str
    """2026 (the year up to the day of the read), 2026-Q3 or 2026-03."""
    read_at: dt.datetime
    """Aware."""


@dataclass(frozen=True)
class PortalValue:
    """One item of one place; None is missing, never 0."""

    code: str
    """Blank for the whole country, and where the answer gives only an id."""
    department_id: str
    name: str
    kind: str
    """province, department or commune; country for the country as a whole."""
    item: str
    score: float | None
    max_score: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    flag: str = ""
    """The portal's own remark on the quality of the figure."""


@dataclass(frozen=True)
class PortalRead:
    """One answer as it was read."""

    asked: Asked
    answer: str
    """TOTAL, or the group that the answer is about."""
    scope: str
    """Whose parts it lists: "" for the country's provinces, else the province's code (its id where it gives none)."""
    scope_name: str
    values: tuple[PortalValue, ...]
    """The place itself first, then its parts in the order of the answer."""

    @property
    def key(self) -> tuple[str, str, str, dt.datetime]:
        return self.answer, self.scope, self.asked.period, self.asked.read_at


@dataclass(frozen=True)
class StoredRead:
    """A read and how it came in."""

    id: int
    read: PortalRead
    file_name: str
    file_sha256: str
    at: dt.datetime
    who: str


class NoReadError(NoDataError):
    """Nothing that the national portal says of the provinces was loaded (for that period)."""

    key = "error.no_read"
