"""Honest provinces are hardly ever flagged, planted patterns nearly always, and every flag states its arithmetic."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from metrics.integrity import FALSE_ALARMS, TESTS, flags, late_revisions, panel
from metrics.integrity.complete import few_late
from tests.drawn import table
from tests.metrics.integrity.province import UNITS, honest, revised

pytestmark = pytest.mark.slow

SEEDS = (1, 2, 3, 4)


@cache
def _honest_flags(seed: int, scatter: float) -> tuple[int, pd.DataFrame]:
    counts = honest(seed, scatter)
    return len(counts), flags(panel(counts), revised(seed, counts))


@pytest.mark.parametrize("scatter", [1.0, 5.0])
@pytest.mark.parametrize("test", FALSE_ALARMS)
def test_honest_numbers_are_flagged_no_more_often_than_the_test_says_of_itself(test, scatter):
    """19,000 unit-months each: an error of 0.0003 of 0.002."""
    cells = sum(_honest_flags(seed, scatter)[0] for seed in SEEDS)
    found = pd.concat([_honest_flags(seed, scatter)[1].assign(seed=seed) for seed in SEEDS])
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


def _all_late_but_one(row):
    change = _all_on_time(row)
    if change is None or row.resolved_late <= 1:
        return None
    return {"resolved_late": 1, "resolved_early": row.resolved_early + row.resolved_late - 1}


def _half_of_in_person_as_online(row):
    """200 or more: half of fewer is within a month's usual noise (σ = 0.2 logits) too often."""
    if row.received_in_person < 200 or row.received_in_person_past < 200:
        return None
    half = row.received_in_person // 2
    return {"received_online": row.received_online + half, "received_in_person": row.received_in_person - half}


def _overdue_as_in_time(row):
    if row.pending * row.pending_overdue_past / max(row.pending_past, 1) <= 8 or row.pending_overdue < 3:
        return None
    return {"pending_overdue": 0, "pending_in_time": row.pending}


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
    "no late one": ("all_on_time", _all_on_time),
    "all late but one hidden": ("all_on_time", _all_late_but_one),
    "none in person": ("all_online", _all_online),
    "half of in person as online": ("all_online", _half_of_in_person_as_online),
    "overdue as in time": ("few_overdue", _overdue_as_in_time),
    "stock_flow": ("stock_flow", _stock_flow),
    "returned_jump": ("returned_jump", _returned_jump),
    "pending_fall": ("pending_fall", _pending_fall),
    "digitised_surplus": ("digitised_surplus", _digitised_surplus),
}


@pytest.mark.parametrize("pattern", PLANTED)
def test_four_planted_patterns_of_five_are_found(pattern):
    """At least 60 planted, an error of 5 points; in every eighth unit at a time, for a kind that moves is no unit's."""
    test, change_of = PLANTED[pattern]
    planted, seen = 0, 0
    for seed in SEEDS:
        whole = honest(seed)
        where = whole.groupby("unit_code").tail(1)
        changes = {
            index: change
            for index, (_, row) in zip(where.index, _usual(whole).loc[where["unit_code"]].iterrows(), strict=True)
            if (change := change_of(row))
        }
        for eighth in range(8):
            counts = whole.copy()
            some = {index: change for number, (index, change) in enumerate(changes.items()) if number % 8 == eighth}
            for index, change in some.items():
                counts.loc[index, list(change)] = list(change.values())
            found = TESTS[test](panel(counts))
            cells = set(zip(found["unit_code"], found["month"], strict=True))
            planted += len(some)
            seen += sum((counts.at[index, "unit_code"], counts.at[index, "month"]) in cells for index in some)

    assert planted >= 60
    assert seen / planted >= 0.8


@pytest.mark.parametrize("test", ["all_on_time", "all_online", "few_overdue"])
def test_a_new_portal_for_all_units_is_no_units_flag(test):
    """All 160 units are 0.7 logits better in the last month: half of the late ones, half of those in person."""
    alarms = 0
    for seed in SEEDS:
        counts = honest(seed, move=0.7)
        found = TESTS[test](panel(counts))
        alarms += found["month"].eq(counts["month"].max()).sum()

    assert alarms / (160 * len(SEEDS)) <= 0.006


def test_a_kind_moves_by_itself():
    """Twenty departments get a portal of their own: no flag among their kind, and some where all are taken together."""
    moved, still = honest(2, move=0.9), honest(2)
    departments = sorted(moved["unit_code"].unique())[:20]
    theirs = moved["unit_code"].isin(departments)
    mixed = pd.concat([moved[theirs], still[~still["unit_code"].isin(departments)]], ignore_index=True)
    kinds = {code: "department" if code in departments else "commune" for code in moved["unit_code"]}

    found = {}
    for name, given in (("by kind", kinds), ("together", None)):
        table = TESTS["all_online"](panel(mixed, kinds=given))
        now = table[table["month"].eq(mixed["month"].max())]
        found[name] = len(set(now["unit_code"]) & set(departments))

    assert found["by kind"] <= 1 < found["together"]


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


@pytest.mark.parametrize(("late", "of", "flagged"), [(0, 170, False), (0, 180, True), (2, 320, False), (2, 335, True)])
def test_few_are_odd_from_a_chance_of_one_in_seven_hundred(late, of, flagged):
    """After twelve months of 4 late in 100: none in 170 has a chance of 1/600, none in 180 of 1/840."""
    months = pd.date_range("2025-01-01", periods=13, freq="MS")
    counts = pd.DataFrame({"unit_code": "A", "month": months, "resolved": 100, "resolved_late": 4})
    counts.loc[12, ["resolved", "resolved_late"]] = [of, late]
    counts = counts.reindex(columns=["unit_code", "month", *COUNT_NAMES])

    assert (len(few_late(panel(counts))) == 1) is flagged
