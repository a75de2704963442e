"""The life of a task on a real database: nothing is issued unclear, every step is kept, nothing is changed."""

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from actions.tasks import steps as deeds
from core.errors import (
    NotAllowedError,
    ReasonNeededError,
    TooLongError,
    UnclearTaskError,
    UnknownTaskError,
    UnreadableFileError,
    WrongStateError,
)
from core.rights import EVERY_RIGHT
from core.tasks import Details, Link, Person
from core.version_errors import EditedMeanwhileError
from core.viewer import ALL_UNITS, Viewer, only
from reports.tasks.listed import kept, task_list, task_of
from store import tasks
from store.database import writing
from store.tables import core as tables
from tests.conftest import NOW

CLEAR = Details(
    content="Số hóa 500 hồ sơ đất đai",
    staff=(Person("Nguyễn Văn A", "SNV"),),
    leaders=(Person("Trần Thị B", "SNV"),),
    deadline=dt.date(2026, 12, 15),
    product="Báo cáo",
    proof="500 hồ sơ",
    units=("SNV",),
    links=(Link("digitised", "SNV", 47.3, 60.0, "2026-12"),),
)


def do(engine, deed, viewer, *arguments, days: int = 0, **named):
    with writing(engine) as connection:
        return deed(connection, viewer, *arguments, at=NOW + dt.timedelta(days=days), **named)


def read(engine, code: str):
    with engine.connect() as connection:
        return tasks.of_code(connection, code)


def test_a_task_goes_from_draft_to_done_and_every_step_stays(nghe_an, viewer):
    code = do(nghe_an, deeds.draft, viewer, CLEAR)
    do(nghe_an, deeds.issue, viewer, code)
    do(nghe_an, deeds.move, viewer, code, "started")
    do(nghe_an, deeds.move, viewer, code, "submitted", attachment=deeds.Attachment("bc.pdf", b"%PDF-1.7"))
    do(nghe_an, deeds.move, viewer, code, "returned", note="thiếu phụ lục")
    do(nghe_an, deeds.move, viewer, code, "submitted", days=1)
    do(nghe_an, deeds.move, viewer, code, "accepted", days=2)

    task = read(nghe_an, code)
    assert code == "NV-2026-001"
    assert task.details == CLEAR
    assert [event.kind for event in task.events] == [
        "drafted", "issued", "started", "submitted", "returned", "submitted", "accepted"
    ]  # fmt: skip
    with nghe_an.connect() as connection:
        listed = task_of(connection, viewer, code, now=NOW + dt.timedelta(days=30))
        lines = connection.scalar(sa.select(sa.func.count()).where(tables.audit_events.c.deed.startswith("task_")))
    assert (listed.standing.status, listed.standing.days) == ("done_on_time", 22)
    assert lines == len(task.events)


def test_an_unclear_draft_is_kept_and_not_issued(nghe_an, viewer):
    code = do(nghe_an, deeds.draft, viewer, replace(CLEAR, deadline=None, product=""))

    with pytest.raises(UnclearTaskError) as error:
        do(nghe_an, deeds.issue, viewer, code)

    assert [each["vi"] for each in error.value.values["clarities"]] == ["Rõ thời hạn", "Rõ sản phẩm"]
    do(nghe_an, deeds.edit, viewer, code, CLEAR)
    do(nghe_an, deeds.issue, viewer, code)
    with pytest.raises(WrongStateError):
        do(nghe_an, deeds.edit, viewer, code, replace(CLEAR, content="khác hẳn rồi nhé"))


def test_an_extension_is_asked_for_with_a_day_and_a_reason_and_answered(nghe_an, viewer):
    code = do(nghe_an, deeds.draft, viewer, CLEAR)
    do(nghe_an, deeds.issue, viewer, code)
    with pytest.raises(ReasonNeededError):
        do(nghe_an, deeds.move, viewer, code, "extension_asked", note="chờ thiết bị")
    with pytest.raises(ReasonNeededError):
        do(nghe_an, deeds.move, viewer, code, "extension_asked", deadline=dt.date(2026, 12, 30))

    asked = {"note": "chờ thiết bị", "deadline": dt.date(2026, 12, 30)}
    do(nghe_an, deeds.move, viewer, code, "extension_asked", **asked)
    assert read(nghe_an, code).deadline == CLEAR.deadline
    do(nghe_an, deeds.move, viewer, code, "extension_granted")

    task = read(nghe_an, code)
    assert (task.deadline, task.original_deadline) == (dt.date(2026, 12, 30), CLEAR.deadline)


def test_steps_out_of_order_without_right_or_of_no_task_are_refused(nghe_an, viewer):
    code = do(nghe_an, deeds.draft, viewer, CLEAR)

    with pytest.raises(WrongStateError):
        do(nghe_an, deeds.move, viewer, code, "accepted")
    with pytest.raises(UnknownTaskError):
        do(nghe_an, deeds.issue, viewer, "NV-2026-999")
    with pytest.raises(NotAllowedError):
        do(nghe_an, deeds.issue, Viewer.holding("đơn vị", {"report_task"}, ALL_UNITS), code)
    with pytest.raises(NotAllowedError):
        do(nghe_an, deeds.draft, Viewer("khách"), CLEAR)


