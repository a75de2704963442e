"""A count is whole, a dot groups thousands, and whatever else stands in its cell is said to be what it is."""

import datetime as dt

import pytest

from loaders.sheets import Value
from loaders.text.whole_numbers import NotANumber, hundredths, whole

SPELLINGS: list[tuple[Value, int | str | None]] = [
    (1234, 1234),
    (1234.0, 1234),
    ("1234", 1234),
    ("1234.0", 1234),
    ("1234,00", 1234),
    ("1.234", 1234),
    ("1,234", 1234),
    ("1 234", 1234),
    ("1\u00a0234", 1234),
    ("1\u202f234", 1234),
    ("1.234.567", 1234567),
    ("1,234,567", 1234567),
    ("1.234,0", 1234),
    ("1,234.00", 1234),
    (" 12 ", 12),
    ("'12", 12),
    ("00012", 12),
    ("+7", 7),
    ("１２３", 123),
    ("0", 0),
    (0, 0),
    ("0.000", 0),
    (None, None),
    ("", None),
    ("-", None),
    ("–", None),
    ("…", None),
    (-5, "number_negative"),
    ("-5", "number_negative"),
    ("−5", "number_negative"),
    ("(5)", "number_negative"),
    ("-1.234", "number_negative"),
    (0.955, "number_fraction"),
    ("0,955", "number_fraction"),
    ("12,5", "number_fraction"),
    ("12.34", "number_fraction"),
    ("1.2345", "number_fraction"),
    ("1.234,5", "number_fraction"),
    ("1,234.5", "number_fraction"),
    (1.234, "number_fraction"),
    ("95,5%", "number_percent"),
    ("95 %", "number_percent"),
    ("1.23.456", "number_text"),
    ("12 34", "number_text"),
    ("1234.567.890", "number_text"),
    ("1e308", "number_text"),
    ("12 hồ sơ", "number_text"),
    ("không", 0),
    ("N/A", "number_text"),
    (True, "number_text"),
    (1e308, "number_too_large"),
    (float("nan"), "number_too_large"),
    (float("inf"), "number_too_large"),
    ("99999999999999999999999", "number_too_large"),
    (5_000_000_000, "number_too_large"),
    (dt.date(2026, 8, 1), "number_date"),
]


@pytest.mark.parametrize(("value", "meant"), SPELLINGS)
def test_count_as_written(value: Value, meant: int | str | None) -> None:
    assert whole(value) == (NotANumber(meant) if isinstance(meant, str) else meant)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (7.05, 705),
        ("7,05", 705),
        ("7.05", 705),
        (7, 700),
        ("1.234,5", 123450),
        ("", None),
        ("-", None),
        ("nhanh", "number_text"),
        ("-1,5", "number_negative"),
        ("5%", "number_percent"),
        (dt.date(2026, 8, 1), "number_date"),
        (float("nan"), "number_too_large"),
        (float("inf"), "number_too_large"),
    ],
)
def test_mean_of_days_is_read_in_hundredths(value: Value, meant: int | str | None) -> None:
    assert hundredths(value) == (NotANumber(meant) if isinstance(meant, str) else meant)
