"""The page of the unit structure, and the choice between the units of the time and of today."""

import io
import json
import re

import openpyxl

from core.units import Structure
from core.viewer import everyone
from tests.pages.conftest import html, page
from views.documents.files import structure_workbook
from views.screen import session


def specification(drawn) -> dict:
    return json.loads(drawn.get("vega_lite_chart")[0].proto.spec)


def test_the_structure_says_who_is_there_and_what_became_of_what(app):
    text = html(page(app, "data/units.py"))

    assert "145 đơn vị" in text and 'Xã, phường, đặc khu <span class="muted">(130)</span>' in text
    assert re.search(r"Sở Tài chính <b>\+</b> Sở Kế hoạch và Đầu tư</td>.*→</td><td>Sở Tài chính</td>", text)
    assert "Danh mục có sẵn khi cài đặt" in text


def test_no_heading_stands_over_what_is_not_for_the_visitor(app, monkeypatch):
    headings = ("Các lần nhập danh mục", "Nhập danh mục mới")
    assert all(each in html(page(app, "data/units.py")) for each in headings)
    monkeypatch.setattr(session, "viewer", lambda: everyone().limited("see_results"))
    assert not any(each in html(page(app, "data/units.py")) for each in headings)


def test_an_earlier_structure_is_chosen_by_its_day_in_the_address(app):
    app.query_params["day"] = "2025-03-01"

    text = html(page(app, "data/units.py"))

    assert 'Cấp huyện <span class="muted">(20)</span>' in text and "Thành phố Vinh" in text
    assert "Xã, phường, đặc khu <span" not in text


def changed(change, units, successions) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(structure_workbook(Structure(tuple(units), tuple(successions)), "vi")))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(app, content: bytes):
    drawn = page(app, "data/units.py")
    return drawn.file_uploader(key="structure_files").upload("đơn vị.xlsx", content).run()


def test_a_new_list_is_previewed_and_loaded_with_a_reason(empty_app, nghe_an_structure):
    def rename(book):
        book["Đơn vị"]["B3"] = "<b>Sở Nội vụ mới</b>"

    drawn = upload(empty_app, changed(rename, *nghe_an_structure))
    assert not drawn.exception
    assert "Đổi tên" in html(drawn) and "&lt;b&gt;Sở Nội vụ mới&lt;/b&gt;" in html(drawn)
    assert "Các bản đã công bố giữ nguyên" in html(drawn)
    button = next(each for each in drawn.button if each.label == "Nhập danh mục")
    assert button.disabled

    drawn.text_input(key="structure_note").set_value("Nghị quyết 1").run()
    next(each for each in drawn.button if each.label == "Nhập danh mục").click().run()

    assert not drawn.exception
    assert "Đã nhập danh mục mới" in html(drawn)
    assert "Nghị quyết 1" in html(drawn) and "đơn vị.xlsx" in html(drawn)


def test_a_wrong_list_shows_every_problem_and_cannot_be_loaded(empty_app, nghe_an_structure):
    def spoil(book):
        book["Đơn vị"]["D3"] = "làng"
        book["Kế thừa"]["D11"] = "1/33"

    drawn = upload(empty_app, changed(spoil, *nghe_an_structure))

    assert "“làng” không phải là khối đơn vị" in html(drawn) and "<b>D3</b>" in html(drawn)
    assert "phải đúng bằng 1" in html(drawn)
    assert not [each for each in drawn.button if each.label == "Nhập danh mục"]


def test_what_is_no_list_is_one_sentence(empty_app):
    assert "Không nhận ra biểu nào" in html(upload(empty_app, b"a,b\n1,2\n"))


def test_a_commune_by_todays_units_goes_back_as_a_dashed_estimate_with_the_break_drawn(app):
    app.query_params["unit"], app.query_params["units"] = "16681", "today"

    drawn = page(app, "results/unit.py")

    text = html(drawn)
    assert not drawn.exception
    assert "Số liệu trước 01/07/2025 là ước tính: 18,2\u00a0% số hồ sơ của Thành phố Vinh" in text
    assert text.count("≈ ước tính") == 8
    guess = next(layer for layer in specification(drawn)["layer"] if "guess" in json.dumps(layer))
    assert guess["mark"]["strokeDash"]


def test_by_the_units_of_the_time_nothing_is_estimated(app):
    app.query_params["unit"] = "16681"

    drawn = page(app, "results/unit.py")

    assert "ước tính" not in html(drawn) and "guess" not in json.dumps(specification(drawn))
    drawn.segmented_control(key="units@vi").set_value("today").run()
    assert drawn.query_params["units"] == "today" and "≈ ước tính" in html(drawn)


def test_where_nothing_changed_there_is_nothing_to_choose(app):
    app.query_params["unit"] = "SYT"

    drawn = page(app, "results/unit.py")

    assert not [each for each in drawn.segmented_control if each.key == "units@vi"]


def test_the_overviews_trend_draws_the_break(app):
    app.query_params["period"] = "2025-10"
    text = html(app.run())

    assert "sắp xếp đơn vị 01/07/2025" in text
    assert "stroke-dasharray" in text
    app.query_params["period"] = "2026-10"
    assert "sắp xếp đơn vị" not in html(app.run())