def test_a_task_of_units_the_viewer_may_not_see_cannot_be_moved(nghe_an, viewer):
    with writing(nghe_an) as connection:
        code = deeds.draft(connection, viewer, CLEAR, at=NOW)
        stranger = Viewer.holding("STC", EVERY_RIGHT, only("STC"))
        with pytest.raises(UnknownTaskError):
            deeds.issue(connection, stranger, code, at=NOW)
        deeds.issue(connection, Viewer.holding("STC", EVERY_RIGHT, only(*CLEAR.units)), code, at=NOW)


def test_an_attachment_is_neither_empty_nor_too_large(nghe_an, viewer):
    code = do(nghe_an, deeds.draft, viewer, CLEAR)
    do(nghe_an, deeds.issue, viewer, code)

    for content in (b"", bytes(deeds.LARGEST_FILE + 1)):
        with pytest.raises(UnreadableFileError):
            do(nghe_an, deeds.move, viewer, code, "submitted", attachment=deeds.Attachment("x", content))
    assert [event.kind for event in read(nghe_an, code).events] == ["drafted", "issued"]


def test_lists_are_filtered_and_counted_and_seen_by_unit(nghe_an, viewer):
    first = do(nghe_an, deeds.draft, viewer, replace(CLEAR, deadline=dt.date(2026, 11, 25)))
    second = do(nghe_an, deeds.draft, viewer, replace(CLEAR, units=("STP",), meeting="Phiên họp tháng 11"))
    for code in (first, second):
        do(nghe_an, deeds.issue, viewer, code)

    def codes(viewer=viewer, days=0, **filters):
        with nghe_an.connect() as connection:
            found = task_list(tasks.everything(connection), viewer, now=NOW + dt.timedelta(days=days), **filters)
        return [each.task.code for each in found.listed]

    assert codes() == [first, second]
    assert codes(unit="STP") == [second] == codes(meeting="Phiên họp tháng 11")
    assert codes(status=["overdue"], days=5) == [first]
    assert codes(leader="Trần Thị B", measure="digitised") == [first, second]
    assert codes(Viewer.holding("STP", {"see_people"}, only("STP"))) == [second]


def test_too_few_tasks_are_not_ranked(nghe_an, viewer):
    for number in range(9):
        unit = "SNV" if number < 8 else "STP"
        code = do(nghe_an, deeds.draft, viewer, replace(CLEAR, units=(unit,)))
        do(nghe_an, deeds.issue, viewer, code)
        do(nghe_an, deeds.move, viewer, code, "submitted", days=0 if number else 60)
        do(nghe_an, deeds.move, viewer, code, "accepted", days=61)
    with nghe_an.connect() as connection:
        found = task_list(tasks.everything(connection), viewer, now=NOW + dt.timedelta(days=90))

    many, one = kept(found.listed, lambda each: each.unit)

    assert (many.name, many.on_time, many.of, many.may_be_ranked) == ("SNV", 7, 8, True)
    assert many.low < many.share < many.high
    assert (one.name, one.may_be_ranked) == ("STP", False)


def test_a_text_too_long_to_keep_is_refused(nghe_an, viewer):
    with writing(nghe_an) as connection:
        code = deeds.draft(connection, viewer, replace(CLEAR, product="x" * 10_000), at=NOW)
        for longer in (replace(CLEAR, contact="x" * 10_001), replace(CLEAR, leaders=(Person("x" * 10_001, "SNV"),))):
            with pytest.raises(TooLongError):
                deeds.edit(connection, viewer, code, longer, at=NOW)
        with pytest.raises(TooLongError):
            deeds.move(connection, viewer, code, "cancelled", at=NOW, note="x" * 10_001)
    with nghe_an.connect() as connection:
        assert [event.kind for event in tasks.of_code(connection, code).events] == ["drafted"]


def test_a_draft_that_cannot_be_issued_is_not_kept_either(nghe_an, viewer):
    with pytest.raises(UnclearTaskError):
        do(nghe_an, deeds.write, viewer, "", replace(CLEAR, product=""), issue_it=True)
    code = do(nghe_an, deeds.write, viewer, "", CLEAR, issue_it=True)

    assert code == "NV-2026-001"
    assert [event.kind for event in read(nghe_an, code).events] == ["drafted", "issued"]


def test_a_nul_in_a_text_breaks_nothing(nghe_an, viewer):
    code = do(nghe_an, deeds.draft, viewer, replace(CLEAR, meeting="Phiên\0 họp"), note="ghi\0 chú")

    found = read(nghe_an, code)
    assert found.details.meeting.replace("\0", "") == "Phiên họp"
    assert found.events[0].note.replace("\0", "") == "ghi chú"


def test_a_draft_that_somebody_else_changed_since_it_was_opened_is_not_overwritten(nghe_an, viewer):
    code = do(nghe_an, deeds.draft, viewer, CLEAR)
    do(nghe_an, deeds.write, viewer, code, replace(CLEAR, product="một"), issue_it=False, base=1)

    for issue_it in (False, True):
        with pytest.raises(EditedMeanwhileError):
            do(nghe_an, deeds.write, viewer, code, replace(CLEAR, product="hai"), issue_it=issue_it, base=1)
    assert [read(nghe_an, code).details.product, len(read(nghe_an, code).events)] == ["một", 2]

    do(nghe_an, deeds.write, viewer, code, replace(CLEAR, product="hai"), issue_it=False, base=2)
    assert read(nghe_an, code).details.product == "hai"
