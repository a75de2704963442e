"""Who stands out of a funnel: exact tails of the counts, the usual differences of units, the curve for the eye."""

import numpy as np
import pytest
from scipy import stats

from metrics.chance.funnel import INNER, OUTER, funnel, limits, tails

pytestmark = pytest.mark.slow


def drawn(seed: int, units: int, rate: float = 0.9, alike: float = np.inf):
    """(met, dossiers, true rates): volumes from a tenth to ten times the middle one."""
    chance = np.random.default_rng(seed)
    volume = np.round(chance.lognormal(6, 1, units)) + 5
    rates = np.full(units, rate) if np.isinf(alike) else chance.beta(rate * alike, (1 - rate) * alike, units)
    return chance.binomial(volume.astype(int), rates).astype(float), volume, rates


@pytest.mark.parametrize("alike", [0.0, 0.02])
def test_tails_are_the_mid_p_values_of_every_count(alike):
    of = np.full(21, 20.0)
    met = np.arange(21.0)

    above, below = tails(met, of, 0.9, alike)

    strength = 1 / alike - 1 if alike else 0
    exact = stats.betabinom(20, 0.9 * strength, 0.1 * strength) if alike else stats.binom(20, 0.9)
    assert above == pytest.approx(exact.sf(met) + exact.pmf(met) / 2, abs=1e-9)
    assert below == pytest.approx(exact.cdf(met) - exact.pmf(met) / 2, abs=1e-9)


def test_a_large_count_is_taken_for_continuous():
    """At 3,000 dossiers both ways give the same to a thousandth."""
    alike, p = 0.01, 0.9
    met = np.array([2500.0, 2700.0, 2850.0])

    near = tails(met, np.full(3, 3000.0), p, alike)[0]
    far = tails(met * 3001 / 3000, np.full(3, 3001.0), p, alike)[0]

    assert near == pytest.approx(far, abs=0.002)


@pytest.mark.parametrize("rate", [0.995, 0.9, 0.5])
def test_of_a_thousand_equal_units_at_most_two_are_named(rate):
    """26,000 units: an error of 0.0003."""
    outside = np.concatenate([funnel(*drawn(seed, 130, rate)[:2]).outside for seed in range(200)])

    assert np.mean(np.abs(outside) == 2) <= 0.002
    assert np.mean(np.abs(outside) >= 1) <= 0.05


def test_two_hundred_of_two_hundred_stand_out_of_nothing():
    """17 units of 200/200 and three that missed 2, 1 and 4: half of all equal units at 99.8 % miss none."""
    found = funnel(np.array([200.0] * 17 + [198, 199, 196]), np.full(20, 200.0))

    assert found.outside[:19].tolist() == [0.0] * 19


@pytest.mark.parametrize(("rate", "alike"), [(0.9, 30), (0.96, 60)])
def test_units_that_usually_differ_are_not_named_for_it_and_large_ones_no_more_than_small_ones(rate, alike):
    """13,000 units, 1,300 of them the largest tenth: errors of 0.0004 and 0.002."""
    named, largest, found = [], [], []
    for seed in range(100):
        met, of, _ = drawn(seed, 130, rate, alike)
        each = funnel(met, of)
        named.append(np.abs(each.outside) == 2)
        largest.append(named[-1][of >= np.quantile(of, 0.9)])
        found.append(each.tau)

    assert np.mean(named) <= 0.005
    assert np.mean(np.concatenate(largest)) <= 0.01
    assert np.mean(found) == pytest.approx(np.sqrt(rate * (1 - rate) / (alike + 1)), rel=0.05)


def test_equal_units_have_next_to_no_spread():
    found = [funnel(*drawn(seed, 200)[:2]).tau for seed in range(20)]

    assert np.mean(found) < 0.003


def test_a_unit_is_named_from_one_in_a_thousand_and_perhaps_from_25():
    """99 units of 900/1,000 and one more: below 0.1 % lies 870, below 2.5 % 881 (binomial, all others being equal)."""
    marks = {}
    for met in (869, 871, 880, 882):
        found = funnel(np.append(np.full(99, 900.0), met), np.full(100, 1000.0))
        marks[met] = found.outside[99]

    exact = stats.binom(1000, 0.8997)
    assert exact.cdf(868) + exact.pmf(869) / 2 < 0.001 < exact.cdf(870) + exact.pmf(871) / 2
    assert exact.cdf(879) + exact.pmf(880) / 2 < 0.025 < exact.cdf(881) + exact.pmf(882) / 2
    assert marks == {869: -2.0, 871: -1.0, 880: -1.0, 882: 0.0}


def test_the_curve_comes_near_that_of_the_normal_where_there_are_many_dossiers():
    low, high = limits(np.array([1e5]), 0.5, 0.0, OUTER)
    with_spread, _ = limits(np.array([1e9]), 0.5, 0.01, INNER)

    reach = stats.norm.ppf(0.999) * np.sqrt(0.25 / 1e5)
    assert high[0] - 0.5 == pytest.approx(reach, rel=0.01)
    assert 0.5 - low[0] == pytest.approx(reach, rel=0.01)
    assert 0.5 - with_spread[0] == pytest.approx(stats.norm.ppf(0.975) * 0.05, rel=0.01)


def test_one_far_off_is_outside_and_one_without_dossiers_takes_no_part():
    numerator = np.array([900.0, 905, 895, 902, 898, 901, 899, 903, 897, 902, 899, 300, np.nan, 0])
    denominator = np.array([1000.0] * 12 + [np.nan, 0])

    found = funnel(numerator, denominator)

    assert found.outside[11] == -2
    assert np.isnan(found.outside[12:]).all()
    assert found.curve[:, 0].tolist() == [1000.0]


def test_all_met_and_nobody_known_are_no_errors():
    assert (funnel(np.array([5.0, 7.0]), np.array([5.0, 7.0])).outside == 0).all()
    assert np.isnan(funnel(np.array([np.nan]), np.array([np.nan])).pooled)
    assert (funnel(np.array([0.0, 50.0, 0.0, 50.0]), np.full(4, 50.0)).outside == 0).all()
