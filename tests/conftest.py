"""What all tests share: a clock that stands still, and databases of both kinds, empty and migrated."""

import datetime as dt
import os
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.engine import Engine

from core.issues import Issue
from core.settings import PROVINCES, Settings
from core.viewer import Viewer, everyone
from tests import postgres, tiers
from tests.templates import Fill, Kind, Templates

Copy = Callable[..., Engine]

assert tiers.TIER  # the profile of Hypothesis is loaded by the import
# Tests that name no province mean the first sample: an empty database gets no units unasked.
os.environ.setdefault("NAMRO_PROVINCE", "nghe-an")
NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


def clock() -> dt.datetime:
    return NOW


def accepted(_: Issue) -> str:
    """Why a test accepts every warning."""
    return "kiểm thử"


# Every test of a page draws it, of a deed fills a database, of an address asks a server, of a paper sets its type.
_SLOW_ROOMS = frozenset({"pages", "databases", "golden", "actions", "store", "web", "documents"})
# With two workers the last file begun must not be the longest. (A file stays with one worker: xdist 3.8 and pytest 9.2
# do not agree on groups.)
_LONGEST_FIRST = frozenset({"browser", "crawl"})
_SERVERS = frozenset({"server", "postgres_url", "mariadb_server", "killed_url", "shared_url"})
_OTHER_ENGINES = frozenset({"postgresql", "mariadb"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what costs a browser, a server or a second, so that `make quick` can do without; the longest come first."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
        if not _SLOW_ROOMS.isdisjoint(item.path.parts):
            item.add_marker("slow")
        asked = getattr(item, "fixturenames", ())
        chosen = getattr(getattr(item, "callspec", None), "params", {})
        if not _SERVERS.isdisjoint(asked) or not _OTHER_ENGINES.isdisjoint(map(str, chosen.values())):
            item.add_marker("servers")
    items.sort(key=lambda item: _LONGEST_FIRST.isdisjoint(item.path.parts))


VIEWER = everyone("test")


@pytest.fixture
def viewer() -> Viewer:
    return VIEWER


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server to make databases on; never skipped."""
    if os.environ.get("TEST_DATABASE_URL"):
        yield os.environ["TEST_DATABASE_URL"]
    else:
        with postgres.running() as url:
            yield url


@pytest.fixture(scope="session")
def templates(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Templates:
    folder = tmp_path_factory.mktemp("templates")
    return Templates(folder, lambda: str(request.getfixturevalue("postgres_url")), clock)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def database_url(database_kind: Kind, templates: Templates) -> Iterator[str]:
    """The URL of an empty database of the test's own, of each kind in turn."""
    url = "sqlite://" if database_kind == "sqlite" else templates.empty(database_kind)
    yield url
    templates.drop(url)


@pytest.fixture
def copy_of(database_kind: Kind, templates: Templates) -> Iterator[Copy]:
    """`copy_of("phu-tho", fill)`: a database of the test's own, filled by the function `fill` once for all tests."""
    engines: list[Engine] = []

    def copied(province: str, fill: Fill | None = None) -> Engine:
        engines.append(templates.copy(database_kind, province, fill))
        return engines[-1]

    yield copied
    for engine in engines:
        templates.give_back(engine)


@pytest.fixture
def phu_tho(copy_of: Copy) -> Engine:
    """A database with the units of Phú Thọ and no numbers."""
    return copy_of("phu-tho")


@pytest.fixture
def nghe_an(copy_of: Copy) -> Engine:
    """A database with the units of Nghệ An and no numbers."""
    return copy_of("nghe-an")


def settings(url: str, province: str) -> Settings:
    assert (PROVINCES / province).is_dir()
    return Settings(province, url)
