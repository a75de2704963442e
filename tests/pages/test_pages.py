"""Every page in both languages, full and empty; filters by code in the address."""

import io
import json
import os
import re

import openpyxl
import pytest

from core.settings import ROOT
from tests.pages.conftest import html, page, title
from views.pages import PAGES as REGISTER

PAGES = [page.script for page in REGISTER.values() if not page.linked]
FORMS = ROOT / "sample_data" / "forms"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_draws_in_both_languages(app, name, language):
    app.query_params["lang"] = language

    drawn = page(app, name)

    assert not drawn.exception
    assert 'role="alert"' not in html(drawn)
    assert title(drawn)
    assert ("Số liệu minh họa" if language == "vi" else "Illustrative figures") in html(drawn)


@pytest.mark.parametrize("name", ["results/overview.py", "results/ranking.py", "results/unit.py", "meetings/list.py"])
def test_without_numbers_a_page_says_what_to_do(empty_app, name):
    drawn = page(empty_app, name)

    assert not drawn.exception
    assert "Nhập số liệu" in html(drawn)


@pytest.mark.parametrize("name", PAGES)
def test_without_numbers_no_page_fails(empty_app, name):
    drawn = page(empty_app, name)

    assert not drawn.exception
    assert html(drawn)


def test_without_numbers_a_file_can_still_be_loaded(empty_app):
    drawn = page(empty_app, "data/upload.py")

    assert not drawn.exception
    assert "Chưa có tệp nào" in html(drawn)


def test_the_overview_says_the_month_in_a_sentence(app):
    text = html(app.run())

    assert re.search(r"Tháng 10/2026, toàn tỉnh giải quyết \d+\.\d{3} hồ sơ; .* đạt 9\d,\d\s%", text)
    assert "3 đơn vị chưa báo cáo" in text


def test_english_numbers_are_written_as_english_does(app):
    app.query_params["lang"] = "en"
    text = html(app.run())

    assert re.search(r"In October 2026 the province resolved \d+,\d{3} dossiers", text)
    assert not re.search(r"\d,\d\s?%", text)


def test_filters_are_read_from_the_address_by_code(app):
    app.query_params["measure"] = "online"
    app.query_params["period"] = "2026-08"
    app.query_params["kind"] = "department"

    drawn = page(app, "results/ranking.py")

    assert title(drawn) == "Xếp hạng sở, ban, ngành · Hồ sơ tiếp nhận trực tuyến"
    assert "Tháng 8/2026" in html(drawn)


def test_a_chosen_filter_goes_into_the_address_and_the_default_does_not(app):
    drawn = page(app, "results/ranking.py")
    drawn.selectbox(key="measure@vi").set_value("digitised").run()
    assert drawn.query_params["measure"] == "digitised"

    drawn.selectbox(key="measure@vi").set_value("on_time_resolved").run()
    assert "measure" not in drawn.query_params


def test_an_unknown_code_in_the_address_is_dropped(app):
    app.query_params["measure"] = "<script>"
    app.query_params["period"] = "2199-01"

    drawn = page(app, "results/ranking.py")

    assert not drawn.exception
    assert "measure" not in drawn.query_params and "period" not in drawn.query_params


def test_the_language_switch_keeps_every_filter(app):
    app.query_params["measure"] = "online"
    app.query_params["kind"] = "department"
    drawn = page(app, "results/ranking.py")

    drawn.segmented_control(key="language_switch").set_value("en").run()
    drawn.run()

    assert title(drawn) == "Ranking of departments · Dossiers received online"
    assert drawn.query_params["lang"] == "en"


def test_quarters_and_years_to_date_can_be_ranked(app):
    drawn = page(app, "results/ranking.py")

    drawn.segmented_control(key="by@vi").set_value("quarter").run()
    assert "Kỳ chưa kết thúc: số liệu 1 tháng, đến tháng 10/2026" in html(drawn)
    drawn.segmented_control(key="by@vi").set_value("ytd").run()

    assert not drawn.exception
    assert "10 tháng năm 2026" in html(drawn)


def test_ties_share_a_rank_and_the_unranked_stand_apart_with_words(app):
    app.query_params["kind"] = "department"
    text = html(page(app, "results/ranking.py"))

    table = text[text.index('<table class="ranking"') :]
    body, apart = table.split("</table>", 1)
    ranks = [int(rank) for rank in re.findall(r'<td class="n narrow strong" data-v="(\d+)">', body)]
    # Those that miss the target come first, the last of them on top; then the others by rank.
    assert ranks == [13, 12, 1, 1, 1, *range(4, 12)]
    assert "Không phát sinh hồ sơ" in apart and "Chưa báo cáo" in apart
    assert "Văn phòng UBND tỉnh" in apart and "Văn phòng UBND tỉnh" not in body


def test_the_chart_writes_numbers_in_the_language_and_links_nowhere(app):
    drawn = page(app, "results/ranking.py")
    chart = drawn.get("vega_lite_chart")[0].proto

    specification = json.loads(chart.spec)
    assert specification["config"]["locale"]["number"]["decimal"] == ","
    assert not re.search(r'"(href|url)"', chart.spec)


