"""Numbers of index tables: years, scores with decimals, ranks such as 27 or 27/63."""

import datetime as dt
import re

from loaders.sheets import Value
from loaders.text.whole_numbers import NotANumber, spelled, whole

_SCORE = re.compile(r"\d{1,6}(?:[.,]\d+)?\s?%?", re.ASCII)
_YEAR_WORD = re.compile(r"^năm\s+", re.IGNORECASE)
_BLANKS = {"", "-", "--", "---", "...", ".", "n/a", "na"}
_TOO_MUCH = 1_000_000
_RANK = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})", re.ASCII)

Number = float | NotANumber | None


def year(value: Value) -> Number:
    """2024, also as text or as “năm 2024”; None where it is blank."""
    if isinstance(value, str):
        value = _YEAR_WORD.sub("", spelled(value))
    found = whole(value)
    return NotANumber("number_text") if isinstance(found, NotANumber) else found


def score(value: Value) -> Number:
    """92,18, 92.18 or 92,18 %; None where it is blank or a dash. A lone dot or comma is the decimal mark."""
    if isinstance(value, bool | dt.date):
        return NotANumber("number_text")
    if isinstance(value, int | float):
        # NaN compares as false.
        return float(value) if 0 <= value < _TOO_MUCH else NotANumber("number_text")
    text = spelled(value or "").lower()
    if text in _BLANKS:
        return None
    return float(text.rstrip("% ").replace(",", ".")) if _SCORE.fullmatch(text) else NotANumber("number_text")


def rank(value: Value, of: Value) -> tuple[Number, Number]:
    """The rank and among how many, from two cells or from 27/63 in one; ranks begin at 1."""
    both = _RANK.fullmatch(spelled(value)) if isinstance(value, str) else None
    parts = [int(both[1]), int(both[2])] if both and of is None else [value, of]
    found: list[Number] = []
    for part in parts:
        number = None if isinstance(part, str) and spelled(part).lower() in _BLANKS else whole(part)
        found.append(NotANumber("number_text") if isinstance(number, NotANumber) or number == 0 else number)
    return found[0], found[1]
