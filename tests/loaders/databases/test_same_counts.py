"""The same dossiers give the same counts on every engine, and they are those of plain Python."""

import datetime as dt
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from core.counts import COUNT_NAMES
from core.periods import Period, parse
from core.units import Unit
from loaders.databases.answers import ask
from loaders.databases.connecting import reading
from loaders.databases.pulling import pull
from sample_data.dossier_table import MONTHS
from tests.loaders.databases import second
from tests.loaders.databases.sources import TODAY, Place, dossier_source, opened

ALL = (*MONTHS[-2:], MONTHS[3], MONTHS[15])  # of 31, 30, 28 and 31 days


@pytest.fixture(scope="session")
def expected(rows: list[dict[str, Any]]) -> dict[Period, second.Counted]:
    return {month: second.counts(rows, month, TODAY) for month in ALL}


def of_source(place: Place, month: Period, today: dt.date = TODAY) -> second.Counted:
    source = dossier_source(place)
    with reading(source, opened(place, source)) as connection:
        answer = ask(connection, source, month, today=today)
    return {unit: dict(counts) for (unit, _), counts in answer.rows}  # type: ignore[misc]


@pytest.fixture(params=["UTC", "Asia/Ho_Chi_Minh"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process in one zone and then in another."""
    monkeypatch.setitem(os.environ, "TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_every_engine_counts_as_plain_python_does(full, expected, zone):
    for month in ALL:
        found = of_source(full, month)
        assert len(found) > 140
        assert found == expected[month], month


def test_what_is_carried_over_is_what_was_pending_at_the_end_of_the_month_before(expected):
    september, october = expected[parse("2026-09")], expected[parse("2026-10")]
    pending = {unit: counts["pending"] for unit, counts in september.items() if counts["pending"]}
    assert pending == {unit: counts["carried_over"] for unit, counts in october.items() if counts["carried_over"]}


def test_in_a_running_month_only_what_is_due_before_today_is_overdue(full, rows):
    today = dt.date(2026, 10, 12)
    assert of_source(full, parse("2026-10"), today) == second.counts(rows, parse("2026-10"), today)


def test_a_pull_is_the_units_of_the_list_with_these_counts(full, expected, units: list[Unit]):
    month = parse("2026-10")
    source = dossier_source(full, complete={"kinds": ["department", "commune"]})

    loaded = pull(source, month, units=units, today=TODAY, environment=full.environment).loaded

    assert loaded.fit_to_store, loaded.issues
    assert (loaded.source, loaded.file_name, loaded.months) == ("database_dossiers", "mot_cua", (month,))
    rows = loaded.rows.set_index("unit_code")
    assert set(rows.index) == set(expected[month])
    for unit, counts in expected[month].items():
        assert {name: rows.loc[unit, name] for name in counts} == counts
    assert rows[[name for name in COUNT_NAMES if name not in second.NAMES]].isna().all(axis=None)
    # What the generator did wrong on purpose is said, and the withdrawn dossiers' gap too.
    assert {issue.code for issue in loaded.issues} == {
        "stock_flow_gap",
        "dossiers_without_due",
        "dossiers_resolved_too_soon",
    }


def test_the_same_pull_gives_the_same_bytes_on_every_engine(full, units, seen={}):  # noqa: B006
    source = dossier_source(full)
    pulled = [pull(source, parse("2026-09"), units=units, today=TODAY, environment=full.environment) for _ in "12"]
    assert pulled[0].content == pulled[1].content == seen.setdefault("content", pulled[0].content)
