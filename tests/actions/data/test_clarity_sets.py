"""What a task must make clear is the province's: it holds for what is issued from its month on."""

import datetime as dt

import pytest
import sqlalchemy as sa

from actions.__main__ import main as act
from actions.data import clarity_sets as deeds
from actions.data.sourced import SourceNeededError
from actions.tasks import steps
from core.errors import NotAllowedError, UnclearTaskError
from core.periods import BadPeriodError
from core.tasks import Details, Person
from core.viewer import Viewer
from core.words import LANGUAGES
from metrics.tasks.clarity import all_clarities, sets_of
from metrics.tasks.status import standing
from reports.tasks.clarity import clear_shares
from reports.tasks.listed import Listed
from store import settings, tasks
from store.database import writing
from store.tables.core import audit_events
from tests.conftest import NOW

SOURCE = "Kế hoạch 12/KH-UBND"
FIVE = ("work", "staff", "leader", "deadline", "product")
DETAILS = Details(
    content="Công khai đủ 120 thủ tục trên Cổng dịch vụ công",
    product="Danh mục đã công khai",
    proof="Đường dẫn",
    staff=(Person("Nguyễn Văn A", "SNV"),),
    leaders=(Person("Trần Thị B", "SNV"),),
    deadline=dt.date(2027, 3, 15),
    units=("SNV",),
)


def enter(engine, viewer, clarities, *, begin="2026-12", at=NOW):
    with writing(engine) as connection:
        deeds.set_clarities(connection, viewer, begin, clarities, source=SOURCE, at=at)


def held(engine):
    with engine.connect() as connection:
        return [(each.from_month, each.clarities) for each in sets_of(settings.clarities(connection))]


def test_a_set_is_entered_with_its_document_and_taken_back(nghe_an, viewer):
    enter(nghe_an, viewer, ("authority", *FIVE))
    enter(nghe_an, viewer, (*FIVE, "authority"))
    assert held(nghe_an) == [("2025-01", FIVE), ("2026-12", (*FIVE, "authority"))]
    with writing(nghe_an) as connection:
        deeds.remove_clarities(connection, viewer, "2026-12", source="bãi bỏ", at=NOW)
    assert held(nghe_an) == [("2025-01", FIVE)]
    with nghe_an.connect() as connection:
        lines = connection.execute(sa.select(audit_events.c.details).where(audit_events.c.deed == "set_clarities"))
        assert [each.details["value"] for each in lines] == ["work,staff,leader,deadline,product,authority", None]


def test_a_task_is_issued_by_what_the_province_asks_for_and_judged_by_it_ever_after(nghe_an, viewer):
    before, after = dt.datetime(2026, 12, 2, 3, 0, tzinfo=dt.UTC), dt.datetime(2026, 12, 4, 3, 0, tzinfo=dt.UTC)
    with writing(nghe_an) as connection:
        early, late = (steps.draft(connection, viewer, DETAILS, at=before) for _ in range(2))
        steps.issue(connection, viewer, early, at=before)
    enter(nghe_an, viewer, (*FIVE, "authority"), at=before + dt.timedelta(days=1))
    with writing(nghe_an) as connection, pytest.raises(UnclearTaskError) as told:
        steps.issue(connection, viewer, late, at=after)
    assert [each["vi"] for each in told.value.values["clarities"]] == ["Rõ thẩm quyền"]

    with nghe_an.connect() as connection:
        listed = [Listed(each, standing(each, today=after.date())) for each in tasks.everything(connection)]
        (share,) = clear_shares(listed, steps.context(connection, after), lambda each: "Tỉnh")
    assert (share.clear, share.of, [each.id for each, _ in share.missing]) == (1, 2, ["authority"])


def test_what_is_no_set_is_refused(nghe_an, viewer):
    wrong = (
        (("work", "x"), "2026-12", SOURCE, deeds.ClaritiesError),
        ((), "2026-12", SOURCE, deeds.ClaritiesError),
        (FIVE, "2026-13", SOURCE, BadPeriodError),
        (FIVE, "2026-12", " ", SourceNeededError),
    )
    for clarities, begin, source, error in wrong:
        with writing(nghe_an) as connection, pytest.raises(error):
            deeds.set_clarities(connection, viewer, begin, clarities, source=source, at=NOW)
    with writing(nghe_an) as connection, pytest.raises(deeds.NoClaritiesError):
        deeds.remove_clarities(connection, viewer, "2026-12", source="a", at=NOW)
    with pytest.raises(NotAllowedError):
        enter(nghe_an, Viewer("khách"), FIVE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_read_again(language):
    for asked in (FIVE, tuple(all_clarities()), ("contact",)):
        assert deeds.clarities_of(deeds.said_clarities(asked, language)) == asked
        assert deeds.clarities_of(deeds.written(asked)) == asked


def test_a_set_is_called_by_how_many_must_be_clear():
    assert [deeds.title_of(each, "vi") for each in (FIVE, (*FIVE, "authority"), (*FIVE, "contact"))] == [
        "5 rõ",
        "6 rõ",
        "5 rõ, 1 xuyên suốt",
    ]


def test_the_shell_lists_sets_and_removes_one(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'shell.db'}")
    monkeypatch.setenv("NAMRO_PROVINCE", "nghe-an")
    about = ["--from", "2027-01", "--source", SOURCE]
    assert act(["clarities", "set", *about, "--ask", "work, Rõ thời hạn"]) == 0
    assert act(["clarities", "list"]) == 0
    assert f"2 rõ · 2027-01 · Rõ nội dung công việc, Rõ thời hạn · {SOURCE}" in capsys.readouterr().out
    assert act(["clarities", "set", *about, "--ask", "rõ ràng"]) == 2
    assert "Không hiểu yêu cầu “rõ ràng”" in capsys.readouterr().err
    assert act(["clarities", "remove", *about]) == 0
    assert act(["clarities", "remove", *about]) == 2
