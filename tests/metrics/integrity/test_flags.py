"""Honest provinces are hardly ever flagged, planted patterns nearly always, and every flag states its arithmetic."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from metrics.integrity import FALSE_ALARMS, TESTS, flags, late_revisions, panel
from metrics.integrity.complete import all_on_time
from tests.drawn import table
from tests.metrics.integrity.province import UNITS, honest, revised

pytestmark = pytest.mark.slow

SEEDS = (1, 2, 3, 4)


@cache
def _honest_flags(seed: int) -> tuple[int, pd.DataFrame]:
    counts = honest(seed)
    return len(counts), flags(panel(counts), revised(seed, counts))


@pytest.mark.parametrize("test", FALSE_ALARMS)
def test_honest_numbers_are_flagged_no_more_often_than_the_test_says_of_itself(test):
    cells = sum(_honest_flags(seed)[0] for seed in SEEDS)
    found = pd.concat([_honest_flags(seed)[1].assign(seed=seed) for seed in SEEDS])
    alarms = len(found[found["test"].eq(test)].drop_duplicates(["seed", "unit_code", "month"]))

    assert FALSE_ALARMS[test] <= 0.01
    assert alarms / cells <= FALSE_ALARMS[test]


def _usual(counts: pd.DataFrame) -> pd.DataFrame:
    """The last month of each unit, with what its past year looked like."""
    history = counts.groupby("unit_code").tail(13)
    past = history.groupby("unit_code").head(12).groupby("unit_code").sum(numeric_only=True)
    last = counts.groupby("unit_code").tail(1).set_index("unit_code")
    return last.join(past.add_suffix("_past"))


def _all_on_time(row):
    """More than twelve late dossiers were to be expected, and not one is."""
    if row.resolved * row.resolved_late_past / max(row.resolved_past, 1) <= 12:
        return None
    return {"resolved_late": 0, "resolved_early": row.resolved_early + row.resolved_late}


def _all_online(row):
    if row.received_in_person < 20 or row.received_in_person_past < 20:
        return None
    return {"received_online": row.received_online + row.received_in_person, "received_in_person": 0}


def _returned_jump(row):
    """The late ones are given back instead."""
    expected = row.resolved * row.resolved_late_past / max(row.resolved_past, 1)
    if min(row.resolved_late, expected) < 10 or pd.isna(row.returned):
        return None
    gone = row.resolved_late - 1
    return {"returned": row.returned + gone, "resolved": row.resolved - gone, "resolved_late": 1}


def _pending_fall(row):
    if row.pending < 30:
        return None
    return {"pending": row.pending // 3, "pending_overdue": 0, "pending_in_time": row.pending // 3}


def _stock_flow(row):
    if row.carried_over < 10:
        return None
    return {"carried_over": row.carried_over - 7, "received": row.received - 7, "pending": row.pending - 7}


def _digitised_surplus(row):
    usual = row.digitised_past / max(row.e_results_past, 1)
    if row.resolved < 50 or usual > 0.9:
        return None
    return {"digitised": min(row.e_results + max(5, row.e_results // 5), row.digitisation_base)}


PLANTED = {
    "stock_flow": _stock_flow,
    "all_on_time": _all_on_time,
    "returned_jump": _returned_jump,
    "pending_fall": _pending_fall,
    "all_online": _all_online,
    "digitised_surplus": _digitised_surplus,
}


@pytest.mark.parametrize("test", PLANTED)
def test_four_planted_patterns_of_five_are_found(test):
    planted, seen = 0, 0
    for seed in SEEDS:
        counts = honest(seed)
        where = counts.groupby("unit_code").tail(1)
        changes = {
            index: change
            for index, (_, row) in zip(where.index, _usual(counts).loc[where["unit_code"]].iterrows(), strict=True)
            if (change := PLANTED[test](row))
        }
        for index, change in changes.items():
            counts.loc[index, list(change)] = list(change.values())
        found = TESTS[test](panel(counts))
        cells = set(zip(found["unit_code"], found["month"], strict=True))
        planted += len(changes)
        seen += sum((counts.at[index, "unit_code"], counts.at[index, "month"]) in cells for index in changes)

    assert planted >= 60
    assert seen / planted >= 0.8


def test_four_copied_months_of_five_are_found():
    counts = honest(1)
    last = counts.groupby("unit_code").tail(1)
    before = counts.groupby("unit_code").tail(2).groupby("unit_code").head(1)
    busy = before["received"].to_numpy() >= 50
    names = [name for name in counts.columns if name not in ("unit_code", "month")]
    counts.loc[last.index[busy], names] = before.loc[busy, names].to_numpy()

    found = TESTS["copied_month"](panel(counts))

    assert busy.sum() >= 60
    assert len(set(found["unit_code"]) & set(last.loc[busy, "unit_code"])) / busy.sum() >= 0.8


def test_four_of_five_units_that_revise_only_upward_are_found():
    counts = honest(1)
    chance = np.random.default_rng(5)
    chosen = sorted(counts["unit_code"].unique())[:UNITS:4]
    late = counts[counts["unit_code"].isin(chosen) & counts["resolved_late"].gt(2)]
    months = late.groupby("unit_code").tail(12).groupby("unit_code").sample(frac=0.6, random_state=chance)
    first = months.assign(published_at=pd.Timestamp("2026-07-05"))
    later = first.assign(resolved_late=first["resolved_late"] // 2, published_at=pd.Timestamp("2026-07-20"))

    found = late_revisions(pd.concat([first, later, revised(1, counts[~counts["unit_code"].isin(chosen)])]))

    able = months.groupby("unit_code").size().loc[lambda many: many >= 5].index
    assert len(able) >= 20
    assert len(set(found["unit_code"]) & set(able)) / len(able) >= 0.8
    assert set(found["unit_code"]) <= set(chosen)


def test_what_is_carried_over_is_what_was_pending():
    counts = table("""
        unit_code | month   | received | carried_over | resolved | pending | returned
        A         | 2026-01 | 100      | 10           | 80       | 20      | 0
        A         | 2026-02 | 100      | 15           | 80       | 20      | 0
        B         | 2026-01 | 100      | 10           | 80       | 20      | 0
        B         | 2026-02 | 100      | 20           | 80       | 20      | 0
    """)

    found = TESTS["stock_flow"](panel(counts))

    assert found[["unit_code", "arithmetic"]].to_numpy().tolist() == [["A", "stock_flow_carried"]]
    assert found["values"].tolist() == [{"carried_over": 15.0, "pending_before": 20.0, "gap": -5.0}]


def test_what_is_received_is_resolved_pending_or_given_back():
    counts = table("""
        unit_code | month   | received | resolved | pending | returned
        EVEN      | 2026-01 | 100      | 70       | 20      | 10
        SHORT     | 2026-01 | 100      | 70       | 20      | 9
        UNTOLD    | 2026-01 | 100      | 79       | 19      |
        MORE      | 2026-01 | 100      | 82       | 19      |
    """)

    found = TESTS["stock_flow"](panel(counts))

    assert dict(zip(found["unit_code"], found["statistic"], strict=True)) == {"SHORT": 1.0, "MORE": -1.0}


def test_months_on_both_sides_of_a_merger_are_not_compared():
    counts = table("""
        unit_code | month   | carried_over | pending
        A         | 2026-01 | 0            | 20
        A         | 2026-02 | 90           | 20
    """)
    merged = [("A", pd.Timestamp("2026-02-01").date())]

    assert len(TESTS["stock_flow"](panel(counts))) == 1
    assert TESTS["stock_flow"](panel(counts, merged)).empty


def test_a_month_not_reported_is_no_month_and_a_gap_is_not_bridged():
    counts = table("""
        unit_code | month   | carried_over | pending
        A         | 2026-01 | 0            | 20
        A         | 2026-03 | 90           | 20
    """)

    assert TESTS["stock_flow"](panel(counts)).empty


def test_a_unit_that_is_always_on_time_is_not_flagged_for_it():
    months = pd.date_range("2025-01-01", periods=14, freq="MS")
    counts = pd.DataFrame({"unit_code": "A", "month": months, "resolved": 400.0, "resolved_late": 0.0})

    assert TESTS["all_on_time"](panel(counts)).empty


def test_two_quiet_months_of_a_small_unit_are_no_copy():
    months = pd.date_range("2025-01-01", periods=2, freq="MS")
    quiet = {"received_online": 1.0, "received_in_person": 0.0, "resolved": 1.0, "resolved_late": 0.0, "pending": 0.0}
    busy = {"received_online": 412.0, "received_in_person": 97.0, "resolved": 480.0, "resolved_late": 9.0}
    counts = pd.concat(
        [
            pd.DataFrame({"unit_code": "SMALL", "month": months, **quiet}),
            pd.DataFrame({"unit_code": "LARGE", "month": months, **busy, "pending": 60.0}),
        ]
    )

    assert TESTS["copied_month"](panel(counts))["unit_code"].tolist() == ["LARGE"]


def test_without_numbers_nothing_is_flagged():
    assert flags(panel(honest(1).iloc[:0]), revised(1, honest(1)).iloc[:0]).empty


@pytest.mark.parametrize(("of", "flagged"), [(160, False), (170, True)])
def test_complete_is_odd_from_a_chance_of_one_in_five_hundred(of, flagged):
    """After twelve months of 4 late in 100: not one late in 160 has a chance of 1/460, not one in 170 of 1/640."""
    months = pd.date_range("2025-01-01", periods=13, freq="MS")
    counts = pd.DataFrame({"unit_code": "A", "month": months, "resolved": 100, "resolved_late": 4})
    counts.loc[12, ["resolved", "resolved_late"]] = [of, 0]
    counts = counts.reindex(columns=["unit_code", "month", *COUNT_NAMES])

    assert (len(all_on_time(panel(counts))) == 1) is flagged
