"""What somebody changes, removes or forges in the database is named; a tail that is cut off, by what was printed."""

import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.data.backup import backup, restore
from actions.data.publish import close
from core.clock import now
from core.periods import parse
from core.viewer import everyone
from store import audit, chain, keys
from store.database import migrate, open_engine, reading, writing
from store.proving import prove
from store.state import READ
from store.tables.core import audit_events, period_locks
from tests.samples import sample_of

WHO = everyone("kiểm thử")


@pytest.fixture
def engine(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    """The sample, its own keys beside it, and a few deeds after its chain has begun."""
    url = sample_of("nghe-an", tmp_path / "namro.db", tmp_path_factory)
    (tmp_path / "keys").mkdir()
    for key in (tmp_path_factory.getbasetemp() / "keys", tmp_path_factory.getbasetemp().parent / "keys"):
        for file in key.glob("*.key"):
            (tmp_path / "keys" / file.name).write_bytes(file.read_bytes())
    engine = open_engine(url)
    with writing(engine) as connection:
        close(connection, WHO, parse("2026-10"), "final", at=now(), reason="họp")
        close(connection, WHO, parse("2026-10"), "locked", at=now(), reason="họp")
    yield engine
    engine.dispose()


def faults(engine, printed: str = "") -> list[tuple[str, dict[str, object]]]:
    with reading(engine) as connection:
        return [(each.code, each.values) for each in prove(connection, printed).faults]


def tamper(engine, statement: str) -> None:
    with engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount > 0, statement


def test_what_nobody_touched_is_proved_from_the_first_line(engine):
    with reading(engine) as connection:
        proof = prove(connection)
        assert proof.faults == ()
        assert (proof.first, proof.digest) == (1, chain.newest_digest(connection))
    assert faults(engine, proof.digest) == []


CHANGES: list[tuple[str, str, str]] = [
    ("UPDATE files SET content = x'00' WHERE sha256 = (SELECT min(sha256) FROM files)", "file", "sha256"),
    ("UPDATE imports SET illustrative = 0 WHERE id = 1", "rows", "imports"),
    ("UPDATE observations SET received_online = 7 WHERE id = 5", "rows", "observations"),
    ("DELETE FROM observations WHERE id = 5", "rows", "observations"),
    ("UPDATE publications SET code = 'f' || substr(code, 2) WHERE id = 1", "rows", "publications"),
    ("UPDATE publications SET version = 9 WHERE id = 1", "publication", "row"),
    ("UPDATE publications SET signature = NULL WHERE id = 2", "publication", "row"),
    ("UPDATE publication_imports SET import_id = 2 WHERE publication_id = 1", "rows", "publication_imports"),
    ("UPDATE period_locks SET reason = 'khác' WHERE id = (SELECT max(id) FROM period_locks)", "rows", "period_locks"),
    ("DELETE FROM period_locks WHERE id = (SELECT max(id) FROM period_locks)", "rows", "period_locks"),
    ("UPDATE audit_events SET who = 'ai khác' WHERE id = 3", "line", "line"),
    ("UPDATE audit_events SET details = '{}' WHERE id = 3", "line", "line"),
    ("UPDATE audit_events SET wrote = '{}' WHERE id = 3", "line", "line"),
    ("DELETE FROM audit_events WHERE id = 3", "lines_missing", "after"),
    ("UPDATE audit_events SET mac = NULL WHERE id = 3", "line_forged", "line"),
]


@pytest.mark.parametrize(("statement", "code", "named"), CHANGES, ids=[each[0][:60] for each in CHANGES])
def test_what_was_changed_or_removed_is_named(engine, statement: str, code: str, named: str):
    tamper(engine, statement)

    found = faults(engine)

    assert any(each == code and named in (*values, *map(str, values.values())) for each, values in found), found


def test_an_acknowledgement_or_a_lock_that_was_put_in_is_named_at_once_and_after_the_next_deed(engine):
    with engine.begin() as connection:
        issue = connection.scalar(sa.text("SELECT max(id) FROM import_issues"))
        first, last = parse("2026-08").start, parse("2026-08").end
        row = {"period_start": first, "period_end": last, "event": "locked", "at": now(), "who": "x", "reason": "y"}
        connection.execute(sa.insert(period_locks).values(row))
        if issue is not None:
            connection.execute(sa.text("DELETE FROM issue_acknowledgements WHERE issue_id = :issue"), {"issue": issue})
    assert "unwritten" in dict(faults(engine))
    with writing(engine) as connection:
        close(connection, WHO, parse("2026-10"), "reopened", at=now(), reason="sai")

    found = [values for code, values in faults(engine) if code == "forged"]
    assert [each["table"] for each in found] == ["period_locks"]


def test_a_whole_tail_that_was_cut_off_is_seen_by_what_was_printed(engine):
    with reading(engine) as connection:
        printed = chain.newest_digest(connection)
    tamper(engine, "DELETE FROM period_locks WHERE event = 'locked'")
    tamper(engine, "DELETE FROM audit_events WHERE id = (SELECT max(id) FROM audit_events)")

    assert faults(engine) == [], "nothing in the database says so"
    assert faults(engine, printed) == [("cut", {"digest": printed})]


def test_who_has_no_key_forges_no_line(engine, tmp_path: Path):
    """Whoever can write to the database writes a whole chain anew, with a key of their own."""
    forger = b"f" * 32
    with engine.begin() as connection:
        line = connection.execute(sa.select(audit_events).order_by(audit_events.c.id.desc()).limit(1)).one()
        before = connection.scalar(sa.select(audit_events.c.mac).where(audit_events.c.id == line.after))
        values = {name: getattr(line, name) for name in ("after", "upto", "wrote")} | {"key": keys.name_of(forger)}
        mac = keys.mac(forger, chain.content(before, (line.at, "ai khác", line.deed, line.about, line.details), values))
        changed = {"who": "ai khác", "mac": mac}
        named = sa.update(audit_events).where(audit_events.c.id == line.id)
        connection.execute(named.values(**changed, key=values["key"]))
        assert [each.code for each in prove(connection).faults] == ["key", "forged"]
        connection.execute(named.values(**changed, key=line.key))
        assert "line" in [each.code for each in prove(connection).faults]


def test_a_key_is_ours_alone_and_new_ones_prove_on(engine, tmp_path: Path):
    place = tmp_path / "keys"
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()} <= {0o600, 0o644}
    new = keys.add(place)
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    keys._newest.cache_clear()
    with writing(engine) as connection:
        close(connection, WHO, parse("2026-10"), "reopened", at=now(), reason="sai")
        names = set(connection.scalars(sa.select(audit_events.c.key)))
    assert len(names) == 2
    assert faults(engine) == []

    lost = min(place.glob("*.key"))
    lost.rename(tmp_path / "lost")
    found = faults(engine)
    assert [code for code, _ in found if code == "key"] == ["key"], found
    keys._newest.cache_clear()


