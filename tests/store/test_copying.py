"""A backup brings back everything, from either kind of database into either, and verifies."""

import base64
import datetime as dt
import json
import os
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.data.backup import backup, restore
from actions.data.import_file import import_file
from core.database_errors import BackupError
from core.periods import parse
from reports.data.verification import verify_everything
from reports.results.ranking import ranking
from store.database import migrate, open_engine, revisions
from store.tables.core import identity, metadata
from tests.conftest import VIEWER, accepted, clock

AUGUST = parse("2026-08")
FILE = b"""unit_code,month,received_online,received_in_person,received,resolved,pending
SNV,2026-08,80,20,100,60,30
STP,2026-08,1,,,,
"""


def published(engine):
    import_file(engine, VIEWER, FILE, "tháng 8.csv", month=AUGUST, clock=clock, reason_for=accepted, note="+")


@pytest.fixture
def filled(copy_of):
    return copy_of("nghe-an", published)


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


def test_a_backup_is_written_over_nothing(filled, viewer, tmp_path):
    taken = tmp_path / "taken.zip"
    taken.write_bytes(b"of somebody")
    nowhere = tmp_path / "link.zip"
    nowhere.symlink_to(tmp_path / "not there")
    for path in (taken, nowhere, Path(os.devnull)):
        with pytest.raises(BackupError) as error:
            backup(filled, viewer, path, clock=clock)
        assert error.value.reason == "exists"
    assert taken.read_bytes() == b"of somebody" and nowhere.is_symlink() and Path(os.devnull).is_char_device()
    assert sorted(each.name for each in tmp_path.glob("*.zip*")) == ["link.zip", "taken.zip"]


def as_written_by(engine, revision, path):
    """A backup as the program of that revision would write it: its tables, its columns in its own order."""
    with engine.connect() as connection, zipfile.ZipFile(path, "w") as archive:
        then = sa.MetaData()
        then.reflect(connection)
        names = [name for name in then.tables if name not in ("alembic_version", identity.name)]
        rows, columns = {}, {}
        for name in names:
            table = then.tables[name]
            order = list(table.columns.keys())[::-1]
            found = connection.execute(sa.select(*(table.c[column] for column in order))).all()
            lines = [
                json.dumps([plain(table.c[c], value) for c, value in zip(order, row, strict=True)]) for row in found
            ]
            archive.writestr(f"{name}.jsonl", "".join(line + "\n" for line in lines))
            rows[name], columns[name] = len(found), order
        about = {"at": "2026-09-01T00:00:00+00:00", "revision": revision, "rows": rows, "columns": columns}
        archive.writestr("manifest.json", json.dumps(about))


def plain(column, value):
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=value.tzinfo or dt.UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat() if isinstance(value, dt.date) else value


ONTO = [
    # Each is brought up to date in a file of its own first, whatever it goes into: one engine each, both in test-all.
    pytest.param(kind, revision, marks=[] if (row + column) % 2 else [pytest.mark.long])
    for row, revision in enumerate(revisions()[1:])
    for column, kind in enumerate(("sqlite", "postgresql"))
]


@pytest.mark.parametrize(("database_kind", "revision"), ONTO, indirect=["database_kind"])
def test_a_backup_of_every_older_revision_is_restored(database_url, viewer, tmp_path, revision):
    old = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    migrate(old, revision)
    with old.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO publications (period_start, period_end, version, published_at, published_by, note)"
                " VALUES ('2026-08-01', '2026-08-31', 1, '2026-09-01 07:00:00.000000', 'ai đó', 'ghi chú')"
            )
        )
    as_written_by(old, revision, tmp_path / "old.zip")
    migrate(old)
    new = open_engine(database_url)
    migrate(new)

    restore(new, viewer, tmp_path / "old.zip", clock=clock)

    # As the old database itself is after the upgrade.
    upgraded, restored = everything(old), everything(new)
    assert restored["audit_events"][-1].deed == "restore"
    assert len(upgraded["publications"]) == 1
    for name in upgraded:
        assert [*upgraded[name]] == (restored[name][:-1] if name == "audit_events" else restored[name]), name
    for engine in (old, new):
        engine.dispose()


def test_a_backup_of_a_later_revision_is_refused(filled, viewer, tmp_path):
    backup(filled, viewer, tmp_path / "copy.zip", clock=clock)
    later = tmp_path / "later.zip"
    with zipfile.ZipFile(tmp_path / "copy.zip") as whole, zipfile.ZipFile(later, "w") as other:
        for name in whole.namelist():
            other.writestr(name, whole.read(name).replace(revisions()[0].encode(), b"9999"))
    with pytest.raises(BackupError) as error:
        restore(open_engine(f"sqlite:///{tmp_path / 'never.db'}"), viewer, later, clock=clock)
    assert error.value.reason == "revision" and not (tmp_path / "never.db").exists()


KEPT = sorted((Path(__file__).parent / "backups").glob("*.zip"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_backup_that_was_kept_of_a_revision_is_restored_and_verifies(database_url, viewer, path):
    engine = open_engine(database_url)
    migrate(engine)

    restore(engine, viewer, path, clock=clock)

    with engine.connect() as connection:
        versions = verify_everything(connection)
        assert versions and all(version.identical for version in versions)
        assert ranking(connection, viewer, "online", AUGUST, kind="commune").count("ranked") > 10
    engine.dispose()


@pytest.mark.parametrize(
    "about",
    [
        {"at": "gestern"},
        {"at": 7},
        {"columns": {"units": 7}},
        {"columns": {"units": ["nothing"]}},
        {"rows": 3},
        {"revision": ["0038"]},
    ],
)
def test_a_backup_that_says_nonsense_of_itself_is_one_sentence(viewer, tmp_path, about):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(KEPT[0]) as whole, zipfile.ZipFile(other, "w") as told:
        for name in whole.namelist():
            content = whole.read(name)
            told.writestr(name, json.dumps(json.loads(content) | about) if name == "manifest.json" else content)
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(engine)
    with pytest.raises(BackupError):
        restore(engine, viewer, other, clock=clock)
    assert everything(engine)["units"] == []
    engine.dispose()


def test_one_was_kept_of_every_revision_since_older_ones_can_be_restored():
    # With a new migration: a small province's backup by the program before it, from `python -m actions backup`.
    older = revisions()[1:]
    since = older[: older.index("0038") + 1] if "0038" in older else ()
    assert {path.stem for path in KEPT} >= {"0038", *since}
