"""Every page of the dashboard: no English of Streamlit's is left on it, and it is no wider than its window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.reading import english_left, idle, visit
from tests.serving import EVERY_PAGE, Server

# A language calls itself by its own name.
OURS = frozenset({"English"})
SIZES = ((1366, 768), (1920, 1080), (820, 1180), (390, 844))


@pytest.fixture(scope="module")
def tab(visitor: BrowserContext, server: Server) -> Iterator[Page]:
    visitor.clear_cookies()
    found = server.admits(visitor).new_page()
    yield found
    found.close()


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_is_vietnamese_and_fits_every_window(tab: Page, path: str):
    page = tab
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    visit(page, path)

    assert english_left(page, ours=OURS) == []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        idle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("(element) => element.scrollWidth - element.clientWidth") <= 0, (width, height)
