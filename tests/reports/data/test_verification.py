"""Verification tells what changed and what did not: definitions are edited in a copy, the record in the database."""

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.data import signing
from actions.data.import_file import import_file
from core.periods import parse
from core.version_errors import DamagedRecordError, LostAnswersError, UnknownVersionError
from core.viewer import everyone
from metrics import in_force
from metrics.rates import measures, targets
from metrics.score import rules
from metrics.signed import codes
from reports.data.export import exported
from reports.data.verification import Verified, verify, verify_everything
from reports.versions import as_published, published
from store import signatures
from store.tables import core as tables
from tests.conftest import NOW, VIEWER, accepted, clock

pytestmark = pytest.mark.slow

AUGUST = parse("2026-08")
HEAD = (
    "unit_code,month,received,received_online,received_in_person,carried_over,resolved,resolved_early,resolved_on_due,"
    "resolved_late,pending,pending_in_time,pending_overdue\n"
)
JULY_ROWS = "SNV,2026-07,100,70,20,10,90,50,30,10,10,8,2\nSTP,2026-07,50,40,5,5,45,40,5,0,5,5,0\n"
AUGUST_ROWS = "SNV,2026-08,110,80,20,10,100,60,35,5,10,9,1\nSTP,2026-08,60,50,5,5,55,50,5,0,5,5,0\n"
Edit = Callable[[str, Callable[[str], str]], None]


def two_months(engine):
    for name, rows in (("7.csv", JULY_ROWS), ("8.csv", AUGUST_ROWS)):
        import_file(
            engine, VIEWER, (HEAD + rows).encode(), name, month=None, clock=clock, reason_for=accepted, note="nhập"
        )


@pytest.fixture
def database(copy_of):
    return copy_of("nghe-an", two_months)


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edit]:
    """`edit("targets.yaml", change)`: the program reads a copy of the definitions in which this file is changed."""
    folder = tmp_path / "definitions"
    shutil.copytree(measures.DEFINITIONS.parent, folder)
    caches = (measures.all_measures, targets.all_targets, rules.all_scores, in_force.settings_in_files)
    monkeypatch.setattr(measures, "DEFINITIONS", folder / "measures")
    monkeypatch.setattr(targets, "TARGETS", folder / "targets.yaml")
    monkeypatch.setattr(rules, "SCORES", folder / "scores")

    def edited(name: str, change: Callable[[str], str]) -> None:
        path = folder / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = change(before)
        assert after != before
        path.write_text(after, encoding="utf-8")
        for cache in caches:
            cache.cache_clear()

    yield edited
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


def found(database) -> dict[tuple[str, int], Verified]:
    with database.connect() as connection:
        return {(each.period.code, each.version): each for each in verify_everything(connection)}


def change(database, statement) -> None:
    with database.begin() as connection:
        connection.execute(statement)


def told(of: Verified) -> set[str]:
    return {fault.code for fault in of.faults}


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


# --- what changes no number that was published ---------------------------------------------------------------------


def test_untouched_versions_are_identical_and_their_words_too(database):
    for each in found(database).values():
        assert each.identical and not each.words_changed and not each.answered_later


def test_a_new_measure_leaves_them_identical(database, edit):
    edit(
        "measures/late_share.yaml",
        lambda _: (
            (measures.DEFINITIONS / "online.yaml")
            .read_text(encoding="utf-8")
            .replace("id: online", "id: late_share")
            .replace("- received_online  # column (4)\ndenom", "- resolved_late\ndenom")
        ),
    )
    assert all(each.identical and not each.words_changed for each in found(database).values())


def test_a_target_from_next_year_leaves_them_identical(database, edit):
    later = "- measure: online\n  from: 2027-01\n  value: 90\n  source: {vi: Kế hoạch 2027, en: Plan 2027}\n"
    edit("targets.yaml", lambda text: text.rstrip() + "\n" + later)
    assert all(each.identical for each in found(database).values())


