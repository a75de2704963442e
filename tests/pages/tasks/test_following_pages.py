"""Cohorts and commitments on their pages and beside their units; what people type is text, or is refused."""

import os
from dataclasses import replace

from actions.tasks import cohorts as deeds
from core.clock import now
from core.settings import settings_from
from store import cohorts, commitments
from store.database import writing
from store.set_up import ready
from tests.conftest import NOW, VIEWER
from tests.pages.conftest import html, page, title
from views.screen import session

NASTY = "<img src=x onerror=alert(1)> [x](javascript:1) $\\LaTeX$ :material/home: {name} 100%"


def stored(room):
    engine = ready(settings_from(os.environ), clock=now)
    with engine.connect() as connection:
        return room.everything(connection)


def submit(app, key: str):
    return next(button for button in app.button if button.key == key).click().run()


def test_a_cohort_answers_first_then_shows_its_members(app):
    drawn = page(app, "tasks/cohorts.py")

    text = html(drawn)
    assert "7 đơn vị trọng tâm 2026, từ tháng 3/2026 đến tháng 10/2026" in text
    assert "138 đơn vị còn lại cùng khối" in text
    assert "Hạng tháng 10/2026" in text and "Sở Nông nghiệp và Môi trường" in text
    assert drawn.get("vega_lite_chart")


def test_cohort_and_measure_stand_in_the_address(app):
    app.query_params["measure"] = "online"
    app.query_params["cohort"] = "NTD-2026-01"

    drawn = page(app, "tasks/cohorts.py")

    assert "/don-vi?unit=SNV&amp;measure=online" in html(drawn)
    assert "Số ngày bình quân" not in " ".join(drawn.selectbox(key="measure@vi").options)


def test_a_cohort_is_defined_changed_and_ended_on_its_page(own_app):
    drawn = page(own_app, "tasks/cohorts.py")
    drawn.text_input(key="cohort_name_new").set_value(NASTY)
    drawn.multiselect(key="cohort_units_new").set_value(["SNV", "16681"])
    drawn.text_area(key="cohort_note_new").set_value(NASTY)
    drawn = submit(drawn, "define_cohort_now")

    found = stored(cohorts)[-1]
    assert (found.definition.name, found.definition.units) == (NASTY, ("SNV", "16681"))
    assert drawn.query_params["cohort"] == found.code
    assert "&lt;img src=x" in html(drawn) and "<img" not in html(drawn)

    drawn.text_area(key=f"cohort_note_{found.code}_1").set_value("đổi tên")
    drawn.text_input(key=f"cohort_name_{found.code}_1").set_value("Nhóm mới")
    drawn = submit(drawn, "change_cohort_now")
    assert stored(cohorts)[-1].definition.name == "Nhóm mới"

    drawn.text_area(key=f"cohort_why_{found.code}").set_value("hết đợt")
    drawn = submit(drawn, "end_cohort_now")
    assert stored(cohorts)[-1].ended
    assert not drawn.exception
    assert "end_cohort_now" not in [button.key for button in drawn.button]


def test_who_changes_a_cohort_that_somebody_else_changed_meanwhile_is_told_and_overwrites_nothing(own_app):
    (cohort, *_) = stored(cohorts)
    own_app.query_params["cohort"] = cohort.code
    drawn = page(own_app, "tasks/cohorts.py")
    key = f"{cohort.code}_{len(cohort.events)}"
    drawn.text_input(key=f"cohort_name_{key}").set_value("Tên của tôi")
    drawn.text_area(key=f"cohort_note_{key}").set_value("đổi tên")
    with writing(session.engine()) as connection:
        other = replace(cohort.definition, name="Tên của người khác")
        deeds.change(connection, VIEWER, cohort.code, other, at=NOW, note="trước một bước")

    drawn = submit(drawn, "change_cohort_now")

    assert not drawn.exception
    assert f"vừa sửa {cohort.code}" in html(drawn)
    assert stored(cohorts)[0].definition.name == "Tên của người khác"


