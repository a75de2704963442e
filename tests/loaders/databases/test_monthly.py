"""A table that holds a month's counts ready, by whatever kind of month column."""

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa

from core.periods import parse
from loaders.databases.pulling import pull
from tests.loaders.databases.sources import TODAY, Place, fill, monthly_source

MONTHS = {
    "date": (sa.Date, dt.date(2026, 9, 1), dt.date(2026, 10, 31), {"month_as": "date"}),
    "text": (sa.String(7), "09/2026", "10/2026", {"month_as": "text", "month_format": "%m/%Y"}),
    "number": (sa.Integer, 202609, 202610, {"month_as": "number"}),
}


def table(kind: object, count: object = sa.Integer) -> sa.Table:
    columns = [sa.Column("don_vi", sa.String(50)), sa.Column("thang", kind)]  # type: ignore[arg-type]
    return sa.Table("tong_hop", sa.MetaData(), *columns, sa.Column("tiep_nhan", count), sa.Column("da_xong", count))  # type: ignore[arg-type]


def loaded(place: Place, units, **more):
    source = monthly_source(place, **more)
    return pull(source, parse("2026-10"), units=units, today=TODAY, environment=place.environment).loaded


@pytest.mark.parametrize("month", MONTHS)
def test_one_month_is_taken_from_a_table_of_many(place: Place, units, month):
    kind, september, october, described = MONTHS[month]
    names = ("don_vi", "thang", "tiep_nhan", "da_xong")
    rows = [("SNV", september, 5, 5), ("SNV", october, 8, 0), ("STP", october, 3, None)]
    fill(place.writing, [dict(zip(names, each, strict=True)) for each in rows], table(kind))

    found = loaded(place, units, **described)

    assert found.fit_to_store and found.source == "database_monthly"
    assert found.rows[["unit_code", "received", "resolved"]].astype(object).where(
        found.rows[["unit_code", "received", "resolved"]].notna(), None
    ).to_numpy().tolist() == [["SNV", 8, 0], ["STP", 3, None]]
    assert [issue.code for issue in found.issues] == ["not_reported"]


def test_what_is_no_count_is_found_as_in_a_file(place: Place, units):
    names = ("don_vi", "thang", "tiep_nhan", "da_xong")
    rows = [("SNV", 202610, Decimal("8.00"), Decimal("2.50")), ("NOBODY", 202610, 1, -1), ("SNV", 202610, 1, 1)]
    kind = table(sa.Integer, sa.Numeric(10, 2))
    fill(place.writing, [dict(zip(names, each, strict=True)) for each in rows], kind)
    codes = {issue.code for issue in loaded(place, units, month_as="number").issues if issue.severity == "error"}
    assert codes == {"unit_unknown", "number_negative", "number_fraction", "unit_twice"}
