"""Confidence sets of ranks: how often they hold the true rank, whatever the rates, and what is told apart.

Every test of coverage says how many sets it has, and the binomial error of what it measures.
"""

import numpy as np
import pytest

from metrics.chance.belief import dispersion_of_sum
from metrics.chance.rank_sets import rank_sets
from tests.metrics.provinces import DEPARTMENTS, Province

CLOSE = Province(18, 100, 1.0, 0.93, 800)
EQUAL = Province(18, 600, 1.0, 0.93, 1e7)


def pooled(province, seed, scatter):
    rates, met, of = province.months(seed, scatter=scatter)
    divided = dispersion_of_sum(met, of, len(met))
    return rates, met.sum(axis=0) / divided, of.sum(axis=0) / divided


@pytest.mark.slow
@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("scatter", [1.0, 4.0])
@pytest.mark.parametrize("province", [DEPARTMENTS, CLOSE])
def test_each_set_and_all_sets_at_once_hold_the_true_ranks(province, scatter, better):
    """150 runs of 18 units: 0.95 is promised at least; error 0.004 for each unit's own, 0.018 for all at once."""
    own, together = [], []
    for seed in range(150):
        rates, met, of = pooled(province, seed, scatter)
        true = 1 + (rates if better == "lower" else -rates).argsort().argsort()
        one, all_of_them = rank_sets(met, of, better)
        own.append((one.low <= true) & (true <= one.high))
        together.append(((all_of_them.low <= true) & (true <= all_of_them.high)).all())

    assert np.mean(own) >= 0.94 and np.mean(together) >= 0.93


@pytest.mark.slow
@pytest.mark.parametrize("scatter", [1.0, 4.0])
def test_equal_units_are_all_of_any_rank_in_nineteen_of_twenty_runs(scatter):
    """The hardest case: no pair differs, so that every pair told apart is a mistake. 200 runs, error 0.015."""
    whole, alone = [], []
    for seed in range(200):
        _, met, of = pooled(EQUAL, seed, scatter)
        own, together = rank_sets(met, of)
        alone.append(((own.low == 1) & (own.high == 18)).mean())
        whole.append((together.low == 1).all() and (together.high == 18).all())

    # Not much more than promised either: a critical value that is far too large would pass every test of coverage.
    assert 0.92 <= np.mean(whole) <= 0.985
    assert 0.93 <= np.mean(alone) <= 0.99  # error 0.006


def test_a_worked_example():
    """88, 80 and 50 of 100: on Anscombe's scale neighbours are 1.5 and 4.6 deviations apart; 1.96 tells two apart."""
    own, together = rank_sets(np.array([88.0, 80.0, 50.0]), np.full(3, 100.0))

    assert [*zip(together.low, together.high, strict=True)] == [(1, 2), (1, 2), (3, 3)]
    assert [*zip(own.low, own.high, strict=True)][2] == (3, 3)


def test_step_by_step_more_is_told_apart_than_by_one_critical_value():
    """Of 40 units the first is far off; once that is known, fewer pairs are guarded against."""
    met = np.concatenate([[10.0], np.full(39, 90.0)])
    own, _ = rank_sets(met, np.full(40, 100.0))

    assert (own.low[0], own.high[0]) == (40, 40)
    assert (own.high[1:] == 39).all() and (own.low[1:] == 1).all()


def test_where_less_is_better_the_order_turns():
    met, of = np.array([1.0, 500.0]), np.array([1000.0, 1000.0])

    _, higher = rank_sets(met, of)
    _, lower = rank_sets(met, of, "lower")

    assert list(higher.low) == [2, 1] and list(lower.low) == [1, 2]


def test_few_dossiers_exclude_nothing_and_none_exclude_less():
    """3 of 3 is no proof of anything beside 900 of 1000; and who has no dossier may have any rank."""
    _, found = rank_sets(np.array([3.0, 900.0, 700.0, 0.0]), np.array([3.0, 1000.0, 1000.0, 0.0]))

    assert [*zip(found.low, found.high, strict=True)] == [(1, 4), (1, 3), (2, 4), (1, 4)]
