"""A new unit structure: previewed, refused whole or loaded; what was published before stays what it was."""

import csv
import datetime as dt
import io

import pytest
import sqlalchemy as sa

from actions.data.import_file import import_file
from actions.data.structure import check_structure, in_use, load_structure
from actions.data.targets import end_target, set_target
from core.errors import NotAllowedError, ReasonNeededError
from core.periods import parse
from core.settings import PROVINCES
from core.viewer import ALL_UNITS, Viewer
from core.words import said_issue
from metrics.rates.measures import measure
from reports.data.verification import verify_everything
from reports.results.ranking import ranking
from reports.results.ranking import ranking_of as ranked_then
from reports.slices import Slice
from reports.versions import as_published, published
from store import signatures, units
from store.database import writing
from store.tables.core import audit_events, structures
from tests.conftest import NOW, VIEWER, accepted, clock

pytestmark = pytest.mark.slow

FOLDER = PROVINCES / "nghe-an"
AUGUST = """unit_code,month,received_online,received_in_person
SNV,2025-08,80,20
STP,2025-08,60,40
16681,2025-08,90,10
16690,2025-08,50,50
"""


def units_csv(**changed: dict[str, str]) -> bytes:
    """The province's list with some cells changed, by unit code; {} leaves a unit out."""
    with (FOLDER / "units.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known = {row["code"] for row in rows}
    kept = [row | changed.get(row["code"], {}) for row in rows if changed.get(row["code"]) != {}]
    blank = dict.fromkeys(rows[0], "")
    kept += [blank | {"code": code} | cells for code, cells in changed.items() if code not in known]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(kept)
    return out.getvalue().encode()


def links_csv(*lines: str) -> bytes:
    return (FOLDER / "succession.csv").read_bytes() + "".join(f"{line}\n" for line in lines).encode()


def import_august(engine):
    done = import_file(
        engine, VIEWER, AUGUST.encode(), "tháng 8.csv", month=None, clock=clock, reason_for=accepted, note="+"
    )
    assert done.versions, done.loaded.issues


@pytest.fixture
def august(copy_of):
    return copy_of("nghe-an", import_august)


MERGED = {
    "STP": {"valid_to": "2025-12-31"},
    "SNVTP": {"name": "Sở Nội vụ và Tư pháp", "kind": "department", "parent": "40", "valid_from": "2026-01-01"},
    "SNV": {"valid_to": "2025-12-31"},
}
MERGER = links_csv("SNV,SNVTP,2026-01-01,1,hợp nhất", "STP,SNVTP,2026-01-01,1,hợp nhất")


def test_the_preview_says_who_is_new_who_ended_and_what_became_of_what(august, viewer):
    found = check_structure(august, viewer, [(units_csv(**MERGED), "units.csv"), (MERGER, "succession.csv")])

    assert found.fit_to_load, found.issues
    assert [(change.what, change.unit.code) for change in found.changes] == [
        ("added", "SNVTP"),
        ("ended", "SNV"),
        ("ended", "STP"),
    ]
    event = found.events[0]
    assert (event.on, {unit.code for unit in event.olds}, [unit.code for unit in event.news]) == (
        dt.date(2026, 1, 1),
        {"SNV", "STP"},
        ["SNVTP"],
    )
    assert found.months == ()  # nothing of 2026 is published


def test_that_a_target_of_its_own_is_not_inherited_is_said_where_the_succession_is_loaded(august, viewer):
    files = [(units_csv(**MERGED), "units.csv"), (MERGER, "succession.csv")]
    with writing(august) as connection:
        set_target(connection, viewer, "online", "2025-03", 90, unit="SNV", source="Kế hoạch 5", at=NOW)

    (note,) = (each for each in check_structure(august, viewer, files).issues if each.code == "structure_own_targets")
    assert (note.severity, note.values) == ("note", {"units": "Sở Nội vụ"})
    assert "đơn vị kế thừa không nhận chỉ tiêu đó" in said_issue("vi", note)

    with writing(august) as connection:
        end_target(connection, viewer, "online", "2026-01", unit="SNV", source="Kế hoạch 6", at=NOW)
    assert "structure_own_targets" not in {each.code for each in check_structure(august, viewer, files).issues}


def test_a_check_stores_nothing(august, viewer):
    with august.connect() as connection:
        before = connection.scalar(sa.select(sa.func.count()).select_from(audit_events))

    check_structure(august, viewer, [(units_csv(**MERGED), "units.csv"), (MERGER, "succession.csv")])

    with august.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(audit_events)) == before
        assert len(units.loadings(connection)) == 1


