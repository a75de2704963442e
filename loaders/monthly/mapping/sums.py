"""Columns that are the sum of columns beside them, in every row."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_MOST_PARTS = 6
_FEWEST_ROWS = 2
_MOST_COLUMNS = 60


class Sum(NamedTuple):
    """`total` = the `parts` added; numbers of columns, from 1."""

    total: int
    parts: tuple[int, ...]


def sums(numbers: NDArray[np.float64], columns: Sequence[int]) -> list[Sum]:
    """The sums there are: parts stand side by side, and each of them is needed.

    Args:
        numbers: a row for each row of the table, a column for each of `columns`; NaN where there is none, which counts
            as 0 beside a number.
    """
    columns = columns[:_MOST_COLUMNS]
    known = np.nan_to_num(numbers[:, : len(columns)])
    running = np.concatenate([np.zeros((len(known), 1)), np.cumsum(known, axis=1)], axis=1)
    used = (known != 0).sum(axis=0) > 0
    found = []
    for total in range(len(columns)):
        rows = known[:, total] > 0
        # Too few rows, or the same number in each, prove nothing.
        if len(np.unique(known[rows, total])) < _FEWEST_ROWS:
            continue
        for first in range(len(columns)):
            for after in range(first + 2, min(first + _MOST_PARTS, len(columns)) + 1):
                if first <= total < after or not used[first:after].all():
                    continue
                if np.array_equal(running[:, after] - running[:, first], known[:, total]):
                    found.append(Sum(columns[total], tuple(columns[first:after])))
    return found