def test_a_click_on_a_bar_opens_the_unit(app):
    app.query_params["kind"] = "department"
    drawn = page(app, "results/ranking.py")

    drawn.session_state["ranking_bars"] = {"selection": {"pick": [{"code": "SNV"}]}}
    drawn.run()

    assert title(drawn) == "Sở Nội vụ"
    assert drawn.query_params["unit"] == "SNV"


def test_a_unit_that_ended_is_shown_until_its_end(app):
    app.query_params["unit"] = "412"

    drawn = page(app, "results/unit.py")

    assert "Hoạt động đến 30/06/2025" in html(drawn)
    assert "tháng 6/2025" in html(drawn)


def upload(app, name: str, month: str = "2026-08"):
    app.query_params["of"] = month
    drawn = page(app, "data/upload.py")
    path = FORMS / name
    return drawn.file_uploader(key="upload_file").upload(path.name, path.read_bytes()).run()


def test_a_broken_file_shows_every_problem_with_its_place_and_stores_nothing(app):
    drawn = upload(app, "form_ii06a_broken.xlsx")

    text = html(drawn)
    assert not drawn.exception
    assert "Chưa lưu gì" in html(drawn)
    assert not [button for button in drawn.button if "công bố" in button.label]
    assert len(re.findall(r'class="severity error"', text)) >= 6
    assert re.search(r"<b>[A-Z]\d+</b>", text)
    assert "Huyện Quỳ Hợp" in text and "Xã Quỳ Hợp" in text


def button(drawn, label: str):
    return next(button for button in drawn.button if button.label == label)


def test_a_file_with_warnings_is_published_when_each_has_its_reason(empty_app):
    drawn = upload(empty_app, "form_ii06a_2026-08.xlsx")
    assert not drawn.exception
    assert button(drawn, "Lưu và công bố").disabled
    for line in [line for line in drawn.text_input if line.key.startswith("upload_reasons_")]:
        line.set_value("hồ sơ rút")
    drawn.run()
    for choice in [each for each in drawn.segmented_control if each.key.startswith("blank_")]:
        choice.set_value("not_reported").run()
    button(drawn, "Lưu và công bố").click().run()

    assert "Đã công bố tháng 8/2026, bản 1." in html(drawn)
    assert "form_ii06a_2026-08.xlsx" in html(drawn)
    assert 'role="alert"' not in html(page(drawn, "results/ranking.py"))


def test_a_draft_goes_its_way_to_a_locked_version(empty_app):
    drawn = upload(empty_app, "template_vi.csv")
    button(drawn, "Lưu dự thảo").click().run()
    assert "Đã lưu dự thảo" in html(drawn)

    drawn = page(drawn, "data/month.py")
    assert not drawn.exception
    button(drawn, "Chấp nhận").click().run()
    button(drawn, "Công bố bản 1").click().run()
    assert re.search(r"Đã công bố tháng \d+/2026, bản 1, mã <?.*[0-9a-f]{8}", html(drawn))
    code = re.search(r"mã ([0-9a-f]{8})", html(drawn))[1]

    drawn.text_input(key="verify_code").set_value(code).run()
    assert "khớp hoàn toàn" in html(drawn)
    button(drawn, "Khóa tháng").click().run()
    assert "đã khóa" in html(drawn)
    button(drawn, "Mở khóa").click().run()
    assert "cần ghi lý do" in html(drawn)


def test_a_page_can_show_what_was_published_then(app):
    app.query_params["as_of"] = "1"
    drawn = app.run()

    assert not drawn.exception
    assert "Đang xem số liệu như khi công bố bản 1 của tháng 1/2024" in html(drawn)
    assert "Toàn cảnh tháng 1/2024" in html(drawn)


def test_every_page_carries_the_newest_versions_code(app):
    assert re.search(r"Bản số liệu: tháng 10/2026, bản \d · <code>[0-9a-f]{8}</code>", html(app.run()))


