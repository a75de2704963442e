"""Two files that give the same count of a unit's month are told of; files that complete each other are not."""

from core.units import Unit
from loaders import load
from loaders.monthly.overlaps import Overlap, overlaps
from tests.loaders.conftest import TODAY


def rows(text: str, units: list[Unit]):
    return load(text.encode(), "x.csv", units=units, month=None, today=TODAY).rows


def between(first: str, second: str, units: list[Unit]) -> list[Overlap]:
    return list(overlaps(rows(first, units), rows(second, units)))


JULY_AND_AUGUST = "unit_code,month,resolved,pending\nSNV,2026-07,1,2\nSNV,2026-08,1,2\nSTP,2026-08,1,2\n"


def test_the_same_counts_are_told_month_by_month(nghe_an: list[Unit]) -> None:
    found = between(JULY_AND_AUGUST, "unit_code,month,resolved\nSTP,2026-08,9\nSYT,2026-08,9\n", nghe_an)
    assert [(each.month.code, each.units, each.counts) for each in found] == [("2026-08", 1, ("resolved",))]


def test_other_months_units_counts_or_fields_are_no_overlap(nghe_an: list[Unit]) -> None:
    for other in (
        "unit_code,month,resolved\nSTP,2026-07,9\n",
        "unit_code,month,resolved\nSYT,2026-08,9\n",
        "unit_code,month,data_reused\nSTP,2026-08,9\n",
        "unit_code,month,field,resolved\nSTP,2026-08,Hộ tịch,9\n",
    ):
        assert between(JULY_AND_AUGUST, other, nghe_an) == []
