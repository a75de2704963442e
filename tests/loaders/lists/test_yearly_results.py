"""Files of index results: every fault has its cell, what is missing stays missing."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from core.errors import UnreadableFileError
from loaders.lists import yearly_results
from metrics.yearly.definitions import known_indices

VI = [
    "Chỉ số",
    "Năm",
    "Tỉnh, đơn vị",
    "Tiêu chí, thành phần",
    "Điểm",
    "Điểm tối đa",
    "Thứ hạng",
    "Trên tổng số",
    "Nguồn",
]
EN = ["index", "year", "place", "component", "score", "max_score", "rank", "rank_of", "source"]


def workbook(*rows, header=VI) -> bytes:
    book = Workbook()
    for row in [["KẾT QUẢ CÁC CHỈ SỐ"], header, *rows]:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def reading(nghe_an):
    def read(content: bytes):
        return yearly_results.read(content, "x.xlsx", units=nghe_an, known=known_indices(), this_year=2026)

    return read


def faults(found) -> list[tuple[str, str, str]]:
    return [(issue.code, issue.severity, issue.cell) for issue in found.issues]


def row(index="PAR INDEX", year=2024, place="Nghệ An", component=None, score=None, most=None, rank=None, of=None):
    return [index, year, place, component, score, most, rank, of, "nguồn"]


@pytest.mark.parametrize("header", [VI, EN])
def test_a_row_is_read_under_captions_of_either_language(reading, header):
    found = reading(
        workbook(row(score="81,5", rank=27, of=63), row(component="2.1 Thể chế", score=0, most=1.5), header=header)
    )

    whole, part = (result for _, result in found.results)
    assert (whole.score, whole.rank, whole.rank_of, whole.source) == (81.5, 27, 63, "nguồn")
    assert (part.component, part.score, part.max_score) == ("2.1 Thể chế", 0.0, 1.5)
    assert found.issues == () and found.fit_to_load


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (row(rank=64, of=63), ("index_rank_above", "error", "G3")),
        (row(year=1999, score=80), ("index_year", "error", "B3")),
        (row(year=2027, score=80), ("index_year", "error", "B3")),
        (row(year="năm nay", score=80), ("index_number", "error", "B3")),
        (row(score=101), ("index_score_above", "error", "E3")),
        (row(component="2.1", score=2, most=1.5), ("index_score_above", "error", "E3")),
        (row(score="cao"), ("index_number", "error", "E3")),
        (row(score=1e9), ("index_number", "error", "E3")),
        (row(score=-1), ("index_number", "error", "E3")),
        (row(rank=0, of=63), ("index_number", "error", "G3")),
        (row(place=None, score=80), ("index_blank", "error", "C3")),
        (row(index=None, score=80), ("index_blank", "error", "A3")),
        (row(component="a" * 501, score=1), ("index_too_long", "error", "D3")),
        (row(score="=1/0"), ("index_cell_error", "error", "E3")),
        (row(rank=27), ("index_rank_of", "warning", "G3")),
        (row(index="PAR INDEKS", score=80), ("index_unknown_near", "warning", "A3")),
        (row(index="Zzz", score=80), ("index_unknown", "warning", "A3")),
        (row(index="DDCI", place="Sở Không Có", score=80), ("index_place", "warning", "C3")),
        (row(), ("index_missing", "note", "E3")),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(reading, given, fault):
    found = reading(workbook(row(index="PCI", score=60), given))

    # The title and the captions stand above.
    assert (fault[0], fault[1], fault[2].replace("3", "4")) in faults(found)
    assert found.fit_to_load is (fault[1] != "error")


@pytest.mark.parametrize("zero", [0, "0", "0,0", "0.0"])
def test_a_whole_index_of_0_is_missing_and_a_component_of_0_is_0(reading, zero):
    found = reading(workbook(row(score=zero), row(component="2.1", score=zero)))

    assert [result.score for _, result in found.results] == [None, 0.0]
    assert ("index_zero", "warning", "E3") in faults(found)


def test_two_rows_about_the_same_must_say_the_same(reading):
    found = reading(workbook(row(rank=27, of=63), row(place="Tỉnh Nghệ An", rank=27, of=63), row(rank=26, of=63)))

    assert len(found.results) == 1
    assert faults(found) == [("index_contradicts", "error", "C5"), ("index_repeated", "note", "C4")]
    assert found.issues[0].values["first"] == "3"


def test_an_unknown_index_is_kept_under_its_name_and_told_once(reading):
    found = reading(workbook(row(index="PAR INDEKS", score=80), row(index="PAR INDEKS", year=2023, score=80)))

    assert {result.index for _, result in found.results} == {"PAR INDEKS"}
    assert [issue.values for issue in found.issues] == [{"text": "PAR INDEKS", "nearest": "PAR INDEX"}]


def test_a_rank_may_name_its_field_in_the_same_cell(reading):
    ((_, result),) = reading(workbook(row(rank="27/63"))).results

    assert (result.rank, result.rank_of) == (27, 63)


def test_names_of_the_province_and_of_the_index_are_one_however_written(reading):
    found = reading(
        workbook(
            row(index="Chỉ số CCHC", place="TP. Hà Nội", score=80),
            row(index="par index", place="Tỉnh Nghệ An", score=80),
        )
    )

    assert [(result.index, result.place) for _, result in found.results] == [
        ("PAR INDEX", "Hà Nội"), ("PAR INDEX", "Nghệ An")
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"index,year,place\nPCI,2024,x\n"])
def test_a_file_without_the_columns_is_one_sentence(reading, content):
    with pytest.raises(UnreadableFileError) as error:
        reading(content)
    assert error.value.key == "error.file.unrecognised"


def test_captions_without_rows_are_told(reading):
    assert [issue.code for issue in reading(workbook()).issues] == ["list_no_rows"]


@pytest.mark.parametrize("place", ["NGHỆ AN", "Nghệ an", "TỈNH NGHỆ AN", "tỉnh Nghệ An"])
def test_our_own_province_is_one_in_capitals_too(reading, place):
    ((_, result),) = reading(workbook(row(place=place, rank=27, of=63))).results

    assert result.place == "Nghệ An"