def test_a_loaded_structure_is_in_use_with_its_bytes_its_reason_and_one_audit_line(august, viewer):
    files = [(units_csv(**MERGED), "units.csv"), (MERGER, "succession.csv")]

    _, number = load_structure(august, viewer, files, clock=clock, note=" Nghị quyết 99 ")

    with august.connect() as connection:
        newest, first = units.loadings(connection)
        assert (newest.id, newest.note, newest.files) == (number, "Nghị quyết 99", ("units.csv", "succession.csv"))
        assert newest.in_force_from == dt.date(2026, 1, 1) and first.files == ()
        assert {unit.code: unit.valid_to for unit in units.everything(connection)}["SNV"] == dt.date(2025, 12, 31)
        assert {unit.code: unit.valid_to for unit in units.everything(connection, structure=first.id)}["SNV"] is None
        deeds = connection.execute(sa.select(audit_events.c.deed).order_by(audit_events.c.id)).scalars().all()
        assert deeds.count("load_structure") == 1 and deeds[-1] == "load_structure"


def test_old_ranks_and_codes_stay_when_a_structure_moves_a_unit(august, viewer):
    """A commune becomes a department in the new list: no month that is published hears of it."""

    def ranks(kind):
        with august.connect() as connection:
            table = ranking(connection, viewer, "online", parse("2025-08"), kind=kind).table
        return table[["unit_code", "rank", "value", "status"]].astype(str).to_dict("list")

    before = {kind: ranks(kind) for kind in ("department", "commune")}
    found, number = load_structure(
        august, viewer, [(units_csv(**{"16690": {"kind": "department"}}), "units.csv")], clock=clock, note="thử"
    )

    assert number and found.changes[0].what == "moved" and [month.code for month in found.months] == ["2025-08"]
    assert {kind: ranks(kind) for kind in before} == before
    with august.connect() as connection:
        assert all(each.identical for each in verify_everything(connection))
        assert next(unit for unit in published(connection, viewer).units if unit.code == "16690").kind == "department"


def test_a_version_published_after_has_the_new_structure_and_says_what_differs(august, viewer):
    load_structure(
        august, viewer, [(units_csv(**{"16690": {"kind": "department"}}), "units.csv")], clock=clock, note="thử"
    )
    more = "unit_code,month,received_online,received_in_person\nSYT,2025-08,1,1\n"
    import_file(august, viewer, more.encode(), "thêm.csv", month=None, clock=clock, note="bổ sung", reason_for=accepted)

    with august.connect() as connection:
        first, second = signatures.signed(connection)
        assert signatures.differing_parts(first, second) == ("data_code", "units_code")
        assert all(each.identical for each in verify_everything(connection))
        then, now = (as_published(connection, viewer, each.id) for each in (first, second))
        tables = [
            ranked_then(Slice(each, "commune", parse("2025-08")), measure("online")).table for each in (then, now)
        ]
    assert ["16690" in set(table["unit_code"]) for table in tables] == [True, False]


def codes(found) -> set[str]:
    return {issue.code for issue in found.issues if issue.severity == "error"}


def test_a_unit_with_published_counts_may_neither_vanish_nor_end_before_them(august, viewer):
    gone = check_structure(august, viewer, [(units_csv(STP={}), "units.csv")])
    ended = check_structure(august, viewer, [(units_csv(STP={"valid_to": "2025-07-31"}), "units.csv")])

    assert codes(gone) == codes(ended) == {"structure_loses_months"}
    issue = next(issue for issue in ended.issues if issue.severity == "error")
    assert (issue.values["unit"], issue.values["months"], issue.values["first"]) == ("Sở Tư pháp", 1, parse("2025-08"))


def test_everything_wrong_is_told_at_once_with_row_and_column_and_nothing_is_loaded(august, viewer):
    wrong = units_csv(STP={"kind": "làng", "valid_to": "32/12/2025"}, SYT={"parent": "99"}, N={"kind": "commune"})
    files = [(wrong, "units.csv"), (links_csv("SNV,NOBODY,2026-01-01,1/2,b"), "succession.csv")]

    found, number = load_structure(august, viewer, files, clock=clock, note="thử")

    assert number is None
    places = {(issue.code, issue.sheet, issue.cell) for issue in found.issues if issue.severity == "error"}
    assert ("structure_kind", "units.csv", "D4") in places
    assert ("structure_day", "units.csv", "G4") in places
    assert ("structure_blank", "units.csv", "B177") in places
    assert ("structure_parent", "units.csv", "E18") in places
    assert ("structure_unknown", "succession.csv", "B141") in places
    assert "structure_share_sum" in codes(found)
    with august.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(structures)) == 1


def test_the_province_itself_stays(august, viewer):
    assert "structure_province" in codes(check_structure(august, viewer, [(units_csv(**{"40": {}}), "units.csv")]))


def test_units_alone_keep_the_successions_and_the_same_list_changes_nothing(august, viewer):
    found, number = load_structure(august, viewer, [(units_csv(), "units.csv")], clock=clock, note="thử")

    assert (found.changes_nothing, number) == (True, None)
    with august.connect() as connection:
        assert found.structure.successions == in_use(connection).successions != ()


def test_a_structure_needs_a_reason_and_the_right(august, viewer):
    files = [(units_csv(**MERGED), "units.csv"), (MERGER, "succession.csv")]
    with pytest.raises(ReasonNeededError):
        load_structure(august, viewer, files, clock=clock, note="  ")
    with pytest.raises(NotAllowedError):
        check_structure(august, Viewer.holding("x", {"import"}, ALL_UNITS), files)
