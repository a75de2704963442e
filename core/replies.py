"""What a unit says of its own published numbers, and what became of it: the right of reply."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, get_args

from core.errors import DashboardError
from core.periods import Period
from core.working_days import after

Kind = Literal["accept", "explain", "contest"]
"""`accept`: the unit agrees with its numbers of the month; `explain`: the number is right, and this is why; `contest`:
it is wrong, and this is what is right."""
KINDS: tuple[Kind, ...] = get_args(Kind)
Outcome = Literal["corrected", "kept", "noted"]
"""What the secretariat answers: the number is corrected, it stays as it is, or the explanation is taken note of."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
WORKING_DAYS = 5
"""After the publication that shows the number."""
LONGEST = 2000


class ReplyError(DashboardError):
    """An invalid reply, or an invalid answer to one. `reason` chooses the sentence: `error.reply.<reason>`."""

    def __init__(self, reason: str, **values: object) -> None:
        self.key = f"error.reply.{reason}"
        super().__init__(**values)
        self.reason = reason


@dataclass(frozen=True)
class Answer:
    """What the secretariat answered."""

    outcome: Outcome
    text: str
    at: dt.datetime
    who: str


@dataclass(frozen=True)
class Reply:
    """One reply of a unit, about one measure of a month, or about all of them."""

    code: str
    """YK-2026-10-003."""
    unit: str
    month: Period
    measure: str
    """The code of the measure; blank where the reply is about the whole month."""
    kind: Kind
    text: str
    version: int
    """The month's version that the unit saw."""
    at: dt.datetime
    who: str
    file_sha256: str | None = None
    file_name: str = ""
    answer: Answer | None = field(default=None)
    taken_back: bool = False

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return not self.taken_back

    @property
    def waits(self) -> bool:
        """Whether somebody has to answer: an agreement asks for nothing."""
        return self.stands and self.kind != "accept" and self.answer is None


def last_day(published_on: dt.date) -> dt.date:
    """The last day to reply to what was published on a day (Hà Nội time)."""
    return after(published_on, WORKING_DAYS)
