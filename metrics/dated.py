"""Dated definitions: each is in force from a month on, until a later entry with the same key."""

import re
from collections.abc import Callable, Hashable, Iterable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from core.periods import Period

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


Entry = TypeVar("Entry", bound=Dated)


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
