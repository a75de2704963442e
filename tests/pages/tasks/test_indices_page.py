"""The page of yearly indices: the answer first, ranks broken where the field changed, four answers, a task."""

import json
import os

from actions.tasks import yearly_results as deeds
from actions.tasks.yearly_results import load_results
from core.clock import now
from core.indices import Answer, Criterion
from core.settings import settings_from
from core.viewer import everyone
from store.database import writing
from store.set_up import ready
from tests.actions.tasks.test_yearly_results import FIRST, HEAD, HOSTILE
from tests.pages.conftest import html, page

PAGE = "tasks/indices.py"
YEARS = "".join(f"PAR INDEX,{year},Nghệ An,,,,{rank},{of},báo\n" for year, rank, of in [
    (2023, 15, 63), (2024, 27, 63), (2025, 9, 34),
])  # fmt: skip


def filled(content: bytes):
    """The engine of an empty app's database, with these results in it."""
    engine = ready(settings_from(os.environ), clock=now)
    load_results(engine, everyone("test"), content, "kết quả.csv", clock=now)
    return engine


def test_the_page_begins_with_the_answer(app):
    text = html(page(app, PAGE))

    assert (
        "PAR INDEX 2024: hạng 27/63, giảm 12 bậc so với 2023; mục tiêu 20 tỉnh đứng đầu (minh họa): chưa đạt." in text
    )
    assert "0/8 tiêu chí đủ 4 câu trả lời" in text and "Ví dụ đặt ra để giới thiệu hệ thống" in text


def test_index_and_year_are_codes_in_the_address(app):
    app.query_params["chi_so"], app.query_params["nam"], app.query_params["lang"] = "PCI", "2022", "en"

    text = html(page(app, PAGE))

    assert "PCI 2022: rank 23/63, up 7 on 2021; 66.6 points." in text


def test_the_line_breaks_where_63_provinces_became_34(empty_app):
    filled((HEAD + YEARS).encode())

    drawn = page(empty_app, PAGE)

    text = html(drawn)
    assert not drawn.exception
    assert (
        "PAR INDEX 2025: hạng 9/34; mục tiêu 20 tỉnh đứng đầu (minh họa): không so được, vì đặt ra khi xếp 63 tỉnh."
        in text
    )
    assert "Từ 63 còn 34 tỉnh, thành phố (01/07/2025)" in text
    assert "stroke-dasharray" in text
    specification = json.loads(drawn.get("vega_lite_chart")[0].proto.spec)
    assert any("stretch" in json.dumps(layer) for layer in specification["layer"])


def test_a_file_is_checked_and_loaded_on_the_page(empty_app):
    app = page(empty_app, PAGE).file_uploader(key="index_file").upload("kết quả.csv", FIRST).run()
    assert "Đọc được 2 kết quả, 2 kết quả mới" in html(app)

    app = app.button(key="load_indices").click().run()

    assert not app.exception
    assert "Đã nhập 2 kết quả từ kết quả.csv" in html(app)
    assert "kết quả.csv: 2 kết quả, Quản trị hệ thống nhập ngày" in html(app)
    assert "0/1 tiêu chí đủ 4 câu trả lời" in html(app) and "tính từ điểm" in html(app)


def test_a_file_with_a_fault_cannot_be_loaded(empty_app):
    content = FIRST + f"PCI,2024,{HOSTILE},,,,64,63,{HOSTILE}\n".encode()
    app = page(empty_app, PAGE).file_uploader(key="index_file").upload("kết quả.csv", content).run()

    assert "Hạng 64 lớn hơn tổng số 63" in html(app)
    assert "<img onerror" not in html(app)
    assert "load_indices" not in [button.key for button in app.button]


def test_a_criterion_is_answered_and_the_answer_stays(empty_app):
    filled(FIRST)
    app = page(empty_app, PAGE)
    key = "PAR INDEX/2024/2.1 Thể chế"
    app.text_area(key=f"cause_{key}").set_value("Ban hành chậm")
    app.text_input(key=f"leader_{key}").set_value("Trần Thị B")
    app = app.button(key="save_answer").click().run()

    assert not app.exception
    assert "Các lần trả lời" in html(app) and "Ban hành chậm" in html(app)

    app = app.button(key="save_answer").click().run()
    assert "chưa thay đổi gì" in html(app)


def test_a_criterion_is_typed_in(empty_app):
    app = page(empty_app, PAGE)
    assert "Chưa có tiêu chí nào" in html(app)
    app.text_input(key="criterion_text").set_value(HOSTILE)

    app = app.button(key="add_criterion").click().run()

    assert not app.exception
    assert "0/1 tiêu chí đủ 4 câu trả lời" in html(app)
    assert "&lt;img onerror" in html(app) and "<img onerror" not in html(app)


def test_the_remedy_is_a_task_bound_to_its_criterion(empty_app):
    engine = filled(FIRST)
    key = "PAR INDEX/2024/2.1 Thể chế"
    with writing(engine) as connection:
        answer = Answer("missed", "Ban hành chậm", "SNV", "Trần Thị B")
        deeds.answer(connection, everyone("test"), Criterion.of_key(key), answer, at=now())
    empty_app.query_params["criterion"] = key
    app = page(empty_app, "tasks/draft.py")
    assert "Khắc phục tiêu chí “2.1 Thể chế” của PAR INDEX 2024" in app.text_area(key="content_new").value
    assert app.text_input(key="leader_new").value == "Trần Thị B"
    assert app.selectbox(key="unit_new@vi").value == "SNV"
    app.text_input(key="staff_new").set_value("Nguyễn Văn A").run()

    app = app.button(key="issue_task").click().run()

    assert not app.exception
    assert "PAR INDEX 2024 · 2.1 Thể chế" in html(app) and "/chi-so?" in html(app)
    text = html(page(empty_app, PAGE))
    assert "1/1 tiêu chí đủ 4 câu trả lời" in text and "NV-" in text


def test_typed_text_is_shown_as_text(empty_app):
    rows = f"PAR INDEX,2024,Nghệ An,{HOSTILE},1,2,,,{HOSTILE}\nPAR INDEX,2024,Nghệ An,,80,,27,63,{HOSTILE}\n"
    engine = filled((HEAD + rows).encode())
    with writing(engine) as connection:
        criterion = Criterion("PAR INDEX", 2024, HOSTILE)
        answer = Answer("missed", HOSTILE * 100, "SNV", HOSTILE, HOSTILE)
        deeds.answer(connection, everyone("test"), criterion, answer, at=now())

    app = page(empty_app, PAGE)

    assert not app.exception
    assert "&lt;img onerror" in html(app) and "<img onerror" not in html(app)
    assert HOSTILE not in "".join(each.value for each in app.markdown)


def test_a_criterion_nobody_knows_proposes_nothing(empty_app):
    empty_app.query_params["criterion"] = "PAR INDEX/2024/9.9"

    app = page(empty_app, "tasks/draft.py")

    assert not app.exception
    assert app.text_area(key="content_new").value == ""
