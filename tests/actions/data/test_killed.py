"""kill -9 at any moment of an import: all of it or nothing, and it can simply be done again (reliability I2)."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
import sqlalchemy as sa

from core.errors import DatabaseUnavailableError
from core.settings import PROVINCES, ROOT
from store.set_up import ready
from store.tables import core as tables
from tests.conftest import clock, settings

pytestmark = pytest.mark.slow

FILE = PROVINCES / "nghe-an" / "dossiers.csv"
COMMAND = [sys.executable, "-m", "actions", "import", str(FILE), "--json", "--reason", "kiểm thử", "--note", "+"]
KILLS = 5


@pytest.fixture(params=["sqlite", "postgresql"])
def killed_url(request, tmp_path) -> str:
    """A database that outlives its process: a file, or a server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'killed.db'}"
    server = sa.make_url(request.getfixturevalue("postgres_url"))
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS namro_killed WITH (FORCE)")
        connection.exec_driver_sql("CREATE DATABASE namro_killed")
    engine.dispose()
    return server.set(database="namro_killed").render_as_string(hide_password=False)


def stored(engine) -> dict[str, int]:
    names = ("files", "imports", "observations", "publications", "publication_imports")
    with engine.connect() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(tables.metadata.tables[name]))
            for name in names
        }


def test_a_killed_import_leaves_all_or_nothing_and_can_be_done_again(killed_url):
    engine = ready(settings(killed_url, "nghe-an"), clock=clock)
    environment = {**os.environ, "NAMRO_DATABASE_URL": killed_url}
    months = len({line.split(",")[1] for line in FILE.read_text(encoding="utf-8").splitlines()[1:]})
    whole = {
        "files": 1,
        "imports": months,
        "observations": len(FILE.read_text(encoding="utf-8").splitlines()) - 1,
        "publications": months,
        "publication_imports": months,
    }
    nothing = dict.fromkeys(whole, 0)
    chance = random.Random(76600)
    killed = 0

    for _ in range(KILLS):
        process = subprocess.Popen(
            COMMAND, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.7, 2.6))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        time.sleep(0.2)  # a server notices a lost client a moment later
        assert stored(engine) in (nothing, whole)

    assert killed >= 1
    done = subprocess.run(COMMAND, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert stored(engine) == whole
    engine.dispose()


def test_a_full_disk_is_told_and_leaves_what_was_there(tmp_path, viewer):
    from actions.data.import_file import import_file

    engine = ready(settings(f"sqlite:///{tmp_path / 'full.db'}", "nghe-an"), clock=clock)
    before = stored(engine)

    @sa.event.listens_for(engine, "begin", insert=True)
    def no_more_pages(connection):
        pages = connection.connection.driver_connection.execute("PRAGMA page_count").fetchone()[0]
        connection.connection.driver_connection.execute(f"PRAGMA max_page_count = {pages + 5}")

    with pytest.raises(DatabaseUnavailableError, match="full"):
        import_file(
            engine, viewer, FILE.read_bytes(), FILE.name, month=None, clock=clock, reason_for=lambda _: "thử", note="+"
        )
    assert stored(engine) == before
