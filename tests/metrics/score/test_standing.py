"""Rank, gaps and neighbours by a score that is given, against a slow count."""

from hypothesis import given
from hypothesis import strategies as st

from metrics.score.standing import around, hollow, ranks, standing

SCORES = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 10_000).map(lambda n: n / 100), min_size=1)


@given(SCORES)
def test_a_place_ranks_after_all_that_have_more(scores):
    assert ranks(scores) == {name: 1 + sum(other > mine for other in scores.values()) for name, mine in scores.items()}


@given(SCORES)
def test_the_gap_is_what_makes_it_equal_to_the_next_above(scores):
    for name, mine in scores.items():
        found = standing(scores, name)
        assert found.rank == ranks(scores)[name]
        better = [score for score in scores.values() if score > mine]
        assert (found.above is None) == (not better)
        if better:
            assert round(mine + found.above, 2) == min(better)


def test_neighbours_are_cut_at_the_ends():
    scores = {"a": 5.0, "b": 4.0, "c": 3.0, "d": 2.0}

    assert around(scores, "a") == ["a", "b", "c"]
    assert around(scores, "d") == ["b", "c", "d"]
    assert around(scores, "nobody", 1) == ["a", "b"]


def test_a_month_in_which_most_stand_at_the_floor_is_hollow():
    assert hollow([16.0] * 18 + [40.0] * 16)
    assert not hollow([16.0] * 17 + [40.0] * 17)
    assert not hollow([])
