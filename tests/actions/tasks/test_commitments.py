"""A commitment on a real database: one deed for all who sign a text, never twice on the same thing."""

import datetime as dt
import hashlib
from dataclasses import replace

import pytest
import sqlalchemy as sa

from actions.samples.sample_following import follow_sample
from actions.tasks import commitments as deeds
from actions.tasks.steps import LARGEST_FILE, Attachment
from core.commitments import Promise
from core.errors import (
    CommitmentError,
    NotAllowedError,
    ReasonNeededError,
    UnknownCommitmentError,
    UnknownMeasureError,
    UnknownUnitError,
    UnreadableFileError,
)
from core.settings import PROVINCES
from core.viewer import ALL_UNITS, Viewer
from store import cohorts, commitments, provenance
from store.database import writing
from store.tables import core as tables
from tests.conftest import NOW, clock

PROMISE = Promise("SNV", "on_time_resolved", 2026, 98.0, dt.date(2026, 2, 10), "Nguyễn Văn A")


def do(engine, deed, viewer, *arguments, **named):
    with writing(engine) as connection:
        return deed(connection, viewer, *arguments, at=NOW, **named)


def read(engine):
    with engine.connect() as connection:
        return commitments.everything(connection)


def test_units_sign_one_text_in_one_deed_with_its_paper(nghe_an, viewer):
    codes = do(
        nghe_an,
        deeds.sign,
        viewer,
        PROMISE,
        ["SNV", "STP", "SNV"],
        note="CK 1",
        attachment=Attachment("ck.pdf", b"%PDF"),
    )

    found = read(nghe_an)
    assert codes == ["CK-2026-001", "CK-2026-002"] == [each.code for each in found]
    assert [each.promise.unit for each in found] == ["SNV", "STP"]
    assert found[0].promise == PROMISE
    assert {each.events[0].file_sha256 for each in found} == {hashlib.sha256(b"%PDF").hexdigest()}
    with nghe_an.connect() as connection:
        assert provenance.file(connection, found[0].events[0].file_sha256) == b"%PDF"
        lines = connection.scalars(
            sa.select(tables.audit_events.c.about).where(tables.audit_events.c.deed == "commitment_signed")
        )
        assert list(lines) == codes


def test_nobody_signs_twice_for_the_same_measure_and_year_unless_it_was_withdrawn(nghe_an, viewer):
    (code,) = do(nghe_an, deeds.sign, viewer, PROMISE)

    with pytest.raises(CommitmentError) as error:
        do(nghe_an, deeds.sign, viewer, PROMISE, ["STP", "SNV"])
    assert (error.value.reason, error.value.values["unit"], error.value.values["code"]) == ("twice", "Sở Nội vụ", code)
    assert len(read(nghe_an)) == 1  # nor has the other one signed

    do(nghe_an, deeds.sign, viewer, replace(PROMISE, year=2027))
    do(nghe_an, deeds.sign, viewer, replace(PROMISE, measure="online"))
    do(nghe_an, deeds.withdraw, viewer, code, note="ký lại mức khác")
    do(nghe_an, deeds.sign, viewer, replace(PROMISE, target=96.0))
    assert [each.code for each in read(nghe_an) if each.withdrawn] == [code]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"unit": ""}, "no_units"),
        ({"target": 100.01}, "target"),
        ({"target": -0.01}, "target"),
        ({"target": float("nan")}, "target"),
        ({"year": 1999}, "year"),
        ({"year": 2101}, "year"),
        ({"measure": "mean_days"}, "no_counts"),
        ({"measure": "on_time_portal"}, "no_counts"),
        ({"unit": "SKHDT"}, "not_in_force"),
        ({"leader": "x" * 301}, "long_leader"),
    ],
)
def test_what_cannot_be_promised_is_refused_with_a_reason(nghe_an, viewer, wrong, reason):
    with pytest.raises(CommitmentError) as error:
        do(nghe_an, deeds.sign, viewer, replace(PROMISE, **wrong))

    assert error.value.reason == reason
    assert read(nghe_an) == []


def test_unknown_units_measures_and_long_notes_are_refused(nghe_an, viewer):
    with pytest.raises(UnknownUnitError):
        do(nghe_an, deeds.sign, viewer, PROMISE, ["SNV", "SKHONGCO"])
    with pytest.raises(UnknownMeasureError):
        do(nghe_an, deeds.sign, viewer, replace(PROMISE, measure="khong_co"))
    with pytest.raises(CommitmentError, match="long_note"):
        do(nghe_an, deeds.sign, viewer, PROMISE, note="x" * 10_000)
    for content in (b"", bytes(LARGEST_FILE + 1)):
        with pytest.raises(UnreadableFileError):
            do(nghe_an, deeds.sign, viewer, PROMISE, attachment=Attachment("x", content))
    assert read(nghe_an) == []


def test_a_withdrawal_has_a_reason_and_stays(nghe_an, viewer):
    (code,) = do(nghe_an, deeds.sign, viewer, PROMISE)
    with pytest.raises(ReasonNeededError):
        do(nghe_an, deeds.withdraw, viewer, code, note=" ")
    with pytest.raises(UnknownCommitmentError):
        do(nghe_an, deeds.withdraw, viewer, "CK-2026-999", note="x")

    do(nghe_an, deeds.withdraw, viewer, code, note="đổi người đứng đầu")

    (found,) = read(nghe_an)
    assert (found.withdrawn.note, found.promise) == ("đổi người đứng đầu", PROMISE)
    with pytest.raises(CommitmentError, match="withdrawn"):
        do(nghe_an, deeds.withdraw, viewer, code, note="lần nữa")


def test_only_who_assigns_tasks_writes_commitments_down(nghe_an, viewer):
    (code,) = do(nghe_an, deeds.sign, viewer, PROMISE)
    guest = Viewer.holding("khách", {"report_task"}, ALL_UNITS)

    with pytest.raises(NotAllowedError):
        do(nghe_an, deeds.sign, guest, replace(PROMISE, year=2027))
    with pytest.raises(NotAllowedError):
        do(nghe_an, deeds.withdraw, guest, code, note="x")


def test_the_sample_says_that_it_was_made_up_and_comes_once(nghe_an, viewer):
    for _ in range(2):
        follow_sample(nghe_an, viewer, PROVINCES / "nghe-an", note="minh họa", clock=clock)

    with nghe_an.connect() as connection:
        everything = [*cohorts.everything(connection), *commitments.everything(connection)]
    assert len(everything) == 13
    assert {each.events[0].note for each in everything} == {"minh họa"}
    follow_sample(nghe_an, viewer, PROVINCES / "phu-tho", note="", clock=clock)
    assert len(read(nghe_an)) == 12
