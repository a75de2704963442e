"""A promise over a year: what is sure comes first, the rest by its probability."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.chance.commitment import OUTCOMES, all_rules, can_be_promised, judged, rule_of
from metrics.rates.measures import all_measures

RULE = rule_of(2026)
GAP = (np.nan, np.nan)


def months(*counts, last_year: int = 0) -> pd.DataFrame:
    """(numerator, denominator) of each month; the first `last_year` are of the year before."""
    table = pd.DataFrame(counts, columns=["numerator", "denominator"], dtype=float)
    return table.assign(this_year=pd.Series(range(len(counts)), dtype=int) >= last_year)


def truth(*rows):
    return pytest.mark.parametrize(("counts", "target", "left", "outcome", "reason"), rows)


@truth(
    # The year is over.
    ([(96, 100)] * 12, 95.0, 0, "kept", "over"),
    ([(95, 100)] * 12, 95.0, 0, "kept", "over"),
    ([(94, 100)] * 12, 95.0, 0, "broken", "over"),
    ([(957, 1000)] * 12, 95.7, 0, "kept", "over"),
    ([(0, 0)] * 11 + [(1, 1)], 95.0, 0, "kept", "over"),
    # Six months at the end of the year, when the unit itself has ended.
    ([(94, 100)] * 6, 95.0, 0, "broken", "over"),
    # It runs.
    ([(98, 100)] * 10, 95.0, 2, "on_track", "chance"),
    ([(94, 100)] * 10, 95.0, 2, "at_risk", "chance"),
    ([(70, 100)] * 10, 95.0, 2, "broken", "lost"),
    ([(100, 100)] * 11, 80.0, 1, "kept", "safe"),
    # Nothing, or too little, to say anything by.
    ([], 95.0, 12, "no_data", "nothing"),
    ([GAP] * 3, 95.0, 9, "no_data", "nothing"),
    ([(0, 0)] * 12, 95.0, 0, "no_data", "nothing"),
    ([(98, 100)] * 3, 95.0, 9, "no_data", "few_months"),
    # A gap that could decide it, and one that could not.
    ([(95, 100)] * 11 + [GAP], 95.0, 0, "no_data", "gaps"),
    ([(80, 100)] * 11 + [GAP], 95.0, 0, "broken", "lost"),
    ([(99, 100)] * 11 + [GAP], 80.0, 0, "kept", "safe"),
)
def test_higher_is_better(counts, target, left, outcome, reason):
    found = judged(months(*counts), target, left, better="higher", rule=RULE)

    assert (found.outcome, found.reason) == (outcome, reason)


@truth(
    ([(5, 100)] * 12, 5.0, 0, "kept", "over"),
    ([(6, 100)] * 12, 5.0, 0, "broken", "over"),
    ([(2, 100)] * 10, 5.0, 2, "on_track", "chance"),
    ([(6, 100)] * 10, 5.0, 2, "at_risk", "chance"),
    ([(30, 100)] * 10, 5.0, 2, "broken", "lost"),
    ([(0, 100)] * 11, 20.0, 1, "kept", "safe"),
    ([(5, 100)] * 11 + [GAP], 5.0, 0, "no_data", "gaps"),
)
def test_lower_is_better(counts, target, left, outcome, reason):
    found = judged(months(*counts), target, left, better="lower", rule=RULE)

    assert (found.outcome, found.reason) == (outcome, reason)


def test_the_year_is_judged_by_its_dossiers_not_by_the_mean_of_its_months():
    found = judged(months(*[(100, 100)] * 11, (0, 1000)), 90.0, 0, better="higher", rule=RULE)

    assert found.value == pytest.approx(100 * 1100 / 2100)
    assert found.outcome == "broken"


def test_last_years_months_tell_what_is_to_come_but_are_not_of_the_year():
    found = judged(months(*[(50, 100)] * 6, *[(99, 100)] * 6, last_year=6), 90.0, 6, better="higher", rule=RULE)

    assert (found.numerator, found.denominator, found.months) == (594, 600, 6)
    assert found.required == pytest.approx(81.0)
    assert found.outcome == "at_risk"


def test_a_month_that_is_missing_is_as_open_as_one_to_come():
    whole = judged(months(*[(98, 100)] * 9), 95.0, 3, better="higher", rule=RULE)
    gap = judged(months(*[(98, 100)] * 9, GAP), 95.0, 2, better="higher", rule=RULE)

    assert (gap.missing, gap.months, gap.left) == (1, 9, 2)
    assert gap.required == whole.required
    assert gap.outcome == whole.outcome == "on_track"


def test_what_each_month_left_must_be_brings_the_year_to_the_target():
    found = judged(months(*[(94, 100)] * 10), 95.0, 2, better="higher", rule=RULE)

    assert (found.numerator + found.required * 2) / 1200 == pytest.approx(0.95)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12),
    st.integers(0, 100),
    st.sampled_from(["higher", "lower"]),
)
def test_sure_outcomes_hold_whatever_comes(counts, target, better):
    """Kept and broken before the year is over stay so with any months up to the rule's volume."""
    table = months(*[(met, met + missed) for met, missed in counts])
    left = 12 - len(counts)
    found = judged(table, float(target), left, better=better, rule=RULE)

    assert found.outcome in OUTCOMES
    if found.reason in ("safe", "lost"):
        most = round(RULE.volume * table.loc[table["denominator"].gt(0), "denominator"].mean())
        for met in (0, most // 2, most):
            full = pd.concat([table, months(*[(met, most)] * left)])
            assert judged(full, float(target), 0, better=better, rule=RULE).outcome == found.outcome


def test_rules_are_dated_and_say_where_they_come_from():
    assert all(rule.source["vi"] and rule.source["en"] for rule in all_rules())
    assert rule_of(1999) == min(all_rules(), key=lambda rule: rule.from_month)


def test_only_a_measure_whose_months_add_up_can_be_promised():
    promised = {name for name, measure in all_measures().items() if can_be_promised(measure)}

    assert {"on_time_resolved", "online", "overdue_pending"} <= promised
    assert not {"mean_days", "on_time_portal"} & promised
