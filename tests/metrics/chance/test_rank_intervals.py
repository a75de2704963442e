"""The rank the numbers support: how often it holds the true one, and that it is what counting by hand gives."""

import itertools
import random

import numpy as np
import pytest

from metrics.chance.mixture import fitted, single
from metrics.chance.posterior import posterior
from metrics.chance.rank_curves import approximate_intervals
from metrics.chance.rank_intervals import draw_odds, rank_intervals, rank_probabilities, tiers
from tests.metrics.provinces import COMMUNES, DEPARTMENTS, PROVINCES, TWO_SORTS

pytestmark = pytest.mark.slow

MONTHS = {"communes": 40, "departments": 150, "small and alike": 25}


def intervals(met, of, better="higher"):
    return rank_intervals(rank_probabilities(draw_odds(fitted(met, of)), better))


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
    """Mean ranks and interval bounds in plain Python, by its own random numbers."""
    chance = random.Random(1)
    ranks = [[] for _ in alphas]
    for _ in range(draws):
        rates = [chance.betavariate(alpha, beta) for alpha, beta in zip(alphas, betas, strict=True)]
        for unit, rate in enumerate(rates):
            ranks[unit].append(1 + sum(other < rate if lower else other > rate for other in rates))
    answer = []
    for own in ranks:
        inside = []
        for rank in range(1, len(alphas) + 1):
            below, here = sum(each < rank for each in own) / draws, own.count(rank) / draws
            if 0.05 <= below + here / 2 <= 0.95:
                inside.append(rank)
        answer.append((inside[0], sorted(own)[(draws - 1) // 2], inside[-1]))
    return answer


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_up_to_six_units_agree_with_counting_by_hand(better):
    met = np.array([95.0, 88.0, 290.0, 9.0, 470.0, 60.0])
    of = np.array([100.0, 100.0, 300.0, 10.0, 500.0, 80.0])
    beta = posterior(met, of)

    for units in range(2, 7):
        some = single(beta.alpha[:units], beta.beta[:units])
        chance = rank_probabilities(draw_odds(some, draws=20_000), better)
        found = rank_intervals(chance)
        plain = by_hand(beta.alpha[:units], beta.beta[:units], 20_000, lower=better == "lower")
        assert list(zip(found.low, found.middle, found.high, strict=True)) == plain
        assert chance.sum(axis=0) == pytest.approx(np.ones(units))
        assert chance.sum(axis=1) == pytest.approx(np.ones(units))


def test_three_units_have_the_probabilities_of_exact_integration():
    from scipy import stats

    alphas, betas = [30.0, 25.0, 8.0], [5.0, 8.0, 2.0]
    chance = rank_probabilities(draw_odds(single(np.array(alphas), np.array(betas)), draws=100_000))

    at = (np.arange(20_000) + 0.5) / 20_000
    density = [stats.beta(a, b).pdf(at) for a, b in zip(alphas, betas, strict=True)]
    below = [stats.beta(a, b).cdf(at) for a, b in zip(alphas, betas, strict=True)]
    for order in itertools.permutations(range(3)):
        first = order[0]
        others = [unit for unit in range(3) if unit != first]
        exact = float(np.mean(density[first] * below[others[0]] * below[others[1]]))
        assert chance[first, 0] == pytest.approx(exact, abs=0.006)


def test_the_same_numbers_give_the_same_intervals():
    _, met, of = DEPARTMENTS.drawn(3)

    one, other = intervals(met, of), intervals(met, of)

    assert one.low.tolist() == other.low.tolist() and one.high.tolist() == other.high.tolist()


def test_all_met_everywhere_is_told_from_nobody():
    found = intervals(np.full(20, 50.0), np.full(20, 50.0))

    assert (found.low <= 2).all() and (found.high >= 19).all()


def grouped(met, of, ranks, better="higher"):
    draws = draw_odds(fitted(np.array(met, dtype=float), np.array(of, dtype=float)))
    return tiers(draws, rank_probabilities(draws, better), ranks, better).tolist()


def test_a_group_ends_where_its_steadiest_unit_is_surely_better_than_all_that_follow():
    assert grouped([990, 985, 900, 895, 500], [1000] * 5, [1, 2, 3, 4, 5]) == [1, 1, 2, 2, 3]


def test_where_less_is_better_groups_go_the_same_way():
    assert grouped([10, 15, 100, 105, 500], [1000] * 5, [1, 2, 3, 4, 5], "lower") == [1, 1, 2, 2, 3]


def test_units_of_one_official_rank_stay_in_one_group():
    assert grouped([5000, 1, 900, 500], [5000, 1, 1000, 1000], [1, 1, 3, 4])[:2] == [1, 1]


def test_a_lucky_small_unit_neither_ends_a_group_nor_holds_it_open():
    assert grouped([3, 995, 990, 900, 895], [3, 1000, 1000, 1000, 1000], [1, 2, 3, 4, 5]) == [1, 1, 1, 2, 2]


def test_the_formula_for_many_months_is_near_the_draws():
    months = [COMMUNES.drawn(seed)[1:] for seed in range(6)]
    beta = posterior(np.array([met for met, _ in months]), np.array([of for _, of in months]))

    low, high = approximate_intervals(beta)

    for row, (met, of) in enumerate(months):
        found = intervals(met, of)
        assert np.abs(low[row] - found.low).mean() < 2
        assert np.abs(high[row] - found.high).mean() < 4


def test_the_formula_leaves_out_who_has_no_rate_and_turns_round_where_less_is_better():
    beta = posterior(np.array([[10.0, 100.0, np.nan]]), np.array([[1000.0, 1000.0, np.nan]]))

    low, high = approximate_intervals(beta, "lower")

    assert low[0, :2].tolist() == [1, 2] and high[0, :2].tolist() == [1, 2]
    assert np.isnan(low[0, 2]) and np.isnan(high[0, 2])
