"""Divides whole numbers by shares into whole numbers (largest remainder); the parts always add up to the whole."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from core.counts import COUNTS, LIMITS, SUMS, CountName

Numbers = npt.NDArray[np.float64]


def apportioned(numbers: Numbers, shares: Numbers) -> Numbers:
    """Apportions each number to the shares by largest remainder; the first share wins a tie.

    Args:
        numbers: (n,) whole numbers ≥ 0; NaN for not known.
        shares: (k,) that add up to 1.

    Returns:
        (n, k) whole numbers; every row adds up to its number exactly. NaN where the number is.
    """
    known = np.nan_to_num(numbers)
    quotas = known[:, None] * shares[None, :]
    whole = np.floor(quotas)
    left = known - whole.sum(axis=1)
    # Rounded, so that mathematically equal remainders compare as equal.
    order = np.argsort(-np.round(quotas - whole, 9), axis=1, kind="stable")
    places = np.argsort(order, axis=1, kind="stable")
    whole += places < left[:, None]
    return np.where(np.isnan(numbers)[:, None], np.nan, whole)


def divided(counts: Mapping[CountName, Numbers], shares: Numbers) -> dict[CountName, Numbers]:
    """Apportions every count of a unit to its successors, so that the form still adds up for each of them.

    A whole is its parts and a rest (0 where the form adds up): these are apportioned, and the whole is their
    sum. What cannot be more than another count is moved where there is room. Received = resolved + pending holds
    in the sum of all only: both sides have parts of their own, and real reports break it as well.

    Args:
        counts: (n,) each, one entry a month.
        shares: (k,) that add up to 1.

    Returns:
        (n, k) each. A count that does not add up over units is NaN.
    """
    found = {name: apportioned(numbers, shares) for name, numbers in counts.items() if name not in SUMS}
    for whole, parts in SUMS.items():
        if whole in counts:
            found[whole] = _whole(counts, whole, parts, found, shares)
    for name, limits in LIMITS.items():
        if name in found and all(limit in found for limit in limits):
            found[name] = _moved(found[name], sum((found[limit] for limit in limits), np.zeros_like(found[name])))
    return {
        name: numbers if COUNTS[name].adds_up else np.full_like(numbers, np.nan)
        for name, numbers in sorted(found.items(), key=lambda item: list(counts).index(item[0]))
    }


def _whole(
    counts: Mapping[CountName, Numbers],
    whole: CountName,
    parts: tuple[CountName, ...],
    found: Mapping[CountName, Numbers],
    shares: Numbers,
) -> Numbers:
    alone = apportioned(counts[whole], shares)
    if not all(part in counts for part in parts):
        return alone
    rest = counts[whole] - sum(counts[part] for part in parts)
    together = apportioned(np.where(rest >= 0, rest, 0.0), shares) + sum(found[part] for part in parts)
    # Where a part is unknown, or the parts exceed their whole, each count is apportioned separately.
    return np.where((rest >= 0)[:, None], together, alone)


def _moved(numbers: Numbers, limits: Numbers) -> Numbers:
    """Moves the excess over a limit to where most room is; the sum is kept. Unchanged where there is no room."""
    moved = numbers.copy()
    for row in np.flatnonzero((numbers > limits).any(axis=1)):
        if limits[row].sum() < numbers[row].sum():
            continue
        while (over := moved[row] - limits[row]).max() > 0:
            many = min(over.max(), -over.min())
            moved[row, over.argmax()] -= many
            moved[row, over.argmin()] += many
    return moved
