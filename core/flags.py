"""Explanations of numbers that were flagged."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from core.periods import Period

Outcome = Literal["real", "error", "open"]
"""`real`: the number is right, and this is why; `error`: it is wrong and will be corrected; `open`: the
explanation was withdrawn."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
LONGEST = 2000


@dataclass(frozen=True)
class Flagged:
    """The key of an explanation: unit, month and test."""

    unit: str
    """Its code."""
    month: Period
    test: str


@dataclass(frozen=True)
class Explanation:
    """One answer to one flag."""

    about: Flagged
    outcome: Outcome
    text: str
    at: dt.datetime
    who: str
