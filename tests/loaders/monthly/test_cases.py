"""The forms as provinces have them in 2026: `cases/forms/`, all invented for this test."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from core import unit_list
from core.errors import UnreadableFileError
from core.units import Unit
from core.words import LANGUAGES, said_issue
from loaders import Loaded, load
from tests.loaders.conftest import HEADER, Load

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "cases"
TODAY = dt.date(2026, 11, 22)
EACH = {
    "received": 120,
    "received_online": 80,
    "received_in_person": 20,
    "carried_over": 20,
    "resolved": 100,
    "resolved_early": 80,
    "resolved_on_due": 15,
    "resolved_late": 5,
    "pending": 20,
    "pending_in_time": 18,
    "pending_overdue": 2,
}
"""What every unit reports in the small forms."""


@pytest.fixture(scope="module")
def lam_giang() -> list[Unit]:
    return unit_list.read(CASES / "lam-giang")[0]


def of(name: str, units: list[Unit], **more: Any) -> Loaded:
    path = next((CASES / "forms").glob(f"{name}*"))
    return load(path.read_bytes(), path.name, units=units, month=None, today=TODAY, **more)


def codes(loaded: Loaded) -> list[tuple[str, str]]:
    return sorted({(issue.code, issue.severity) for issue in loaded.issues})


@pytest.mark.parametrize("name", ["ii06a_official_caption", "ii06a_caption_don_vi_giai_quyet", "form_07a_btp"])
def test_captions_as_met_and_parts_of_a_count_are_added(name: str, nghe_an: list[Unit]) -> None:
    loaded = of(name, nghe_an)
    assert loaded.issues == ()
    assert len(loaded.rows) == 5
    for row in loaded.rows.to_dict("records"):
        assert {count: row[count] for count in EACH} == EACH
    assert loaded.source == ("split_form" if name.startswith("form") else "form_ii06a")


def test_the_circulars_own_caption_over_the_units_of_a_province(lam_giang: list[Unit]) -> None:
    loaded = of("23", lam_giang)
    assert loaded.fit_to_store
    assert len(loaded.rows) == 52


def test_the_summary_of_2026_adds_its_parts_and_stores_nothing_unsaid(nghe_an: list[Unit]) -> None:
    loaded = of("tong_hop", nghe_an)
    assert codes(loaded) == [("columns_ignored", "note")]
    row = loaded.rows.iloc[0]
    said = EACH | {"late_apologised": 3 + 1}
    del said["resolved_early"], said["resolved_on_due"]
    assert {count: row[count] for count in said} == said
    assert row[["resolved_early", "resolved_on_due"]].isna().all()


def test_a_part_of_a_count_that_stands_alone_is_not_the_count(read: Load, workbook: Any) -> None:
    rows = [list(row) for row in HEADER]
    rows[1][9] = "Quá hạn (đã có thư xin lỗi)"
    loaded = read(workbook([["Tháng 8 năm 2026"], *rows, [1, "Sở Nội vụ", 100, 60, 30, 10, 80, 50, 25, 5, 20, 15, 5]]))
    assert loaded.rows["resolved_late"].isna().all()
    assert ("column_missing", "warning") in codes(loaded)


@pytest.mark.parametrize(
    ("name", "unit", "whole", "fields"),
    [
        ("31", "31030", 364, {"Đất đai": 259, "Hộ tịch": 15}),
        ("BC thang 8", "31084", 317, {"Đất đai": 152, "Hộ tịch": 40}),
    ],
)
def test_one_units_own_form(name: str, unit: str, whole: int, fields: dict[str, int], lam_giang: list[Unit]) -> None:
    loaded = of(name, lam_giang)
    assert codes(loaded) == [("own_form", "note")]
    assert set(loaded.rows["unit_code"]) == {unit}
    received = {row["field"]: row["received"] for row in loaded.rows.to_dict("records")}
    assert received[None] == whole
    assert {field: received[field] for field in fields} == fields
    assert sum(received.values()) == 2 * whole


def test_one_units_own_form_of_a_commune_of_nghe_an(nghe_an: list[Unit]) -> None:
    loaded = of("ii06a_one_unit", nghe_an)
    assert codes(loaded) == [("own_form", "note")]
    assert loaded.rows[["field", "received"]].to_numpy().tolist() == [
        [None, 360],
        ["Lĩnh vực hộ tịch", 120],
        ["Lĩnh vực đất đai", 120],
        ["Lĩnh vực chứng thực", 120],
    ]


def test_forty_sheets_of_forty_units(lam_giang: list[Unit]) -> None:
    loaded = of("02a", lam_giang)
    assert codes(loaded) == [("own_form", "note")]
    wholes = loaded.rows[loaded.rows["field"].isna()]
    assert (len(loaded.rows), wholes["unit_code"].nunique()) == (240, 40)


def test_the_file_name_may_be_all_that_names_the_unit(workbook: Any, nghe_an: list[Unit]) -> None:
    fields = [[1, "Đất đai", *EACH.values()], [2, "Hộ tịch", *EACH.values()]]
    content = workbook([["Tháng 8 năm 2026"], *HEADER, *fields])

    def read(name: str) -> Loaded:
        return load(content, name, units=nghe_an, month=None, today=TODAY)

    loaded = read("BC_T8_UBND xã Kim Liên.xlsx")
    assert codes(loaded) == [("own_form", "note"), ("own_form_added", "note")]
    assert loaded.rows["received"].tolist() == [240, 120, 120]
    assert not read("BC T8.xlsx").fit_to_store
    two = load(
        workbook([["UBND xã Đô Lương"], ["Tháng 8 năm 2026"], *HEADER, *fields]),
        "xã Kim Liên.xlsx",
        units=nghe_an,
        month=None,
        today=TODAY,
    )
    assert ("own_unit_ambiguous", "error") in codes(two)


@pytest.mark.parametrize(("name", "day", "month"), [("30h", 14, "2026-08"), ("10f", 20, "2026-10")])
def test_a_reporting_month_of_its_own_needs_the_provinces_closing_day(
    name: str, day: int, month: str, lam_giang: list[Unit]
) -> None:
    refused = of(name, lam_giang)
    assert codes(refused) == [("period_closes_otherwise", "error")]
    assert all(f" {day}" in said_issue(language, refused.issues[0]) for language in LANGUAGES)
    loaded = of(name, lam_giang, closing_day=day)
    assert loaded.fit_to_store, loaded.issues
    assert ([each.code for each in loaded.months], len(loaded.rows)) == ([month], 52)
    assert codes(of(name, lam_giang, closing_day=25)) == [("period_closes_otherwise", "error")]


def test_a_column_of_percentages_is_one_finding(lam_giang: list[Unit]) -> None:
    loaded = of("06a", lam_giang)
    assert codes(loaded) == [("column_of_shares", "error")]
    assert [issue.column for issue in loaded.issues] == ["D", "H", "I", "J"]


def test_two_sheets_of_one_month_ask_which(lam_giang: list[Unit]) -> None:
    loaded = of("30a", lam_giang)
    assert [(issue.code, issue.sheet, issue.values) for issue in loaded.issues] == [
        ("sheets_again", "06a (2)", {"first": "06a", "how_many": 52})
    ]


def test_none_in_words_is_0_and_a_dash_is_asked_about(lam_giang: list[Unit]) -> None:
    loaded = of("30e", lam_giang)
    assert [(issue.code, issue.values["cells"]) for issue in loaded.issues] == [("not_reported", "M24")]
    assert loaded.rows.loc[[14, 20], "resolved_late"].tolist() == [0, 0]


@pytest.mark.parametrize("name", ["13b", "13e"])
def test_names_of_the_highlands_in_code_page_1258(name: str, lam_giang: list[Unit]) -> None:
    loaded = of(name, lam_giang)
    assert loaded.fit_to_store, loaded.issues
    assert len(loaded.rows) == 52
    assert {"31075", "31084"} <= set(loaded.rows["unit_code"])


def test_abbreviations_that_all_provinces_share(lam_giang: list[Unit]) -> None:
    loaded = of("04", lam_giang)
    assert loaded.issues == ()
    assert len(loaded.rows) == 52


@pytest.mark.parametrize(("name", "rows"), [("17", range(62, 67)), ("30d", (15, 16, 22))])
def test_bodies_outside_the_list_and_below_a_department_are_told_row_by_row(
    name: str, rows: range, lam_giang: list[Unit]
) -> None:
    loaded = of(name, lam_giang)
    assert [issue.row for issue in loaded.issues if issue.severity == "error"] == list(rows)
    assert all(issue.code.startswith("unit_unknown") for issue in loaded.issues)


def test_parts_that_do_not_add_up_in_another_table_are_a_warning_with_a_reason() -> None:
    path = CASES / "tables" / "hue_portal_parts_do_not_add.csv"
    units = [Unit(code, name, "department") for code, name in (("SNV", "Sở Nội vụ"), ("STP", "Sở Tư pháp"))]
    loaded = load(
        path.read_bytes(), path.name, units=[*units, Unit("STC", "Sở Tài chính", "department")], month=None, today=TODAY
    )
    assert loaded.fit_to_store, loaded.issues
    gaps = [issue.values["gap"] for issue in loaded.issues if issue.code == "parts_do_not_add"]
    assert gaps == [257141 - 124907 - 102770 - 19852, 61827 - 43434 - 11795 - 4331, 3]


@pytest.mark.parametrize(
    ("path", "reason", "row", "seen"),
    [
        ("forms/15a_pivot_T8_2026.xlsx", "no_form", "3", "Nhãn Hàng"),
        ("tables/unknown_table.xlsx", "no_counts", "1", "Trễ hạn"),
    ],
)
def test_what_is_not_recognised_is_told_by_what_it_has_and_lacks(
    path: str, reason: str, row: str, seen: str, lam_giang: list[Unit]
) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        load((CASES / path).read_bytes(), path, units=lam_giang, month=None, today=TODAY)
    assert (refusal.value.reason, refusal.value.values["row"]) == (reason, row)
    assert seen in refusal.value.values["seen"]


def test_a_table_of_counts_without_units_is_told(read: Load, workbook: Any) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(workbook([["Tháng", "Tiếp nhận - tổng số", "Đã giải quyết - tổng số"], ["2026-08", 1, 2]]))
    assert refusal.value.reason == "no_unit_column"


def test_the_portals_score_of_online_services_alone(read: Load, workbook: Any) -> None:
    loaded = read(workbook([["Mã đơn vị", "Kỳ", "DVCTT_max12"], ["SNV", "2026-08", "11,25"]]))
    assert loaded.source == "portal_components"
    assert loaded.rows["score_dvctt_hundredths"].tolist() == [1125]
