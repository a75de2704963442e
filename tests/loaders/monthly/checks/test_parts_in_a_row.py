"""A count that is part of another is checked against it: what `core.counts` says is said once more by no hand."""

from core.counts import LIMITS, SUMS
from loaders.monthly.checks.parts_in_a_row import IDENTITIES, PARTS


def test_every_part_and_every_sum_of_the_counts_is_checked():
    checked = {(part, wholes) for part, wholes, _ in PARTS}
    said = {(part, wholes) for part, wholes in LIMITS.items()}
    said |= {(part, (whole,)) for whole, parts in SUMS.items() for part in parts}

    assert said - checked == set(), "a line of PARTS is missing"
    assert {identity.whole: identity.parts for identity in IDENTITIES}.items() <= SUMS.items()
