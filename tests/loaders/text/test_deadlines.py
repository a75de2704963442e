"""Deadlines as yearly plans write them."""

import datetime as dt

import pytest

from loaders.text.deadlines import deadline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (dt.date(2026, 3, 5), "2026-03-05"),
        ("15/12/2026", "2026-12-15"),
        ("Trước ngày 15/12/2026", "2026-12-15"),
        ("30-6-2026", "2026-06-30"),
        ("Trước 30/6", "2026-06-30"),
        ("ngày 05 tháng 3 năm 2027", "2027-03-05"),
        ("Tháng 9", "2026-09-30"),
        ("tháng 02/2028", "2028-02-29"),
        ("9/2026", "2026-09-30"),
        ("Quý III", "2026-09-30"),
        ("Quý IV/2026", "2026-12-31"),
        ("quý 1 năm 2027", "2027-03-31"),
        ("6 tháng đầu năm", "2026-06-30"),
        ("Trong năm 2026", "2026-12-31"),
        ("Năm 2026", "2026-12-31"),
        ("Cả năm", "2026-12-31"),
    ],
)
def test_a_deadline_is_the_last_day_that_is_meant(text, day):
    assert deadline(text, 2026) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["", None, "Thường xuyên", "31/02/2026", "Tháng 13", "Quý I, quý III", "15/6 và 15/12", "12", 3.0]
)
def test_what_names_no_day_or_several_is_none(text):
    assert deadline(text, 2026) is None


def test_without_a_year_there_is_no_day():
    assert deadline("Quý III", None) is None
    assert deadline("Quý III/2026", None) == dt.date(2026, 9, 30)
