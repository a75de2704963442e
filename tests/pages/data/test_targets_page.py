"""The targets on the page of what a province decides for itself."""

from actions.data.targets import set_target
from store import units
from store.database import reading, writing
from tests.conftest import NOW, VIEWER
from tests.pages.conftest import html, page
from tests.pages.data.test_uploads import button
from views.screen import session


def test_a_target_is_entered_with_its_document_and_marked_examples_stay(empty_app):
    empty_app.query_params["target"] = "online"
    drawn = page(empty_app, "data/settings.py")
    assert not drawn.exception
    assert "80 % (minh họa)".replace(" %", "\u00a0%") in html(drawn)
    drawn.text_input(key="target_value").set_value("85,5")
    drawn = drawn.run()
    assert "80\u00a0% (minh họa) → 85,5" in html(drawn)

    drawn = button(drawn, "target_save").click().run()
    assert "Hãy ghi văn bản quy định." in html(drawn), "which document says so?"
    # The form is far below the top of the page.
    assert [each.value for each in drawn.toast] == [r"Hãy ghi văn bản quy định\."]
    drawn.text_input(key="target_source").set_value("Kế hoạch <b>7</b>")
    drawn = button(drawn, "target_save").click().run()

    assert not drawn.exception
    assert "85,5\u00a0%" in html(drawn) and "Kế hoạch &lt;b&gt;7&lt;/b&gt;" in html(drawn)

    drawn.text_input(key="target_source").set_value("nhập nhầm")
    drawn = button(drawn, "target_remove").click().run()
    assert "85,5" not in html(drawn)


def test_a_target_for_one_kind_says_for_whom(empty_app):
    empty_app.query_params["target"] = "online"
    empty_app.query_params["whose"] = "commune"
    drawn = page(empty_app, "data/settings.py")
    drawn.text_input(key="target_value").set_value("70")
    drawn.text_input(key="target_source").set_value("Kế hoạch 7")
    drawn = button(drawn.run(), "target_save").click().run()

    assert not drawn.exception
    row = next(each for each in html(drawn).split("<tr>") if "70\u00a0%" in each and "Kế hoạch 7" in each)
    assert "Xã, phường, đặc khu" in row

    drawn.text_input(key="target_source").set_value("nhập nhầm")
    assert "Kế hoạch 7" not in html(button(drawn.run(), "target_remove").click().run())


def test_a_target_for_one_unit_says_what_held_for_it(empty_app):
    empty_app.query_params["target"] = "online"
    empty_app.query_params["whose"] = "unit:SNV"
    drawn = page(empty_app, "data/settings.py")
    drawn.text_input(key="target_value").set_value("90")
    drawn.text_input(key="target_source").set_value("Kế hoạch 8")
    drawn = drawn.run()
    assert "80\u00a0% (minh họa) → 90" in html(drawn)
    drawn = button(drawn, "target_save").click().run()

    assert not drawn.exception
    row = next(each for each in html(drawn).split("<tr>") if "90\u00a0%" in each and "Kế hoạch 8" in each)
    assert "Sở Nội vụ" in row
    assert "90\u00a0% → –" in html(drawn)

    drawn.text_input(key="target_source").set_value("nhập nhầm")
    assert "Kế hoạch 8" not in html(button(drawn.run(), "target_remove").click().run())


def test_a_units_own_target_ends_on_the_page_and_its_end_is_taken_back(empty_app):
    with writing(session.engine()) as connection:
        set_target(connection, VIEWER, "online", "2025-03", 90, unit="SNV", source="Kế hoạch 8", at=NOW)
    empty_app.query_params["target"] = "online"
    empty_app.query_params["whose"] = "unit:SNV"
    drawn = page(empty_app, "data/settings.py")
    assert "Nếu thôi chỉ tiêu riêng từ tháng" in html(drawn) and "90\u00a0% → 80\u00a0% (minh họa)" in html(drawn)
    drawn.text_input(key="target_source").set_value("Kế hoạch 9")
    drawn = button(drawn.run(), "target_end").click().run()

    assert not drawn.exception
    row = next(each for each in html(drawn).split("<tr>") if "Kế hoạch 9" in each)
    assert "Sở Nội vụ" in row and "theo mức chung" in row
    drawn.text_input(key="target_source").set_value("nhập nhầm")
    assert '<td class="wrap">theo mức chung' not in html(button(drawn.run(), "target_remove").click().run())


def test_that_a_successor_does_not_inherit_stands_at_the_list(empty_app):
    with reading(session.engine()) as connection:
        gone = next(each for each in units.everything(connection) if each.kind == "district" and each.valid_to)
    assert "không nhận chỉ tiêu riêng này" not in html(page(empty_app, "data/settings.py"))
    with writing(session.engine()) as connection:
        set_target(connection, VIEWER, "online", "2025-03", 90, unit=gone.code, source="Kế hoạch 8", at=NOW)
    drawn = page(empty_app, "data/settings.py")
    assert f"{gone.name} (→ 30/06/2025) đã kết thúc: đơn vị kế thừa không nhận chỉ tiêu riêng này" in html(drawn)


