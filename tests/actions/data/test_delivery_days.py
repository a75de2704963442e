"""A province's own days of delivery: they replace the examples from their month on, never what was published before."""

import datetime as dt

import pytest
import sqlalchemy as sa

from actions.__main__ import main as act
from actions.data import delivery_days as deeds
from actions.data.import_file import import_file
from actions.data.sourced import SourceNeededError
from core.errors import NotAllowedError
from core.periods import BadPeriodError, parse
from core.viewer import Viewer
from reports.data.calendar import calendar
from reports.data.verification import verify_everything
from reports.desk.desk import desk
from reports.versions import published
from store import settings
from store.database import writing
from store.tables.core import audit_events
from store.tables.settings import settings as table
from tests.conftest import NOW, accepted

SOURCE = "Quyết định 12/QĐ-UBND"
LATER = NOW + dt.timedelta(hours=1)
ROWS = b"unit_code,month,received_online,received_in_person\nSNV,2026-08,70,30\n"


def enter(engine, viewer, day, *, begin="2026-08", at=NOW):
    with writing(engine) as connection:
        deeds.set_delivery_day(connection, viewer, "dossiers", begin, day, source=SOURCE, at=at)


def due(engine, viewer, month):
    with engine.connect() as connection:
        found = calendar(connection, viewer, parse(month), now=NOW).due
    return next(each.due_on for each in found if each.delivery.id == "dossiers")


def differences(engine):
    with engine.connect() as connection:
        return [each for found in verify_everything(connection) for each in (*found.faults, *found.differences)]


def test_an_own_day_replaces_the_example_from_its_month_on_everywhere(nghe_an, viewer):
    enter(nghe_an, viewer, 5)
    enter(nghe_an, viewer, 8, begin="2026-10")
    enter(nghe_an, viewer, 7, begin="2026-10")
    months = ("2026-07", "2026-08", "2026-09", "2026-10")
    assert [due(nghe_an, viewer, month) for month in months] == [
        dt.date(2026, 8, 10),
        dt.date(2026, 9, 5),
        dt.date(2026, 10, 5),
        dt.date(2026, 11, 7),
    ]
    with nghe_an.connect() as connection:
        assert desk(connection, viewer, "SNV", parse("2026-08"), now=NOW).due_on == dt.date(2026, 9, 5)
        held = published(connection, viewer).definitions(parse("2026-10")).deliveries["dossiers"]
    assert (held.due_day, held.illustrative, held.source.vi) == (7, False, SOURCE)

    with writing(nghe_an) as connection:
        deeds.remove_delivery_day(connection, viewer, "dossiers", "2026-10", source="bãi bỏ", at=NOW)
    assert due(nghe_an, viewer, "2026-10") == dt.date(2026, 11, 5)
    with nghe_an.connect() as connection:
        lines = connection.execute(sa.select(audit_events.c.details).where(audit_events.c.deed == "set_delivery_day"))
        assert [each.details["value"] for each in lines] == [5, 8, 7, None]


def test_what_was_published_is_verified_as_it_was_and_a_change_of_the_past_is_told(nghe_an, viewer):
    def publish(at, content=ROWS):
        options = {"month": None, "clock": lambda: at, "reason_for": accepted, "note": "+"}
        import_file(nghe_an, viewer, content, f"{at:%H%M}.csv", **options)

    publish(NOW)
    enter(nghe_an, viewer, 5, at=LATER)
    assert differences(nghe_an) == []
    publish(LATER + dt.timedelta(hours=1), ROWS.replace(b"70,30", b"71,29"))
    assert differences(nghe_an) == []
    with writing(nghe_an) as connection:
        value = {"delivery": "dossiers", "from": "2026-08", "day": 4}
        connection.execute(sa.update(table).where(table.c.name == settings.DELIVERY_DAY).values(value=value))
    with nghe_an.connect() as connection:
        told = [found for found in verify_everything(connection) if found.differences]
    assert [each.version for each in told] == [2]
    assert "deliveries dossiers due_day" in told[0].differences[0].figure


def test_what_is_no_day_is_refused(nghe_an, viewer):
    wrong = (
        ("dossiers", "2026-08", 0, SOURCE, deeds.DeliveryDayError),
        ("dossiers", "2026-08", 29, SOURCE, deeds.DeliveryDayError),
        ("nothing", "2026-08", 5, SOURCE, deeds.UnknownDeliveryError),
        ("dossiers", "2026-08-15", 5, SOURCE, BadPeriodError),
        ("dossiers", "2026-08", 5, "  ", SourceNeededError),
    )
    for name, begin, day, source, error in wrong:
        with writing(nghe_an) as connection, pytest.raises(error):
            deeds.set_delivery_day(connection, viewer, name, begin, day, source=source, at=NOW)
    with writing(nghe_an) as connection, pytest.raises(deeds.NoDeliveryDayError):
        deeds.remove_delivery_day(connection, viewer, "dossiers", "2026-08", source="a", at=NOW)
    with pytest.raises(NotAllowedError):
        enter(nghe_an, Viewer("khách"), 5)
    for text in ("", "mồng 5", "-1", "5.5", "9" * 5000):
        with pytest.raises(deeds.DeliveryDayError):
            deeds.day_of(text)


def test_the_shell_lists_sets_and_removes_one(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'shell.db'}")
    monkeypatch.setenv("NAMRO_PROVINCE", "nghe-an")
    about = ["dossiers", "--from", "2027-01", "--source", SOURCE]
    assert act(["delivery-days", "set", *about, "--day", "8"]) == 0
    assert act(["delivery-days", "list"]) == 0
    assert f"dossiers · 2027-01 · 8 · {SOURCE}" in capsys.readouterr().out
    assert act(["delivery-days", "set", *about, "--day", "31"]) != 0
    assert "từ 1 đến 28" in capsys.readouterr().err
    assert act(["delivery-days", "remove", *about]) == 0
    assert act(["delivery-days", "remove", *about]) != 0
