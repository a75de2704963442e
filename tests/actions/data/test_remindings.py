"""A province's own rules of reminding: they replace the examples from their month on, and the command goes by them."""

import datetime as dt

import pytest
import sqlalchemy as sa

from actions.__main__ import main as act
from actions.data import remindings as deeds
from actions.data.sourced import SourceNeededError
from actions.tasks import steps
from actions.tasks.remind import remind
from core.errors import NotAllowedError
from core.periods import BadPeriodError
from core.tasks import Details, Person
from core.viewer import Viewer
from core.words import LANGUAGES
from metrics.tasks.ladder import EVERY, ladder_of
from store import settings
from store.database import writing
from store.tables.core import audit_events
from store.written import tables
from tests.conftest import NOW, clock

SOURCE = "Quyết định 12/QĐ-UBND"
DEADLINE = dt.date(2026, 12, 15)


def enter(engine, viewer, key, to, *, begin="2026-12", at=NOW):
    with writing(engine) as connection:
        deeds.set_reminder(connection, viewer, key, begin, to, source=SOURCE, at=at)


def held(engine, key):
    with engine.connect() as connection:
        rules = ladder_of(settings.reminders(connection)).held
    return [(each.from_month, each.to) for each in rules if each.key == key]


def test_a_rule_is_entered_with_its_document_and_taken_back(nghe_an, viewer):
    enter(nghe_an, viewer, "d-7", ("unit", "staff"))
    enter(nghe_an, viewer, "d-7", ("staff", "unit"))
    assert held(nghe_an, "d-7") == [("2020-01", ("staff",)), ("2026-12", ("staff", "unit"))]
    enter(nghe_an, viewer, "d-7", ())
    with writing(nghe_an) as connection:
        deeds.remove_reminder(connection, viewer, "d-7", "2026-12", source="bãi bỏ", at=NOW)
    assert held(nghe_an, "d-7") == [("2020-01", ("staff",))]
    with nghe_an.connect() as connection:
        lines = connection.execute(sa.select(audit_events.c.details).where(audit_events.c.deed == "set_reminder")).all()
    assert [(each.details["before"], each.details["value"]) for each in lines] == [
        (None, "staff,unit"),
        ("staff,unit", "nobody"),
        ("nobody", None),
    ], "the same again is no deed"
    assert "settings" in {each.name for each in tables()}, "the trail proves them, so that verify tells of a change"


def test_the_letters_go_out_by_the_provinces_rules(nghe_an, viewer):
    details = Details(
        content="Công khai đủ 120 thủ tục trên Cổng dịch vụ công",
        product="Danh mục đã công khai",
        proof="Đường dẫn",
        staff=(Person("Nguyễn Văn A", "SNV"),),
        leaders=(Person("Trần Thị B", "SNV"),),
        deadline=DEADLINE,
        units=("SNV",),
    )
    at = dt.datetime(2026, 11, 2, 3, 0, tzinfo=dt.UTC)
    with writing(nghe_an) as connection:
        code = steps.draft(connection, viewer, details, at=at)
        steps.issue(connection, viewer, code, at=at)

    def to(day):
        run = remind(nghe_an, viewer, today=day, clock=clock, environment={}, dry_run=True)
        return {(each.to.role, each.to.name) for each in run.letters if "tuần từ" not in each.subject}

    week, five = DEADLINE - dt.timedelta(days=7), DEADLINE - dt.timedelta(days=5)
    assert (to(week), to(five)) == ({("staff", "Nguyễn Văn A")}, {("staff", "Nguyễn Văn A")})
    enter(nghe_an, viewer, "d-7", (), at=at)
    enter(nghe_an, viewer, "d-5", ("leader",), at=at)
    assert (to(week), to(five)) == (set(), {("leader", "Trần Thị B")})


def test_what_is_no_rule_is_refused(nghe_an, viewer):
    wrong = (
        ("d-61", "2026-12", SOURCE, deeds.UnknownOccasionError),
        ("w8", "2026-12", SOURCE, deeds.UnknownOccasionError),
        ("d-7", "2026-Q4", SOURCE, BadPeriodError),
        ("d-7", "2026-12", " ", SourceNeededError),
    )
    for key, begin, source, error in wrong:
        with writing(nghe_an) as connection, pytest.raises(error):
            deeds.set_reminder(connection, viewer, key, begin, ("staff",), source=source, at=NOW)
    with writing(nghe_an) as connection, pytest.raises(deeds.NoReminderError):
        deeds.remove_reminder(connection, viewer, "d-7", "2026-12", source="a", at=NOW)
    with pytest.raises(NotAllowedError):
        enter(nghe_an, Viewer("khách"), "d-7", ("staff",))
    for text in ("", "ai đó", "cán bộ thực hiện, không nhắc", ","):
        with pytest.raises(deeds.RecipientsError):
            deeds.to_of(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_read_again_and_every_occasion_has_its_own_words(language):
    for to in ((), ("staff",), ("leader", "unit", "committee")):
        assert deeds.to_of(deeds.said_to(to, language)) == deeds.to_of(deeds.written(to)) == to
    assert len({deeds.said_when(each, language) for each in EVERY.values()}) == len(EVERY)


def test_the_shell_lists_sets_and_removes_one(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'shell.db'}")
    monkeypatch.setenv("NAMRO_PROVINCE", "nghe-an")
    about = ["--weekday", "5", "--from", "2027-01", "--source", SOURCE]
    assert act(["reminders", "set", *about, "--to", "unit, leader"]) == 0
    assert act(["reminders", "list"]) == 0
    said = "Thứ Sáu hằng tuần, mọi nhiệm vụ chưa xong · 2027-01 · lãnh đạo chịu trách nhiệm, đơn vị chủ trì"
    assert f"{said} · {SOURCE}" in capsys.readouterr().out
    assert act(["reminders", "set", *about, "--to", "ai đó"]) == 2
    assert "Không hiểu người nhận" in capsys.readouterr().err
    assert act(["reminders", "set", "--to", "staff", "--from", "2027-01", "--source", SOURCE]) == 2
    assert "Chưa rõ nhắc lúc nào" in capsys.readouterr().err
    assert act(["reminders", "remove", *about]) == 0
    assert act(["reminders", "remove", *about]) == 2