def test_a_new_count_in_any_place_leaves_them_identical(database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(codes, "COUNT_NAMES", codes.COUNT_NAMES[::-1])
    assert all(each.identical for each in found(database).values())


def test_a_corrected_word_is_told_and_breaks_no_code(database, edit):
    edit("measures/online.yaml", replaced("Hồ sơ tiếp nhận trực tuyến", "Hồ sơ tiếp nhận trực tuyến (đã sửa)"))
    assert all(each.identical and each.words_changed for each in found(database).values())


# --- rules of the past ----------------------------------------------------------------------------------------------


def test_a_past_target_is_told_by_each_figure_it_changes(database, edit):
    edit("targets.yaml", replaced("value: 80", "value: 89"))

    august = found(database)["2026-08", 1]

    assert august.because == ("rule",) and not august.faults
    figures = {(each.unit, each.figure): (each.then, each.now) for each in august.differences}
    assert figures["SNV", "month department online verdict"] == ("met", "missed")
    assert figures["", "rules targets online value"] == (80.0, 89.0)
    assert ("STP", "month department online verdict") not in figures, "50 of 55 reach 89 % as well"
    assert ("SNV", "month department online rank") not in figures


def test_a_point_of_the_score_is_told(database, edit):
    def moved(text: str) -> str:
        """From now on 29 and 11 points instead of 30 and 10, so that the group still adds up."""
        older, newer = text.split("from: 2026-07", maxsplit=1)
        for before, after in ((30, 29), (10, 11)):
            rule = "points: {}\n          scoring: proportional"
            newer = newer.replace(rule.format(before), rule.format(after), 1)
        return f"{older}from: 2026-07{newer}"

    edit("scores/noi_bo.yaml", moved)

    now = found(database)
    august = now["2026-08", 1]
    assert august.because == ("rule",)
    assert any(each.figure == "noi_bo department points" and each.unit == "SNV" for each in august.differences)
    assert any(each.figure.startswith("rules scores noi_bo groups GQ indicators") for each in august.differences)


def test_a_past_rounding_rule_is_told(database, edit):
    edit("scores/noi_bo.yaml", lambda text: text.replace("decimals: 2", "decimals: 1"))

    august = found(database)["2026-08", 1]
    assert august.because == ("rule",)
    assert any(each.figure.startswith("noi_bo department") for each in august.differences)


def test_a_change_of_the_program_is_told_apart(database, monkeypatch: pytest.MonkeyPatch):
    from metrics.signed import answers

    half = answers.values
    monkeypatch.setattr(answers, "values", lambda *given: half(*given).assign(value=lambda table: table["value"] / 2))

    august = found(database)["2026-08", 1]
    assert august.because == ("program",)
    assert {each.figure.split()[-1] for each in august.differences} <= {"value", "verdict"}


# --- what is stored -------------------------------------------------------------------------------------------------


def test_one_cell_is_told_in_its_own_month_and_in_those_that_use_it(database):
    cells = tables.observations.c
    change(
        database,
        sa.update(tables.observations)
        .values(received_online=75)
        .where(cells.unit_code == "SNV", cells.period_start == parse("2026-07").start),
    )
    now = found(database)

    assert now["2026-07", 1].because == now["2026-08", 1].because == ("data",)
    august = {(each.unit, each.figure): (each.then, each.now) for each in now["2026-08", 1].differences}
    assert august["SNV", "year_to_date department online numerator"] == (150, 155)
    assert ("SNV", "month department online numerator") not in august
    assert {each.figure for each in now["2026-07", 1].differences} >= {"data", "month department online value"}


def test_illustrative_is_signed(database):
    change(database, sa.update(tables.imports).values(illustrative=True))
    assert {each.figure for each in found(database)["2026-08", 1].differences} == {"illustrative"}


def test_a_layer_taken_away_or_put_in_is_told(database, viewer):
    import_file(
        database, viewer, (HEAD + "SNV,2026-08,110,85,15,10,100,60,35,5,10,9,1\n").encode(), "8b.csv",
        month=None, clock=clock, reason_for=accepted, note="sửa",
    )  # fmt: skip
    assert all(each.identical for each in found(database).values())
    second = tables.publication_imports.c
    change(database, sa.delete(tables.publication_imports).where(second.position == 1))

    now = found(database)
    assert now["2026-08", 2].because == ("data",)
    assert "imports" in {each.figure for each in now["2026-08", 2].differences}
    assert now["2026-08", 1].identical


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"code": "0" * 64}, "code_changed"),
        ({"data_code": "0" * 64}, "parts_differ"),
        ({"units_code": "0" * 64}, "parts_differ"),
        ({"answers_code": "0" * 64}, "answers_changed"),
        ({"answers": b"x"}, "answers_changed"),
        ({"answers": None}, "answers_changed"),
        ({"code": None}, "not_signed"),
    ],
    ids=lambda each: next(iter(each)) if isinstance(each, dict) else each,
)
def test_a_code_or_an_answer_that_was_changed_is_told(database, values, fault):
    change(database, sa.update(tables.publications).values(**values))
    assert all(fault in told(each) and each.because[0] == "record" for each in found(database).values())


