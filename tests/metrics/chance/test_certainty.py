"""Four states that chance seldom changes, and a true fall soon does."""

import numpy as np
import pytest

from metrics.chance.certainty import STATES, certainty, chance_of_meeting
from tests.metrics.provinces import Province

pytestmark = pytest.mark.slow

TARGET = 0.95
NEAR_THE_TARGET = (
    Province(130, 200, 0.6, 0.96, 60),
    Province(130, 450, 0.6, 0.95, 60),
    Province(130, 200, 0.6, 0.95, 150),
)


def unchanged(province: Province, months: int, seed: int):
    """(met, dossiers), one row a month, of units whose true rates stay as they are."""
    chance = np.random.default_rng(seed)
    rates, _, _ = province.drawn(seed)
    volumes = chance.lognormal(np.log(province.dossiers), province.unevenness, province.units)
    of = np.maximum(chance.poisson(np.tile(volumes, (months, 1))), 1)
    return chance.binomial(of, np.tile(rates, (months, 1))).astype(float), of.astype(float)


def missed(states):
    return np.char.startswith(states, "missed")


def drifting(province: Province, months: int, seed: int, deviation: float = 0.012):
    """As `unchanged`, but every month's rate scatters around the unit's own: good and bad weather."""
    chance = np.random.default_rng(seed)
    rates, _, _ = province.drawn(seed)
    volumes = chance.lognormal(np.log(province.dossiers), province.unevenness, province.units)
    of = np.maximum(chance.poisson(np.tile(volumes, (months, 1))), 1)
    strength = np.maximum(rates * (1 - rates) / deviation**2 - 1, 5.0)
    now = chance.beta(np.tile(rates * strength, (months, 1)), np.tile((1 - rates) * strength, (months, 1)))
    return chance.binomial(of, now).astype(float), of.astype(float)


def changed(states):
    return (states[1:] != states[:-1]).mean()


@pytest.mark.parametrize("number", range(len(NEAR_THE_TARGET)))
def test_fewer_than_two_units_in_a_hundred_change_state_by_chance_in_a_month_after_a_year(number):
    flips, sides, by_a_line = [], [], []
    for seed in range(4):
        met, of = unchanged(NEAR_THE_TARGET[number], 36, seed)
        states = certainty(chance_of_meeting(met, of, TARGET))
        flips.append(changed(states[11:]))
        sides.append(changed(missed(states)))
        by_a_line.append(changed(met / of < TARGET))

    assert np.mean(flips) < 0.02
    assert np.mean(sides) < 0.02  # from the first month on
    assert np.mean(by_a_line) > 0.10  # what a plain line does


@pytest.mark.parametrize("number", [0, 1])
def test_months_that_scatter_more_than_chance_alone_change_no_more_states(number):
    flips = []
    for seed in range(4):
        states = certainty(chance_of_meeting(*drifting(NEAR_THE_TARGET[number], 36, seed), TARGET))
        flips.append(changed(states[11:]))

    assert np.mean(flips) < 0.02


@pytest.mark.parametrize("history", [8, 15])
@pytest.mark.parametrize("province", NEAR_THE_TARGET[:2])
def test_a_fall_from_97_to_92_at_200_dossiers_is_seen_within_three_months(province, history):
    seen = []
    for seed in range(80):
        met, of = unchanged(province, history + 3, seed)
        chance = np.random.default_rng(1000 + seed)
        of[:, 0] = 200
        met[:, 0] = chance.binomial(200, [0.97] * history + [0.92] * 3)
        side = missed(certainty(chance_of_meeting(met, of, TARGET)))[:, 0]
        seen.append(side[-3:].any())

    assert np.mean(seen) >= 0.80


def one_unit(*chances):
    return certainty(np.array([[each] for each in chances]))[:, 0].tolist()


def test_the_four_states_stand_for_probabilities():
    assert [one_unit(chance)[0] for chance in (0.97, 0.7, 0.3, 0.02)] == list(STATES)


def test_one_doubtful_month_does_not_change_the_side_and_two_do():
    assert one_unit(0.9, 0.3, 0.8)[1:] == ["met_unsure", "met_unsure"]
    assert one_unit(0.9, 0.3, 0.3)[1:] == ["met_unsure", "missed_unsure"]


def test_one_month_that_is_clear_changes_the_side_at_once():
    assert one_unit(0.99, 0.01) == ["met_sure", "missed_sure"]


def test_a_sure_state_ends_with_the_second_doubtful_month():
    assert one_unit(0.96, 0.65, 0.8, 0.65, 0.6) == ["met_sure"] * 4 + ["met_unsure"]


def test_a_month_without_a_number_has_no_state_and_what_follows_begins_anew():
    assert one_unit(0.99, np.nan, 0.3) == ["met_sure", "", "missed_unsure"]


def test_a_target_of_every_dossier_is_no_question_of_chance():
    met, of = np.array([[50.0, 49.0, 0.0]]), np.array([[50.0, 50.0, 0.0]])

    chances = chance_of_meeting(met, of, 1.0)

    assert certainty(chances)[0].tolist() == ["met_sure", "missed_sure", ""]


def test_where_less_is_better_the_good_side_is_below():
    low, high = chance_of_meeting(np.array([[10.0, 90.0]]), np.array([[1000.0, 1000.0]]), 0.05, "lower")[0]

    assert low > 0.99 and high < 0.01


def test_a_month_without_a_target_has_no_chance_of_meeting_it():
    met, of = np.array([[90.0, 80.0], [90.0, 80.0]]), np.full((2, 2), 100.0)

    assert np.isnan(chance_of_meeting(met, of, np.array([[np.nan], [0.8]]))).tolist() == [[True, True], [False, False]]
