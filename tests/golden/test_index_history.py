"""Published results of yearly indices (given with the project's data) come out as they were printed."""

from pathlib import Path

import pytest

from actions.tasks.yearly_results import load_results
from core.words import LANGUAGES
from reports.tasks.yearly_indices import indices
from tests.conftest import clock
from views.wording import yearly_indices as said

FILE = Path(__file__).parent / "index_history.csv"


@pytest.fixture
def known(nghe_an, viewer):
    load_results(nghe_an, viewer, FILE.read_bytes(), FILE.name, clock=clock)
    with nghe_an.connect() as connection:
        return indices(connection, province="nghe-an")


def of(known, index: str, year: int, place: str):
    return next(each.result for each in known.places(index, year) if each.result.place == place)


def test_our_ranks_are_those_in_print(known):
    printed = {
        "PAR INDEX": ["17/63", "16/63", "15/63", "27/63"],
        "SIPAS": ["35/63", "14/63", "12/63", "6/63"],
        "PCI": ["19/63", "18/63", "30/63", "23/63", "44/63"],
        "PAPI": ["17/63", "15/63", "17/63"],
    }

    assert {
        each.index.id: [said.rank("vi", year) for year in each.years] for each in known.histories if each.years
    } == printed


def test_a_score_keeps_its_printed_decimals(known):
    pci = {each.line.result.year: each for each in known.history("PCI").years}

    assert (said.points("vi", pci[2019].line.result.score), said.rank("vi", pci[2019])) == ("66,64", "18/63")
    assert [said.points(language, 66.6) for language in LANGUAGES] == ["66,6", "66.6"]
    assert said.points("vi", of(known, "PAR INDEX", 2023, "Quảng Ninh").score) == "92,18"


def test_a_result_nobody_published_is_missing_and_not_0(known):
    missing = of(known, "PAPI", 2023, "Quảng Ninh")

    assert (missing.score, missing.rank, missing.rank_of) == (None, None, 61)
    assert said.points("vi", missing.score) == "–"
    assert known.places("PAPI", 2023)[-1].result.score is None


def test_the_answer_is_the_first_sentence(known):
    history = known.history("PAR INDEX")

    assert said.lead("vi", known, history, 2024) == [
        "PAR INDEX 2024: hạng 27/63, giảm 12 bậc so với 2023; mục tiêu 20 tỉnh đứng đầu (minh họa): chưa đạt."
    ]
    assert said.lead("en", known, history, 2023) == [
        "PAR INDEX 2023: rank 15/63, up 1 on 2022; target, best 20 provinces (example): reached."
    ]
    assert said.lead("vi", known, history, 2025) == ["PAR INDEX 2025: chưa có kết quả của Nghệ An."]


def test_a_dimension_named_beside_its_index_is_a_criterion_of_it(known):
    parts = [each for each in known.criteria if (each.index, each.year) == ("PAPI", 2019)]

    assert [each.component for each in parts][:2] == ["participation", "transparency"]
    assert len(parts) == 8


def test_the_provinces_own_index_is_about_its_units_under_their_full_names(known):
    found = [each.result for each in known.places("CCHC nội bộ", 2023)]

    assert [(each.place, each.score) for each in found][:2] == [("Sở Tài chính", 88.81), ("Văn phòng UBND tỉnh", 88.73)]
    assert "Sở Giáo dục và Đào tạo" in {each.place for each in found}
