"""Counts in terms of later units: nothing is lost, nothing is made, nothing unknown becomes smaller."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.counts import COUNT_NAMES, COUNTS, LIMITS, SUMS
from core.units import Succession, Unit
from metrics.rates.measures import measure
from metrics.rates.rates import pooled, values
from metrics.units.apportion import apportioned
from metrics.units.lineage import ancestors_of, going_on, heirs_of, in_terms_of, with_silent
from tests.drawn import table
from tests.tiers import examples

pytestmark = pytest.mark.slow

MARCH, JULY, LATER = dt.date(2025, 3, 1), dt.date(2025, 7, 1), dt.date(2026, 1, 1)
ADDITIVE = [name for name in COUNT_NAMES if COUNTS[name].adds_up]


def link(old: str, new: str, on: dt.date, share: float = 1.0) -> Succession:
    return Succession(old, new, on, share, "")


def line(found: pd.DataFrame, code: str, column: str = "resolved") -> list[float]:
    return found.loc[found["unit_code"].eq(code), column].tolist()


def test_a_merger_carries_the_past_of_both_along_the_whole_chain():
    counts = table("""
        unit_code | month   | resolved
        A         | 2025-02 | 10
        B         | 2025-02 | 5
        B         | 2025-03 | 17
        C         | 2025-07 | 20
    """)

    found = in_terms_of(counts, [link("B", "C", JULY), link("A", "B", MARCH)], LATER)

    assert line(found, "C") == [15, 17, 20]
    assert set(found["unit_code"]) == {"C"}
    assert line(found, "C", "summed") == [True, True, False]
    assert not found["estimated"].any()


def test_a_later_succession_than_the_day_asked_for_is_left_out():
    counts = table("""
        unit_code | month   | resolved
        A         | 2025-02 | 10
    """)

    assert set(in_terms_of(counts, [link("A", "B", JULY)], dt.date(2025, 6, 30))["unit_code"]) == {"A"}


def test_a_split_is_divided_without_a_remainder_and_marked_estimated():
    counts = table("""
        unit_code | month   | resolved
        D         | 2025-06 | 10
    """)
    thirds = [link("D", code, JULY, 1 / 3) for code in "ZYX"]

    found = in_terms_of(counts, thirds, LATER)

    assert (line(found, "X"), line(found, "Y"), line(found, "Z")) == ([4], [3], [3])
    assert found["estimated"].all()


def test_a_sum_in_which_one_did_not_report_is_not_known():
    counts = table("""
        unit_code | month   | resolved
        A         | 2025-01 | 10
        B         | 2025-01 |
        A         | 2025-02 | 10
        B         | 2025-02 | 0
    """)

    found = in_terms_of(counts, [link("A", "C", MARCH), link("B", "C", MARCH)], LATER)

    assert np.isnan(line(found, "C")[0])
    assert line(found, "C")[1] == 10


def test_who_was_in_force_and_silent_stands_there_as_not_known():
    counts = table("""
        unit_code | month   | resolved
        A         | 2025-01 | 10
    """)
    units = [
        Unit("A", "A", "department"),
        Unit("B", "B", "department", valid_from=dt.date(2025, 2, 1), valid_to=dt.date(2025, 2, 28)),
    ]
    months = [(dt.date(2025, 1, 1), dt.date(2025, 1, 31)), (dt.date(2025, 2, 1), dt.date(2025, 2, 28))]

    found = with_silent(counts, units, months)

    assert found["unit_code"].tolist() == ["A", "A", "B"]
    assert found["resolved"].isna().tolist() == [False, True, True]


def test_a_month_in_which_a_unit_was_followed_belongs_to_who_followed_it():
    counts = table("""
        unit_code | month   | resolved
        A         | 2025-03 | 4
        B         | 2025-03 | 6
    """)

    assert line(in_terms_of(counts, [link("A", "B", dt.date(2025, 3, 16))], LATER), "B") == [10]


def test_a_unit_that_keeps_a_part_stays_with_it():
    counts = table("""
        unit_code | month   | resolved
        A         | 2025-06 | 8
        A         | 2025-07 | 6
    """)

    found = in_terms_of(counts, [link("A", "A", JULY, 0.75), link("A", "B", JULY, 0.25)], LATER)

    assert line(found, "A") == [6, 6]
    assert line(found, "A", "estimated") == [True, False]
    assert line(found, "B") == [2]


def test_what_does_not_add_up_over_units_is_not_known_unless_it_passes_whole():
    counts = table("""
        unit_code | month   | mean_days_hundredths
        A         | 2025-01 | 300
        B         | 2025-01 | 500
        E         | 2025-01 | 700
    """)

    found = in_terms_of(counts, [link("A", "C", MARCH), link("B", "C", MARCH), link("E", "F", MARCH)], LATER)

    assert np.isnan(line(found, "C", "mean_days_hundredths")).all()
    assert line(found, "F", "mean_days_hundredths") == [700]


def test_the_rate_of_a_merged_unit_is_the_pooled_rate_of_those_it_was_made_of():
    item = measure("on_time_portal")
    counts = table("""
        unit_code | month   | portal_dossiers | portal_on_time
        A         | 2025-01 | 900             | 900
        B         | 2025-01 | 100             | 0
    """)

    found = values(in_terms_of(counts, [link("A", "C", MARCH), link("B", "C", MARCH)], LATER), item)

    assert found["value"].tolist() == pooled(counts, item)["value"].tolist() == [90.0]


def test_a_district_goes_on_as_the_sum_of_the_communes_it_became():
    links = [link("D", "X", JULY, 0.5), link("D", "Y", JULY, 0.5)]
    units = [Unit(code, code, "commune", valid_from=JULY) for code in "XY"]
    counts = table("""
        unit_code | month   | resolved
        X         | 2025-07 | 3
        Y         | 2025-07 | 4
        X         | 2025-08 | 3
        Y         | 2025-08 |
    """)

    heirs = heirs_of(links, units, "D")
    found = going_on(counts, heirs, "D")

    assert heirs == {"X", "Y"}
    assert found["resolved"].tolist()[0] == 7 and np.isnan(found["resolved"].tolist()[1])
    assert found["summed"].all() and not found["estimated"].any()


def test_a_unit_taken_in_by_one_that_was_there_or_together_with_another_does_not_go_on():
    there = [Unit("B", "B", "department")]
    new = [Unit("C", "C", "department", valid_from=MARCH)]

    assert heirs_of([link("A", "B", MARCH)], there, "A") == frozenset()
    assert heirs_of([link("A", "C", MARCH), link("E", "C", MARCH)], new, "A") == frozenset()
    assert ancestors_of([link("A", "C", MARCH), link("C", "G", JULY)], "G") == {"A", "C"}


numbers = st.one_of(st.integers(0, 5000), st.none())


@given(st.lists(st.integers(0, 100_000), max_size=5), st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_apportioning_loses_nothing_and_stays_within_one_of_the_share(found, weights):
    shares = np.array(weights) / sum(weights)

    parts = apportioned(np.array(found, dtype=float), shares)

    assert parts.sum(axis=1).tolist() == found
    assert (abs(parts - np.array(found, dtype=float)[:, None] * shares) < 1 + 1e-6).all()
    assert (parts >= 0).all()


@st.composite
def reports(draw, codes: tuple[str, ...]):
    """Counts of a form that adds up, three months each, with gaps."""
    rows = []
    for code in codes:
        for month in ("2025-01-01", "2025-02-01", "2025-04-01"):
            row = {name: draw(st.integers(0, 3000)) for name in COUNT_NAMES}
            for whole, parts in SUMS.items():
                row[whole] = sum(row[part] for part in parts)
            for name, limits in LIMITS.items():
                row[name] = min(row[name], sum(row[limit] for limit in limits))
            for name in draw(st.sets(st.sampled_from(COUNT_NAMES), max_size=2)):
                row[name] = np.nan
            rows.append({"unit_code": code, "month": pd.Timestamp(month), **row})
    return pd.DataFrame(rows).astype(dict.fromkeys(COUNT_NAMES, float))


@st.composite
def chains(draw):
    """Mergers and splits on three days: who is there on a day goes, by shares, to who is there next."""
    names = iter(f"U{number:02}" for number in range(99))
    there = [next(names) for _ in range(draw(st.integers(1, 4)))]
    first, links = tuple(there), []
    for on in (dt.date(2025, 2, 1), dt.date(2025, 3, 1), dt.date(2025, 5, 1)):
        new = [next(names) for _ in range(draw(st.integers(1, 4)))]
        after: list[str] = []
        for old in there:
            heirs = sorted(draw(st.sets(st.sampled_from(new), max_size=len(new))))
            weights = [draw(st.integers(1, 33)) for _ in heirs]
            links += [link(old, heir, on, weight / sum(weights)) for heir, weight in zip(heirs, weights, strict=True)]
            after += heirs or [old]
        there = list(dict.fromkeys(after))
    return first, links


@st.composite
def histories(draw):
    first, links = draw(chains())
    return draw(reports(first)), links


@examples(20)
@given(histories(), st.randoms(use_true_random=False))
def test_totals_are_the_same_through_any_chain_of_mergers_and_splits(history, random):
    counts, links = history
    shuffled = list(links)
    random.shuffle(shuffled)

    found = in_terms_of(counts, links, LATER)

    pd.testing.assert_frame_equal(found, in_terms_of(counts.sample(frac=1, random_state=1), shuffled, LATER))
    for name in ADDITIVE:
        for month, rows in counts.groupby("month"):
            after = found.loc[found["month"].eq(month), name]
            known = after.dropna().sum()
            if rows[name].notna().all():
                assert known == rows[name].sum()
                assert after.notna().all()
            else:
                assert after.isna().any() and known <= rows[name].sum()
    whole = found[ADDITIVE].dropna()
    assert (whole == whole.round()).all(axis=None) and (whole >= 0).all(axis=None)


@examples(20)
@given(histories())
def test_the_form_still_adds_up_for_every_unit(history):
    counts, links = history
    complete = counts.fillna(0.0)
    for whole, parts in SUMS.items():
        complete[whole] = complete[list(parts)].sum(axis=1)
    for name, limits in LIMITS.items():
        complete[name] = np.minimum(complete[name], complete[list(limits)].sum(axis=1))

    found = in_terms_of(complete, links, LATER)

    for whole, parts in SUMS.items():
        assert (found[whole] == found[list(parts)].sum(axis=1)).all()
    for name, limits in LIMITS.items():
        assert (found[name] <= found[list(limits)].sum(axis=1)).all()


@examples(20)
@given(reports(("A", "B")))
def test_where_nothing_happened_nothing_changes(counts):
    found = in_terms_of(counts, [link("A", "B", LATER)], JULY)

    pd.testing.assert_frame_equal(
        found[counts.columns].sort_index(axis=1),
        counts.sort_values(["unit_code", "month"], ignore_index=True).sort_index(axis=1),
    )
    assert not found[["summed", "estimated"]].any(axis=None)


@pytest.mark.parametrize("size", [0, 1])
def test_a_limit_without_room_is_left_as_it_was_reported(size):
    counts = table("""
        unit_code | month   | digitisation_base | digitised
        D         | 2025-06 | 1                 | 3
    """)

    found = in_terms_of(counts, [link("D", "X", JULY, 0.5), link("D", "Y", JULY, 0.5)], LATER)

    assert found["digitised"].sum() == 3 and found["digitisation_base"].iloc[size] == 1 - size


def test_a_succession_on_the_very_day_asked_for_holds():
    counts = table("""
        unit_code | month   | resolved
        A         | 2025-02 | 10
    """)

    assert set(in_terms_of(counts, [link("A", "B", JULY)], JULY)["unit_code"]) == {"B"}
