"""A unit structure is read from whatever it was saved as; what was written is read back the same."""

import io

import openpyxl
import pytest

from core import unit_list
from core.errors import UnreadableFileError
from core.settings import PROVINCES
from core.units import Structure
from core.words import LANGUAGES
from loaders.lists import structures
from views.documents.files import structure_workbook


def listed(province: str) -> Structure:
    return Structure(*map(tuple, unit_list.read(PROVINCES / province)))


def read(*files: tuple[bytes, str]) -> Structure:
    found = structures.read(files)
    assert not found.issues, found.issues
    return Structure(tuple(unit for _, unit in found.units), tuple(link for _, link in found.successions or ()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("province", ["nghe-an", "phu-tho"])
def test_a_downloaded_list_is_read_back_the_same(province, language):
    structure = listed(province)

    assert read((structure_workbook(structure, language), "x.xlsx")) == structure


def test_two_tables_are_read_in_any_order():
    files = [((PROVINCES / "nghe-an" / name).read_bytes(), name) for name in ("succession.csv", "units.csv")]

    assert read(*files) == listed("nghe-an")


def test_units_alone_say_nothing_about_successions():
    content = (PROVINCES / "nghe-an" / "units.csv").read_bytes()

    assert structures.read([(content, "units.csv")]).successions is None


def edited(change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(structure_workbook(listed("nghe-an"), "vi")))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_failed_formula_is_an_error_and_not_a_blank():
    def spoil(book):
        book["Đơn vị"]["G5"] = "=NOTHING()"

    issues = structures.read([(edited(spoil), "x.xlsx")]).issues

    assert [(issue.code, issue.sheet, issue.cell) for issue in issues] == [("structure_cell_error", "Đơn vị", "G5")]


def test_a_fraction_that_became_a_day_is_told():
    import datetime as dt

    def spoil(book):
        book["Kế thừa"]["D11"] = dt.date(2026, 6, 3)

    issues = structures.read([(edited(spoil), "x.xlsx")]).issues

    assert [(issue.code, issue.sheet, issue.cell) for issue in issues] == [("structure_share", "Kế thừa", "D11")]


def test_a_title_above_the_captions_and_a_number_for_a_code_do_no_harm():
    def shift(book):
        for sheet in book:
            sheet.insert_rows(1, 2)
            sheet["A1"] = "DANH MỤC ĐƠN VỊ"
        for row in book["Đơn vị"].iter_rows(min_row=4, max_col=1):
            if str(row[0].value).isdigit():
                row[0].value = int(row[0].value)
                row[0].number_format = "0"

    assert read((edited(shift), "x.xlsx")) == listed("nghe-an")


def test_a_name_that_looks_like_a_formula_is_written_as_text():
    structure = Structure((listed("phu-tho").units[0].__class__("A", "=1+1", "department", "=1+1"),))

    book = openpyxl.load_workbook(io.BytesIO(structure_workbook(structure, "vi")))

    assert (book.worksheets[0]["B2"].value, book.worksheets[0]["B2"].data_type) == ("=1+1", "s")


def test_a_file_without_units_is_refused_with_what_was_looked_for():
    with pytest.raises(UnreadableFileError) as refusal:
        structures.read([(b"a,b\n1,2\n", "x.csv")])

    assert "Mã đơn vị" in refusal.value.values["looked_for"]
