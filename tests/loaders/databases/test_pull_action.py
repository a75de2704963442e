"""A pull from the command line to a published month: stored like a file, refused whole, safe to try again."""

import json
import os
import subprocess
import sys

import pytest
import sqlalchemy as sa

from actions.data.pull import pull
from actions.data.set_up import close_on
from core.errors import NotAllowedError
from core.periods import parse
from core.settings import ROOT
from core.viewer import Viewer
from loaders import load
from loaders.databases.connecting import SourceUnavailableError
from loaders.databases.probing import SourceTableError
from loaders.databases.sources_file import SourcesFileError, UnknownSourceError
from reports.results.ranking import ranking
from store.database import writing
from store.tables import core as tables
from tests.conftest import clock
from tests.loaders.databases.sources import TODAY, Place, fill
from tests.loaders.databases.test_reading_only import row

OCTOBER = parse("2026-10")
FILE = """
[sources.mot_cua]
what = {{vi = "Một cửa", en = "One stop"}}
url = "{url}"
shape = "dossiers"
table = "ho_so"
columns = {{unit = "ma_don_vi", received_at = "ngay_tiep_nhan", due_at = "ngay_hen_tra", resolved_at = "ngay_ket_thuc"}}
complete = {{units = ["SNV", "STP"]}}
"""


@pytest.fixture
def environment(sqlite: Place, tmp_path) -> dict[str, str]:
    path = tmp_path / "sources.toml"
    path.write_text(FILE.format(url=sqlite.url), encoding="utf-8")
    return {"NAMRO_SOURCES": str(path)}


@pytest.fixture
def nghe_an(copy_of):
    """The database to pull into; for the tests of loaders it is the list of units."""
    return copy_of("nghe-an")


def rows(engine, table) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table))


def nothing_stored(engine) -> bool:
    return not any(rows(engine, table) for table in (tables.files, tables.imports, tables.publications))


def test_a_pull_is_published_with_its_bytes_and_the_same_answer_again_changes_nothing(
    nghe_an, viewer, sqlite, environment, units
):
    fill(sqlite.writing, [row("SNV"), row("SNV", ngay_ket_thuc=None), row("STP")])

    done = pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment=environment)
    again = pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment=environment)

    assert (done.versions, again.versions, again.already) == (((OCTOBER, 1),), (), (OCTOBER,))
    with nghe_an.connect() as connection:
        found = ranking(connection, viewer, "on_time_resolved", OCTOBER, kind="department").table
        kept = connection.execute(sa.select(tables.imports.c.source, tables.files.c.content).join(tables.files)).one()
    assert found.set_index("unit_code").loc[["SNV", "STP"], "denominator"].tolist() == [1, 1]
    assert kept.source == "database_dossiers"
    # What was kept is our own template: it can be read, and imported, as a file.
    as_file = load(bytes(kept.content), "x.csv", units=units, month=OCTOBER, today=TODAY)
    assert as_file.rows.equals(done.loaded.rows) and as_file.sha256 == done.loaded.sha256


def test_a_pull_counts_the_days_of_the_provinces_reporting_month(nghe_an, viewer, sqlite, environment):
    import datetime as dt

    def on(unit: str, month: int, day: int) -> dict[str, object]:
        moment = dt.datetime(2026, month, day, 9)
        return row(unit, ngay_tiep_nhan=moment, ngay_hen_tra=None, ngay_ket_thuc=moment)

    # 14 September is still September's; 15 September and 14 October are October's; 15 October is November's.
    at = [on("SNV", 9, 14), on("SNV", 9, 15), on("SNV", 10, 14), on("SNV", 10, 15), on("STP", 9, 20)]
    fill(sqlite.writing, at)
    with writing(nghe_an) as connection:
        close_on(connection, viewer, 14, at=clock(), source="Nghị định 09/2019")

    done = pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment=environment)

    resolved = done.loaded.rows.set_index("unit_code")["resolved"]
    assert (resolved["SNV"], resolved["STP"]) == (2, 1)
    assert [month.code for month in done.loaded.months] == ["2026-10"]