def test_what_is_no_target_is_said(empty_app):
    drawn = page(empty_app, "data/settings.py")
    drawn.text_input(key="target_value").set_value("nhiều")
    drawn = button(drawn, "target_save").click().run()
    assert "“nhiều” không dùng làm chỉ tiêu được" in html(drawn)


def test_a_day_of_delivery_is_entered_with_its_document_and_taken_back(empty_app):
    drawn = page(empty_app, "data/settings.py")
    assert "10 (minh họa)" in html(drawn)
    drawn.text_input(key="delivery_day").set_value("31")
    drawn.text_input(key="delivery_source").set_value("Quyết định <b>3</b>")
    drawn = button(drawn.run(), "delivery_save").click().run()
    assert "“31” không dùng làm hạn nộp được" in html(drawn)

    drawn.text_input(key="delivery_day").set_value("8")
    drawn = drawn.run()
    assert "10 → 8." in html(drawn)
    drawn = button(drawn, "delivery_save").click().run()
    assert not drawn.exception
    assert "Quyết định &lt;b&gt;3&lt;/b&gt;" in html(drawn)

    drawn.text_input(key="delivery_source").set_value("nhập nhầm")
    assert "Quyết định" not in html(button(drawn.run(), "delivery_remove").click().run()).split("Hạn nộp số liệu")[1]


def test_a_rule_of_reminding_is_entered_with_its_document_and_taken_back(empty_app):
    drawn = page(empty_app, "data/settings.py")
    assert "Trước hạn 7 ngày" in html(drawn) and "cán bộ thực hiện (minh họa)" in html(drawn)
    to = next(each for each in drawn.multiselect if each.key.startswith("reminder_to@d-7@"))
    to.set_value(["staff", "unit"])
    drawn = drawn.run()
    assert "cán bộ thực hiện (minh họa) → cán bộ thực hiện, đơn vị chủ trì." in html(drawn)
    drawn = button(drawn, "reminder_save").click().run()
    assert "Hãy ghi văn bản quy định." in html(drawn)

    drawn.text_input(key="reminder_source").set_value("Kế hoạch <i>4</i>")
    drawn = button(drawn.run(), "reminder_save").click().run()
    assert not drawn.exception
    row = next(each for each in html(drawn).split("<tr>") if "Kế hoạch &lt;i&gt;4&lt;/i&gt;" in each)
    assert "Trước hạn 7 ngày" in row and "cán bộ thực hiện, đơn vị chủ trì" in row

    drawn.text_input(key="reminder_source").set_value("nhập nhầm")
    drawn = button(drawn.run(), "reminder_remove").click().run()
    assert not drawn.exception and "Kế hoạch &lt;i&gt;4" not in html(drawn)


def test_what_a_task_must_make_clear_is_entered_with_its_document_and_taken_back(empty_app):
    drawn = page(empty_app, "data/settings.py")
    asked = next(each for each in drawn.multiselect if each.key.startswith("clarity_asked@"))
    asked.set_value([*asked.value, "contact"])
    drawn = drawn.run()
    assert "→ 5 rõ, 1 xuyên suốt (Rõ nội dung công việc" in html(drawn)
    drawn.text_input(key="clarity_source").set_value("Kế hoạch <i>6</i>")
    drawn = button(drawn.run(), "clarity_save").click().run()
    assert not drawn.exception
    row = next(each for each in html(drawn).split("<tr>") if "Kế hoạch &lt;i&gt;6&lt;/i&gt;" in each)
    assert "5 rõ, 1 xuyên suốt" in row and "Xuyên suốt một đầu mối" in row

    drawn.text_input(key="clarity_source").set_value("nhập nhầm")
    drawn = button(drawn.run(), "clarity_remove").click().run()
    assert not drawn.exception and "Kế hoạch &lt;i&gt;6" not in html(drawn)


def test_weights_of_the_own_index_are_entered_with_their_document_and_taken_back(empty_app):
    drawn = page(empty_app, "data/settings.py")
    typed = next(each for each in drawn.text_area if each.key.startswith("weights_points@"))
    typed.set_value(typed.value.replace("trực tuyến: 25", "trực tuyến: 26"))
    drawn = drawn.run()
    assert "Các điểm cộng lại là 101, phải đúng bằng 100." in html(drawn)
    typed = next(each for each in drawn.text_area if each.key.startswith("weights_points@"))
    typed.set_value(typed.value.replace("số hóa: 20", "số hóa: 19"))
    drawn.text_input(key="weights_source").set_value("Kế hoạch <i>7</i>")
    drawn = drawn.run()
    change = ": Hồ sơ tiếp nhận trực tuyến: 25 → 26; Hồ sơ được số hóa: 20 → 19."
    assert change in html(drawn)
    drawn = button(drawn, "weights_save").click().run()
    assert not drawn.exception
    row = next(each for each in html(drawn).split("<tr>") if "Kế hoạch &lt;i&gt;7&lt;/i&gt;" in each)
    assert "trực tuyến: 26" in row and "số hóa: 19" in row

    drawn.text_input(key="weights_source").set_value("nhập nhầm")
    drawn = button(drawn.run(), "weights_remove").click().run()
    assert not drawn.exception and "Kế hoạch &lt;i&gt;7" not in html(drawn)
