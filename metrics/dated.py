"""Dated definitions: each is in force from a month on, until a later entry with the same key."""

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from core.periods import HANOI, Period

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
MonthCode = Annotated[str, StringConstraints(pattern=re.compile(r"^20\d\d-(0[1-9]|1[0-2])$"))]


class Part(BaseModel):
    """A part of a definition: never changed, and an unknown key is rejected as a typing error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Part):
    """One text in every language there is; a missing language is an error."""

    vi: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        return {"vi": self.vi, "en": self.en}[language]


def _january(begin: Any) -> Any:
    """A year begins in January: 2024 is 2024-01."""
    return f"{begin}-01" if isinstance(begin, int) and not isinstance(begin, bool) else begin


class Dated(Part):
    """A definition as its file has it; a new decision is a new entry, and a past entry never changes."""

    from_month: Annotated[MonthCode, BeforeValidator(_january)] = Field(alias="from")
    """2026-07, or a year."""


class Decided(Dated):
    """A definition that every province may decide for itself; see `decided`."""

    entered_at: dt.datetime | None = None
    """When the province entered it; None for an entry of the program's own files."""
    removed: bool = False
    """Takes back the province's entry of the same key and month."""

    def known_on(self, day: dt.date) -> bool:
        """Whether it had been entered by then."""
        return self.entered_at is None or self.entered_at.astimezone(HANOI).date() <= day

    @property
    def key(self) -> str:
        """What it is about, for whom."""
        raise NotImplementedError


Entry = TypeVar("Entry", bound=Dated)
Own = TypeVar("Own", bound=Decided)


def month_code(period: Period) -> str:
    """The month whose definitions apply to a period: its last one, as 2026-08."""
    return f"{period.end:%Y-%m}"


def newest(entries: Iterable[Entry], month: str) -> Entry | None:
    """The entry in force in a month (2026-08), of two that begin together the later one; None before the first."""
    begun = [each for each in entries if each.from_month <= month]
    return max(enumerate(begun), key=lambda each: (each[1].from_month, each[0]), default=(0, None))[1]


def newest_of_each(entries: Iterable[Entry], month: str, about: Callable[[Entry], Hashable]) -> dict[Any, Entry]:
    """For each key the entry in force in a month, in the order in which the keys first appear."""
    gathered: dict[Hashable, list[Entry]] = {}
    for each in entries:
        gathered.setdefault(about(each), []).append(each)
    found = {thing: newest(those, month) for thing, those in gathered.items()}
    return {thing: entry for thing, entry in found.items() if entry is not None}


def decided(entries: Sequence[Own]) -> list[Own]:
    """What holds of all entries, in their order.

    From the month of its first own entry on, what is decided under a key is the province's; entries of the program's
    files are examples until then. A later entry for the same key and month replaces the earlier one.
    """
    own: dict[tuple[str, str], Own] = {}
    for each in entries:
        if each.entered_at is not None:
            own.pop((each.key, each.from_month), None)
            own[each.key, each.from_month] = each
    held = [each for each in own.values() if not each.removed]
    first = {each.key: min(other.from_month for other in held if other.key == each.key) for each in held}
    files = [each for each in entries if each.entered_at is None]
    return [*(each for each in files if each.from_month < first.get(each.key, "9999-99")), *held]
