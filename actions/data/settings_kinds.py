"""The kinds of a province's settings, and one of them as a decision: what, for whom, since when, by which document."""

from dataclasses import dataclass

from core.units import UnitKind

NAME, CLOSING_DAY, DUE, REMIND = "province", "closing_day", "due:", "remind:"
CLEAR, WEIGHTS = "clarities", "weights:"
DATED = (DUE, REMIND, CLEAR, WEIGHTS)
"""How settings begin that hold for every unit from a month on."""
COMMON = "common"
"""The value of a target that ends: from its month on the common one holds again."""
Value = str | float | None
"""A name; a target, COMMON, or the day that the month closes; who is reminded, what must be clear, or what
indicators count, as `written` has it. None is the calendar's month, or takes back."""
Key = tuple[str, UnitKind | None, str, str]
"""NAME, CLOSING_DAY, a measure, DUE and what is handed in, REMIND and the occasion, CLEAR, or WEIGHTS and the score;
the kind of unit; the code of the one unit, blank where it is for more; the month it begins, blank where it has none."""


@dataclass(frozen=True)
class Decision:
    """One setting as it holds, or as a workbook has it."""

    key: Key
    value: Value
    source: str
    illustrative: bool = False
    unit: str = ""
    """The name of the one unit, as the workbook has it: with its code where another is called alike."""
