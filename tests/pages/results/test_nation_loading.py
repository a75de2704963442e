"""The portal's answers loaded on the page: a drop with a damaged file, a table of our units whose points differ."""

import pytest

from core.settings import PROVINCES, ROOT
from store import portal
from store.database import open_engine
from tests.pages.conftest import html, page

ANSWER = (ROOT / "tests" / "loaders" / "cases" / "portal" / "1_service_results_national_year.json").read_bytes()
PAGE = "results/nation.py"


def dropped(app, *files: tuple[str, bytes], language: str = "vi"):
    app.query_params["lang"] = language
    drawn = page(app, PAGE)
    drawn.text_input(key="portal_period").set_value("2026")
    drawn.text_input(key="portal_read_at").set_value("2026-10-10 08:00").run()
    chosen = [(name, content, "application/json") for name, content in files]
    return drawn.file_uploader(key="portal_file").set_value(chosen).run()


def files_kept(tmp_path) -> list[str]:
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with engine.connect() as connection:
        found = [each.name for each in portal.files(connection)]
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("language", "left_out"), [("vi", "Không nhập các tệp còn lỗi: hỏng.json"), ("en", "hỏng.json")]
)
def test_a_damaged_file_is_named_and_the_others_are_loaded(empty_app, tmp_path, language, left_out):
    drawn = dropped(empty_app, ("hỏng.json", ANSWER[:900]), ("tốt.json", ANSWER), language=language)

    assert not drawn.exception
    assert "“hỏng.json”" in html(drawn) and left_out in html(drawn)
    assert "“tốt.json”" not in html(drawn), "nothing is wrong with it"

    (button,) = [each for each in drawn.button if each.key == "load_portal"]
    drawn = button.click().run()

    assert "tốt.json" in html(drawn) and files_kept(tmp_path) == ["tốt.json"]


def test_of_damaged_files_alone_each_is_named_and_nothing_is_loaded(empty_app, tmp_path):
    drawn = dropped(empty_app, ("một.json", ANSWER[:900]), ("hai.json", b'{"hello": 1}'))

    assert "“một.json”" in html(drawn) and "“hai.json”" in html(drawn)
    assert "Tệp còn lỗi nên chưa nhập gì" in html(drawn)
    assert not [each for each in drawn.button if each.key == "load_portal"]
    assert files_kept(tmp_path) == []


def test_points_that_differ_from_those_of_the_counts_stand_beside_the_portals(empty_app):
    provinces = (PROVINCES / "portal_provinces.csv").read_bytes()
    head = "Mã,Đơn vị,CKMB,TDGQ,Tổng điểm,totalOnTime,totalReceived,Ngày đọc"
    row = "H41.01,Sở A,5,17.5,50,90,100,10/10/2026"
    drawn = dropped(empty_app, ("tỉnh.csv", provinces), ("đơn vị.csv", f"{head}\n{row}\n".encode()))

    drawn = next(each for each in drawn.button if each.key == "load_portal").click().run()

    assert "tính lại: 18,00" in html(drawn) and "0/1 điểm nhóm trùng" in html(drawn)
    assert "90,0\u00a0%" in html(drawn) and "90/100" in html(drawn)
