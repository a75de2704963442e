"""A period is two dates; its code opens it again."""

import datetime as dt

import pytest

from core.periods import BadPeriodError, months_back, parse, parse_month, today, year_to_date


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2026-08", "2026-08-01", "2026-08-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-08-YTD", "2026-01-01", "2026-08-31"),
        ("2026-12-YTD", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_code_is_two_dates_and_back(code, start, end):
    period = parse(code)
    assert (str(period.start), str(period.end), period.code) == (start, end, code)


@pytest.mark.parametrize(
    "code", ["2026-13", "2026-00", "26-08", "2026-8", "2026-Q5", "", "08/2026", "2026-08-ytd", "٢٠٢٦-08"]
)
def test_what_is_no_period_is_refused(code):
    with pytest.raises(BadPeriodError):
        parse(code)


@pytest.mark.parametrize("code", ["2026-Q3", "2026-08-YTD", "2026-01-YTD"])
def test_a_month_is_a_month(code):
    with pytest.raises(BadPeriodError):
        parse_month(code)


@pytest.mark.parametrize(
    ("code", "before"), [("2026-01", "2025-12"), ("2026-Q1", "2025-Q4"), ("2026-08-YTD", "2025-08-YTD")]
)
def test_the_period_before(code, before):
    assert parse(code).before.code == before


def test_twelve_months_end_with_the_month():
    months = months_back(parse("2026-02"), 12)
    assert (months[0].code, months[-1].code, len(months)) == ("2025-03", "2026-02", 12)
    assert [month.code for month in year_to_date(months[-1]).months] == ["2026-01", "2026-02"]


def test_the_day_is_vietnams_whatever_the_clocks_zone():
    # 00:30 on 1 March in Hà Nội is still February in UTC.
    assert today(dt.datetime(2025, 2, 28, 17, 30, tzinfo=dt.UTC)) == dt.date(2025, 3, 1)
    assert today(dt.datetime(2025, 2, 28, 16, 59, 59, tzinfo=dt.UTC)) == dt.date(2025, 2, 28)
