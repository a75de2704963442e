"""Under which names the server answers, and from whose pages it takes what changes something.

A page of somebody else's whose name is made to point here (“DNS rebinding”) is of the same origin as we are, as far as
a browser can tell: only the name gives it away.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.words import t
from web import plain_pages

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY_VIOLATION = 1008


class Hosts:
    """Refuses every name but those of this machine and `names`, and what another site's page sends."""

    def __init__(self, app: ASGIApp, *, names: Iterable[str]) -> None:
        self._app = app
        self._names = LOCAL | {each.lower() for each in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        fault = "" if _name(asked) in self._names else "access.unknown_host"
        if not fault and scope.get("method") not in _CHANGES_NOTHING and not from_us(asked):
            fault = "access.other_origin"
        if not fault:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            # Before it is accepted: the handshake is answered 403.
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            # Not in the words of the request: they are whoever's.
            said = f"{t(plain_pages.language(asked), fault)}\n"
            status = 421 if fault == "access.unknown_host" else 403
            await PlainTextResponse(said, status, {"cache-control": "no-store"})(scope, receive, send)


def from_us(asked: HTTPConnection) -> bool:
    """Whether one of our own pages asks: a browser always says from where it sends what changes something."""
    try:
        origin = urlsplit(asked.headers.get("origin", ""))
    except ValueError:
        return False
    return origin.scheme in ("http", "https") and origin.netloc == asked.headers.get("host")


def _name(asked: HTTPConnection) -> str:
    """The name of the Host header without its port; blank where there are several, or it is none."""
    given = asked.headers.getlist("host")
    try:
        parts = urlsplit(f"//{given[0]}")
        # Asked for, so that what is no port is no name either: “127.0.0.1:80, evil.example”.
        named = len(given) == 1 and (parts.port is None or parts.port)
        return (parts.hostname or "").rstrip(".") if named else ""
    except ValueError:
        return ""
