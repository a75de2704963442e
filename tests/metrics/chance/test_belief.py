"""The belief about a unit's rate: exact for one month, by hand for three, and quick to see a change."""

import numpy as np
import pytest
from scipy import stats

from metrics.chance.belief import CHANGE, beliefs, dispersion
from metrics.chance.posterior import posterior, prior
from tests.metrics.provinces import COMMUNES


def column(values):
    return np.array(values, dtype=float)[:, None]


def test_of_one_month_it_is_the_posterior():
    _, met, of = COMMUNES.drawn(4)

    (only,) = beliefs(met[None], of[None])

    assert only.at_least(0.95) == pytest.approx(posterior(met, of).at_least(0.95), abs=1e-9)


def test_three_months_are_what_counting_every_history_by_hand_gives():
    """All four ways a rate may have been drawn anew before months 2 and 3, with their beta-binomial chances."""
    met, of = [19.0, 8.0, 9.0], [20.0, 20.0, 20.0]
    alphas, betas = prior(column(met), column(of))
    expected, whole = 0.0, 0.0
    for second in (False, True):
        for third in (False, True):
            weight = (CHANGE if second else 1 - CHANGE) * (CHANGE if third else 1 - CHANGE)
            won = lost = 0.0
            for month in range(3):
                if (month == 1 and second) or (month == 2 and third):
                    won = lost = 0.0
                a, b = alphas[month] + won, betas[month] + lost
                weight *= stats.betabinom(int(of[month]), a, b).pmf(int(met[month]))
                won, lost = won + met[month], lost + of[month] - met[month]
            expected += weight * stats.beta(alphas[2] + won, betas[2] + lost).sf(0.6)
            whole += weight

    last = list(beliefs(column(met), column(of)))[-1]

    assert dispersion(column(met), column(of)) == 1.0  # too few dossiers to speak of scatter
    assert last.at_least(0.6)[0] == pytest.approx(expected / whole, abs=3e-3)


def test_the_weights_add_up_to_one_in_every_month():
    chance = np.random.default_rng(2)
    of = np.full((20, 6), 150.0)
    met = chance.binomial(150, 0.9, of.shape).astype(float)
    met[4, 2] = of[7, 3] = np.nan

    for each in beliefs(met, of):
        assert each.weight.sum(axis=0) == pytest.approx(np.ones(6))
        assert len(each.weight) <= 12


def test_a_unit_that_stays_as_it_is_becomes_surer_and_a_change_is_believed():
    of = np.full((20, 40), 400.0)
    met = np.random.default_rng(5).binomial(400, 0.93, of.shape).astype(float)
    met[:, 0] = [388.0] * 17 + [352.0] * 3

    chances = np.array([each.at_least(0.95)[0] for each in beliefs(met, of)])

    assert chances[16] > 0.99 and chances[17:].max() < 0.01


def test_a_month_without_a_number_changes_nothing_but_that_the_rate_may_have_moved():
    of = np.full((3, 30), 300.0)
    met = np.random.default_rng(6).binomial(300, 0.9, of.shape).astype(float)
    met[1, 0] = np.nan

    before, silent, _ = beliefs(met, of)

    share = (silent.alpha / (silent.alpha + silent.beta))[-1, 0]
    assert silent.weight[0, 0] == pytest.approx(CHANGE)
    assert share == pytest.approx((before.alpha / (before.alpha + before.beta))[-1, 0], abs=0.01)


def test_chance_alone_is_no_scatter_and_weather_is():
    chance = np.random.default_rng(7)
    of = np.full((24, 130), 300.0)
    rates = chance.uniform(0.85, 0.95, 130)
    weather = chance.beta(rates * 150, (1 - rates) * 150, of.shape)

    assert dispersion(chance.binomial(300, rates, of.shape).astype(float), of) == pytest.approx(1.0, abs=0.1)
    assert dispersion(chance.binomial(300, weather).astype(float), of) == pytest.approx(3.0, rel=0.2)
