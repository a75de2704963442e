"""Converts stored hundredths to days and points for display."""

from collections.abc import Sequence

from core.counts import COUNTS, CountName


def hundredths(names: Sequence[CountName]) -> list[int]:
    """Which of the counts are hundredths, and are written with two decimals."""
    return [place for place, name in enumerate(names) if COUNTS[name].hundredths]


def shown(names: Sequence[CountName], values: Sequence[float | None]) -> list[float | None]:
    """The counts in days and points instead of hundredths."""
    return [
        value / 100 if value is not None and COUNTS[name].hundredths else value
        for name, value in zip(names, values, strict=True)
    ]
