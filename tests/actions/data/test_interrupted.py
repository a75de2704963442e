"""The same file from two browsers at once, and a database server that goes away in the middle of a deed."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from actions.data import review
from actions.data.import_file import import_file, save_draft
from actions.data.publish import publish
from core.errors import DatabaseUnavailableError
from core.periods import parse
from core.words import LANGUAGES, explain
from reports.versions import published
from store.database import reading, writing
from store.set_up import ready
from store.tables import core as tables
from tests import postgres
from tests.conftest import NOW, accepted, clock, settings

pytestmark = pytest.mark.slow

HEAD = "unit_code,month,received_online,received_in_person\n"
FILE = (HEAD + "SNV,2026-07,8,2\nSTP,2026-07,3,7\nSNV,2026-08,80,20\nSTP,2026-08,30,70\n").encode()
BROWSERS = 4


def stored(engine) -> dict[str, int]:
    names = ("files", "imports", "observations", "import_events", "publications", "publication_imports", "audit_events")
    with engine.connect() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(tables.metadata.tables[name]))
            for name in names
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def shared_url(request, tmp_path) -> str:
    """A database that several connections share: a file, or a server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shared.db'}"
    server = sa.make_url(request.getfixturevalue("postgres_url"))
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS namro_shared WITH (FORCE)")
        connection.exec_driver_sql("CREATE DATABASE namro_shared")
    engine.dispose()
    return server.set(database="namro_shared").render_as_string(hide_password=False)


@pytest.mark.parametrize("draft", [False, True], ids=["published", "draft"])
def test_the_same_file_from_several_browsers_is_stored_once_and_the_others_are_told(shared_url, viewer, draft):
    engine = ready(settings(shared_url, "nghe-an"), clock=clock)
    together = threading.Barrier(BROWSERS)

    def load(number: int):
        together.wait()
        if draft:
            return save_draft(engine, viewer, FILE, f"{number}.csv", month=None, clock=clock)
        return import_file(
            engine, viewer, FILE, f"{number}.csv", month=None, clock=clock, reason_for=accepted, note="+"
        )

    with ThreadPoolExecutor(BROWSERS) as pool:
        done = list(pool.map(load, range(BROWSERS)))

    assert sorted(len(each.versions) + len(each.drafts) for each in done) == [0, 0, 0, 2]
    assert sorted(len(each.already) for each in done) == [0, 2, 2, 2]
    assert [stored(engine)[name] for name in ("files", "imports", "observations")] == [1, 2, 4]
    engine.dispose()


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.serving() as server:
        yield server


@pytest.fixture
def engine(server: postgres.Server) -> Iterator[sa.Engine]:
    """A fresh database on the server that will be stopped."""
    url = sa.make_url(server.url)
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS namro_stopped WITH (FORCE)")
        connection.exec_driver_sql("CREATE DATABASE namro_stopped")
    engine = ready(
        settings(url.set(database="namro_stopped").render_as_string(hide_password=False), "nghe-an"), clock=clock
    )
    yield engine
    engine.dispose()


def stopping(engine: sa.Engine, server: postgres.Server, moment: str, how: signal.Signals) -> None:
    """Stop the server once, right before the first statement that begins with `moment`, or the commit."""
    left = [True]

    def stop(*_: object) -> None:
        if left:
            left.clear()
            server.stop(how)

    def before_statement(_connection, _cursor, statement: str, *_: object) -> None:
        if statement.startswith(moment):
            stop()

    if moment == "COMMIT":
        sa.event.listen(engine, "commit", stop)
    else:
        sa.event.listen(engine, "before_cursor_execute", before_statement)


IMPORT = (
    "INSERT INTO files",
    "INSERT INTO observations",
    "INSERT INTO publications",
    "INSERT INTO audit_events",
    "COMMIT",
)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["restarted", "crashed"])
@pytest.mark.parametrize("moment", IMPORT)
def test_a_database_gone_in_the_middle_of_an_import_leaves_nothing_of_it(engine, server, viewer, moment, how):
    before = stored(engine)
    stopping(engine, server, moment, how)

    with pytest.raises(DatabaseUnavailableError) as told:
        import_file(engine, viewer, FILE, "a.csv", month=None, clock=clock, reason_for=accepted, note="+")
    server.start()

    assert all(explain(language, told.value) for language in LANGUAGES)
    assert stored(engine) == before
    done = import_file(engine, viewer, FILE, "a.csv", month=None, clock=clock, reason_for=accepted, note="+")
    assert [version for _, version in done.versions] == [1, 1]


@pytest.mark.parametrize("moment", ["INSERT INTO publications", "INSERT INTO publication_imports", "COMMIT"])
def test_a_database_gone_in_the_middle_of_a_publication_leaves_the_draft_as_it_was(engine, server, viewer, moment):
    month = parse("2026-08")
    done = save_draft(engine, viewer, FILE, "a.csv", month=None, clock=clock)
    draft = {each.code: number for each, number in done.drafts}[month.code]
    with writing(engine) as connection:
        review.accept(connection, viewer, draft, at=NOW)
    before = stored(engine)
    stopping(engine, server, moment, signal.SIGQUIT)

    with pytest.raises(DatabaseUnavailableError), writing(engine) as connection:
        publish(connection, viewer, month, [draft], at=NOW, note="")
    server.start()

    assert stored(engine) == before
    with writing(engine) as connection:
        assert publish(connection, viewer, month, [draft], at=NOW, note="").version == 1


def test_a_database_that_is_away_is_told_before_anything_is_read(engine, server, viewer):
    server.stop(signal.SIGINT)
    try:
        with pytest.raises(DatabaseUnavailableError):
            import_file(engine, viewer, FILE, "a.csv", month=None, clock=clock, reason_for=accepted, note="+")
    finally:
        server.start()


def test_after_a_restart_of_the_server_the_first_question_does_not_fail(engine, server, viewer):
    """The connections that the pool keeps are dead by then."""
    with reading(engine) as connection:
        assert published(connection, viewer).all_months() == []
    server.stop(signal.SIGINT)
    server.start()

    with reading(engine) as connection:
        assert published(connection, viewer).all_months() == []


def test_all_questions_of_a_reader_see_one_moment(shared_url, viewer):
    """A month published in between would show half of a page before it and half after."""
    engine = ready(settings(shared_url, "nghe-an"), clock=clock)
    with reading(engine) as connection:
        before = connection.scalar(sa.select(sa.func.count()).select_from(tables.publications))
        import_file(engine, viewer, FILE, "a.csv", month=None, clock=clock, reason_for=accepted, note="+")
        after = connection.scalar(sa.select(sa.func.count()).select_from(tables.publications))
    with reading(engine) as connection:
        then = connection.scalar(sa.select(sa.func.count()).select_from(tables.publications))

    assert (before, after, then) == (0, 0, 2)
    engine.dispose()
