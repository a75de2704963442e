"""Which units' numbers of a month need an explanation, with the arithmetic and the false-alarm rate."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.caching import cached
from core.counts import CountName
from core.periods import Period, months_back
from core.units import RANKED_KINDS, Unit
from core.viewer import Viewer
from core.words import Language, number, t
from metrics import integrity
from reports.published import Published
from reports.versions import published
from store import revisions
from store.database import Connection

MONTHS_SHOWN = 12
TESTS = tuple(integrity.FALSE_ALARMS)
COUNTS_OF: dict[str, tuple[CountName, ...]] = {
    "stock_flow_carried": ("carried_over", "pending"),
    "stock_flow_balance": ("received", "resolved", "pending", "returned"),
    "all_on_time": ("resolved", "resolved_late"),
    "returned_jump": ("returned", "resolved", "resolved_late"),
    "pending_fall": ("received_online", "received_in_person", "resolved", "pending", "returned"),
    "all_online": ("received_online", "received_in_person"),
    "few_overdue": ("pending", "pending_overdue"),
    "digitised_surplus": ("digitised", "e_results"),
    "copied_month": ("received_online", "received_in_person", "resolved", "pending"),
    "late_revisions": ("resolved", "resolved_late", "received_online", "digitised"),
}
"""For each kind of arithmetic the counts whose source files are shown."""
_RAREST = 1e-6


@dataclass(frozen=True)
class Flag:
    """One unit's month that needs an explanation."""

    unit: Unit
    month: Period
    test: str
    arithmetic: str
    statistic: float
    chance: float
    """Probability in an honest month by the test's own model; NaN where the test is plain arithmetic."""
    values: Mapping[str, float]

    @property
    def false_alarm(self) -> float:
        """At most this share of honest unit-months is flagged by this test, by simulation."""
        return integrity.FALSE_ALARMS[self.test]

    @property
    def key(self) -> tuple[str, str]:
        """(unit, test): the key of an explanation in the month."""
        return self.unit.code, self.test

    @property
    def counts(self) -> tuple[CountName, ...]:
        return COUNTS_OF[self.arithmetic]


@dataclass(frozen=True, eq=False)
class Flags:
    """Which numbers of a month need an explanation, and which were explained."""

    month: Period
    flags: tuple[Flag, ...]
    """By test, then by unit."""
    by_month: tuple[tuple[Period, int, int], ...]
    """(month, flags, unit-months with numbers) of up to twelve months, newest first."""

    def of(self, test: str) -> list[Flag]:
        return [flag for flag in self.flags if flag.test == test]


def flags(connection: Connection, viewer: Viewer, month: Period) -> Flags:
    """The flags of a month, by what is published now.

    Raises:
        NoDataError: nothing is published for the month.
    """
    data = published(connection, viewer)
    return flags_of(data, found(connection, viewer, data), month)


def found(connection: Connection, viewer: Viewer, data: Published) -> pd.DataFrame:
    """`metrics.integrity.flags` of all months of any version of the data, of units the viewer may see in detail."""
    scope = viewer.scope("see_unit")
    months = data.all_months()
    since = months[min(len(months), 2 * MONTHS_SHOWN) - 1].start if months else dt.date.max
    as_of = data.newest_publication if "id" in data.months else None
    versions = revisions.first_and_last(connection, integrity.COMPARED, since=since, scope=scope, as_of=as_of)
    ranked = {unit.code: unit.kind for unit in data.units if unit.kind in RANKED_KINDS and scope.holds([unit.code])}
    links = data.lists.successions
    breaks = {(code, link.on) for link in links for code in (link.old, link.new)}
    counts = data.counts[data.counts["unit_code"].isin(ranked)]
    return integrity.flags(
        integrity.panel(counts, sorted(breaks), ranked), versions[versions["unit_code"].isin(ranked)]
    )


def flags_of(data: Published, table: pd.DataFrame, month: Period) -> Flags:
    """Like `flags`, for any version of the data, from the patterns `found` in it."""
    data.months_of(month)
    mine = table[table["month"].eq(pd.Timestamp(month.start))]
    each = [
        Flag(data.by_code[row["unit_code"]], month, *(row[name] for name in integrity.FLAG_COLUMNS[2:]))
        for row in mine.to_dict("records")
    ]
    known = [shown for shown in months_back(data.all_months()[0], MONTHS_SHOWN) if shown in set(data.all_months())]
    return Flags(
        month=month,
        flags=tuple(sorted(each, key=lambda flag: (TESTS.index(flag.test), flag.unit.name))),
        by_month=tuple((shown, *_numbers(data, table, shown)) for shown in known[::-1]),
    )


def _numbers(data: Published, table: pd.DataFrame, month: Period) -> tuple[int, int]:
    stamp = pd.Timestamp(month.start)
    return int(table["month"].eq(stamp).sum()), int(data.counts["month"].eq(stamp).sum())


def arithmetic(flag: Flag, language: Language) -> str:
    """The flag's numbers in a sentence: “Chuyển kỳ 15 ≠ tồn cuối tháng trước 20: lệch −5 hồ sơ.”"""
    return t(
        language, f"integrity.sum.{flag.arithmetic}", **{name: _said(value) for name, value in flag.values.items()}
    )


def _said(value: float) -> int | float | None:
    """Formats dossiers as whole numbers, and expected values with decimals."""
    return None if pd.isna(value) else int(value) if value == int(value) else value


@cached(4096)
def odds(chance: float, language: Language) -> str:
    """The probability as text: “1/2.300”."""
    if chance < _RAREST:
        return t(language, "integrity.rarer", odds=round(1 / _RAREST))
    exact = 1 / chance
    digits = 10 ** max(len(str(int(exact))) - 2, 0)
    return t(language, "integrity.odds", odds=int(exact / digits) * digits)


def false_alarm(test: str, language: Language) -> str:
    """The false-alarm rate as text: “trong 1.000 tháng bình thường của một đơn vị, nhiều nhất 2 tháng bị nêu”."""
    return t(language, "integrity.false_alarm", alarms=number(language, 1000 * integrity.FALSE_ALARMS[test]))


def flag_rows(connection: Connection, viewer: Viewer, month: Period, language: Language) -> pd.DataFrame:
    """(month, unit_code, unit_name, test, statistic, chance, false_alarm, arithmetic) of every flag of a month."""
    columns = ["month", "unit_code", "unit_name", "test", "statistic", "chance", "false_alarm", "arithmetic"]
    rows: list[list[Any]] = [
        [
            month.code,
            flag.unit.code,
            flag.unit.name if language == "vi" else flag.unit.name_en,
            flag.test,
            flag.statistic,
            flag.chance,
            flag.false_alarm,
            arithmetic(flag, language),
        ]
        for flag in flags(connection, viewer, month).flags
    ]
    return pd.DataFrame(rows, columns=columns)
