"""Each fault of a file is found at its cell, once, and all of them together."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from loaders import Loaded

Read = Callable[..., Loaded]
Drawn = Callable[[str], bytes]


def found(loaded: Loaded) -> list[tuple[str, str]]:
    return [(issue.code, issue.cell) for issue in loaded.issues if issue.severity != "note"]


ONE = """
    unit_code | month | {captions}
    SNV       | {month} | {counts}
"""
FAULTS = [
    ("received", "-3", "number_negative"),
    ("received", "3,5", "number_fraction"),
    ("received", "95%", "number_percent"),
    ("received", "nhiều", "number_text"),
    ("received", "99999999999", "number_too_large"),
    ("received | received_online | received_in_person | carried_over", "9 | 1 | 2 | 3", "parts_do_not_add"),
    ("resolved | resolved_early | resolved_on_due | resolved_late", "9 | 1 | 2 | 3", "parts_do_not_add"),
    ("pending | pending_in_time | pending_overdue", "9 | 1 | 2", "parts_do_not_add"),
    ("received | resolved | pending", "9 | 1 | 2", "stock_flow_gap"),
    ("received_online | received", "10 | 9", "more_than_received"),
    ("resolved_late | resolved", "10 | 9", "more_than_resolved"),
    ("pending_overdue | pending", "10 | 9", "more_than_pending"),
    ("late_apologised | resolved_late | pending_overdue", "6 | 2 | 3", "more_apologies_than_late"),
    ("digitised | digitisation_base", "6 | 5", "more_than_digitisation_base"),
    ("e_results | digitisation_base", "6 | 5", "more_than_digitisation_base"),
    ("data_reused | digitisation_base", "6 | 5", "more_than_digitisation_base"),
    ("portal_dossiers | portal_on_time | portal_overdue", "9 | 5 | 3", "portal_sum_broken"),
]


@pytest.mark.parametrize(("captions", "counts", "code"), FAULTS)
def test_fault_is_found_at_the_first_count_named(
    captions: str, counts: str, code: str, read: Read, drawn: Drawn
) -> None:
    loaded = read(drawn(ONE.format(captions=captions, counts=counts, month="2026-08")))
    assert found(loaded) == [(code, "C2")]
    assert loaded.fit_to_store is (code in ("stock_flow_gap", "parts_do_not_add"))


@pytest.mark.parametrize(
    ("captions", "counts"),
    [
        ("received | received_online | received_in_person | carried_over", "6 | 1 | 2 | 3"),
        ("received | resolved | pending", "9 | 7 | 2"),
        ("late_apologised | resolved_late | pending_overdue", "5 | 2 | 3"),
        ("digitised | digitisation_base", "5 | 5"),
        ("portal_dossiers | portal_on_time | portal_overdue", "0 | 0 | 0"),
    ],
)
def test_counts_that_agree_raise_nothing(captions: str, counts: str, read: Read, drawn: Drawn) -> None:
    assert read(drawn(ONE.format(captions=captions, counts=counts, month="2026-08"))).issues == ()


def test_everything_is_found_at_once_and_nothing_twice(read: Read, drawn: Drawn) -> None:
    loaded = read(
        drawn("""
        unit_code | unit_name | month | received | received_online | received_in_person | carried_over
        SNV   |                 | 2026-08 | 6  | 1 | -2  | 3
        XX9   | Nhà hát múa rối | 2026-08 | 6  | 1 | 2   | 3
        STP   |                 | 2026-08 | 7  | 1 | 2   | 3
              | Quỳ Hợp         | 2026-08 | 6  | 1 | 2   | 3
        STP   |                 | 2026-08 | 6  | 1 | 2   | 3
        420   |                 | 2026-08 | 6  | 1 | 2   | 3
        SYT   |                 | 13/2026 | 6  | 1 | 2   | 3
        SCT   |                 | 2026-08 | ba | 1 | 2   | 3
              |                 | 2026-08 | 6  | 1 | 2   | 3
    """)
    )
    assert found(loaded) == [
        ("number_negative", "F2"),
        ("unit_unknown", "B3"),
        ("unit_ambiguous", "B5"),
        ("unit_twice", "6"),
        ("unit_ended", "7"),
        ("month_unreadable", "C8"),
        ("number_text", "D9"),
        ("unit_missing", "A10"),
        ("parts_do_not_add", "D4"),
    ]
    assert loaded.rows["unit_code"].tolist() == ["SNV", "STP", "STP", "420", "SCT"]  # for the preview


def test_unit_twice_names_the_first_row(read: Read, drawn: Drawn) -> None:
    loaded = read(drawn("unit_code|month|received\nSNV|2026-08|1\nSTP|2026-08|1\nsnv|2026-08|1"))
    assert [(issue.row, issue.values) for issue in loaded.issues] == [(4, {"unit": "Sở Nội vụ", "first": "2"})]


def test_unit_may_come_once_a_month_and_once_a_field(read: Read, drawn: Drawn) -> None:
    loaded = read(
        drawn("""
        unit_code | month   | field   | received
        SNV       | 2026-07 |         | 7
        SNV       | 2026-08 |         | 8
        SNV       | 2026-08 | Hộ tịch | 3
        SNV       | 2026-08 | Đất đai | 5
    """)
    )
    assert (loaded.issues, len(loaded.rows)) == ((), 4)
    assert loaded.rows["field"].tolist() == [None, None, "Hộ tịch", "Đất đai"]


@pytest.mark.parametrize(
    ("code", "month", "issue"),
    [
        ("420", "2025-06", None),
        ("420", "2025-07", "unit_ended"),
        ("17035", "2025-06", "unit_not_yet"),
        ("17035", "2025-07", None),
    ],
)
def test_unit_must_be_in_force(code: str, month: str, issue: str | None, read: Read, drawn: Drawn) -> None:
    loaded = read(drawn(f"unit_code|month|received\n{code}|{month}|1"))
    assert found(loaded) == ([(issue, "2")] if issue else [])


def test_month_of_the_uploader_and_of_the_file_must_agree_row_by_row(read: Read, drawn: Drawn) -> None:
    loaded = read(drawn("unit_code|month|received\nSNV|2026-08|1\nSTP|2026-07|1\nSCT|2026-07|1"), "2026-08")
    assert [(issue.code, issue.values["how_many"]) for issue in loaded.issues] == [("wrong_month", 2)]


def test_blank_is_not_reported_and_zero_is_zero(read: Read, drawn: Drawn) -> None:
    loaded = read(
        drawn("""
        unit_code | month   | received | received_online | data_reused
        SNV       | 2026-08 | 5        | 0               |
        STP       | 2026-08 | 6        |                 |
        SCT       | 2026-08 |          | -               |
    """)
    )
    assert found(loaded) == [("column_blank", "E"), ("not_reported", "D3"), ("rows_blank", "4")]
    assert loaded.rows["received_online"].tolist()[0] == 0
    assert loaded.rows["received_online"].isna().tolist() == [False, True]
    assert str(loaded.rows["received_online"].dtype) == "Int64"
    assert loaded.fit_to_store


def test_province_row_is_kept_and_not_added_to_a_total(read: Read, drawn: Drawn) -> None:
    loaded = read(
        drawn("""
        unit_code | unit_name | month   | received
        40        |           | 2026-08 | 11
        SNV       |           | 2026-08 | 5
        STP       |           | 2026-08 | 6
                  | Tổng cộng | 2026-08 | 11
    """)
    )
    assert (loaded.issues, loaded.rows["unit_code"].tolist()) == ((), ["40", "SNV", "STP"])


def saved(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_error_cells_and_bare_formulas_are_never_blanks(read: Read) -> None:
    loaded = read(
        saved(
            [
                ["Mã đơn vị", "Tháng", "Tiếp nhận - tổng số", "Đã giải quyết - tổng số"],
                ["SNV", "2026-08", "#N/A", 1],
                ["STP", "2026-08", "=1+2", "#DIV/0!"],
            ]
        )
    )
    assert found(loaded) == [("cell_error", "C2"), ("formula_not_calculated", "C3"), ("cell_error", "D3")]


def test_date_in_a_count_cell_is_said_to_be_one(read: Read) -> None:
    rows = [["Mã đơn vị", "Tháng", "Tiếp nhận - tổng số"], ["SNV", dt.date(2026, 8, 1), dt.date(2026, 8, 9)]]
    loaded = read(saved(rows))
    assert [(issue.code, issue.values["text"]) for issue in loaded.issues] == [("number_date", "09/08/2026")]


def test_file_of_another_province_is_an_error(read: Read, golden: Any) -> None:
    loaded = read(golden / "phutho_2026-08_progress_by_unit.csv")
    assert {"unit_unknown", "unit_unknown_near"} & {issue.code for issue in loaded.issues}
    assert not loaded.fit_to_store


def test_a_thousand_faults_are_not_listed_one_by_one(read: Read, drawn: Drawn) -> None:
    rows = "\n".join(f"X{k}|2026-08|1" for k in range(1000))
    loaded = read(drawn(f"unit_code|month|received\n{rows}"))
    assert len(loaded.issues) == 301  # 300, and one that counts the rest
    assert loaded.issues[-1].values == {"row": "2", "how_many": 700}  # no code names in a sentence
