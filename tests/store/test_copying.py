"""A backup brings back everything, from either kind of database into either, and verifies."""

import zipfile

import pytest
import sqlalchemy as sa

from actions.data.backup import backup, restore
from actions.data.import_file import import_file
from core.database_errors import BackupError
from core.periods import parse
from reports.data.verification import verify_everything
from reports.results.ranking import ranking
from store.database import migrate, open_engine
from store.tables.core import identity, metadata
from tests.conftest import accepted, clock

AUGUST = parse("2026-08")
FILE = b"""unit_code,month,received_online,received_in_person,received,resolved,pending
SNV,2026-08,80,20,100,60,30
STP,2026-08,1,,,,
"""


@pytest.fixture
def filled(nghe_an, viewer):
    import_file(nghe_an, viewer, FILE, "tháng 8.csv", month=AUGUST, clock=clock, reason_for=accepted, note="+")
    return nghe_an


def everything(engine):
    with engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(table).order_by(*table.primary_key)).all()
            for table in metadata.sorted_tables
            if table is not identity
        }


def test_a_restored_copy_is_the_same_row_by_row_and_verifies(filled, viewer, tmp_path):
    before = everything(filled)
    backup(filled, viewer, tmp_path / "copy.zip", clock=clock)
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    migrate(other)

    restore(other, viewer, tmp_path / "copy.zip", clock=clock)

    after = everything(other)
    # Each of the two deeds has written its own line.
    assert {name: rows for name, rows in after.items() if name != "audit_events"} == {
        name: rows for name, rows in before.items() if name != "audit_events"
    }
    assert after["audit_events"][:-1] == before["audit_events"]
    with other.connect() as connection:
        assert all(version.identical for version in verify_everything(connection))
        assert ranking(connection, viewer, "online", AUGUST, kind="department").count("ranked") == 1


def test_a_restored_database_goes_on_counting(filled, viewer, tmp_path, database_url):
    backup(filled, viewer, tmp_path / "copy.zip", clock=clock)
    with filled.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))

    restore(filled, viewer, tmp_path / "copy.zip", clock=clock)
    done = import_file(
        filled,
        viewer,
        FILE.replace(b"80,20,100", b"81,19,100"),
        "sửa.csv",
        month=AUGUST,
        clock=clock,
        reason_for=accepted,
        note="+",
    )

    assert done.versions[0][1] == 2


def test_a_backup_is_not_laid_over_data(filled, viewer, tmp_path):
    backup(filled, viewer, tmp_path / "copy.zip", clock=clock)
    with pytest.raises(BackupError) as error:
        restore(filled, viewer, tmp_path / "copy.zip", clock=clock)
    assert error.value.reason == "not_empty"


def test_a_damaged_backup_restores_nothing(filled, viewer, tmp_path):
    path = tmp_path / "copy.zip"
    backup(filled, viewer, path, clock=clock)
    short = tmp_path / "short.zip"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(short, "w") as cut:
        for name in whole.namelist():
            content = whole.read(name)
            cut.writestr(name, content.splitlines()[0] + b"\n" if name == "observations.jsonl" else content)
    (tmp_path / "junk.zip").write_bytes(path.read_bytes()[:100])
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    migrate(other)

    for name, reason in (("short.zip", "incomplete"), ("junk.zip", "unreadable"), ("absent.zip", "unreadable")):
        with pytest.raises(BackupError) as error:
            restore(other, viewer, tmp_path / name, clock=clock)
        assert error.value.reason == reason
        assert not any(everything(other).values())