def test_what_is_no_spreadsheet_is_one_sentence(app, tmp_path):
    drawn = page(app, "data/upload.py")
    drawn.file_uploader(key="upload_file").upload("x.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 99).run()

    assert not drawn.exception
    assert "không phải là bảng tính" in html(drawn)


def test_a_file_name_is_shown_as_text(empty_app):
    drawn = page(empty_app, "data/upload.py")
    content = b"unit_code,month,received_online,received_in_person\nSNV,2026-08,1,2\n"
    drawn.file_uploader(key="upload_file").upload("<img src=x onerror=alert(1)>.csv", content).run()
    next(button for button in drawn.button if button.label == "Lưu và công bố").click().run()

    assert "<img" not in html(drawn)
    assert "&lt;img src=x onerror=alert(1)&gt;.csv" in html(drawn)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_blank_template_is_read_back_by_the_loader(app, language, nghe_an_units):
    import datetime as dt

    from core.periods import parse
    from loaders import load
    from views.documents.files import blank_template
    from views.documents.template import ASKED

    month = parse("2026-10")
    units = [unit for unit in nghe_an_units if unit.kind != "province" and unit.in_force(month.start, month.end)]
    book = openpyxl.load_workbook(io.BytesIO(blank_template(units, month, language)))
    for row in book.active.iter_rows(min_row=2, min_col=4, max_col=3 + len(ASKED)):
        for cell in row:
            cell.value = 0
    filled = io.BytesIO()
    book.save(filled)

    loaded = load(filled.getvalue(), "filled.xlsx", units=nghe_an_units, month=month, today=dt.date(2026, 11, 22))

    assert loaded.fit_to_store, loaded.issues[:3]
    assert len(loaded.rows) == len(units) == 145
    assert loaded.rows[list(ASKED)].notna().all().all()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_number_of_a_ranking_leads_to_its_file_and_row(app, language):
    app.query_params["lang"] = language
    app.query_params["unit"], app.query_params["period"], app.query_params["measure"] = "SNV", "2026-10", "online"

    drawn = page(app, "results/provenance.py")

    text = html(drawn)
    assert not drawn.exception and 'role="alert"' not in text
    assert "dossiers.csv" in text
    assert re.search(r"dòng \d+" if language == "vi" else r"row \d+", text)


def test_a_number_of_all_units_of_a_kind_leads_to_each_of_them(app):
    app.query_params["kind"], app.query_params["period"], app.query_params["measure"] = (
        "department",
        "2026-10",
        "online",
    )

    text = html(page(app, "results/provenance.py"))

    assert "Cộng" in text and "Sở Nội vụ" in text
    assert "unit=SNV&amp;count=received_online&amp;period=2026-10" in text


def test_without_a_source_of_dossiers_there_is_no_list_and_the_page_says_so(app, monkeypatch, tmp_path):
    monkeypatch.setenv("NAMRO_SOURCES", str(tmp_path / "none.toml"))
    app.query_params["unit"] = "SNV"

    drawn = page(app, "results/late.py")

    assert not drawn.exception
    assert "sources.toml" in html(drawn)


def test_drafts_are_shown_when_asked_for_and_every_link_keeps_to_them(app):
    app.query_params["draft"] = "1"

    text = html(app.run())

    assert "Đang xem cả các dự thảo" in text
    assert "draft=1" in re.search(r'href="(/xep-hang[^"]*)"', text)[1]


@pytest.mark.parametrize(
    "name", ["results/late.py", "results/unit_score.py", "results/provenance.py", "tasks/draft.py"]
)
def test_a_unit_nobody_knows_is_one_sentence(app, name):
    app.query_params["unit"], app.query_params["period"] = "không-có", "2026-10"

    drawn = page(app, name)

    assert not drawn.exception
    assert "không-có" in html(drawn)


def test_a_new_task_shows_also_where_an_older_version_is_looked_at(app):
    from actions.tasks import steps as deeds
    from core.tasks import Details
    from core.viewer import everyone
    from store.database import open_engine, writing
    from tests.conftest import NOW

    app.query_params["as_of"] = "1"
    before = html(page(app, "tasks/list.py"))
    engine = open_engine(os.environ["NAMRO_DATABASE_URL"])
    with writing(engine) as connection:
        code = deeds.draft(connection, everyone("test"), Details(content="Việc mới của Ban Chỉ đạo"), at=NOW)
    engine.dispose()

    assert code not in before
    assert code in html(app.run())


@pytest.mark.parametrize("name", ["results/ranking.py", "results/analysis.py", "results/unit.py"])
def test_a_month_of_ready_made_scores_alone_says_that_no_measure_can_be_had(portal_app, name):
    # The first that was published of the month are the portal's component scores.
    portal_app.query_params["as_of"] = "1"
    drawn = page(portal_app, name)

    assert not drawn.exception
    assert "chưa đủ để tính chỉ số nào" in html(drawn)


def test_recording_a_task_computes_no_number_again(app, monkeypatch):
    from actions.tasks import steps
    from core.tasks import Details
    from core.viewer import everyone
    from metrics.rates import rates
    from store.database import open_engine, writing
    from tests.conftest import NOW

    page(app, "results/ranking.py")
    computed = []
    counted = rates.values
    monkeypatch.setattr(rates, "values", lambda *given: computed.append(given) or counted(*given))
    engine = open_engine(os.environ["NAMRO_DATABASE_URL"])
    with writing(engine) as connection:
        steps.draft(connection, everyone("test"), Details(content="Một việc nữa"), at=NOW)
    engine.dispose()

    app.run()

    assert not app.exception
    assert computed == []


def test_an_address_that_asks_for_what_is_not_there_is_told_and_not_passed_over(app):
    app.query_params["unit"] = "NOPE"
    assert "Không có đơn vị nào mang mã “NOPE”" in html(page(app, "results/unit.py"))
    app.query_params["period"] = "2031-01"
    assert "áng 1/2031 chưa có số liệu ở trang này" in html(app.run())


def test_a_quarter_that_comes_along_from_another_page_is_not_a_mistake(app):
    app.query_params["period"] = "2026-Q3"
    assert "chưa có số liệu ở trang này" not in html(app.run())