def test_a_cohort_without_name_units_or_a_reason_is_refused_with_a_sentence(own_app):
    drawn = submit(page(own_app, "tasks/cohorts.py"), "define_cohort_now")
    assert "Nhóm chưa có tên" in html(drawn)

    # A limit of the field itself would let a long text that is pasted vanish without a word.
    drawn.text_input(key="cohort_name_new").set_value("x" * 10_000)
    drawn = submit(drawn, "define_cohort_now")
    assert "Tên nhóm dài quá 200 ký tự" in html(drawn)

    drawn.text_input(key="cohort_name_new").set_value("Nhóm mới")
    drawn = submit(drawn, "define_cohort_now")
    assert "Nhóm chưa có đơn vị nào" in html(drawn)

    drawn = submit(drawn, "change_cohort_now")
    assert "cần ghi lý do" in html(drawn)
    assert len(stored(cohorts)) == 1 and not drawn.exception


def test_commitments_are_counted_by_outcome_and_filtered_by_the_address(app):
    text = html(page(app, "tasks/commitments.py"))
    assert "Không thực hiện được: <b>2</b>" in text
    assert "Đến hết tháng 10/2026" in text
    assert "/soan-nhiem-vu?unit=17329&amp;measure=on_time_resolved&amp;period=2026-10" in text

    app.query_params["standing"] = "kept"
    text = html(app.run())
    assert "CK-2025-001" in text and "CK-2026-001" not in text
    app.query_params["unit"] = "SXD"
    assert "Không có cam kết nào hợp" not in html(app.run())


def test_many_units_sign_one_text_on_the_page_and_one_withdraws(own_app):
    drawn = page(own_app, "tasks/commitments.py")
    drawn.multiselect(key="sign_units").set_value(["STP", "SYT"])
    drawn.text_input(key="sign_leader").set_value(NASTY)
    drawn.text_area(key="sign_note").set_value(NASTY)
    drawn = submit(drawn, "sign_now")
    assert "Đã ghi 2 cam kết." in html(drawn)
    assert "<img" not in html(drawn)
    code = stored(commitments)[-1].code

    drawn.query_params["commitment"] = code
    drawn = drawn.run()
    assert "<img" not in html(drawn) and "&lt;img src=x" in html(drawn)
    drawn.text_area(key=f"withdraw_why_{code}").set_value("ghi nhầm")
    drawn = submit(drawn, "withdraw_now")
    assert stored(commitments)[-1].withdrawn.note == "ghi nhầm"
    assert "Đã rút: <b>1</b>" in html(drawn)
    assert not drawn.exception


def test_who_signs_twice_is_told_what_was_signed(own_app):
    drawn = page(own_app, "tasks/commitments.py")
    drawn.multiselect(key="sign_units").set_value(["SXD"])
    drawn = submit(drawn, "sign_now")

    assert "Sở Xây dựng đã ký cam kết CK-2026-002" in html(drawn)

    drawn.number_input(key="sign_target").set_value(101.0)
    assert "từ 0 đến 100" in html(submit(drawn, "sign_now"))
    drawn.number_input(key="sign_target").set_value(95.0)
    drawn.number_input(key="sign_year").set_value(2150)
    assert "Năm 2150 không hợp lệ" in html(submit(drawn, "sign_now"))


def test_a_commitment_there_is_not_is_a_sentence(app):
    app.query_params["commitment"] = "<script>"

    drawn = page(app, "tasks/commitments.py")

    assert not drawn.exception
    assert "Không có cam kết nào mang mã “&lt;script&gt;”" in html(drawn)


def test_a_units_page_shows_its_commitments_and_cohorts(app):
    app.query_params["unit"] = "SXD"
    text = html(page(app, "results/unit.py"))

    assert "Cam kết của người đứng đầu" in text and "Đúng hạn ≥ 98" in text
    assert "/nhom-theo-doi?cohort=NTD-2026-01" in text


def test_without_numbers_both_pages_can_be_written_on(empty_app):
    drawn = page(empty_app, "tasks/cohorts.py")
    assert "Chưa có nhóm nào" in html(drawn)
    drawn.text_input(key="cohort_name_new").set_value("Nhóm")
    drawn.multiselect(key="cohort_units_new").set_value(["SNV"])
    drawn = submit(drawn, "define_cohort_now")
    assert len(stored(cohorts)) == 1 and not drawn.exception

    drawn = page(empty_app, "tasks/commitments.py")
    assert "Chưa có cam kết nào" in html(drawn)
    drawn.multiselect(key="sign_units").set_value(["SNV"])
    drawn = submit(drawn, "sign_now")
    assert "Chưa đủ số liệu: <b>1</b>" in html(drawn) and title(drawn) == "Cam kết của người đứng đầu"
