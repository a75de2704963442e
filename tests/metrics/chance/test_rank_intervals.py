"""The range of the rank: how often it holds the true one, and that it is what counting by hand gives."""

import itertools
import random

import numpy as np
import pytest

from metrics.chance.mixture import fitted, single
from metrics.chance.posterior import posterior
from metrics.chance.rank_curves import better_than, curves_of, rank_probabilities
from metrics.chance.rank_intervals import rank_intervals, tiers
from tests.metrics.provinces import COMMUNES, DEPARTMENTS, PROVINCES, TWO_SORTS

pytestmark = pytest.mark.slow

MONTHS = {"communes": 40, "departments": 150, "small and alike": 25}


def intervals(met, of, better="higher"):
    return rank_intervals(rank_probabilities(curves_of(fitted(met, of), better)))


@pytest.mark.parametrize("name", PROVINCES)
def test_nine_in_ten_intervals_hold_the_true_rank(name):
    held = []
    for seed in range(MONTHS[name]):
        rates, met, of = PROVINCES[name].drawn(seed)
        true = 1 + (-rates).argsort().argsort()
        found = intervals(met, of)
        held.append(np.mean((found.low <= true) & (true <= found.high)))

    assert 0.88 <= np.mean(held) <= 0.94


@pytest.mark.parametrize("name", TWO_SORTS)
def test_nine_in_ten_intervals_hold_the_true_rank_where_some_units_are_far_worse(name):
    held = []
    for seed in range(30 if TWO_SORTS[name].bulk.units > 100 else 120):
        rates, met, of = TWO_SORTS[name].drawn(seed)
        true = 1 + (-rates).argsort().argsort()
        found = intervals(met, of)
        held.append(np.mean((found.low <= true) & (true <= found.high)))

    assert 0.88 <= np.mean(held) <= 0.94


def by_hand(alphas, betas, draws, *, lower=False):
    """P(unit has rank r) in plain Python, by its own random numbers."""
    chance = random.Random(1)
    ranks = [[] for _ in alphas]
    for _ in range(draws):
        rates = [chance.betavariate(alpha, beta) for alpha, beta in zip(alphas, betas, strict=True)]
        for unit, rate in enumerate(rates):
            ranks[unit].append(1 + sum(other < rate if lower else other > rate for other in rates))
    return np.array([[own.count(rank) / draws for rank in range(1, len(alphas) + 1)] for own in ranks])


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_up_to_six_units_agree_with_counting_by_hand(better):
    """20,000 draws: a probability is then known to 0.004; log-odds of 10 dossiers are not quite normal."""
    met = np.array([95.0, 88.0, 290.0, 9.0, 470.0, 60.0])
    of = np.array([100.0, 100.0, 300.0, 10.0, 500.0, 80.0])
    beta = posterior(met, of)

    for units in range(2, 7):
        chance = rank_probabilities(curves_of(single(beta.alpha[:units], beta.beta[:units]), better))
        plain = by_hand(beta.alpha[:units], beta.beta[:units], 20_000, lower=better == "lower")
        assert chance == pytest.approx(plain, abs=0.045)
        assert chance.sum(axis=1) == pytest.approx(np.ones(units))


def test_the_bounds_go_by_mid_ranks():
    """Of ranks 1 to 4 with 4, 3, 85 and 8 %: mid-ranks at 2, 5.5, 49.5 and 96 %; within are ranks 2 and 3."""
    found = rank_intervals(np.array([[0.04, 0.03, 0.85, 0.08], [0.10, 0.80, 0.05, 0.05]]))

    assert [each.tolist() for each in (found.low, found.middle, found.high)] == [[2, 1], [3, 2], [3, 3]]


def test_three_units_have_the_probabilities_of_exact_integration():
    from scipy import stats

    alphas, betas = [30.0, 25.0, 8.0], [5.0, 8.0, 2.0]
    known = curves_of(single(np.array(alphas), np.array(betas)))
    chance = rank_probabilities(known)

    at = (np.arange(20_000) + 0.5) / 20_000
    density = [stats.beta(a, b).pdf(at) for a, b in zip(alphas, betas, strict=True)]
    below = [stats.beta(a, b).cdf(at) for a, b in zip(alphas, betas, strict=True)]
    for order in itertools.permutations(range(3)):
        first, second, third = order
        assert chance[first, 0] == pytest.approx(np.mean(density[first] * below[second] * below[third]), abs=0.04)
        assert better_than(known)[first, second] == pytest.approx(np.mean(density[first] * below[second]), abs=0.03)


def test_the_same_numbers_give_the_same_intervals():
    _, met, of = DEPARTMENTS.drawn(3)

    one, other = intervals(met, of), intervals(met, of)

    assert one.low.tolist() == other.low.tolist() and one.high.tolist() == other.high.tolist()


def test_all_met_everywhere_is_told_from_nobody():
    found = intervals(np.full(20, 50.0), np.full(20, 50.0))

    assert (found.low <= 2).all() and (found.high >= 19).all()


@pytest.mark.parametrize(("chance", "groups"), [(0.951, 2), (0.949, 1)])
def test_one_is_said_to_be_better_from_a_chance_of_95_in_100(chance, groups):
    assert tiers(np.array([[0.5, chance], [1 - chance, 0.5]]), [1, 2]).max() == groups


def grouped(met, of, ranks, better="higher"):
    known = curves_of(fitted(np.array(met, dtype=float), np.array(of, dtype=float)), better)
    return tiers(better_than(known), ranks).tolist()


def test_a_group_ends_where_its_steadiest_unit_is_surely_better_than_all_that_follow():
    assert grouped([990, 985, 900, 895, 500], [1000] * 5, [1, 2, 3, 4, 5]) == [1, 1, 2, 2, 3]


def test_where_less_is_better_groups_go_the_same_way():
    assert grouped([10, 15, 100, 105, 500], [1000] * 5, [1, 2, 3, 4, 5], "lower") == [1, 1, 2, 2, 3]


def test_units_of_one_official_rank_stay_in_one_group():
    assert grouped([5000, 1, 900, 500], [5000, 1, 1000, 1000], [1, 1, 3, 4])[:2] == [1, 1]


def test_a_lucky_small_unit_neither_ends_a_group_nor_holds_it_open():
    assert grouped([3, 995, 990, 900, 895], [3, 1000, 1000, 1000, 1000], [1, 2, 3, 4, 5]) == [1, 1, 1, 2, 2]


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_the_formula_is_near_ten_thousand_draws(better):
    """Of 130 units by a single month, of one sort and of two: a place and a half on average, at most ten."""
    for seed, kind in enumerate([COMMUNES, TWO_SORTS["some far worse"]]):
        _, met, of = kind.drawn(seed)
        known = fitted(met, of)
        chance = np.random.default_rng(seed)
        part = (chance.random((10_000, 130))[None] > known.weight.cumsum(axis=0)[:-1, None]).sum(axis=0)
        rates = chance.beta(*(each[part, np.arange(130)] for each in (known.alpha, known.beta)))
        order = (-rates if better == "higher" else rates).argsort(axis=1)
        drawn = np.bincount((order * 130 + np.arange(130)).ravel(), minlength=130 * 130).reshape(130, 130) / 10_000

        exact, found = rank_intervals(drawn), intervals(met, of, better)

        for name in ("low", "middle", "high"):
            apart = np.abs(getattr(found, name) - getattr(exact, name))
            assert apart.mean() <= 1.5 and apart.max() <= 10