def test_no_key_is_in_the_database_or_its_backup_and_a_restored_one_is_still_proved(engine, tmp_path: Path):
    key = max((tmp_path / "keys").glob("*.key")).read_text().strip()
    backup(engine, WHO, tmp_path / "copy.zip", clock=now)
    database = (tmp_path / "namro.db").read_bytes()
    assert bytes.fromhex(key) not in database and key.encode() not in database
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    migrate(other)
    restore(other, WHO, tmp_path / "copy.zip", clock=now)
    assert faults(other) == []
    other.dispose()


def test_an_older_database_is_proved_from_the_line_that_begins_its_chain(engine):
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE audit_events SET mac = NULL, after = NULL, upto = NULL, wrote = NULL"))
        connection.execute(sa.text("UPDATE publications SET signature = NULL, previous = NULL, public_key = NULL"))
    with writing(engine) as connection:
        assert not chain.is_begun(connection)
        audit.append(connection, at=now(), who="set-up", deed="chain_begin", about="")
    with reading(engine) as connection:
        proof = prove(connection)
        assert (proof.faults, proof.first) == ((), proof.lines)
    tamper(engine, "UPDATE audit_events SET who = 'ai khác' WHERE id = 2")
    assert [code for code, _ in faults(engine)] == ["line"]


def test_the_line_of_a_read_is_proved_and_speaks_for_no_row(engine):
    def read(about: str) -> None:
        with writing(engine) as connection:
            audit.append_read(connection, at=now(), who="mai", deed=READ, about=about, way="page")

    read("/can-bo")
    assert faults(engine) == []
    tamper(engine, "INSERT INTO reminders_sent VALUES (77, 'x', 'x', '2026-01-01', 'x', '2026-01-01')")
    read("/don-vi")
    assert [code for code, _ in faults(engine)] == ["unwritten"], "what no deed wrote is not covered by who looks"
    tamper(engine, "DELETE FROM reminders_sent WHERE id = 77")
    with reading(engine) as connection:
        printed = chain.newest_digest(connection)
    tamper(engine, "UPDATE audit_events SET about = '/khac' WHERE about = '/don-vi'")
    assert "line" in [code for code, _ in faults(engine)]
    tamper(engine, "DELETE FROM audit_events WHERE about = '/khac'")
    assert [code for code, _ in faults(engine, printed)] == ["cut"]
