"""Notes what programs and browsers fetch of what is restricted: files that are saved, tables, slides, calendars.

Pages note themselves (`views.screen.access.reading`): what they draw comes over the websocket.
"""

import re
from collections.abc import Callable, Collection
from urllib.parse import parse_qsl, unquote, urlencode

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reports.access.asking import SESSION_HEADER
from views.access import PICTURES, TABLES
from views.documents.pictures import OF_ONE_UNIT
from views.documents.task_feed import ADDRESS as CALENDAR

_MEDIA = "/media/"
_OPEN_TABLES = re.compile(rf"{re.escape(TABLES)}(?:ranking|overview|score|nation)\.")
_PICTURES = tuple(f"{PICTURES}{chart}." for chart in OF_ONE_UNIT)
_OF_A_PICTURE = frozenset({"unit", "measure"})
_OF_A_CALENDAR = frozenset({"unit"})
_OF_SLIDES = frozenset({"phien"})
_NAME = re.compile(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", re.IGNORECASE)


class NotedReads:
    """Behind the gate, which says who asks.

    Args:
        note: takes the number of the session, what was fetched, and “file”; returns at once.
        slides: the address of a meeting's slides.
    """

    def __init__(self, app: ASGIApp, *, note: Callable[[int, str, str], None], slides: str) -> None:
        self._app, self._note, self._slides = app, note, slides

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = HTTPConnection(scope).headers.get(SESSION_HEADER, "") if scope["type"] == "http" else ""
        if not session.isdecimal() or scope.get("method") != "GET":
            await self._app(scope, receive, send)
            return

        async def watched(message: Message) -> None:
            # 206: a part of a file, such as all of it from its first byte on.
            begins = message["type"] == "http.response.start" and message["status"] in (200, 206)
            if begins and (about := self._about(scope, Headers(raw=message["headers"]))):
                self._note(int(session), about, "file")
            await send(message)

        await self._app(scope, receive, watched)

    def _about(self, scope: Scope, headers: Headers) -> str:
        """What is noted; blank for what everybody may see, and for the pictures of a page."""
        path: str = scope["path"]
        if path.startswith(_MEDIA):
            kept = headers.get("content-disposition", "")
            named = _NAME.search(kept)
            return unquote(named[1]) if named and kept.startswith("attachment") else ""
        if path.startswith(TABLES) and not _OPEN_TABLES.match(path):
            # A table refuses what it does not know.
            return _asked(scope, path, None)
        if path.startswith(_PICTURES):
            return _asked(scope, path, _OF_A_PICTURE)
        if path == CALENDAR:
            return _asked(scope, path, _OF_A_CALENDAR)
        return _asked(scope, path, _OF_SLIDES) if path == self._slides else ""


def _asked(scope: Scope, path: str, names: Collection[str] | None) -> str:
    """The address as far as it says what was read: whatever else it holds would make a new line of the same thing, or
    crowd out which unit it was.

    Args:
        names: of the parameters that the answer depends on; None for all but the language.
    """
    given = dict(parse_qsl(scope["query_string"].decode(errors="replace")))
    said = {name: given[name] for name in sorted(given) if (name in names if names is not None else name != "lang")}
    return f"{path}?{urlencode(said)}" if said else path
