"""A province's own targets: entered with their document, replacing the examples, never what was published before."""

import datetime as dt

import pytest
import sqlalchemy as sa

from actions.data import targets
from actions.data.import_file import import_file
from core.errors import BadPeriodError, NotAllowedError, UnknownMeasureError
from core.periods import parse
from core.viewer import Viewer
from metrics.rates.measures import measure
from reports.data.verification import verify_everything
from reports.versions import as_if_published, published
from store import settings
from store.database import writing
from store.tables.core import audit_events
from store.tables.settings import settings as table
from tests.conftest import NOW, accepted

AUGUST = parse("2026-08")
SOURCE = "Quyết định 12/QĐ-UBND"
LATER = NOW + dt.timedelta(hours=1)


def load(engine, viewer, online: int, at: dt.datetime, *, draft: bool = False):
    text = f"unit_code,month,received_online,received_in_person\nSNV,2026-08,{online},{300 - online}\n".encode()
    options = {"month": AUGUST, "clock": lambda: at, "reason_for": accepted}
    return import_file(engine, viewer, text, "a.csv", note="" if draft else "+", **options)


def enter(engine, viewer, value: float, *, begin: str = "2026-01", at: dt.datetime = NOW, name: str = "online") -> None:
    with writing(engine) as connection:
        targets.set_target(connection, viewer, name, begin, value, source=SOURCE, at=at)


def goal(engine, viewer, month: str = "2026-08", name: str = "online") -> float | None:
    with engine.connect() as connection:
        found = published(connection, viewer).target(measure(name), parse(month))
    return found and found.value


def differences(engine) -> list[object]:
    with engine.connect() as connection:
        return [each for found in verify_everything(connection) for each in (*found.faults, *found.differences)]


def test_an_own_target_replaces_the_example_from_its_month_on(nghe_an, viewer):
    assert (goal(nghe_an, viewer, "2025-06"), goal(nghe_an, viewer)) == (70, 80)
    enter(nghe_an, viewer, 65, begin="2025-09")
    assert (goal(nghe_an, viewer, "2025-06"), goal(nghe_an, viewer, "2025-09"), goal(nghe_an, viewer)) == (70, 65, 65)
    enter(nghe_an, viewer, 85, begin="2027-01")
    assert (goal(nghe_an, viewer), goal(nghe_an, viewer, "2027-03")) == (65, 85)
    assert goal(nghe_an, viewer, name="on_time_resolved") == 95, "another measure keeps its example"


def test_what_was_published_keeps_its_target_and_is_verified_as_it_was(nghe_an, viewer):
    load(nghe_an, viewer, 200, NOW)
    enter(nghe_an, viewer, 50, at=LATER)
    assert goal(nghe_an, viewer) == 80
    assert differences(nghe_an) == []

    done = load(nghe_an, viewer, 201, LATER + dt.timedelta(hours=1))

    assert done.versions == ((AUGUST, 2),)
    assert goal(nghe_an, viewer) == 50
    assert differences(nghe_an) == []


def test_a_preview_shows_the_target_that_publishing_would_give(nghe_an, viewer):
    load(nghe_an, viewer, 200, NOW)
    enter(nghe_an, viewer, 50, at=LATER)
    draft = load(nghe_an, viewer, 202, LATER, draft=True).drafts[0][1]
    with nghe_an.connect() as connection:
        found = as_if_published(connection, viewer, [draft], AUGUST).target(measure("online"), AUGUST)
    assert found.value == 50


def test_a_target_changed_behind_the_programs_back_is_told_by_verify(nghe_an, viewer):
    enter(nghe_an, viewer, 50)
    load(nghe_an, viewer, 200, LATER)
    assert differences(nghe_an) == []
    with writing(nghe_an) as connection:
        value = {"measure": "online", "from": "2026-01", "value": 40}
        connection.execute(sa.update(table).where(table.c.name == settings.TARGET).values(value=value))
    assert any("rule" in each.because for each in differences(nghe_an))


def test_a_later_entry_replaces_and_a_removed_one_gives_back_what_held_before(nghe_an, viewer):
    enter(nghe_an, viewer, 50)
    enter(nghe_an, viewer, 50)
    enter(nghe_an, viewer, 55)
    assert goal(nghe_an, viewer) == 55
    with writing(nghe_an) as connection:
        targets.remove_target(connection, viewer, "online", "2026-01", source="nhập nhầm", at=NOW)
    assert goal(nghe_an, viewer) == 80
    with nghe_an.connect() as connection:
        deeds = connection.execute(sa.select(audit_events.c.details).where(audit_events.c.deed == "set_target")).all()
    assert [(each.details["before"], each.details["value"]) for each in deeds] == [(None, 50), (50, 55), (55, None)]


def test_what_is_no_target_is_refused(nghe_an, viewer):
    wrong = (
        ("online", "2026-01", 101, SOURCE, targets.TargetValueError),
        ("mean_days", "2026-01", 0, SOURCE, targets.TargetValueError),
        ("nothing", "2026-01", 50, SOURCE, UnknownMeasureError),
        ("online", "2026-Q1", 50, SOURCE, BadPeriodError),
        ("online", "2026-01", 50, "  ", targets.SourceNeededError),
    )
    for name, begin, value, source, error in wrong:
        with writing(nghe_an) as connection, pytest.raises(error):
            targets.set_target(connection, viewer, name, begin, value, source=source, at=NOW)
    with writing(nghe_an) as connection, pytest.raises(targets.NoTargetError):
        targets.remove_target(connection, viewer, "online", "2026-01", source="a", at=NOW)
    with writing(nghe_an) as connection, pytest.raises(NotAllowedError):
        targets.set_target(connection, Viewer("khách"), "online", "2026-01", 50, source=SOURCE, at=NOW)
    assert [targets.value_of(text) for text in ("97,5 %", " 80", "7.05")] == [97.5, 80, 7.05]
    for text in ("", "abc", "-1", "1e3", "nan"):
        with pytest.raises(targets.TargetValueError):
            targets.value_of(text)
