"""Ranks by other weights: what moves a unit, what does not, and that the official weights give the official ranks."""

import numpy as np
import pandas as pd
import pytest

from metrics.score.weights import ends, other_weights, shares_of_groups

GROUPS = ("one", "two", "three")
WEIGHTS = np.array([20.0, 30.0, 50.0])


def test_who_is_best_in_everything_stays_first_and_the_worst_last_whatever_the_weights():
    shares = np.array([[1.0, 0.9, 0.8], [0.5, 0.5, 0.5], [0.1, 0.2, 0.3]])

    found = other_weights(shares, WEIGHTS, GROUPS)

    assert list(found.low) == list(found.high) == list(found.equal) == [1, 2, 3]
    assert found.left_out == ("", "", "")


def test_two_units_that_trade_places_by_the_weight_of_one_group():
    """0.2·1 + 0.8·0.5 = 0.6 against 0.58: first by a hair, second where the second group weighs a tenth more."""
    shares = np.array([[1.0, 0.5], [0.5, 0.6]])
    weights = np.array([20.0, 80.0])

    found = other_weights(shares, weights, ("a", "b"))

    assert (list(found.low), list(found.high)) == ([1, 1], [2, 2])
    assert list(found.equal) == [1, 2]
    # Without the first group the second unit leads; without the second nothing changes.
    assert list(found.without) == [2, 1] and found.left_out == ("a", "a")


def test_a_weight_moves_by_a_quarter_and_no_more():
    """A quarter up against a quarter down is 5/3: 1.2 is in reach, of a fifth of the draws, and 1.7 of none."""
    reach = np.array([[1.0, 0.0], [0.0, 1.0]])

    within = other_weights(reach, np.array([30.0, 36.0]), ("a", "b"))
    beyond = other_weights(reach, np.array([30.0, 51.0]), ("a", "b"))

    assert (within.low[0], within.high[1]) == (1, 2)
    assert (beyond.low[0], beyond.high[1]) == (2, 1)


def test_equal_totals_share_a_rank():
    found = other_weights(np.array([[0.5, 0.5], [0.5, 0.5], [0.1, 0.1]]), np.array([50.0, 50.0]), ("a", "b"))

    assert list(found.equal) == [1, 1, 3] and list(found.high) == [1, 1, 3]


def test_the_share_of_draws_among_the_last_ten():
    """Of 30 units nine are far below, and two trade the last ten's first place; of 15 the last five count."""
    shares = np.array([[0.9, 0.9]] * 19 + [[0.8, 0.2], [0.2, 0.8]] + [[0.1, 0.1]] * 9)

    found = other_weights(shares, np.array([50.0, 50.0]), ("a", "b"))

    assert found.last[:19].max() == 0.0 and found.last[21:].min() == 1.0
    assert found.last[19] == pytest.approx(0.5, abs=0.05) == found.last[20]
    assert found.last[19] + found.last[20] == pytest.approx(1.0)
    assert [ends(units) for units in (130, 30, 29, 15, 2)] == [10, 10, 9, 5, 0]


def test_shares_are_of_the_points_that_a_group_can_give_also_where_it_is_given_whole():
    scored = pd.DataFrame(
        [
            ("A", "speed", "late", 5.0, 10.0, 5.0),
            ("A", "speed", "early", 5.0, 10.0, 5.0),
            ("A", "other", "other", 7.0, 10.0, 7.0),
            ("B", "speed", "speed", 15.0, 20.0, 15.0),
            ("B", "other", "x", 1.0, 10.0, 1.0),
            ("C", "speed", "late", 1.0, 10.0, np.nan),
        ],
        columns=["unit_code", "group", "indicator", "points", "max_points", "exact"],
    )

    shares, weights, groups = shares_of_groups(scored, ["B", "A"])

    assert groups == ("speed", "other") and weights.tolist() == [20.0, 10.0]
    assert shares.tolist() == [[0.75, 0.1], [0.5, 0.7]]
