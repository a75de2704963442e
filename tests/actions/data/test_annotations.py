"""Notes on a series: written, shown, withdrawn; who may, and what is refused."""

import pytest

from actions.data.annotations import annotate, withdraw
from core.annotations import Point, UnknownAnnotationError
from core.errors import (
    NotAllowedError,
    ReasonNeededError,
    TooLongError,
    UnknownMeasureError,
    UnknownUnitError,
)
from core.periods import parse
from core.viewer import Viewer, only
from store import annotations
from store.database import writing
from tests.conftest import NOW

AUGUST = parse("2026-08")
ABOUT = Point("SNV", "on_time_resolved", AUGUST)


def test_a_note_stands_until_it_is_withdrawn_and_both_are_in_the_trail(nghe_an, viewer):
    with writing(nghe_an) as connection:
        code = annotate(connection, viewer, ABOUT, "  Nâng cấp\n phần mềm ", at=NOW)
    with nghe_an.connect() as connection:
        (found,) = annotations.in_force(connection)
        assert (found.code, found.about, found.text) == (code, ABOUT, "Nâng cấp phần mềm")
        assert code == "GC-2026-001"

    with writing(nghe_an) as connection:
        withdraw(connection, viewer, code, at=NOW)
    with nghe_an.connect() as connection:
        assert annotations.in_force(connection) == []
        deeds = [row[0] for row in connection.exec_driver_sql("SELECT deed FROM audit_events ORDER BY id")]
    assert deeds[-2:] == ["annotation_written", "annotation_withdrawn"]
    with writing(nghe_an) as connection, pytest.raises(UnknownAnnotationError):
        withdraw(connection, viewer, code, at=NOW)


@pytest.mark.parametrize(
    ("unit", "measure", "text", "error"),
    [
        ("SNV", "on_time_resolved", "  ", ReasonNeededError),
        ("SNV", "on_time_resolved", "x" * 501, TooLongError),
        ("KHONG", "on_time_resolved", "x", UnknownUnitError),
        ("SNV", "khong", "x", UnknownMeasureError),
    ],
)
def test_what_cannot_be_a_note_is_refused_and_nothing_is_stored(nghe_an, viewer, unit, measure, text, error):
    with writing(nghe_an) as connection, pytest.raises(error):
        annotate(connection, viewer, Point(unit, measure, AUGUST), text, at=NOW)
    with nghe_an.connect() as connection:
        assert annotations.in_force(connection) == []


def test_a_viewer_writes_only_on_units_it_sees(nghe_an):
    stranger = Viewer.holding("a", {"annotate"}, only("STP"))
    with writing(nghe_an) as connection, pytest.raises(NotAllowedError):
        annotate(connection, stranger, ABOUT, "x", at=NOW)
