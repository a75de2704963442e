"""A blank is 0 or not reported, as the uploader says, once for each column; unsaid, it stays a question."""

from collections.abc import Callable

import pandas as pd
import pytest

from core.units import Unit
from core.words import LANGUAGES, said_issue
from loaders import Loaded, load
from loaders.monthly.blanks import Blanks, column_asked
from tests.loaders.conftest import TODAY, csv_text

CARRIED = (None, "carried_over")


def read(table: str, units: list[Unit], blanks: Blanks = None) -> Loaded:
    return load(csv_text(table), "x.csv", units=units, month=None, today=TODAY, blanks=blanks)


def codes(loaded: Loaded) -> list[tuple[str, str]]:
    return [(issue.code, issue.cell) for issue in loaded.issues]


def values(loaded: Loaded, count: str) -> list[int | None]:
    return [None if pd.isna(value) else int(value) for value in loaded.rows[count]]


FITS = """
    unit_code | month   | received | received_online | received_in_person | carried_over
    SNV       | 2026-08 | 6        | 4               | 2                  |
    STP       | 2026-08 | 9        | 4               | 2                  | 3
"""
BREAKS = FITS.replace("SNV       | 2026-08 | 6 ", "SNV       | 2026-08 | 7 ")


@pytest.mark.parametrize(
    ("table", "blanks", "expected", "kept"),
    [
        (FITS, None, [("not_reported", "F2")], [None, 3]),
        (FITS, {CARRIED: "not_reported"}, [("not_reported", "F2")], [None, 3]),
        (FITS, {CARRIED: "zero"}, [("not_reported", "F2")], [0, 3]),
        (FITS, "zero", [("not_reported", "F2")], [0, 3]),
        (BREAKS, {CARRIED: "not_reported"}, [("not_reported", "F2")], [None, 3]),
        (BREAKS, {CARRIED: "zero"}, [("parts_do_not_add", "C2"), ("not_reported", "F2")], [0, 3]),
        (BREAKS, {(None, "received"): "zero"}, [("not_reported", "F2")], [None, 3]),
    ],
)
def test_a_zero_takes_part_in_the_identities_and_what_is_not_reported_does_not(
    table: str, blanks: Blanks, expected: list[tuple[str, str]], kept: list[int | None], nghe_an: list[Unit]
) -> None:
    loaded = read(table, nghe_an, blanks)
    assert codes(loaded) == expected
    assert values(loaded, "carried_over") == kept


def test_a_unit_that_gives_no_number_has_not_reported_whatever_a_blank_means(nghe_an: list[Unit]) -> None:
    loaded = read(FITS + "    SYT | 2026-08 | | | | \n", nghe_an, "zero")
    assert ("rows_blank", "4") in codes(loaded)
    assert "SYT" not in set(loaded.rows["unit_code"])


def test_a_whole_column_may_be_zero(nghe_an: list[Unit]) -> None:
    table = "unit_code|month|resolved|resolved_late\nSNV|2026-08|5|\nSTP|2026-08|6|"
    assert codes(read(table, nghe_an)) == [("column_blank", "D")]
    assert values(read(table, nghe_an, {(None, "resolved_late"): "zero"}), "resolved_late") == [0, 0]


def test_what_could_not_be_read_never_becomes_zero(nghe_an: list[Unit]) -> None:
    loaded = read(FITS.replace("| 3\n", "| ba\n"), nghe_an, "zero")
    assert ("number_text", "F3") in codes(loaded)
    assert values(loaded, "carried_over") == [0, None]


def test_a_column_the_form_does_not_have_stays_not_reported(nghe_an: list[Unit]) -> None:
    loaded = read(FITS, nghe_an, "zero")
    assert loaded.rows["resolved"].isna().all()


def test_sheets_are_asked_one_by_one(
    nghe_an: list[Unit], workbook: Callable[..., bytes], form: Callable[..., list[list[object]]], good: list[int]
) -> None:
    holes = [*good[:3], None, *good[4:]]
    sheets = [form([1, "Sở Nội vụ", *holes], title=f"Tháng {month} năm 2026") for month in (7, 8)]
    content = workbook(*sheets, names=["Bảy", "Tám"])
    loaded = load(content, "x", units=nghe_an, month=None, today=TODAY, blanks={("Tám", "carried_over"): "zero"})
    asked = {column_asked(issue) for issue in loaded.issues} - {None}
    assert asked == {("Bảy", "carried_over"), ("Tám", "carried_over")}
    assert values(loaded, "carried_over") == [None, 0]


def test_the_question_is_asked_in_both_languages(nghe_an: list[Unit]) -> None:
    (issue,) = read(FITS, nghe_an).issues
    assert [said_issue(language, issue).split(": ", 1)[1] for language in LANGUAGES] == [
        "Từ kỳ trước chuyển sang: 1 ô để trống (F2). Hãy cho biết để trống là 0 hay là chưa báo cáo.",
        "Carried over from before: blank cells, 1 in all (F2). Please say whether blank means 0 or not reported.",
    ]
