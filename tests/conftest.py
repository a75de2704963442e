"""What all tests share: a clock that stands still, and databases of both kinds, empty and migrated."""

import datetime as dt
import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from core.issues import Issue
from core.settings import PROVINCES, Settings
from core.viewer import Viewer, everyone
from store.database import open_engine
from store.set_up import ready
from tests import postgres

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


def clock() -> dt.datetime:
    return NOW


def accepted(_: Issue) -> str:
    """Why a test accepts every warning."""
    return "kiểm thử"


@pytest.fixture
def viewer() -> Viewer:
    return everyone("test")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server to make databases on; never skipped."""
    if os.environ.get("TEST_DATABASE_URL"):
        yield os.environ["TEST_DATABASE_URL"]
    else:
        with postgres.running() as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database of the test's own, of each kind in turn."""
    if request.param == "sqlite":
        yield "sqlite://"
        return
    server = request.getfixturevalue("postgres_url")
    engine = open_engine(server)
    name = f"namro_{abs(hash(request.node.nodeid))}"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def settings(url: str, province: str) -> Settings:
    assert (PROVINCES / province).is_dir()
    return Settings(province, url)


@pytest.fixture
def phu_tho(database_url: str) -> Iterator[Engine]:
    """A database with the units of Phú Thọ and no numbers."""
    engine = ready(settings(database_url, "phu-tho"), clock=clock)
    yield engine
    engine.dispose()


@pytest.fixture
def nghe_an(database_url: str) -> Iterator[Engine]:
    """A database with the units of Nghệ An and no numbers."""
    engine = ready(settings(database_url, "nghe-an"), clock=clock)
    yield engine
    engine.dispose()
