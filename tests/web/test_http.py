"""What the server answers around Streamlit: health, fonts, bundles, headers, and the rewritten page."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tests.web.asking import Client, serving
from web import health, shell, static
from web.headers import HEADERS, SecurityHeaders
from web.shell import Shell
from web.static import STREAMLITS, CompressedStatic

BUNDLE = "/" + next((STREAMLITS / "static" / "js").glob("index.*.js")).relative_to(STREAMLITS).as_posix()


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Our routes and middleware around a stand-in that serves files as Streamlit does."""
    index = STREAMLITS / "index.html"
    routes = [
        *health.ROUTES,
        *static.ROUTES,
        Mount("/static", StaticFiles(directory=STREAMLITS / "static")),
        Route("/component/other.html", lambda _: HTMLResponse("<html lang=en><title>Streamlit</title></html>")),
        Route("/not-the-shell", lambda _: HTMLResponse("<title>Streamlit</title>")),
        Route("/{page:path}", lambda _: FileResponse(index)),
    ]
    middleware = [Middleware(SecurityHeaders), Middleware(CompressedStatic), Middleware(Shell)]
    with serving(Starlette(routes=routes, middleware=middleware)) as running:
        yield running


def test_health_is_a_short_json(client: Client):
    answer = client.get("/healthz")

    assert (answer.status, json.loads(answer.text)) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", ["/healthz", "/", "/xep-hang", BUNDLE, "/assets/fonts/LICENSE", "/static/nothing.js"])
def test_every_answer_carries_the_security_headers(client: Client, path: str):
    answer = client.get(path)

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_bundles_are_compressed_for_whoever_can_read_that(client: Client):
    packed = client.get(BUNDLE, headers={"accept-encoding": "gzip"})
    plain = client.get(BUNDLE, headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert gzip.decompress(packed.content) == plain.content == (STREAMLITS / BUNDLE.lstrip("/")).read_bytes()
    assert "javascript" in packed.headers["content-type"]
    assert "immutable" in packed.headers["cache-control"]


@pytest.mark.parametrize("path", ["/static/../index.html.js", "/static/%2e%2e/%2e%2e/__init__.js", "/static/js/no.js"])
def test_nothing_outside_the_bundles_is_compressed(client: Client, path: str):
    answer = client.get(path, headers={"accept-encoding": "gzip"})

    assert answer.headers.get("content-encoding") is None
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_fonts_are_kept_for_a_year_and_come_with_their_licence(client: Client):
    font = client.get("/assets/fonts/be-vietnam-pro-vietnamese-400-normal.woff2")

    assert font.content[:4] == b"wOF2"
    assert "max-age=31536000" in font.headers["cache-control"]
    assert "SIL Open Font License" in client.get("/assets/fonts/LICENSE").text


def test_every_font_of_the_theme_is_served(client: Client):
    config = (Path(static.OURS).parent / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    fonts = re.findall(r'^url = "(.*)"', config, flags=re.MULTILINE)

    assert len(fonts) == 9
    assert all(client.get(font).status == 200 for font in fonts)


@pytest.mark.parametrize("path", ["/", "/xep-hang", "/xep-hang?lang=en&measure=online"])
def test_the_page_is_vietnamese_before_any_script_runs(client: Client, path: str):
    page = client.get(path).text

    assert '<html lang="vi">' in page
    assert f"<title>{shell.TITLE}</title>" in page
    assert "Nhập" in page
    assert "You need to enable JavaScript" not in page


def test_the_page_comes_whole_whatever_the_browser_has_in_its_cache(client: Client):
    first = client.get("/")

    again = client.get("/", headers={"if-none-match": '"x"', "range": "bytes=0-9", "accept-encoding": "identity"})

    assert (again.status, again.text) == (200, first.text)
    assert int(again.headers["content-length"]) == len(again.content)
    assert "etag" not in again.headers


def test_the_page_is_sent_compressed(client: Client):
    packed = client.get("/", headers={"accept-encoding": "gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.content) == client.get("/").content


@pytest.mark.parametrize("path", ["/not-the-shell", "/component/other.html"])
def test_other_html_is_left_alone(client: Client, path: str):
    assert "<title>Streamlit</title>" in client.get(path).text


def test_the_content_policy_allows_the_pages_own_scripts_and_no_others(client: Client):
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))

    assert "unsafe" not in scripts
    assert scripts.count("'sha256-") == len(re.findall("<script>", answer.text)) == 4
    assert policy == shell.content_policy(answer.text)


def test_a_new_streamlit_with_another_page_is_noticed():
    with pytest.raises(ValueError, match="title"):
        shell.rewritten('<html lang="en"><head></head></html>')


def test_words_cannot_end_the_script(tmp_path: Path):
    words = tmp_path / "words.toml"
    words.write_text('[exact]\n"Close" = "</script><b>"\n[patterns]\n', encoding="utf-8")

    assert "</script>" not in shell.script(words)
