"""Streamlit's one HTML page, rewritten: title, language, fonts, and the script that speaks Vietnamese.

Streamlit 1.67 offers no other place for any of it (upstream issue 1353).
"""

import base64
import gzip
import hashlib
import json
import re
import tomllib
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from views.access import BACK, ENDED, SIGN_IN, WITHOUT_STREAMLIT
from views.documents.task_feed import ADDRESS
from views.pages import PAGES
from views.rendering import TEMPLATES
from web import plain_pages
from web.static import STREAMLITS

TITLE = "Năm Rõ"
WORDS = Path(__file__).parents[1] / "locales" / "streamlit.toml"
SCRIPT = Path(__file__).with_name("shell.js")
ENDED_SCRIPT = Path(__file__).with_name("ended.js")
PAGES_SCRIPT = Path(__file__).with_name("pages.js")
# The pages' own style too: in the page from the beginning, nothing is drawn first without it.
STYLES = (Path(__file__).with_name("shell.css"), TEMPLATES / "namro.css")
ELSEWHERE = (
    "/static/",
    "/_stcore/",
    "/media/",
    "/component/",
    "/assets/",
    "/healthz",
    "/readyz",
    "/metrics",
    ADDRESS,
    *WITHOUT_STREAMLIT,
)
_ADDRESSES = frozenset(page.address for page in PAGES.values())
FONTS = ("latin-400", "vietnamese-400", "latin-600", "vietnamese-600", "latin-700", "vietnamese-700")
NO_SCRIPT = "<noscript><p>Hãy bật JavaScript trong trình duyệt rồi tải lại trang này.</p></noscript>"


def script(words: Path = WORDS) -> str:
    """`shell.js` with its words filled in."""
    table = tomllib.loads(words.read_text(encoding="utf-8"))
    exact, patterns = table["exact"], list(table["patterns"].items())
    # "<" would end the script if a word ever held "</script>".
    filled = {"__EXACT__": exact, "__PATTERNS__": patterns}
    text = SCRIPT.read_text(encoding="utf-8")
    for blank, value in filled.items():
        text = text.replace(blank, json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))
    return text


def style() -> str:
    """The style of Streamlit's own pieces and of what the pages draw."""
    return "\n".join(path.read_text(encoding="utf-8") for path in STYLES)


def pages_script() -> str:
    """`pages.js` with the addresses of the pages that may be opened without loading the application anew."""
    addresses = [page.address for page in PAGES.values() if not page.begins_empty]
    return PAGES_SCRIPT.read_text(encoding="utf-8").replace("__PAGES__", json.dumps(addresses))


def ended_script() -> str:
    """`ended.js` with the address of the sign-in, up to where it leads back to."""
    return ENDED_SCRIPT.read_text(encoding="utf-8").replace("__SIGN_IN__", f"{SIGN_IN}?{ENDED}=1&{BACK}=")


def rewritten(index: str) -> str:
    """The shell, built from Streamlit's `index.html`."""
    # Streamlit preloads Source Sans, which no page here uses.
    index = re.sub(r"<link\s+rel=\"preload\"[^>]*SourceSans[^>]*>", "", index)
    index = re.sub(r"<noscript>.*?</noscript>", NO_SCRIPT, index, flags=re.DOTALL)
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin'
        f' href="/assets/fonts/be-vietnam-pro-{subset}-{weight}-normal.woff2">'
        for subset, weight in (font.rsplit("-", 1) for font in FONTS)
    )
    for old, new in (
        ('<html lang="en">', '<html lang="vi">'),
        ("<title>Streamlit</title>", f"<title>{TITLE}</title>"),
        (
            "<head>",
            f"<head><script>{script()}</script><script>{ended_script()}</script><script>{pages_script()}</script>{fonts}<style>{style()}</style>",
        ),
    ):
        if old not in index:
            raise ValueError(f"Streamlit's index.html has no {old}")
        index = index.replace(old, new, 1)
    return index


def content_policy(page: str) -> str:
    """The content security policy: scripts only from this server, inline scripts only by hash."""
    inline = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in inline]
    hashes = " ".join(f"'sha256-{digest}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",  # emotion, Streamlit's styling, writes <style> elements
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob: data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class Shell:
    """Sends the rewritten page wherever Streamlit sends its `index.html`, and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._index = (STREAMLITS / "index.html").read_bytes()
        page = rewritten(self._index.decode())
        self._page = page.encode()
        self._compressed = gzip.compress(self._page, 6)
        self._policy = content_policy(page)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(ELSEWHERE):
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                body = b"".join(part.get("body", b"") for part in held[1:])
                if body == self._index:
                    # Streamlit answers every address with its page and status 200.
                    there = scope["path"] == "/" or scope["path"].rstrip("/") in _ADDRESSES
                    answer = self._response(scope) if there else plain_pages.no_page(HTTPConnection(scope))
                    await answer(scope, receive, send)
                else:
                    for part in held:
                        await send(part)

        await self._app(_unconditional(scope), receive, hold)

    def _response(self, scope: Scope) -> Response:
        headers = {"cache-control": "no-cache", "vary": "accept-encoding", "content-security-policy": self._policy}
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            return Response(self._compressed, headers=headers | {"content-encoding": "gzip"}, media_type="text/html")
        return Response(self._page, headers=headers, media_type="text/html")


# Streamlit would answer these with "not modified", a part or a compressed page; none can be compared.
_CONDITIONS = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"})


def _unconditional(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
    return {**scope, "headers": headers}
