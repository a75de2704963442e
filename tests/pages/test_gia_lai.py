"""Gia Lai: the portal's figures of the year to date, and no month. Every page opens and says what there is."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import FRAME, html, page
from tests.samples import sample_of
from views.pages import PAGES


@pytest.fixture(scope="module")
def gia_lai_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return sample_of("gia-lai", tmp_path_factory.mktemp("gia_lai") / "namro.db", tmp_path_factory)


@pytest.fixture
def gia_lai(gia_lai_url: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("NAMRO_DATABASE_URL", gia_lai_url)
    monkeypatch.setenv("NAMRO_PROVINCE", "gia-lai")
    return AppTest.from_file(FRAME, default_timeout=60)


@pytest.mark.parametrize("name", [each.script for each in PAGES.values()])
def test_every_page_opens_with_figures_of_the_year_alone(gia_lai, name):
    gia_lai.query_params["unit"] = "H21.24"
    gia_lai.query_params["lang"] = "en" if name.startswith("results") else "vi"

    drawn = page(gia_lai, name)

    assert not drawn.exception
    assert html(drawn)
    assert "Số liệu minh họa" not in html(drawn) and "Illustrative figures" not in html(drawn)


@pytest.mark.parametrize("name", ["results/overview.py", "results/score.py"])
def test_where_no_month_is_published_the_portals_own_score_stands(gia_lai, name):
    text = html(page(gia_lai, name))

    assert "66,23, hạng 4/34 tỉnh, thành phố" in text
    assert "Chưa có tháng nào được công bố" in text


def test_our_units_stand_with_the_portals_ranks_and_with_what_was_computed(gia_lai):
    text = html(page(gia_lai, "results/nation.py"))

    assert "Lần đọc này chỉ có 20 đơn vị; Cổng xếp hạng đến 148." in text
    assert "83/83 điểm nhóm trùng đến 0,01" in text and "17 điểm nhóm thiếu số liệu" in text
    assert "tính lại:" not in text
