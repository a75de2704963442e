"""Funnel limits: exact quantiles, wider where units differ by more than chance; who is outside."""

import numpy as np
import pytest
from scipy import stats

from metrics.chance.funnel import INNER, OUTER, funnel, limits


def drawn(seed: int, units: int, spread: float = 0.0):
    chance = np.random.default_rng(seed)
    volume = np.round(chance.lognormal(6, 1, units)) + 5
    rate = 1 / (1 + np.exp(-(chance.normal(2, spread, units) if spread else np.full(units, 2.0))))
    return chance.binomial(volume.astype(int), rate).astype(float), volume


def test_limits_are_the_binomials_own_quantiles():
    """By hand, with n = 20 and p = 0.9: P(X ≤ 15) = 0.0432, P(X ≤ 14) = 0.0113, so 2.5 % lies at 14.43 of 20."""
    low, high = limits(np.array([20.0]), 0.9, 1.0, INNER)

    below, upto = stats.binom.cdf([14, 15], 20, 0.9)
    assert low[0] == pytest.approx((15 - (upto - 0.025) / (upto - below)) / 20)
    assert low[0] == pytest.approx(14.43 / 20, abs=0.001)
    assert high[0] <= 1.0


def test_limits_come_near_those_of_the_normal_where_there_are_many_dossiers():
    low, high = limits(np.array([1e5]), 0.5, 1.0, OUTER)

    reach = stats.norm.ppf(0.999) * np.sqrt(0.25 / 1e5)
    assert high[0] - 0.5 == pytest.approx(reach, rel=0.01)
    assert 0.5 - low[0] == pytest.approx(reach, rel=0.01)


def test_where_units_are_equal_limits_are_not_widened_and_hold_as_many_as_they_say():
    outside = np.concatenate([funnel(*drawn(seed, 200)).outside for seed in range(10)])

    assert np.mean([funnel(*drawn(seed, 200)).phi for seed in range(10)]) == pytest.approx(1.0, abs=0.05)
    assert np.mean(np.abs(outside) >= 1) == pytest.approx(0.05, abs=0.02)
    assert np.mean(np.abs(outside) == 2) <= 0.006


def test_where_units_differ_limits_are_wider_so_that_few_are_outside():
    numerator, denominator = drawn(1, 200, spread=0.5)

    found = funnel(numerator, denominator)

    assert found.phi > 5
    assert np.mean(np.abs(found.outside) == 2) < 0.1


def test_phi_is_that_of_a_plain_computation():
    numerator, denominator = drawn(2, 30, spread=0.3)
    found = funnel(numerator, denominator)

    pooled = sum(numerator) / sum(denominator)
    z = sorted(
        (r / n - pooled) / (pooled * (1 - pooled) / n) ** 0.5 for r, n in zip(numerator, denominator, strict=True)
    )
    low, high = np.quantile(z, 0.1), np.quantile(z, 0.9)
    assert found.pooled == pytest.approx(pooled)
    assert found.phi == pytest.approx(sum(min(max(each, low), high) ** 2 for each in z) / 30)


def test_one_far_off_is_outside_and_one_without_dossiers_takes_no_part():
    numerator = np.array([900.0, 905, 895, 902, 898, 901, 899, 903, 897, 300, np.nan, 0])
    denominator = np.array([1000.0] * 10 + [np.nan, 0])

    found = funnel(numerator, denominator)

    assert found.outside[9] == -2
    assert np.isnan(found.outside[10:]).all()
    assert found.curve[:, 0].tolist() == [1000.0]


def test_all_met_and_nobody_known_are_no_errors():
    assert (funnel(np.array([5.0, 7.0]), np.array([5.0, 7.0])).outside == 0).all()
    assert np.isnan(funnel(np.array([np.nan]), np.array([np.nan])).pooled)
