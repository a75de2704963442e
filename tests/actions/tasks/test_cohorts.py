"""A cohort on a real database: refused with a reason, kept with everything that happened to it."""

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from actions.tasks import cohorts as deeds
from core.cohorts import Definition
from core.errors import CohortError, NotAllowedError, ReasonNeededError, UnknownCohortError, UnknownUnitError
from core.version_errors import EditedMeanwhileError
from core.viewer import ALL_UNITS, Viewer
from store import cohorts
from store.database import writing
from store.tables import core as tables
from tests.conftest import NOW

FOCUS = Definition("7 đơn vị trọng tâm", ("SNV", "STP"), dt.date(2026, 3, 1))


def do(engine, deed, viewer, *arguments, **named):
    with writing(engine) as connection:
        return deed(connection, viewer, *arguments, at=NOW, **named)


def read(engine):
    with engine.connect() as connection:
        return cohorts.everything(connection)


def test_a_cohort_is_defined_changed_and_ended_and_every_step_stays(nghe_an, viewer):
    code = do(nghe_an, deeds.define, viewer, replace(FOCUS, name="  7 đơn vị\n trọng tâm "), note="QĐ 12")
    do(nghe_an, deeds.change, viewer, code, replace(FOCUS, units=("SNV", "STP", "STP", "SYT")), note="thêm Sở Y tế")
    do(nghe_an, deeds.end, viewer, code, on=dt.date(2026, 11, 30), note="hết đợt")

    (found,) = read(nghe_an)
    assert (found.code, found.ended) == ("NTD-2026-01", True)
    assert found.definition == replace(FOCUS, units=("SNV", "STP", "SYT"), end=dt.date(2026, 11, 30))
    assert [(event.kind, event.note) for event in found.events] == [
        ("defined", "QĐ 12"), ("changed", "thêm Sở Y tế"), ("ended", "hết đợt")
    ]  # fmt: skip
    with nghe_an.connect() as connection:
        deeds_done = connection.scalars(
            sa.select(tables.audit_events.c.deed).where(tables.audit_events.c.about == code)
        )
        assert list(deeds_done) == ["cohort_defined", "cohort_changed", "cohort_ended"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"name": " \n "}, "no_name"),
        ({"name": "x" * 201}, "long_name"),
        ({"name": "7 ĐƠN VỊ trọng tâm"}, "name_taken"),
        ({"name": "khác", "units": ()}, "no_units"),
        ({"name": "khác", "end": dt.date(2026, 2, 28)}, "end_before_begin"),
    ],
)
def test_what_cannot_be_a_cohort_is_refused_with_a_reason_and_leaves_nothing(nghe_an, viewer, wrong, reason):
    do(nghe_an, deeds.define, viewer, FOCUS)

    with pytest.raises(CohortError) as error:
        do(nghe_an, deeds.define, viewer, replace(FOCUS, **wrong))

    assert error.value.reason == reason
    assert len(read(nghe_an)) == 1


def test_units_there_are_not_and_the_province_itself_are_refused(nghe_an, viewer):
    for code in ("SKHONGCO", "40"):
        with pytest.raises(UnknownUnitError):
            do(nghe_an, deeds.define, viewer, replace(FOCUS, units=("SNV", code)))


def test_a_change_needs_a_reason_a_cohort_and_one_that_has_not_ended(nghe_an, viewer):
    code = do(nghe_an, deeds.define, viewer, FOCUS)
    with pytest.raises(ReasonNeededError):
        do(nghe_an, deeds.change, viewer, code, FOCUS, note=" ")
    with pytest.raises(UnknownCohortError):
        do(nghe_an, deeds.end, viewer, "NTD-2026-99", on=dt.date(2026, 4, 1), note="x")
    with pytest.raises(CohortError, match="end_before_begin"):
        do(nghe_an, deeds.end, viewer, code, on=dt.date(2026, 2, 1), note="x")
    with pytest.raises(CohortError, match="long_note"):
        do(nghe_an, deeds.change, viewer, code, FOCUS, note="x" * 2001)

    do(nghe_an, deeds.end, viewer, code, on=dt.date(2026, 3, 1), note="một ngày")
    with pytest.raises(CohortError, match="ended"):
        do(nghe_an, deeds.change, viewer, code, FOCUS, note="x")
    assert len(read(nghe_an)[0].events) == 2


def test_only_who_assigns_tasks_follows_units(nghe_an, viewer):
    code = do(nghe_an, deeds.define, viewer, FOCUS)
    guest = Viewer.holding("khách", {"report_task"}, ALL_UNITS)

    for deed, arguments in (
        (deeds.define, (replace(FOCUS, name="b"),)),
        (deeds.change, (code, FOCUS)),
        (deeds.end, (code,)),
    ):
        more = {"on": dt.date(2026, 5, 1)} if deed is deeds.end else {}
        with pytest.raises(NotAllowedError):
            do(nghe_an, deed, guest, *arguments, note="x", **more)


def test_a_text_that_means_something_to_a_screen_is_kept_as_it_is(nghe_an, viewer):
    name = "<img onerror=alert(1)> [x](javascript:1) $\\LaTeX$ :material/home: {0} 100%"
    do(nghe_an, deeds.define, viewer, replace(FOCUS, name=name), note=name)

    (found,) = read(nghe_an)
    assert (found.definition.name, found.events[0].note) == (name, name)


def test_a_cohort_that_somebody_else_changed_since_it_was_opened_is_not_overwritten(nghe_an, viewer):
    code = do(nghe_an, deeds.define, viewer, FOCUS)
    do(nghe_an, deeds.change, viewer, code, replace(FOCUS, name="một"), note="đổi", base=1)

    with pytest.raises(EditedMeanwhileError):
        do(nghe_an, deeds.change, viewer, code, replace(FOCUS, name="hai"), note="đổi", base=1)
    with pytest.raises(EditedMeanwhileError):
        do(nghe_an, deeds.end, viewer, code, on=dt.date(2026, 11, 30), note="hết", base=1)

    (found,) = read(nghe_an)
    assert (found.definition.name, found.ended) == ("một", False)
