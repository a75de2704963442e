"""The rank by the rate over twelve months: how often its range holds the true one, and that equal units are one group.

Every test says how many units and runs it has, and the binomial error of what it measures.
"""

import numpy as np
import pytest

from metrics.chance.belief import dispersion, dispersion_of_sum
from metrics.chance.long_run import long_run
from metrics.chance.rank_curves import better_than, curves_of, rank_probabilities
from metrics.chance.rank_intervals import rank_intervals, tiers
from tests.metrics.provinces import COMMUNES, DEPARTMENTS, SMALL_AND_ALIKE, Province

pytestmark = pytest.mark.slow

CLOSE_DEPARTMENTS = Province(18, 100, 1.0, 0.93, 800)
EQUAL = Province(130, 420, 0.5, 0.96, 1e7)
EQUAL_DEPARTMENTS = Province(18, 600, 1.0, 0.93, 1e7)


def held(province, scatter, runs, better="higher"):
    """The share of units whose true rank lies within its range."""
    found = []
    for seed in range(runs):
        rates, met, of = province.months(seed, scatter=scatter)
        true = 1 + (rates if better == "lower" else -rates).argsort().argsort()
        ranks = rank_intervals(rank_probabilities(curves_of(long_run(met, of).posterior, better)))
        found.append((ranks.low <= true) & (true <= ranks.high))
    return np.mean(found)


@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("scatter", [1.0, 4.0])
@pytest.mark.parametrize(("province", "runs"), [(COMMUNES, 25), (SMALL_AND_ALIKE, 15), (CLOSE_DEPARTMENTS, 150)])
def test_the_range_holds_the_rank_by_the_true_rate_in_nine_of_ten(province, runs, scatter, better):
    """About 3,000 ranks each: an error of 0.006, and as much again because units of one run share their prior."""
    assert 0.88 <= held(province, scatter, runs, better) <= 0.94


@pytest.mark.parametrize("scatter", [1.0, 4.0])
def test_where_a_rank_is_known_to_a_place_the_range_holds_more(scatter):
    """18 departments far apart: a range of one or two places cannot hold 90 %. 1,800 ranks, error 0.006."""
    assert held(DEPARTMENTS, scatter, 100) >= 0.93


@pytest.mark.parametrize("scatter", [1.0, 4.0])
@pytest.mark.parametrize("province", [EQUAL, EQUAL_DEPARTMENTS])
def test_equal_units_are_one_group_in_nineteen_of_twenty_runs(province, scatter):
    """200 runs; error 0.015, so that 0.93 would still be 95 %."""
    many = []
    for seed in range(200):
        _, met, of = province.months(seed, scatter=scatter)
        order = np.argsort(-met[-1] / of[-1])
        known = curves_of(long_run(met[:, order], of[:, order]).posterior)
        many.append(tiers(better_than(known), range(1, province.units + 1)).max())

    assert np.mean(np.array(many) == 1) >= 0.93


def test_units_that_differ_are_told_apart_and_fewer_where_months_scatter():
    groups = {}
    for scatter in (1.0, 4.0):
        _, met, of = COMMUNES.months(3, scatter=scatter)
        order = np.argsort(-met[-1] / of[-1])
        known = curves_of(long_run(met[:, order], of[:, order]).posterior)
        groups[scatter] = int(tiers(better_than(known), range(1, 131)).max())

    assert groups[1.0] >= 8 and 4 <= groups[4.0] <= 7


def test_the_scatter_divides_the_counts_of_twelve_months_and_no_more():
    _, met, of = COMMUNES.months(1, scatter=4.0, many=30)

    found = long_run(met, of)

    whole = of[-12:].sum(axis=0) / dispersion(met, of)
    strength = (found.posterior.alpha + found.posterior.beta)[0] - whole
    assert found.scatter == dispersion(met, of) == pytest.approx(4.0, rel=0.1)
    assert strength == pytest.approx(np.full(130, strength[0]))  # the prior's, which is the same for all
    assert found.of.shape == (12, 130)


def test_a_unit_without_a_dossier_has_its_kinds_prior_only_if_asked_for():
    _, met, of = COMMUNES.months(2)
    met[:, 5] = of[:, 5] = 0.0

    mean = long_run(met, of, everyone=True).posterior
    share = (mean.weight * mean.alpha / (mean.alpha + mean.beta)).sum(axis=0)

    assert np.isnan(long_run(met, of).posterior.alpha[:, 5]).all()
    assert share[5] == pytest.approx(np.delete(met, 5, axis=1).sum() / of.sum(), abs=0.01)


def test_months_that_hold_the_same_dossiers_again_say_no_more_than_one():
    """47 procedures of each of 130 units, the same every month: a sum of twelve says what one says."""
    chance = np.random.default_rng(4)
    met = np.tile(chance.binomial(47, 0.5, 130).astype(float), (12, 1))
    of = np.full((12, 130), 47.0)
    half = met.copy()
    half[6:] = chance.binomial(47, met[6:] / 47)

    assert dispersion(met, of) == 1.0
    assert dispersion_of_sum(met, of, 12) == 12.0
    assert dispersion_of_sum(half, of, 12) > 1.5
    _, months, whole = COMMUNES.months(5)
    assert dispersion_of_sum(months, whole, 12) == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize(("scatter", "expected"), [(1.0, 1.0), (4.0, 1.9)])
def test_the_scatter_of_few_dossiers_is_found_too(scatter, expected):
    """Feedback: about one and a half a month, so that months can scatter no more than 1.9 times (150 units)."""
    found = [dispersion(*Province(150, 1.2, 0.5, 0.8, 8).months(seed, scatter=scatter)[1:]) for seed in range(10)]

    assert np.mean(found) == pytest.approx(expected, rel=0.12)


def month_of(before, of_before, now, of):
    """Fifty units: the first as given, the rest at 90 % of 300 in each of six months."""
    met = np.full((6, 50), 270.0)
    total = np.full((6, 50), 300.0)
    met[:5, 0], total[:5, 0], met[5, 0], total[5, 0] = before, of_before, now, of
    return long_run(met, total)


@pytest.mark.parametrize(("now", "says"), [(258.0, 0.0), (257.0, -1.0), (281.0, 1.0), (280.0, 0.0)])
def test_a_month_really_differs_from_a_chance_of_one_in_twenty(now, says):
    """Of 300, after 1,350 of 1,500 and with the other 49 units at 270: above, 280 has a two-sided mid-P value of 7.1 %,
    281 of 4.4 %."""
    assert month_of(270.0, 300.0, now, 300.0).really_differs()[0] == says


def test_few_dossiers_do_not_really_differ_and_a_move_of_all_units_is_nobodys():
    assert month_of(270.0, 300.0, 7.0, 10.0).really_differs()[0] == 0.0
    met, of = np.full((6, 50), 270.0), np.full((6, 50), 300.0)
    met[5] = 210.0

    assert not long_run(met, of).really_differs().any()


def test_a_month_differs_by_chance_in_no_more_than_one_of_twenty():
    """2 × 1,300 units: error 0.006 each."""
    for scatter in (1.0, 4.0):
        found = [long_run(*COMMUNES.months(seed, scatter=scatter)[1:]).really_differs() for seed in range(10)]
        assert 0.02 <= np.mean(np.array(found) != 0) <= 0.065
