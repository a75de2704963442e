"""Tables mapped and rows answered for: remembered with who and when, read in the next month, taken back."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.data import mappings, row_answers
from actions.data.import_file import check, import_file
from core.errors import NotAllowedError, ReasonNeededError, UnknownUnitError, UnreadableFileError
from core.periods import parse
from core.remembered import MappingError, RowAnswerError
from core.viewer import Viewer
from store import remembered
from store.database import writing
from store.tables.core import audit_events
from tests.conftest import NOW, accepted, clock

CASE = Path(__file__).parents[2] / "loaders" / "cases" / "tables" / "unknown_table.xlsx"
MONTHS = [parse("2026-08"), parse("2026-09")]
UNKNOWN = "Mã đơn vị,Tháng,Đã giải quyết - tổng số\nSNV,2026-08,5\nCông an tỉnh,2026-08,7\n".encode()


def deeds(engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(sa.select(audit_events.c.deed).order_by(audit_events.c.id)))


def remember(engine, viewer, **more):
    offered = mappings.offer(engine, viewer, CASE.read_bytes())[0]
    mapping = mappings.said_of(offered, more, CASE.name)
    with writing(engine) as connection:
        mappings.remember(connection, viewer, mapping, at=NOW)
    return mapping


def test_a_table_is_mapped_once_and_read_in_every_month(nghe_an, viewer):
    with pytest.raises(UnreadableFileError):
        check(nghe_an, viewer, CASE.read_bytes(), CASE.name, month=MONTHS[0], clock=clock)

    mapping = remember(nghe_an, viewer)

    for month in MONTHS:
        done = import_file(nghe_an, viewer, CASE.read_bytes(), CASE.name, month=month, clock=clock, reason_for=accepted)
        assert done.versions == ((month, 1),)
        assert done.loaded.rows["resolved_late"].tolist() == [2, 0]
    with nghe_an.connect() as connection:
        kept = remembered.everything(connection).tables[mapping.fingerprint]
    assert (kept.fields, kept.file_name, kept.at, kept.who) == (mapping.fields, CASE.name, NOW, viewer.who)
    assert deeds(nghe_an).count("mapping_remembered") == 1


def test_what_is_tried_is_not_stored(nghe_an, viewer):
    offered = mappings.offer(nghe_an, viewer, CASE.read_bytes())[0]
    mapping = mappings.said_of(offered, {}, CASE.name)
    loaded = mappings.tried(nghe_an, viewer, CASE.read_bytes(), CASE.name, mapping, month=MONTHS[0], clock=clock)
    assert loaded.rows["received"].tolist() == [100, 50]
    with nghe_an.connect() as connection:
        assert remembered.everything(connection).tables == {}


def test_the_same_again_changes_nothing_another_replaces_it_and_a_removed_one_is_asked_again(nghe_an, viewer):
    remember(nghe_an, viewer)
    remember(nghe_an, viewer)
    assert deeds(nghe_an).count("mapping_remembered") == 1
    mapping = remember(nghe_an, viewer, **{"Đúng hạn": "resolved_on_due"})
    assert deeds(nghe_an).count("mapping_remembered") == 2

    with writing(nghe_an) as connection:
        mappings.forget(connection, viewer, mapping.fingerprint[:12], at=NOW)

    with pytest.raises(UnreadableFileError):
        check(nghe_an, viewer, CASE.read_bytes(), CASE.name, month=MONTHS[0], clock=clock)
    assert deeds(nghe_an)[-1] == "mapping_removed"
    with writing(nghe_an) as connection, pytest.raises(MappingError):
        mappings.forget(connection, viewer, mapping.fingerprint, at=NOW)


def test_two_columns_for_one_field_and_captions_that_are_not_there_are_refused(nghe_an, viewer):
    for more in ({"Đúng hạn": "resolved"}, {"Đơn vị": None}, {"Không có": "resolved"}, {"Đúng hạn": "gì đó"}):
        with pytest.raises(MappingError):
            remember(nghe_an, viewer, **more)
    assert "mapping_remembered" not in deeds(nghe_an)


def test_which_measures_a_table_gives_and_what_it_lacks_for_others(nghe_an, viewer):
    offered = mappings.offer(nghe_an, viewer, CASE.read_bytes())[0]
    given, partly = mappings.measures_of(mappings.said_of(offered, {}, ""))
    # All and the late ones: the rate is known, though the early and those on the day are not.
    assert [each.id for each in given] == ["on_time_resolved"]
    lacking = {each.id: missing for each, missing in partly}
    assert lacking["online"] == ["received_in_person"]
    assert "digitised" not in lacking


def test_an_unknown_row_is_answered_for_once(nghe_an, viewer):
    def codes() -> list[tuple[str, str]]:
        loaded = check(nghe_an, viewer, UNKNOWN, "a.csv", month=None, clock=clock)
        return [(issue.code, issue.severity) for issue in loaded.issues]

    assert codes() == [("unit_unknown", "error")]
    with writing(nghe_an) as connection:
        row_answers.answer_all(connection, viewer, {"Công an tỉnh": None}, " ngành  dọc ", at=NOW, file_name="a.csv")
    assert codes() == [("row_left_out", "note")]
    with writing(nghe_an) as connection:
        row_answers.answer_all(connection, viewer, {"CÔNG AN TỈNH": "STP"}, "", at=NOW)
    assert codes() == []
    with writing(nghe_an) as connection:
        row_answers.take_back(connection, viewer, "công an tỉnh", at=NOW)
    assert codes() == [("unit_unknown", "error")]
    said = [deed for deed in deeds(nghe_an) if deed.startswith("row_")]
    assert said == ["row_answered", "row_answered", "row_answer_removed"]


def test_what_cannot_be_said_of_a_row_is_refused_and_nothing_is_half_stored(nghe_an, viewer):
    wrong = (
        ({"Công an tỉnh": None}, "", ReasonNeededError),
        ({"Công an tỉnh": "không có"}, "", UnknownUnitError),
        ({"Công an": "STP", "Sở Nội vụ": "STP"}, "", RowAnswerError),
        ({"Sở Nội vụ": None}, "vì sao", RowAnswerError),
        ({" - ": None}, "vì sao", RowAnswerError),
    )
    for said, reason, error in wrong:
        with pytest.raises(error), writing(nghe_an) as connection:
            row_answers.answer_all(connection, viewer, said, reason, at=NOW)
    with nghe_an.connect() as connection:
        assert remembered.everything(connection).rows == {}


def test_who_may_not_import_may_not_say_how_files_are_read(nghe_an):
    nobody = Viewer("khách")
    with writing(nghe_an) as connection:
        for deed in (
            lambda: mappings.forget(connection, nobody, "a", at=NOW),
            lambda: row_answers.is_unit(connection, nobody, "a", "SNV", at=NOW),
            lambda: row_answers.leave_out(connection, nobody, "a", "vì", at=NOW),
            lambda: row_answers.take_back(connection, nobody, "a", at=NOW),
        ):
            with pytest.raises(NotAllowedError):
                deed()
    with pytest.raises(NotAllowedError):
        mappings.offer(nghe_an, nobody, CASE.read_bytes())
