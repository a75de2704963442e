"""The lists of units: the one in use, and for every published month the one it was published with."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pandas as pd

from core.periods import Period
from core.units import Structure, Succession, Unit, UnitKind
from metrics.rates import spans
from store import units
from store.database import Connection


# eq=False: one is equal to itself alone, so what was asked of it can be kept.
@dataclass(frozen=True, eq=False)
class UnitLists:
    """A structure that is loaded later changes no rank that is published: each month keeps its own list."""

    newest: tuple[Unit, ...]
    successions: tuple[Succession, ...] = ()
    by_month: Mapping[dt.date, tuple[Unit, ...]] = field(default_factory=dict)
    """By the first days of published months; every other month has the newest list."""

    @property
    def structure(self) -> Structure:
        """The structure in use."""
        return Structure(self.newest, self.successions)

    def of(self, month: Period) -> tuple[Unit, ...]:
        """The list that applies to a month."""
        return self.by_month.get(month.start, self.newest)

    def in_force(self, kinds: Sequence[UnitKind], months: Iterable[Period]) -> list[Unit]:
        """The units of these kinds in force in any of the months, each once, as the last of them has it."""
        return list(_in_force(self, tuple(kinds), tuple(months)))

    def in_force_in(self, code: str, month: Period) -> bool:
        """Whether the unit was in force in the month."""
        return any(unit.code == code and unit.in_force(month.start, month.end) for unit in self.of(month))

    def anew(self, months: Iterable[Period]) -> "UnitLists":
        """The lists as they would be if these months were published now."""
        starts = {month.start for month in months}
        return replace(self, by_month={start: each for start, each in self.by_month.items() if start not in starts})


@lru_cache(maxsize=256)
def _in_force(lists: UnitLists, kinds: tuple[UnitKind, ...], months: tuple[Period, ...]) -> tuple[Unit, ...]:
    return spans.in_force([(month, lists.of(month)) for month in months], kinds)


def read(connection: Connection, months: pd.DataFrame, *, as_of: int | None) -> UnitLists:
    """The lists of these months' versions, and the one in use; with `as_of`, that in use when it was published.

    Args:
        months: (id, period_start, …); see `store.publications.newest`.
    """
    ids = [int(each) for each in months["id"]]
    published_with = units.of_publications(connection, [*ids, *([] if as_of is None else [as_of])])
    in_use = units.newest(connection) if as_of is None else published_with.get(as_of)
    lists = {
        structure: tuple(units.everything(connection, structure=structure))
        for structure in {in_use, *published_with.values()}
    }
    return UnitLists(
        newest=lists[in_use],
        successions=tuple(units.successions(connection, structure=in_use)),
        by_month={start: lists[published_with[each]] for each, start in zip(ids, months["period_start"], strict=True)},
    )
