"""One prior where units are of one sort, two where they are of two."""

import numpy as np
import pytest

from metrics.chance.mixture import Mixture, fitted, single
from metrics.chance.posterior import posterior
from tests.metrics.provinces import PROVINCES, TWO_SORTS


@pytest.mark.parametrize("name", PROVINCES)
def test_units_of_one_sort_keep_one_prior(name):
    parts = [len(fitted(*PROVINCES[name].drawn(seed)[1:]).weight) for seed in range(20)]

    assert np.mean(np.array(parts) > 1) <= 0.05


@pytest.mark.parametrize("name", ["some far worse", "some hopeless", "some far better"])
def test_two_sorts_are_told_apart(name):
    parts = [len(fitted(*TWO_SORTS[name].drawn(seed)[1:]).weight) for seed in range(20)]

    assert np.mean(np.array(parts) == 2) >= 0.95


def test_each_unit_belongs_to_the_sort_its_dossiers_speak_for():
    met, of = np.array([970.0, 960.0, 975.0] * 20 + [500.0, 480.0, 520.0] * 3), np.full(69, 1000.0)

    found = fitted(met, of)

    bad = found.weight.argmax(axis=0)
    assert len(set(bad[:60])) == len(set(bad[60:])) == 1 and bad[0] != bad[-1]
    assert found.at_least(0.9)[:60].min() > 0.99 and found.at_least(0.9)[60:].max() < 0.01


def test_a_unit_without_a_rate_stays_without_and_moves_nobody():
    _, met, of = TWO_SORTS["some far worse"].drawn(3)

    found = fitted(np.append(met, [np.nan, 0.0]), np.append(of, [10.0, 0.0]))
    without = fitted(met, of)

    assert np.isnan(found.alpha[:, -2:]).all() and np.isnan(found.weight[:, -2:]).all()
    assert found.alpha[:, :-2] == pytest.approx(without.alpha)


def test_few_units_have_one_prior():
    met, of = np.array([99.0, 98.0, 97.0, 20.0, 30.0]), np.full(5, 100.0)

    found, alone = fitted(met, of), posterior(met, of)

    assert found.weight.tolist() == [[1.0] * 5]
    assert found.alpha[0] == pytest.approx(alone.alpha)


def test_the_probability_of_a_rate_is_that_of_its_parts_by_weight():
    from scipy import stats

    mixed = Mixture(np.array([[0.3], [0.7]]), np.array([[90.0], [40.0]]), np.array([[10.0], [20.0]]))

    assert mixed.at_least(0.8)[0] == pytest.approx(0.3 * stats.beta(90, 10).sf(0.8) + 0.7 * stats.beta(40, 20).sf(0.8))
    assert single(np.array([90.0]), np.array([10.0])).at_least(0.0)[0] == 1.0
    assert np.isnan(mixed.at_least(np.nan)[0])
