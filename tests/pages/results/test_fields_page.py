"""The page by field: what it draws, what it says where nobody reports by field, and names that are no mark-up."""

import re

import pytest

from actions.data.import_file import import_file
from core.settings import settings_from
from core.viewer import everyone
from store.set_up import ready
from tests.conftest import accepted, clock
from tests.pages.conftest import html, page

HEAD = "unit_code,month,field,resolved,resolved_early,resolved_on_due,resolved_late\n"
BAD = "<img src=x onerror=alert(1)> [x](javascript:alert(1))"
ROWS = (
    "SNV,2026-08,Đất đai,100,80,8,12\nSNV,2026-08,Hộ tịch,10,10,0,0\n"
    f"STP,2026-08,Đất đai,100,97,0,3\nSTP,2026-08,{BAD},50,49,0,1\n"
)
WHOLE = "16681,2026-08,,40,40,0,0\n"


@pytest.fixture
def app(empty_app, tmp_path):
    engine = ready(
        settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}"}),
        clock=clock,
    )

    def loaded(rows, *, asked=()):
        done = import_file(
            engine, everyone("x"), (HEAD + rows).encode(), "a.csv", month=None, clock=clock, reason_for=accepted
        )
        assert done.versions, done.loaded.issues
        for name, value in dict(asked).items():
            empty_app.query_params[name] = value
        return page(empty_app, "results/fields.py")

    yield loaded
    engine.dispose()


def first_cells(drawn):
    return [re.sub(r"<[^>]*>", "", each).strip() for each in re.findall(r'<td class="name">(.*?)</td>', drawn)]


def test_fields_stand_by_how_much_they_miss_and_lead_to_their_units(app):
    drawn = html(app(ROWS + WHOLE)).replace("\u00a0", " ")

    assert first_cells(drawn) == ["Đất đai", "&lt;img src=x onerror=alert(1)&gt; [x](javascript:alert(1))", "Hộ tịch"]
    assert "2/3 đơn vị báo cáo theo lĩnh vực, chiếm 86,7 % số hồ sơ." in drawn
    assert "<img" not in drawn and "field=%C4%91%E1%BA%A5t+%C4%91ai" in drawn


def test_a_field_shows_its_units_with_their_leaders_and_a_task_to_assign(app):
    drawn = html(app(ROWS, asked={"field": "đất đai", "measure": "on_time_resolved"}))

    assert first_cells(drawn) == ["Sở Nội vụ", "Sở Tư pháp"]
    assert drawn.count("/soan-nhiem-vu?") == 2


def test_a_field_that_is_no_more_falls_back_to_all(app):
    assert len(first_cells(html(app(ROWS, asked={"field": "không có"})))) == 3


def test_a_kind_that_does_not_report_by_field_is_told_so(app):
    shown = app(ROWS + WHOLE, asked={"kind": "commune"})

    assert not shown.exception and "Hồ sơ giải quyết trước và đúng hạn" in " ".join(
        [each.value for each in (*shown.warning, *shown.error, *shown.info)] + [html(shown)]
    )


def test_where_nobody_reports_by_field_it_is_said_how(app):
    shown = app(WHOLE)

    assert not shown.exception and "chưa có số liệu theo lĩnh vực" in html(shown)
