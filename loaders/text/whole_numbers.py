"""Parses the number in a cell. Counts are whole; a dot groups thousands, as in Vietnamese."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from loaders.sheets import Value

LARGEST = 1_000_000_000
_BLANKS = {"", "-", "--", "---", "…", "...", "."}
_NONE = {"không", "không có"}
"""Words that say 0."""
_PLAIN = re.compile(r"[+-]?\d+")
# 1.234.567 or 1,234 or 1 234, and then perhaps a fraction that is nothing but zeros.
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:(?P<mark>[., ])\d{3})(?:(?P=mark)\d{3})*(?:(?!(?P=mark))[.,]0+)?")
_ZERO_FRACTION = re.compile(r"[+-]?\d+[.,]0+")
_DECIMAL = re.compile(r"[+-]?\d[\d.,]*")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_MARK = re.compile("[.,]")
_FRACTION = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*)[.,]\d+")


@dataclass(frozen=True)
class NotANumber:
    """Why a cell is no count; `code` is the issue's."""

    code: str


def whole(value: Value) -> int | NotANumber | None:
    """The count in a cell; None where it is blank or a dash.

    Codes: number_date, number_text, number_percent, number_fraction, number_negative, number_too_large.
    """
    if value is None or type(value) is int:
        return _checked(value) if value is not None else None
    if isinstance(value, bool):
        return NotANumber("number_text")
    if isinstance(value, dt.date):
        return NotANumber("number_date")
    if isinstance(value, float):
        return _whole_float(value)
    return _whole_text(spelled(str(value)))


def spelled(text: str) -> str:
    """The text with one kind of space, minus and digit."""
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").replace("—", "-")
    return _SPACES.sub(" ", text.replace("\u2026", "...")).strip(" '")


def _whole_float(value: float) -> int | NotANumber:
    if not abs(value) <= LARGEST:  # NaN compares as false
        return NotANumber("number_too_large")
    return _checked(int(value)) if value.is_integer() else NotANumber("number_fraction")


def _whole_text(text: str) -> int | NotANumber | None:
    if text in _BLANKS:
        return None
    if text.casefold() in _NONE:
        return 0
    if text.startswith("(") and text.endswith(")"):
        # Accountants' way to write a negative number.
        return NotANumber("number_negative" if isinstance(_whole_text(text[1:-1]), int) else "number_text")
    if grouped := _GROUPED.fullmatch(text):
        text = "".join(_groups(text, grouped["mark"]))
    elif _ZERO_FRACTION.fullmatch(text):
        text = _MARK.split(text)[0]
    if _PLAIN.fullmatch(text):
        return _checked(int(text)) if len(text) < 20 else NotANumber("number_too_large")
    return NotANumber(_what_it_is(text))


def _what_it_is(text: str) -> str:
    if text.endswith("%"):
        return "number_percent"
    return "number_fraction" if _FRACTION.fullmatch(text) else "number_text"


def _groups(text: str, mark: str) -> list[str]:
    other = next((sign for sign in ".," if sign != mark and sign in text), None)
    return (text.split(other, maxsplit=1)[0] if other else text).split(mark)


def _checked(number: int) -> int | NotANumber:
    if number < 0:
        return NotANumber("number_negative")
    return number if number <= LARGEST else NotANumber("number_too_large")


def hundredths(value: Value) -> int | NotANumber | None:
    """A decimal such as a mean number of days, in hundredths: 7.05 and "7,05" are 705.

    A lone dot or comma is the decimal mark here; of both, the last is.
    """
    if isinstance(value, float) and not abs(value) <= LARGEST:  # NaN compares as false
        return NotANumber("number_too_large")
    if isinstance(value, dt.date):
        return NotANumber("number_date")
    text = "" if value is None else spelled(str(value)).replace(" ", "")
    if text in _BLANKS:
        return None
    if not _DECIMAL.fullmatch(text):
        return NotANumber("number_percent" if text.endswith("%") else "number_text")
    whole_part, fraction = _at_last_mark(text)
    number = Decimal(f"{whole_part}.{fraction or 0}")
    if number < 0:
        return NotANumber("number_negative")
    return round(number * 100) if number <= LARGEST else NotANumber("number_too_large")


def _at_last_mark(text: str) -> tuple[str, str]:
    at = max(text.rfind("."), text.rfind(","))
    whole_part, fraction = (text, "") if at < 0 else (text[:at], text[at + 1 :])
    return whole_part.replace(".", "").replace(",", ""), fraction
