"""A cohort against the rest: dossiers are added first, the mix of kinds makes no difference, the interval is honest."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.chance.cohort import by_month, can_be_compared, standing
from metrics.chance.cohort_change import change
from metrics.rates.measures import all_measures

pytestmark = pytest.mark.slow

COLUMNS = ["kind", "member", "numerator", "denominator"]


def units(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype({"numerator": float, "denominator": float, "member": bool})


def test_the_cohorts_rate_is_that_of_its_dossiers_not_the_mean_of_its_units():
    found = standing(
        units(
            ("commune", True, 900, 900),
            ("commune", True, 0, 100),
            ("commune", False, 80, 100),
            ("commune", False, 400, 400),
            ("commune", False, 10, 500),
        )
    )

    assert found.cohort == 0.9
    assert found.rest == 0.49
    assert found.low < found.value < found.high


def test_the_mix_of_kinds_makes_no_difference():
    """Every department is at 60 %, every district at 90 %: four departments and one district are as the rest."""
    departments = [("department", number < 4, 60, 100) for number in range(10)]
    districts = [("district", number < 1, 900, 1000) for number in range(10)]

    found = standing(units(*departments, *districts))

    assert found.cohort == pytest.approx((4 * 60 + 900) / (400 + 1000))
    assert found.value == pytest.approx(0)


def test_a_kind_that_is_wholly_in_the_cohort_leaves_nothing_to_compare_with():
    found = standing(units(("department", True, 1, 2), ("commune", True, 1, 2), ("commune", False, 1, 2)))

    assert found.cohort == 0.5
    assert np.isnan(found.rest) and np.isnan(found.low)


def test_units_without_dossiers_or_report_take_no_part():
    apart = [("commune", True, np.nan, np.nan), ("commune", True, 0, 0), ("commune", False, 0, 0)]
    rows = [("commune", True, 9, 10), *[("commune", False, 8, 10)] * 4]

    assert standing(units(*rows, *apart)) == standing(units(*rows))
    assert np.isnan(standing(units(*apart)).cohort)


def test_too_few_others_give_no_interval():
    found = standing(units(("commune", True, 9, 10), ("commune", False, 8, 10), ("commune", False, 7, 10)))

    assert found.rest == 0.75
    assert np.isnan(found.low) and not found.sure


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=30))
def test_cohort_and_rest_together_are_the_kind(rows):
    table = units(*[("commune", member, met, met + missed) for member, met, missed in rows])
    table = table.assign(month=pd.Timestamp("2026-08-01"))

    row = by_month(table).iloc[0]
    rest = table[~table["member"]]
    if np.isnan(row["cohort"]):
        assert not table.loc[table["member"], "denominator"].sum()
    else:
        others = row["rest"] * rest["denominator"].sum() if rest["denominator"].sum() else 0
        assert row["numerator"] + others == pytest.approx(table["numerator"].sum())


def test_a_month_nobody_reported_is_a_gap():
    table = pd.concat(
        [
            units(("commune", True, 9, 10), ("commune", False, 8, 10)).assign(month=pd.Timestamp("2026-07-01")),
            units(("commune", True, np.nan, np.nan), ("commune", False, 8, 10)).assign(
                month=pd.Timestamp("2026-08-01")
            ),
        ]
    )

    found = by_month(table)

    assert found["cohort"].tolist()[0] == 0.9
    assert found["cohort"].isna().tolist() == [False, True] == found["rest"].isna().tolist()


def halves(*rows) -> pd.DataFrame:
    names = ["kind", "member", "met_before", "of_before", "met_after", "of_after"]
    return pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[2:], float) | {"member": bool})


def test_what_moved_everybody_is_not_the_cohorts():
    rest = [("commune", False, 70, 100, 80, 100)] * 10
    found = change(halves(("commune", True, 50, 100, 75, 100), *rest))

    assert (found.before, found.after, found.rest_before, found.rest_after) == (0.5, 0.75, 0.7, 0.8)
    assert found.difference.value == pytest.approx(0.15)
    assert found.difference.sure


def test_only_units_with_dossiers_on_both_sides_tell_of_a_change():
    rest = [("commune", False, 70, 100, 70, 100)] * 5
    new = ("commune", True, np.nan, np.nan, 10, 100)

    found = change(halves(("commune", True, 50, 100, 50, 100), new, *rest))

    assert (found.units, found.before, found.after) == (1, 0.5, 0.5)
    assert change(halves(new, *rest)) is None


@pytest.mark.parametrize(("alike", "rate"), [(200, 0.9), (20, 0.8), (20, 0.95), (5, 0.9)])
def test_a_cohort_picked_at_random_differs_in_one_of_ten(alike, rate):
    """Three departments of 20 and four communes of 130, units unlike each other by Beta(rate, alike)."""
    chance = np.random.default_rng(766)
    covered = []
    for _ in range(200):
        parts = []
        for kind, many, picked in (("department", 20, 3), ("commune", 130, 4)):
            size = np.maximum(chance.lognormal(np.log(300), 1, many), 1).round()
            usual = chance.beta(rate * alike, (1 - rate) * alike, many)
            before, after = (chance.binomial(size.astype(int), usual).astype(float) for _ in range(2))
            member = np.isin(np.arange(many), chance.choice(many, picked, replace=False))
            table = {"kind": kind, "member": member, "met_before": before, "of_before": size}
            parts.append(pd.DataFrame(table | {"met_after": after, "of_after": size}))
        table = pd.concat(parts, ignore_index=True)
        level = standing(table.rename(columns={"met_after": "numerator", "of_after": "denominator"}))
        moved = change(table).difference
        covered.append((level.low <= 0 <= level.high, moved.low <= 0 <= moved.high))

    assert np.mean(covered, axis=0) == pytest.approx([0.90, 0.90], abs=0.07)


def test_a_figure_given_ready_made_cannot_be_compared():
    assert not can_be_compared(all_measures()["mean_days"])
    assert can_be_compared(all_measures()["on_time_resolved"])