def test_a_changed_source_makes_the_next_version(nghe_an, viewer, sqlite, environment):
    fill(sqlite.writing, [row("SNV"), row("STP")])
    pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment=environment)
    fill(sqlite.writing, [row("SNV"), row("STP"), row("STP")])
    kept = pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment=environment)
    assert (kept.versions, kept.without_note) == ((), (OCTOBER,))
    done = pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment=environment, note="một hồ sơ nữa")
    assert done.versions == ((OCTOBER, 2),)


def test_u3_an_incomplete_answer_and_a_fall_are_refused_and_what_is_published_stays(
    nghe_an, viewer, sqlite, environment
):
    fill(sqlite.writing, [row("SNV")])
    done = pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment=environment)
    assert "incomplete_pull" in [issue.code for issue in done.loaded.issues]
    assert done.versions == () and nothing_stored(nghe_an)

    fill(sqlite.writing, [row("SNV") for _ in range(9)] + [row("STP")])
    pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment=environment)
    november = parse("2026-11")
    import datetime as dt

    late = {"ngay_tiep_nhan": dt.datetime(2026, 11, 2), "ngay_hen_tra": None, "ngay_ket_thuc": None}
    fill(sqlite.writing, [row("SNV", **late), row("STP", **late)])
    fell = pull(nghe_an, viewer, "mot_cua", november, clock=clock, environment=environment)
    assert "incomplete_pull_fell" in [issue.code for issue in fell.loaded.issues]
    assert rows(nghe_an, tables.imports) == 1


def test_u4_a_failed_pull_stores_nothing_and_the_retry_works(nghe_an, viewer, sqlite, environment, tmp_path):
    def again():
        return pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment=environment)

    audit = rows(nghe_an, tables.audit_events)
    with pytest.raises(SourceUnavailableError):
        again()  # no file yet
    with sqlite.writing.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE something_else (a)")
    with pytest.raises(SourceTableError):
        again()
    assert nothing_stored(nghe_an) and rows(nghe_an, tables.audit_events) == audit
    fill(sqlite.writing, [row("SNV"), row("STP")])
    assert again().versions == ((OCTOBER, 1),)


def test_who_may_not_import_does_not_even_ask(nghe_an, environment):
    with pytest.raises(NotAllowedError):
        pull(nghe_an, Viewer("reader"), "mot_cua", OCTOBER, clock=clock, environment=environment)


def test_unknown_sources_and_absent_files_are_told(nghe_an, viewer, environment, tmp_path):
    with pytest.raises(UnknownSourceError):
        pull(nghe_an, viewer, "nothing", OCTOBER, clock=clock, environment=environment)
    with pytest.raises(SourcesFileError):
        pull(nghe_an, viewer, "mot_cua", OCTOBER, clock=clock, environment={"NAMRO_SOURCES": str(tmp_path / "no")})


def test_the_command_line_pulls_and_says_what_went_wrong(sqlite, environment, tmp_path):
    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "actions", "pull", *arguments, "--month", "2026-10"]
        own = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}", "NAMRO_PROVINCE": "nghe-an"}
        environ = {**os.environ, **environment, **own}
        return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)

    absent = run("mot_cua")
    assert (absent.returncode, len(absent.stderr.strip().splitlines())) == (3, 1)
    assert "Không kết nối được nguồn “mot_cua”" in absent.stderr
    assert run("nothing").returncode == 3
    fill(sqlite.writing, [row("SNV")])
    incomplete = run("mot_cua")
    assert incomplete.returncode == 1 and "Sở Tư pháp" in incomplete.stdout
    fill(sqlite.writing, [row("SNV"), row("STP")])
    done = run("mot_cua", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["versions"] == {"2026-10": 1} and answer["source"] == "database_dossiers"
