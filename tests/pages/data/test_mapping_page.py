"""An unknown table and unknown rows on the page that takes files in; what was said of them on the settings page."""

from pathlib import Path

from tests.pages.conftest import html, page
from tests.pages.data.test_uploads import button, upload

CASE = Path(__file__).parents[2] / "loaders" / "cases" / "tables" / "unknown_table.xlsx"
ROWS = "unit_code,month,received\nSNV,2026-08,10\nCông an tỉnh,2026-08,7\nPhòng số 2,2026-08,8\n"


def dropped(app, month: str = "2026-08"):
    app.query_params["of"] = month
    drawn = page(app, "data/upload.py")
    return drawn.file_uploader(key="upload_file").set_value([(CASE.name, CASE.read_bytes(), "")]).run()


def field(drawn, number: int):
    return next(each for each in drawn.selectbox if each.key.startswith("mapping_") and f"_1_{number}@" in each.key)


def test_an_unknown_table_is_mapped_remembered_and_published(empty_app):
    drawn = dropped(empty_app)
    assert not drawn.exception
    assert "Bảng này chưa có trong các biểu đã biết" in html(drawn)
    assert "có thể gồm cả trước hạn" in html(drawn) and "= cột F + G cộng lại" in html(drawn)
    assert "Chưa tính được" in html(drawn) and "resolved" not in html(drawn)

    field(drawn, 6).set_value("resolved")
    drawn = drawn.run()
    assert "Hai cột “Đã giải quyết” và “Đúng hạn” cùng là “Đã giải quyết - tổng số”" in html(drawn)
    assert button(drawn, "mapping_remember").disabled

    # The total and one of its parts: they may be said to be added, and the file itself then says that it is the total.
    (add,) = (each for each in drawn.checkbox if each.key.startswith("mapping_add_"))
    assert add.label == "Cộng các cột E + F thành một số: Đã giải quyết - tổng số" and not add.value
    drawn = add.set_value(True).run()
    assert not button(drawn, "mapping_remember").disabled

    drawn = field(drawn, 6).set_value("").run()
    assert not [each for each in drawn.checkbox if each.key.startswith("mapping_add_")]
    drawn = button(drawn, "mapping_remember").click().run()
    assert not drawn.exception
    assert "Đã nhớ cách ghép cột" in html(drawn) and "Bảng của tỉnh, đã ghép cột" in html(drawn)

    drawn = button(drawn, "upload_one_publish").click().run()
    assert "Đã công bố tháng 8/2026, bản 1." in html(drawn)


def test_a_mapping_is_listed_and_removed(empty_app):
    drawn = button(dropped(empty_app), "mapping_remember").click().run()
    drawn = page(drawn, "data/settings.py")
    assert "Trễ hạn = Giải quyết quá hạn" in html(drawn) and CASE.name in html(drawn)

    drawn = button(drawn, "mapping_remove").click().run()

    assert not drawn.exception
    assert "Chưa có bảng nào." in html(drawn)


def test_unknown_rows_are_answered_for_and_the_rest_of_the_file_is_not_lost(empty_app):
    drawn = upload(empty_app, ("a.csv", ROWS))
    asked = [each for each in drawn.selectbox if each.key.startswith("row_answer_")]
    assert [each.label for each in asked] == ["“Công an tỉnh” là", "“Phòng số 2” là"]

    asked[0].set_value("-")
    asked[1].set_value("STP")
    drawn = button(drawn, "row_answer_save").click().run()
    assert "Việc này cần ghi lý do." in html(drawn), "why is the row left out?"

    drawn.text_input(key="row_answer_reason").set_value("Ngành dọc")
    drawn = button(drawn, "row_answer_save").click().run()
    assert not drawn.exception
    assert "Dòng “Công an tỉnh” được bỏ" in html(drawn)
    assert not button(drawn, "upload_one_draft").disabled

    drawn = page(drawn, "data/settings.py")
    assert "là Sở Tư pháp" in html(drawn) and "bỏ dòng: Ngành dọc" in html(drawn)
    next(each for each in drawn.selectbox if each.key.startswith("row_answers_which")).set_value("Phòng số 2")
    drawn = button(drawn.run(), "row_answers_remove").click().run()
    assert "là Sở Tư pháp" not in html(drawn) and "bỏ dòng: Ngành dọc" in html(drawn)
