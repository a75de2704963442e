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
    p, of = known.share[0, 3], known.weight[0, 3]
    wide = np.sqrt(known.spread**2 + 1 / ((of + 1) * p * (1 - p)))
    assert known.scatter == 1.0
    rates = 1 / (1 + np.exp(-(np.log(p / (1 - p)) + wide * chance.standard_normal(400_000))))

    below, above = known.at_most(part, whole, where)[0, 3], known.at_least(part, whole, where)[0, 3]

    assert below == pytest.approx(stats.binom.cdf(12, 1000, rates).mean(), rel=0.03)
    assert above == pytest.approx(stats.binom.sf(11, 1000, rates).mean(), rel=0.01)
    assert np.isnan(known.at_most(part, whole, where)[0, 0])


def test_the_scatter_of_few_dossiers_is_told_from_the_spread_of_all():
    """Units of 50 to 5,000 dossiers, four times as varied as by chance, and no unit varies by itself (200 units)."""
    chance = np.random.default_rng(5)
    whole = np.round(np.exp(chance.uniform(np.log(50), np.log(5000), (200, 1)))).repeat(24, axis=1)
    strength = (whole - 1) / 3 - 1
    rate = chance.beta(0.2 * strength, 0.8 * strength)

    found = past(chance.binomial(whole.astype(int), rate).astype(float), whole)

    # The least spread that any office has takes its part.
    assert 3.0 <= found.scatter <= 4.2
    assert found.spread == 0.1


def test_newer_months_weigh_more():
    """Ten of 100 for six months, then 20 of 100 for six: by equal weights 15 %, by these 16.7 %."""
    part = np.array([[10.0] * 6 + [20.0] * 6 + [0.0]])

    found = past(part, np.full((1, 13), 100.0))

    kept = 0.85 ** np.arange(12)
    assert found.part[0, 12] == 180
    assert found.share[0, 12] == pytest.approx(
        (20 * kept[:6].sum() + 10 * kept[6:].sum()) / kept.sum() / 100, abs=0.001
    )


def test_the_move_of_a_kind_is_its_median_and_needs_eight_units():
    part, whole = np.full((9, 13), 20.0), np.full((9, 13), 100.0)
    part[:, 12] = 30.0
    part[0, 12] = 1.0
    kinds = np.array(["commune"] * 9, dtype=object)

    found = past(part, whole, kinds=kinds)
    logit = np.log(0.3 / 0.7) - np.log(0.2 / 0.8)

    assert found.move[:, 12] == pytest.approx(np.full(9, logit), abs=0.01)
    assert found.share[0, 12] == pytest.approx(0.3, abs=0.003)
    assert (past(part[:7], whole[:7], kinds=kinds[:7]).move == 0).all()
    assert (past(part, whole).move == 0).all()