def test_answers_of_another_version_are_told(database):
    """August gets July's answers with everything that belongs to them."""
    names = ("answers", "answers_code", "code", "data_code", "units_code", "rules_code", "words_code")
    with database.begin() as connection:
        july, august = connection.scalars(sa.select(tables.publications.c.id).order_by(tables.publications.c.id))
        row = connection.execute(
            sa.select(*(tables.publications.c[name] for name in names)).where(tables.publications.c.id == july)
        ).one()
        connection.execute(
            sa.update(tables.publications)
            .where(tables.publications.c.id == august)
            .values(**dict(zip(names, row, strict=True)))
        )
    assert {"period", "data"} <= {each.figure for each in found(database)["2026-08", 1].differences}
    assert told(found(database)["2026-08", 1]) == {"told_otherwise"}


def test_rules_that_were_changed_are_told(database):
    change(database, sa.update(tables.rule_sets).values(content=json.dumps({"measures": {}})))
    assert all(told(each) == {"rules_changed"} for each in found(database).values())


def test_stored_bytes_that_were_changed_are_told(database):
    change(database, sa.update(tables.files).values(content=b"nothing"))
    assert all(told(each) == {"file_changed"} for each in found(database).values())


def test_a_value_of_another_kind_is_told_and_the_other_versions_are_verified(nghe_an, viewer):
    if nghe_an.dialect.name != "sqlite":
        pytest.skip("PostgreSQL refuses such values")
    for month, rows in (("7", JULY_ROWS), ("8", AUGUST_ROWS)):
        import_file(
            nghe_an, viewer, (HEAD + rows).encode(), f"{month}.csv",
            month=None, clock=clock, reason_for=accepted, note="nhập",
        )  # fmt: skip
    change(nghe_an, sa.text("UPDATE observations SET resolved = 'abc' WHERE period_start = '2026-08-01'"))
    now = found(nghe_an)
    assert told(now["2026-08", 1]) == {"unreadable"} and now["2026-07", 1].identical

    change(nghe_an, sa.text("UPDATE publications SET answers = 'hello'"))
    change(nghe_an, sa.text("UPDATE audit_events SET details = '{}' WHERE deed = 'import_and_publish'"))
    assert told(found(nghe_an)["2026-07", 1]) == {"answers_changed", "not_told"}


@pytest.mark.parametrize("values", [{"published_by": "x"}, {"note": "x"}, {"published_at": NOW.replace(hour=4)}])
def test_who_published_when_and_why_is_compared_with_the_trail(database, values):
    change(database, sa.update(tables.publications).values(**values))
    assert all(told(each) == {"published_otherwise"} for each in found(database).values())


