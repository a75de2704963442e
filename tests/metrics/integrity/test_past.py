"""The chance of a count by a unit's own past, against draws, and against a plain computation where nothing varies."""

import numpy as np
import pytest
from scipy import stats

from metrics.integrity.past import LEAST_MONTHS, MONTHS, past


def test_the_past_is_the_twelve_months_before_and_never_the_month_itself():
    part, whole = np.arange(20.0)[None, :], np.full((1, 20), 100.0)

    found = past(part, whole)

    assert found.part[0, 15] == sum(range(3, 15))
    assert found.whole[0, 15] == 100 * MONTHS
    assert not found.enough[0, LEAST_MONTHS - 1] and found.enough[0, LEAST_MONTHS]


def test_a_month_that_is_not_known_or_not_usable_is_left_out():
    part, whole = np.array([[1.0, np.nan, 2.0, 4.0, 0.0]]), np.array([[10.0, 10.0, 0.0, 10.0, 10.0]])

    assert past(part, whole).whole[0].tolist() == [0, 10, 10, 10, 20]
    assert past(part, whole, usable=part != 4).part[0].tolist() == [0, 1, 1, 1, 1]


def test_spread_beyond_chance_is_found_again():
    chance = np.random.default_rng(3)
    rate = 1 / (1 + np.exp(-(chance.normal(-2, 0.5, (200, 1)) + chance.normal(0, 0.4, (200, 24)))))
    whole = np.full(rate.shape, 500.0)

    steady = past(chance.binomial(500, rate[:, :1], rate.shape).astype(float), whole)
    uneven = past(chance.binomial(500, rate).astype(float), whole)

    assert steady.spread == pytest.approx(0.1, abs=0.02)
    assert uneven.spread == pytest.approx(0.42, abs=0.08)


def test_a_tail_is_that_of_draws():
    chance = np.random.default_rng(4)
    part, whole = np.array([[30.0, 25.0, 35.0, 12.0]]), np.full((1, 4), 1000.0)
    known = past(part, whole)
    where = np.array([[False, False, False, True]])
    p, of = known.share[0, 3], known.whole[0, 3]
    wide = np.sqrt(known.spread**2 + 1 / ((of + 1) * p * (1 - p)))
    rates = 1 / (1 + np.exp(-(np.log(p / (1 - p)) + wide * chance.standard_normal(400_000))))

    below, above = known.at_most(part, whole, where)[0, 3], known.at_least(part, whole, where)[0, 3]

    assert below == pytest.approx(stats.binom.cdf(12, 1000, rates).mean(), rel=0.03)
    assert above == pytest.approx(stats.binom.sf(11, 1000, rates).mean(), rel=0.01)
    assert np.isnan(known.at_most(part, whole, where)[0, 0])
