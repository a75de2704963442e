"""What is due by when, and what counts as in time."""

import datetime as dt

import pandas as pd
import pytest

from core.periods import parse
from metrics.in_force import ProvinceSettings, definitions_of
from metrics.rates.deliveries import Delivery, all_deliveries, punctuality, state

DUE = dt.date(2026, 11, 10)


def delivery(from_month: str, due_day: int, name: str = "dossiers") -> Delivery:
    words = {"vi": "x", "en": "x"}
    return Delivery.model_validate(
        {
            "id": name,
            "from": from_month,
            "title": words,
            "counts": ["received"],
            "kinds": ["commune"],
            "due_day": due_day,
            "source": words,
        }
    )


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("came", "today", "expected"),
    [
        (None, dt.date(2026, 11, 10), "due"),
        (None, dt.date(2026, 11, 11), "missing"),
        (at("2026-11-10T23:59:00+07:00"), dt.date(2026, 11, 20), "on_time"),
        # Still the 10th in London, the 11th in Vinh.
        (at("2026-11-11T00:01:00+07:00"), dt.date(2026, 11, 20), "late"),
    ],
)
def test_the_day_is_the_one_in_vietnam(came, today, expected):
    assert state(came, DUE, today=today, in_use_since=dt.date(2026, 1, 1)) == expected


def test_an_archive_loaded_afterwards_is_not_late():
    came = at("2026-11-22T09:00:00+07:00")

    assert state(came, DUE, today=dt.date(2026, 11, 22), in_use_since=dt.date(2026, 11, 22)) == "backfilled"
    assert state(None, DUE, today=dt.date(2026, 11, 22), in_use_since=dt.date(2026, 11, 22)) == "missing"


@pytest.mark.parametrize(
    ("in_use_since", "begun", "expected"),
    [
        (None, False, "before_use"),
        (dt.date(2026, 11, 11), False, "before_use"),
        (dt.date(2026, 11, 10), False, "missing"),
        (dt.date(2026, 11, 11), True, "missing"),
    ],
)
def test_nobody_owes_what_fell_due_before_the_system_was_in_use(in_use_since, begun, expected):
    assert state(None, DUE, today=dt.date(2026, 11, 22), in_use_since=in_use_since, begun=begun) == expected
    assert state(None, DUE, today=DUE, in_use_since=in_use_since, begun=begun) == "due"


def test_the_day_due_is_in_the_month_after():
    assert delivery("2026-01", 10).due_on(parse("2026-12")) == dt.date(2027, 1, 10)


def test_a_new_rule_holds_from_its_month_on():
    known = (delivery("2026-01", 10), delivery("2026-06", 5), delivery("2026-06", 20, "digitisation"))

    assert [
        each.due_day
        for each in definitions_of(parse("2026-05"), ProvinceSettings(deliveries=known)).deliveries.values()
    ] == [10]
    assert sorted(
        each.due_day
        for each in definitions_of(parse("2026-06"), ProvinceSettings(deliveries=known)).deliveries.values()
    ) == [5, 20]


def test_missing_counts_against_a_unit_and_backfilled_does_not_count():
    states = pd.DataFrame(
        [
            ("A", "on_time"), ("A", "late"), ("A", "missing"), ("A", "on_time"), ("A", "due"),
            ("B", "backfilled"), ("B", "due"),
        ],
        columns=["unit_code", "state"],
    )  # fmt: skip

    table = punctuality(states).set_index("unit_code")

    assert (table.at["A", "on_time"], table.at["A", "counted"], table.at["A", "value"]) == (2, 4, 50.0)
    assert table.at["B", "counted"] == 0
    assert pd.isna(table.at["B", "value"])


def test_what_nobody_decreed_says_so():
    assert all_deliveries()
    assert all(each.illustrative or each.source.vi for each in all_deliveries())
