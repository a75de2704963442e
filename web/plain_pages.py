"""Pages that the server draws by itself: in the look of the others, without Streamlit; a script only for passkeys."""

import base64
import hashlib
from urllib.parse import parse_qsl, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from core.words import LANGUAGES, Language, t
from views.rendering import TEMPLATES, render
from web.static import OURS

STYLE = (TEMPLATES / "access" / "page.css").read_text(encoding="utf-8").strip()
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_SCRIPT = "/assets/passkeys.js"
# Browsers keep it for a year: another content has another address.
_VERSION = hashlib.sha256((OURS / "passkeys.js").read_bytes()).hexdigest()[:12]
HEADERS = {
    "cache-control": "no-store",
    # Not “no-referrer”: browsers then send forms without their origin. A link’s token is part of its address.
    "referrer-policy": "same-origin",
    "content-security-policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; font-src 'self'; img-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}
_LARGEST_FORM = 16 * 2**10
COMMAND = "python -m actions accounts first-administrator"


def language(asked: HTTPConnection) -> Language:
    wanted = asked.query_params.get("lang") or asked.cookies.get("lang")
    return next((each for each in LANGUAGES if each == wanted), LANGUAGES[0])


def page(asked: HTTPConnection, template: str, status: int = 200, *, scripts: str = "", **context: object) -> Response:
    """A template of `views/templates/access/`.

    Args:
        scripts: the origin from which the page may run the script that asks for a passkey, that file alone.
    """
    other = next(each for each in LANGUAGES if each != language(asked))
    query = dict(asked.query_params) | {"lang": other}
    context |= {"style": STYLE, "other": other, "other_address": f"{asked.url.path}?{urlencode(query)}"}
    context["script"] = f"{_SCRIPT}?{_VERSION}" if scripts else ""
    policy = HEADERS["content-security-policy"] + (f"; script-src {scripts}{_SCRIPT}" if scripts else "")
    headers = HEADERS | {"content-security-policy": policy}
    return HTMLResponse(render(language(asked), f"access/{template}.html", **context), status, headers)


def first_page(asked: HTTPConnection) -> Response:
    """Where nobody has an account yet: one sentence with the command that makes the first."""
    return page(asked, "first", 403, command=COMMAND)


def no_page(asked: HTTPConnection) -> Response:
    """Where no page has the address."""
    return page(asked, "no_page", 404)


def no_database(asked: HTTPConnection) -> Response:
    """One sentence, without the reason: it names servers and files."""
    said = f"{t(language(asked), 'access.no_database')}\n"
    return PlainTextResponse(said, 503, {"cache-control": "no-store", "retry-after": "30"})


async def sent(request: Request) -> dict[str, str]:
    """The fields of a form: of who is not known yet, so only a few kilobytes are read.

    Raises:
        HTTPException: 413.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST_FORM:
            raise HTTPException(413)
    return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
