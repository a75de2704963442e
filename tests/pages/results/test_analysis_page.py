"""The page of charts: each view by its code in the address, a table beside every chart, a click that leads on."""

import re

import pytest

from tests.pages.conftest import html, page, title
from views.screen.results.analysis import VIEWS

PAGE = "results/analysis.py"
CHARTS = [view for view in VIEWS if view != "tiles"]


@pytest.mark.parametrize("view", CHARTS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_view_has_a_chart_a_caption_and_a_table(app, view, language):
    app.query_params["view"] = view
    app.query_params["lang"] = language

    drawn = page(app, PAGE)

    assert not drawn.exception
    assert 'role="alert"' not in html(drawn)
    assert len(drawn.get("vega_lite_chart")) == 1
    assert drawn.get("vega_lite_chart")[0].proto.alt
    assert [each.label for each in drawn.expander] == [
        "Số liệu của biểu đồ" if language == "vi" else "The chart's numbers"
    ]
    assert html(drawn).count("<table>") == 1
    assert re.search('<p class="muted small">.{80,}</p>', html(drawn))


def test_a_click_in_the_funnel_opens_the_unit(app):
    app.query_params["kind"] = "department"
    drawn = page(app, PAGE)

    drawn.session_state["funnel_points"] = {"selection": {"pick": [{"code": "SNV"}]}}
    drawn.run()

    assert title(drawn) == "Sở Nội vụ"


def test_the_unit_page_leads_to_its_control_chart(app):
    app.query_params["unit"] = "SNNMT"
    assert "/phan-tich?view=control&amp;unit=SNNMT&amp;measure=" in html(page(app, "results/unit.py"))

    app.query_params["view"] = "control"
    drawn = page(app, PAGE)

    assert "Sở Nông nghiệp và Môi trường" in title(drawn)
    assert "vượt ra ngoài giới hạn" in html(drawn)


def test_the_heat_map_shows_the_last_thirty_or_all(app):
    app.query_params["view"] = "heat"
    few = html(page(app, PAGE)).count("<tr>")
    app.query_params["rows"] = "all"
    all_of_them = html(page(app, PAGE)).count("<tr>")

    assert (few, all_of_them) == (31, 131)


def test_a_figure_given_ready_made_is_on_no_chart_of_chance(app):
    app.query_params["measure"] = "mean_days"
    drawn = page(app, PAGE)

    assert not drawn.exception
    assert "measure" not in drawn.query_params


def test_the_page_of_anomalies_lists_a_month_with_arithmetic_files_and_false_alarms(app):
    app.query_params["period"] = "2025-11"
    text = html(page(app, "data/integrity.py"))

    assert "Tồn đầu 23 + mới 267 − giải quyết 259 − tồn cuối 14 = 17 hồ sơ" in text
    assert "/nguon-goc?unit=17329&amp;count=" in text
    assert "Báo nhầm: trong 1.000 tháng bình thường" in text
    assert "cần đơn vị giải thích trước khi kết luận" in text
    assert "gian lận" not in text


def test_a_flag_is_explained_on_its_page_and_shown_as_typed(own_app):
    own_app.query_params["period"] = "2025-11"
    shown = page(own_app, "data/integrity.py")
    shown.text_area[0].input("<img onerror=alert(1)> [x](javascript:1) $x$ :material/home:")
    shown.button(key="explain_now").click().run()

    text = html(shown)

    assert not shown.exception
    assert "Số liệu đúng:" in text
    assert "&lt;img onerror=alert(1)&gt; [x](javascript:1) $x$ :material/home:" in text
    assert "<img onerror" not in text


def test_a_flag_proposes_a_task_with_its_arithmetic(app):
    app.query_params.update({"unit": "17329", "flag": "pending_fall", "period": "2025-11"})
    drawn = page(app, "tasks/draft.py")

    assert not drawn.exception
    content = next(each.value for each in drawn.text_area if "Giải trình số liệu tháng 11/2025" in each.value)
    assert "= 17 hồ sơ" in content


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_tiles_hold_every_commune_once_under_the_district_it_came_from(app, language):
    app.query_params["view"] = "tiles"
    app.query_params["lang"] = language

    drawn = html(page(app, PAGE))

    assert drawn.count('class="tile t') == 130 + 4  # the legend has four
    assert drawn.count("<h3>") == 20
    assert ("Huyện Tương Dương" if language == "vi" else "Tuong Duong District") in drawn
    assert ("chưa đạt" if language == "vi" else "not met") in drawn


def test_where_there_were_no_districts_there_are_no_tiles(portal_app):
    portal_app.query_params["view"] = "tiles"
    drawn = page(portal_app, PAGE)

    assert not drawn.exception
    assert "Theo huyện cũ" not in [name for each in drawn.get("button_group") for name in each.options]
