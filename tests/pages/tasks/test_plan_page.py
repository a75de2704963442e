"""A plan goes in on its page; a task's numbers are judged on its own page and beside its unit."""

import datetime as dt
import os

from actions.tasks import steps as deeds
from core.clock import now
from core.settings import settings_from
from core.tasks import Details, Link, Person
from core.viewer import everyone
from store.database import writing
from store.set_up import ready
from tests.actions.tasks.test_plans import ROWS, workbook
from tests.pages.conftest import html, page
from tests.samples import copied

BEGUN = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)
NASTY = "<img onerror=alert(1)> [x](javascript:alert(1)) $\\LaTeX$"


def test_a_plan_is_previewed_line_by_line_and_becomes_drafts(empty_app):
    app = page(empty_app, "tasks/plan.py")
    app = app.file_uploader(key="plan_file").upload("kế hoạch.xlsx", workbook()).run()
    assert "Đọc được 3 nhiệm vụ: 0 đã rõ, 3 còn chưa rõ" in html(app)
    assert "không có đơn vị nào tên “Sở Không Có”" in html(app)

    app = app.button(key="load_plan").click().run()

    assert not app.exception
    assert "Đã lập 3 dự thảo, từ NV-" in html(app)
    assert "load_plan" not in [button.key for button in app.button]


def test_a_plan_with_a_fault_cannot_be_loaded(empty_app):
    content = workbook([*ROWS, [3, None, "Sở Nội vụ", None, None, NASTY]])
    app = page(empty_app, "tasks/plan.py").file_uploader(key="plan_file").upload("k.xlsx", content).run()

    assert "không có nội dung" in html(app)
    assert "load_plan" not in [button.key for button in app.button]


def test_a_task_and_its_unit_show_the_verdict(app, sample_url, tmp_path, monkeypatch):
    # Its own copy: the other pages' tests share the sample.
    copied(sample_url, tmp_path / "namro.db")
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'namro.db'}")
    engine = ready(settings_from(os.environ), clock=now)
    person = (Person("A", "16681"),)
    details = Details(
        content=f"Đưa tỷ lệ lên 95% {NASTY}",
        staff=person,
        leaders=person,
        deadline=dt.date(2026, 12, 15),
        product=NASTY,
        proof="b",
        units=("16681",),
        links=(Link("on_time_resolved", "16681", 90.0, 95.0, "2026-03"),),
    )
    with writing(engine) as connection:
        code = deeds.draft(connection, everyone("test"), details, at=BEGUN)
        deeds.issue(connection, everyone("test"), code, at=BEGUN)

    app.query_params["task"] = code
    told = html(page(app, "tasks/task.py"))
    assert "Chỉ số có chuyển biến không?" in told
    assert "Tính kết quả từ tháng 3/2026" in told
    assert "30 đơn vị cùng quy mô" in told
    app.query_params["unit"] = "16681"
    beside = html(page(app, "results/unit.py"))
    assert "Nhiệm vụ chưa xong của đơn vị" in beside
    assert code in beside
    assert "<img onerror" not in told + beside
