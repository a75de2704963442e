"""The year's end: the share that is still needed brings the year exactly to its target, and the chance is honest."""

import numpy as np
import pandas as pd
import pytest

from metrics.chance.trajectory import trajectory


def months(rates, size=200, this_year=None) -> pd.DataFrame:
    numerators = [round(rate * size) for rate in rates]
    years = [True] * len(rates) if this_year is None else this_year
    table = {"numerator": numerators, "denominator": [size] * len(rates), "this_year": years}
    return pd.DataFrame(table).astype({"numerator": float, "denominator": float, "this_year": bool})


def test_the_required_share_brings_the_year_to_its_target():
    found = trajectory(months([0.90] * 10), 92.0, 2)

    year = (found.numerator + found.required / 100 * found.expected) / (found.denominator + found.expected)
    assert 100 * year == pytest.approx(92.0)
    assert found.required == pytest.approx(102.0)
    assert found.probability == 0.0


def test_only_this_year_counts_for_the_year_and_all_months_for_what_is_to_come():
    found = trajectory(months([0.5] * 6 + [1.0] * 6, this_year=[False] * 6 + [True] * 6), 90.0, 6)

    assert (found.numerator, found.denominator) == (1200, 1200)
    assert found.required == pytest.approx(80.0)


def test_a_year_that_is_safe_is_nearly_sure_and_one_that_is_lost_is_not():
    assert trajectory(months([0.99] * 10), 95.0, 2).probability > 0.99
    assert trajectory(months([0.80] * 10), 95.0, 2).probability == 0.0
    assert trajectory(months([0.02] * 10), 5.0, 2, better="lower").probability > 0.99


def test_the_chance_is_what_happens():
    """Of 400 simulated units on the edge, as many reach the target as were promised to."""
    chance = np.random.default_rng(766)
    promised, reached = [], []
    for _ in range(400):
        shares = chance.beta(92, 8, size=12)
        counts = chance.binomial(300, shares)
        table = pd.DataFrame({"numerator": counts[:10].astype(float), "denominator": 300.0, "this_year": True})
        promised.append(trajectory(table, 92.0, 2, seed=int(chance.integers(1 << 30))).probability)
        reached.append(counts.sum() / 3600 >= 0.92)

    assert np.mean(promised) == pytest.approx(np.mean(reached), abs=0.05)
    likely = np.array(promised) > 0.8
    assert np.mean(np.array(reached)[likely]) > 0.75


def test_too_few_months_promise_nothing():
    assert np.isnan(trajectory(months([0.9] * 5), 95.0, 2).probability)
    assert np.isnan(trajectory(months([]), 95.0, 2).required)
