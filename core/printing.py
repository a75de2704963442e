"""How a number is rounded where it is printed: half up, as Excel and the national portal do, and never across a line.

Every page, chart and document prints with these rules, so that two printed numbers never contradict each other.
"""

from decimal import ROUND_HALF_UP, Decimal

PERCENT_DECIMALS, DAYS_DECIMALS, POINTS_DECIMALS = 1, 2, 2
_MOST_DECIMALS = 4
_NOISE = 9
"""A value within 5e-10 of a half counts as the half: 100 × 0.285 is 28.499999999999996."""


def rounded(value: float, decimals: int) -> Decimal:
    """The value to so many decimals, halves away from zero: 6.25 is 6.3 (Python's own formatting says 6.2)."""
    return Decimal(repr(round(float(value), _NOISE))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def printed_percent(value: float, decimals: int = PERCENT_DECIMALS) -> Decimal:
    """A percentage; what is not wholly 100 % never reads so (99.97 is 99.9), nor what is not 0 as 0."""
    step, found = Decimal(1).scaleb(-decimals), rounded(value, decimals)
    if found == 100 > value:
        return found - step
    return step if found == 0 < value else found


def printed(value: float, unit: str, target: float | None = None) -> Decimal:
    """A value of a measure: percent with one decimal, days with two.

    Args:
        target: with it as many more decimals as the value needs to be printed on its own side of the target: 208 of 219
            is 94.98 where the target is 95.
    """
    first = PERCENT_DECIMALS if unit == "percent" else DAYS_DECIMALS
    for decimals in range(first, _MOST_DECIMALS + 1):
        found = printed_percent(value, decimals) if unit == "percent" else rounded(value, decimals)
        if target is None or _side(float(found), target) == _side(value, target):
            return found
    return found


def printed_points(value: float) -> Decimal:
    """Points of a score."""
    return rounded(value, POINTS_DECIMALS)


def printed_difference(value: float, other: float, unit: str, target: float | None = None) -> Decimal:
    """`value` − `other` as a reader computes it from the two printed numbers."""
    return printed(value, unit, target) - printed(other, unit, target)


def _side(value: float, target: float) -> int:
    return (value > target) - (value < target)


def shortened(text: str | None, longest: int) -> str:
    """A text that somebody typed, in one line, cut where it is longer than its place."""
    text = " ".join((text or "").split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
