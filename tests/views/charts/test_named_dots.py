"""The names among the dots of a ranking lie beside each other on a telephone, whatever the values are."""

from itertools import combinations

import hypothesis.strategies as st
from hypothesis import given

from views.charts.ranking import LETTER, LEVELS, NARROWEST, OUTERMOST, _named

UNITS = st.lists(st.tuples(st.floats(0, 100), st.text("aăơ ", min_size=1, max_size=30)), min_size=1, max_size=40)


@given(UNITS)
def test_two_names_at_one_height_are_as_far_apart_as_they_are_long(units):
    values, names = zip(*sorted(units, reverse=True), strict=True)
    found = _named(values, names, reversed(range(len(values))))

    assert 1 <= len(found) <= OUTERMOST and set(found.values()) <= set(range(LEVELS))
    assert found[len(values) - 1] == 0, "the outermost is named first, nearest to its dot"
    pixels = NARROWEST / max(values[0] - values[-1], 1e-9)
    for one, two in combinations(found, 2):
        if found[one] == found[two]:
            gap = abs(values[one] - values[two]) * pixels - LETTER * (len(names[one]) + len(names[two])) / 2
            assert gap >= LETTER - 1e-6
