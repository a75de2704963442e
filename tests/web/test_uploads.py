"""Files from who may hand in none, and more than anybody may, leave the memory of the real server as it was."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from actions.data.backup import backup
from actions.tasks.delivery import write as write_letter
from core.clock import now
from core.private_files import MODE
from core.viewer import everyone
from store.database import open_engine
from tests.samples import sample_of
from tests.serving import Server, served, signed_in
from tests.visitor import Visitor
from web import uploads

LARGE = bytes(19 * 2**20)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("uploads")
    environment = {"NAMRO_DATABASE_URL": sample_of("nghe-an", folder / "namro.db", tmp_path_factory)}
    with served(folder / "log", environment, accounts=True) as running:
        yield running


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    return f"sqlite:///{server.log.parent / 'namro.db'}"


def memory(server: Server) -> int:
    """Megabytes."""
    lines = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def handed_in(visitor: Visitor, content: bytes) -> int:
    """The status; 0 where the server hung up on what it does not want."""
    try:
        return visitor.upload(content)
    except requests.ConnectionError:
        return 0


def test_twenty_five_files_of_who_may_hand_in_none_are_not_stored(server: Server, address: str):
    reader = signed_in(address, "nguoi.xem", ["reader"])
    with Visitor(server.port, "xep-hang", reader) as visitor:
        visitor.run()
        before = memory(server)
        assert {handed_in(visitor, LARGE) for _ in range(25)} <= {0, 403}
        assert visitor.upload(b"a,b\n") == 403
        assert memory(server) - before < 60


def test_a_lawful_drop_of_145_files_passes(server: Server, address: str):
    token = signed_in(address, "van.thu", ["secretariat"])
    with Visitor(server.port, "nhap-so-lieu", token) as visitor:
        visitor.run()
        assert [visitor.upload(b"a,b\n" * 1000) for _ in range(145)] == [204] * 145


def test_beyond_the_quota_nothing_more_is_stored(server: Server, address: str):
    token = signed_in(address, "nhieu.tep", ["secretariat"])
    most = uploads.A_DROP.size // len(LARGE)
    with Visitor(server.port, "nhap-so-lieu", token) as visitor:
        visitor.run()
        assert [visitor.upload(LARGE) for _ in range(most)] == [204] * most
        before = memory(server)
        assert {handed_in(visitor, LARGE) for _ in range(10)} <= {0, 429}
        assert memory(server) - before < 60
    # A new session of the same account is the same person.
    again = signed_in_again(address, "nhieu.tep")
    with Visitor(server.port, "nhap-so-lieu", again) as visitor:
        visitor.run()
        assert handed_in(visitor, LARGE) in (0, 429)


def signed_in_again(address: str, name: str) -> str:
    from actions.access.signing_in import new_token
    from store import accounts, sessions
    from store.database import writing

    engine, token = open_engine(address), new_token()
    with writing(engine) as connection:
        sessions.begin(connection, token, accounts.of_name(connection, name).id, at=now())
    engine.dispose()
    return token


def test_what_was_taken_in_is_forgotten_in_time():
    taken, quota = uploads._Taken(), uploads.Quota(2, 100)
    taken.add(0.0, 60)
    assert taken.fits(40, quota) and not taken.fits(41, quota)
    taken.add(10.0, 10)
    assert not taken.fits(0, quota)
    taken.forget(5.0)
    assert (taken.size, taken.fits(90, quota), taken.fits(91, quota)) == (10, True, False)


def test_databases_backups_and_letters_are_for_nobody_else(tmp_path: Path):
    from actions.tasks.letters import Letter, Recipient
    from core.settings import settings_from
    from store.set_up import ready

    old = tmp_path / "namro.db"
    old.touch(0o644)
    engine = ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": f"sqlite:///{old}"}), clock=now)
    backup(engine, everyone("x"), tmp_path / "copy.zip", clock=now)
    engine.dispose()
    write_letter(Letter(Recipient("unit", "SNV"), "a", "b", "c"), tmp_path / "letters")

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 3
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in files}
    assert {name: oct(mode) for name, mode in modes.items() if mode != MODE} == {}
