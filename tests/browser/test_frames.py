"""A page of ours is not shown inside somebody else's: a click there could be a click here."""

from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tests.serving import Server
from tests.web.asking import serving

OURS = ("/", "/xep-hang", "/healthz", "/assets/fonts/LICENSE")


def framed(page: Page, site: str, address: str) -> str:
    """Where a frame with this address is, on a page of that site."""
    page.goto(site)
    page.evaluate("(source) => { document.body.innerHTML = `<iframe src='${source}'></iframe>` }", address)
    page.wait_for_timeout(2000)
    return page.main_frame.child_frames[0].url


def test_nothing_of_ours_is_shown_in_a_frame_of_another_site(page: Page, server: Server):
    other = Starlette(routes=[Route("/", lambda _: HTMLResponse("<body></body>"))])
    with serving(other) as site:
        shown = [
            path for path in OURS if framed(page, f"http://127.0.0.1:{site.port}/", server.url + path)[:4] == "http"
        ]

    assert shown == []


def test_in_our_own_it_is_shown(page: Page, server: Server):
    """Streamlit puts components into frames; and the test above must be able to fail."""
    assert framed(page, f"{server.url}/healthz", f"{server.url}/healthz") == f"{server.url}/healthz"