def test_a_fraction_of_a_dossier_is_a_change_of_data(database):
    if database.dialect.name != "sqlite":
        pytest.skip("PostgreSQL rounds it")
    change(database, sa.text("UPDATE observations SET resolved = resolved + 0.5"))
    assert all("data" in each.because and "program" not in each.because for each in found(database).values())


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE publications SET published_at = 'zzz'",
        "UPDATE publications SET period_start = 'x'",
        "UPDATE audit_events SET details = 'nojson' WHERE deed = 'import_and_publish'",
    ],
)
def test_a_record_that_cannot_be_read_is_one_sentence(database, damage):
    if database.dialect.name != "sqlite":
        pytest.skip("PostgreSQL refuses such values")
    change(database, sa.text(damage))
    with database.connect() as connection, pytest.raises(DamagedRecordError):
        verify_everything(connection)


def test_an_export_of_lost_answers_or_of_no_version_is_refused(database):
    with database.connect() as connection:
        assert json.loads(exported(connection, everyone(), "2026-08"))["answers"]["period"] == "2026-08"
        for asked in ("2026-08.9", "2026-08.", "2026-08.1.2"):
            with pytest.raises(UnknownVersionError):
                exported(connection, everyone(), asked)
    change(database, sa.update(tables.publications).values(answers=None))
    with database.connect() as connection, pytest.raises(LostAnswersError):
        exported(connection, everyone(), "2026-08.1")


def test_a_version_that_was_deleted_is_told_by_name(database, viewer):
    import_file(
        database, viewer, (HEAD + AUGUST_ROWS.replace("80,20", "85,15")).encode(), "8b.csv",
        month=None, clock=clock, reason_for=accepted, note="sửa",
    )  # fmt: skip
    with database.begin() as connection:
        first = sa.select(sa.func.max(tables.publications.c.id) - 1).scalar_subquery()
        connection.execute(
            sa.delete(tables.publication_imports).where(tables.publication_imports.c.publication_id == first)
        )
        connection.execute(sa.delete(tables.publications).where(tables.publications.c.id == first))

    lost = found(database)["2026-08", 1]
    assert (told(lost), lost.code, lost.identical) == ({"version_lost"}, "", False)


def test_the_newest_version_that_was_deleted_is_told_by_the_audit_trail(database):
    with database.begin() as connection:
        newest = sa.select(sa.func.max(tables.publications.c.id)).scalar_subquery()
        connection.execute(
            sa.delete(tables.publication_imports).where(tables.publication_imports.c.publication_id == newest)
        )
        connection.execute(sa.delete(tables.publications).where(tables.publications.c.id == newest))

    assert told(found(database)["2026-08", 1]) == {"version_lost"}


def test_a_forged_version_is_told(database):
    """One that has all its codes, as the program would have written them, but was never published."""
    with database.begin() as connection:
        forged = connection.execute(
            sa.insert(tables.publications)
            .values(
                period_start=AUGUST.start,
                period_end=AUGUST.end,
                version=2,
                published_at=NOW,
                published_by="x",
                note="",
                structure_id=sa.select(sa.func.max(tables.structures.c.id)).scalar_subquery(),
            )
            .returning(tables.publications.c.id)
        ).scalar_one()  # fmt: skip
        connection.execute(sa.insert(tables.publication_imports).values(publication_id=forged, position=0, import_id=1))
        signing.sign(connection, forged)

    assert told(found(database)["2026-08", 2]) == {"not_told"}


# --- older versions, and what is shown of them ----------------------------------------------------------------------


