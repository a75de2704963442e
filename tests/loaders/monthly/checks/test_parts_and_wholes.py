"""No part is more than its whole, whichever parts were given; larger rows are compared with what they hold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.units import Unit
from loaders import Loaded

Read = Callable[..., Loaded]
Drawn = Callable[[str], bytes]
ONE = "unit_code | month | {captions}\nSNV | 2026-08 | {counts}"


def found(loaded: Loaded) -> list[tuple[str, str]]:
    return [(issue.code, issue.cell) for issue in loaded.issues if issue.severity != "note"]


@pytest.mark.parametrize(
    ("captions", "counts", "code"),
    [
        ("resolved_early | resolved", "20 | 10", "more_than_resolved"),
        ("resolved_on_due | resolved", "20 | 10", "more_than_resolved"),
        ("resolved | resolved_early | resolved_on_due", "10 | 6 | 5", "parts_more_than_whole"),
        ("carried_over | received", "11 | 10", "more_than_received"),
        ("received | received_online | received_in_person", "10 | 6 | 5", "parts_more_than_whole"),
        ("pending_in_time | pending", "11 | 10", "more_than_pending"),
        ("portal_on_time | portal_dossiers", "11 | 10", "more_than_portal_dossiers"),
        ("portal_overdue | portal_dossiers", "11 | 10", "more_than_portal_dossiers"),
        ("personal_storage | digitisation_base", "6 | 5", "more_than_digitisation_base"),
        ("citizen_data | digitisation_base", "6 | 5", "more_than_digitisation_base"),
        ("citizen_procedures | procedures", "6 | 5", "more_than_procedures"),
        ("paid_online | fee_dossiers", "6 | 5", "more_than_its_whole"),
        ("feedback_satisfied | feedback", "2 | 1", "more_than_its_whole"),
        # What the identity says is not said again about its parts.
        ("resolved | resolved_early | resolved_on_due | resolved_late", "10 | 20 | 0 | 0", "identity_broken"),
        ("portal_dossiers | portal_on_time | portal_overdue", "10 | 20 | 0", "portal_sum_broken"),
    ],
)
def test_part_above_its_whole_is_one_error(captions: str, counts: str, code: str, read: Read, drawn: Drawn) -> None:
    loaded = read(drawn(ONE.format(captions=captions, counts=counts)))
    assert (found(loaded), loaded.fit_to_store) == ([(code, "C2")], False)


def test_one_part_too_many_is_not_reported_again_as_a_sum(read: Read, drawn: Drawn) -> None:
    loaded = read(drawn(ONE.format(captions="resolved | resolved_early | resolved_on_due", counts="10 | 20 | 1")))
    assert found(loaded) == [("more_than_resolved", "D2")]


@pytest.mark.parametrize(
    ("province", "issues"),
    [(11, []), (12, ["province_differs"]), (10, ["province_differs"]), (500, [])],
    ids=["equal", "a little more", "less", "units visibly missing"],
)
def test_province_row_is_compared_with_its_units(province: int, issues: list[str], read: Read, drawn: Drawn) -> None:
    loaded = read(drawn(f"unit_code|month|received\n40|2026-08|{province}\nSNV|2026-08|5\nSTP|2026-08|6"))
    assert [issue.code for issue in loaded.issues] == issues
    assert all((issue.values["value"], issue.values["sum"]) == (province, 11) for issue in loaded.issues)
    assert loaded.fit_to_store


def test_province_far_above_its_units_is_seen_when_all_of_them_are_there(
    read: Read, drawn: Drawn, nghe_an: list[Unit]
) -> None:
    province = next(unit for unit in nghe_an if unit.kind == "province")
    few = [province, *(unit for unit in nghe_an if unit.code in ("SNV", "STP"))]
    content = drawn("unit_code|month|received\n40|2026-08|500\nSNV|2026-08|5\nSTP|2026-08|6")
    assert found(read(content, units=few)) == [("province_differs", "C2")]


def test_means_and_procedures_of_a_province_are_no_sums(read: Read, drawn: Drawn) -> None:
    content = "unit_code|month|procedures|mean_days_hundredths\n40|2026-08|9|700\nSNV|2026-08|8|500\nSTP|2026-08|8|600"
    assert found(read(drawn(content))) == []


@pytest.mark.parametrize(("whole", "issues"), [(30, []), (35, ["fields_differ"]), (29, ["fields_differ"])])
def test_unit_is_compared_with_its_fields(whole: int, issues: list[str], read: Read, drawn: Drawn) -> None:
    rows = f"SNV|2026-08|Hộ tịch|10\nSNV|2026-08|Đất đai|20\nSNV|2026-08||{whole}"
    loaded = read(drawn(f"unit_code|month|field|received\n{rows}"))
    assert [issue.code for issue in loaded.issues] == issues
    assert loaded.fit_to_store


@pytest.mark.parametrize("name", ["progress_by_unit", "digitization_sample"])
def test_published_tables_of_phu_tho_raise_no_alarm(name: str, golden: Path, read: Read, phu_tho: list[Unit]) -> None:
    loaded = read(golden / f"phutho_2026-08_{name}.csv", "2026-08", units=phu_tho)
    assert loaded.fit_to_store
    assert {issue.code for issue in loaded.issues} <= {"not_reported"}
