"""Reads of what is restricted: one line a session and thing, written aside, and nothing waits for it."""

import threading
import time

import pytest

from actions.access.reads import Reads
from core.clock import now
from reports.__main__ import main as ask
from store import proving, sessions
from store.database import open_engine, reading, writing
from store.state import state
from tests.samples import sample_of
from tests.serving import signed_in


@pytest.fixture
def engine(tmp_path):
    address = f"sqlite:///{tmp_path / 'namro.db'}"
    signed_in(address, "mai", ["leader"])
    engine = open_engine(address)
    yield engine
    engine.dispose()


@pytest.fixture
def reads(engine) -> Reads:
    return Reads(lambda: engine, now)


def lines(engine) -> list[tuple[str, str, dict]]:
    with reading(engine) as connection:
        found = proving.trail(connection, reads=True, most=5000)
    return [(each.who, each.about, each.details) for each in reversed(found)]


def test_a_thing_is_told_once_a_session(engine, reads):
    with writing(engine) as connection:
        sessions.begin(connection, "another", 1, at=now())
    for _ in range(50):
        reads.note(1, "/don-vi?unit=SNV", "page")
    reads.note(1, "/can-bo", "page")
    reads.note(2, "/can-bo", "page")
    reads.note(1, "tóm tắt.pdf", "file")
    reads.note(99, "/can-bo", "page")

    assert reads.finish(10)
    assert lines(engine) == [
        ("mai", "/don-vi?unit=SNV", {"way": "page", "session": 1}),
        ("mai", "/can-bo", {"way": "page", "session": 1}),
        ("mai", "/can-bo", {"way": "page", "session": 2}),
        ("mai", "tóm tắt.pdf", {"way": "file", "session": 1}),
    ]


def test_a_reader_waits_neither_for_the_disk_nor_for_another_deed(engine, reads):
    reads.note(1, "/first", "page")
    assert reads.finish(10)
    with writing(engine):
        begun = time.perf_counter()
        for number in range(1000):
            reads.note(1, f"/don-vi?unit={number}", "page")
        # One that waited for the lock would wait until it is given up, which is longer than all of them here.
        assert time.perf_counter() - begun < 5
        assert not reads.finish(0.5)
    assert reads.finish(30)
    assert len(lines(engine)) == 1001


def test_reads_from_many_threads_are_all_told_once(engine, reads):
    def read() -> None:
        for number in range(20):
            reads.note(1, f"/{number}", "page")

    threads = [threading.Thread(target=read) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert reads.finish(20)
    assert sorted(about for _, about, _ in lines(engine)) == sorted(f"/{number}" for number in range(20))


def test_nothing_that_is_kept_counts_as_changed(engine, reads):
    with reading(engine) as connection:
        before = state(connection)
    reads.note(1, "/can-bo", "page")
    assert reads.finish(10)
    with reading(engine) as connection:
        assert state(connection) == before


def test_an_account_that_asks_at_the_shell_is_told_too(tmp_path, tmp_path_factory, monkeypatch, capsys):
    address = sample_of("nghe-an", tmp_path / "namro.db", tmp_path_factory)
    signed_in(address, "mai", ["leader"])
    monkeypatch.setenv("NAMRO_DATABASE_URL", address)
    assert ask(["ranking", "--measure", "online", "--kind", "department", "--month", "2026-10", "--as", "mai"]) == 0
    assert ask(["unit", "SNV", "--month", "2026-10", "--as", "Mai"]) == 0
    capsys.readouterr()
    engine = open_engine(address)
    assert lines(engine) == [("mai", "unit 2026-10 SNV", {"way": "command"})]
    engine.dispose()