def as_before_answers_were_signed(database) -> list[str]:
    """Make the versions and their audit lines what a program of before 0013 wrote; the codes that it printed."""
    with database.begin() as connection:
        versions = signatures.signed(connection)
        printed = [codes.older_code(each.data_code, "b" * 64, each.units_code) for each in versions]
        for version, code in zip(versions, printed, strict=True):
            older = {"measures_code": "b" * 64, "code": code}
            none = dict.fromkeys(("answers", "answers_code", "rules_code", "words_code", "answered_later"))
            connection.execute(
                sa.update(tables.publications).where(tables.publications.c.id == version.id).values(**older, **none)
            )
        trail = tables.audit_events
        for event_id, details in connection.execute(sa.select(trail.c.id, trail.c.details)).all():
            bare = {name: value for name, value in details.items() if name != "codes"}
            connection.execute(sa.update(trail).where(trail.c.id == event_id).values(details=bare))
    return printed


def test_versions_from_before_get_their_answers_once_and_keep_the_code_they_printed(database):
    printed = as_before_answers_were_signed(database)
    assert all(told(each) == {"not_signed"} for each in found(database).values())

    assert signing.sign_older(database, clock=clock) == 2
    assert signing.sign_older(database, clock=clock) == 0
    now = found(database)
    assert [each.code for each in now.values()] == printed
    assert all(each.identical and each.answered_later for each in now.values())

    change(database, sa.update(tables.observations).values(received_online=1))
    assert all("data" in each.because for each in found(database).values())


def test_numbers_that_had_changed_before_the_answers_were_given_are_told(database):
    as_before_answers_were_signed(database)
    change(database, sa.update(tables.observations).values(received_online=1))
    signing.sign_older(database, clock=clock)

    assert all(told(each) == {"parts_differ"} for each in found(database).values())


def test_a_version_without_any_layer_or_code_gets_answers_too(nghe_an):
    change(
        nghe_an,
        sa.insert(tables.publications).values(
            period_start=AUGUST.start, period_end=AUGUST.end, version=1, published_at=NOW, published_by="x", note=""
        ),
    )
    assert signing.sign_older(nghe_an, clock=clock) == 1
    assert told(found(nghe_an)["2026-08", 1]) == {"not_told"}


def test_an_old_version_is_shown_under_its_own_rules(database, viewer, edit):
    edit("targets.yaml", replaced("value: 80", "value: 89"))
    with database.connect() as connection:
        newest = signatures.signed(connection)[-1].id
        then = as_published(connection, viewer, newest)

    assert then.definitions(AUGUST).targets["online"].value == 80
    assert then.definitions(AUGUST).measures["online"].title.vi == "Hồ sơ tiếp nhận trực tuyến"
    assert in_force.definitions_of(AUGUST, in_force.settings_in_files()).targets["online"].value == 89


def test_versions_published_before_a_rule_was_decided_keep_the_one_before(nghe_an, viewer):
    def earlier() -> dt.datetime:
        return dt.datetime(2026, 9, 5, tzinfo=dt.UTC)

    import_file(
        nghe_an, viewer, (HEAD + JULY_ROWS).encode(), "7.csv",
        month=None, clock=earlier, reason_for=accepted, note="nhập",
    )  # fmt: skip
    import_file(
        nghe_an,
        viewer,
        (HEAD + AUGUST_ROWS).encode(),
        "8.csv",
        month=None,
        clock=clock,
        reason_for=accepted,
        note="nhập",
    )
    with nghe_an.connect() as connection:
        data = published(connection, viewer)

    assert data.definitions(parse("2026-07")).score("qd766").rank_by == "exact"
    assert data.definitions(AUGUST).score("qd766").rank_by == "printed"
    assert all(each.identical for each in found(nghe_an).values())


def test_two_months_with_the_same_numbers_have_codes_of_their_own(nghe_an, viewer):
    for month in ("2026-07", "2026-08"):
        text = HEAD + AUGUST_ROWS.replace("2026-08", month)
        import_file(nghe_an, viewer, text.encode(), "x.csv", month=None, clock=clock, reason_for=accepted, note="x")
    with nghe_an.connect() as connection:
        first, second = signatures.signed(connection)
        assert first.data_code == second.data_code and first.code != second.code
        assert verify(connection, first.code).period.code == "2026-07"
