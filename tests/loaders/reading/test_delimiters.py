"""Text tables by comma, semicolon, tab or bar, as programs of many makes end their lines and name their delimiter."""

import csv
import io
from pathlib import Path

import pytest

from loaders.reading.formats import csv_text
from tests.loaders.conftest import Load

CASES = Path(__file__).parents[1] / "cases" / "reading"
FORM = CASES / "cr_semicolon.csv"
RECEIVED = 15_449
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENDS = {"unix": "\n", "windows": "\r\n", "mac": "\r", "ends_with_one": "{}\n", "ends_with_two": "{}{}\r\n"}
FIRST = ("", "sep={}\r\n", '"sep={}"\n', "SEP={}\n", "sep={}{}{}\r", "\ufeffsep={}\n")


def text(rows: list[list[str]], delimiter: str, end: str = "\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end.format(delimiter, delimiter)).writerows(rows)
    return out.getvalue()


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text.decoded(FORM.read_bytes()), newline=""), delimiter=";"))


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("delimiter", DELIMITERS.values(), ids=DELIMITERS)
def test_a_table_is_the_same_whatever_parts_and_ends_it(rows, delimiter: str, end: str, first: str) -> None:
    written = first.format(delimiter, delimiter, delimiter) + text(rows, delimiter, end)

    assert csv_text.read(written.encode())[0].rows == csv_text.read(FORM.read_bytes())[0].rows


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bars.txt", "sep_bar.csv", "sep_tab.txt", "bars_both_sides.txt"])
def test_a_months_form_by_bars_is_read_as_by_semicolons(name: str, read: Load) -> None:
    loaded = read(CASES / name)

    assert loaded.fit_to_store, loaded.issues
    assert len(loaded.rows) == 13
    assert loaded.rows["received"].sum() == RECEIVED
    assert loaded.rows.loc[0, ["unit_code", "received", "pending_in_time"]].tolist() == ["SNV", 1122, 86]


def test_the_line_that_names_the_delimiter_is_no_row_as_in_excel() -> None:
    assert csv_text.read(b"sep=;\na;b\n1;2\n")[0].rows == {1: ["a", "b"], 2: [1, 2]}


@pytest.mark.parametrize("first", ["sep=", "sep=^", "sep=;x", "separator", "Sep|2026"])
def test_a_first_line_that_names_no_delimiter_is_a_row(first: str) -> None:
    assert csv_text.read(f"{first}\na|b\n1|2\n".encode())[0].rows[2] == ["a", "b"]


def test_commas_in_texts_and_bars_in_cells_part_nothing() -> None:
    by_bars = "Mã|Tên|Tiếp nhận, tổng số\n1|Sở Văn hóa, Thể thao và Du lịch|12,5\n2|Sở Giáo dục, Đào tạo|3,5\n"
    by_commas = "Mã,Tên,Tên khác\n1,Sở A,Sở A|Sở Á\n2,Sở B,Sở B|Sở Bê\n"

    assert csv_text.read(by_bars.encode())[0].rows[2] == [1, "Sở Văn hóa, Thể thao và Du lịch", "12,5"]
    assert csv_text.read(by_commas.encode())[0].rows[2] == [1, "Sở A", "Sở A|Sở Á"]


def test_the_end_that_dos_writes_is_no_row() -> None:
    assert csv_text.read(b"a|b\r\n1|2\r\n\x1a")[0].rows == {1: ["a", "b"], 2: [1, 2]}
