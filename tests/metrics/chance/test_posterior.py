"""What a unit's numbers say of its true rate: near its own rate where there are many, near its kind's where few."""

import numpy as np
import pytest
from scipy import integrate, stats

from metrics.chance.posterior import posterior, prior
from tests.metrics.provinces import COMMUNES, DEPARTMENTS, PROVINCES


@pytest.mark.parametrize("name", PROVINCES)
def test_the_prior_finds_the_spread_that_was_simulated(name):
    province = PROVINCES[name]
    found = [prior(met, of) for _, met, of in map(province.drawn, range(200))]
    means = [alpha / (alpha + beta) for alpha, beta in found]
    spreads = [1 / (alpha + beta + 1) for alpha, beta in found]

    assert np.mean(means) == pytest.approx(province.rate, abs=0.005)
    assert np.mean(spreads) == pytest.approx(1 / (province.alike + 1), rel=0.12)


def test_a_unit_of_few_dossiers_is_drawn_to_its_kind_and_one_of_many_stays():
    met, of = np.array([3.0, 3000.0, 900.0, 880.0, 940.0]), np.array([3.0, 3000.0, 1000.0, 1000.0, 1000.0])

    small, large = posterior(met, of).mean[:2]

    assert 0.9 < small < 0.97 and large > 0.999


def test_the_probability_of_a_target_is_the_area_above_it():
    _, met, of = DEPARTMENTS.drawn(1)
    found = posterior(met, of)

    for unit in range(3):
        density = stats.beta(found.alpha[unit], found.beta[unit]).pdf
        area, _ = integrate.quad(density, 0.9, 1.0)
        assert found.at_least(0.9)[unit] == pytest.approx(area, abs=1e-6)


def test_every_month_has_a_prior_of_its_own():
    months = [COMMUNES.drawn(seed)[1:] for seed in range(3)]
    together = posterior(np.array([met for met, _ in months]), np.array([of for _, of in months]))

    for row, (met, of) in enumerate(months):
        assert together.alpha[row] == pytest.approx(posterior(met, of).alpha)


def test_a_unit_without_dossiers_or_report_takes_no_part():
    met, of = np.array([90.0, 80.0, 0.0, np.nan]), np.array([100.0, 100.0, 0.0, np.nan])

    found = posterior(met, of)

    assert np.isnan(found.mean).tolist() == [False, False, True, True]
    assert found.alpha[:2] == pytest.approx(posterior(met[:2], of[:2]).alpha)


@pytest.mark.parametrize(
    ("met", "of"),
    [([100.0] * 4, [100.0] * 4), ([0.0] * 4, [100.0] * 4), ([7.0], [10.0]), ([50.0, 50.0], [100.0, 100.0])],
)
def test_units_that_do_not_differ_still_have_a_posterior(met, of):
    found = posterior(np.array(met), np.array(of))

    assert np.isfinite(found.mean).all() and (found.alpha > 0).all() and (found.beta > 0).all()
    assert ((found.mean > 0) & (found.mean < 1)).all()


def test_more_met_than_there_were_is_as_many_as_there_were():
    assert posterior(np.array([12.0, 5.0]), np.array([10.0, 10.0])).beta[0] > 0


def test_equal_units_are_held_as_the_error_of_their_spread_allows():
    """Four units of 50 in 100: ρ = ½·√(2/3)/99, so the prior weighs as much as 1/ρ - 1 = 241.5 dossiers."""
    alpha, beta = prior(np.full(4, 50.0), np.full(4, 100.0))

    assert alpha == pytest.approx(beta)
    assert alpha + beta == pytest.approx(2 * 99 / np.sqrt(2 / 3) - 1)
