"""One real server with the sample data and one real browser for all browser tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.samples import sample_of
from tests.serving import Server, chromium, served


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application on a database of its own, filled as `make run` fills it."""
    folder: Path = tmp_path_factory.mktemp("server")
    environment = {"NAMRO_DATABASE_URL": sample_of("nghe-an", folder / "namro.db", tmp_path_factory)}
    # As in a province: how long people wait is a part of what they see.
    with served(folder / "server.log", environment, accounts=True, warm=True) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def visitor(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A visitor with an English browser: Vietnamese must be our doing. It keeps what it loaded, as browsers do."""
    context = browser.new_context(
        base_url=server.url, locale="en-US", viewport={"width": 1366, "height": 768}, accept_downloads=True
    )
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext, server: Server) -> Iterator[Page]:
    """A tab that remembers nothing of the test before; signed in, for tests publish."""
    visitor.clear_cookies()
    server.admits(visitor)
    tab = visitor.new_page()
    yield tab
    tab.evaluate("() => { try { localStorage.clear(); sessionStorage.clear() } catch { /* about:blank has none */ } }")
    tab.close()
