"""Whose files are taken in, and how many: before a byte of them is stored.

Streamlit keeps whatever anybody uploads in memory, with or without a field for it on the page, as long as the page is
open; its own limit is on one file.
"""

import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio.to_thread
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.clock import Clock
from core.errors import DashboardError
from core.rights import Right
from core.settings import Settings
from core.viewer import Viewer
from core.words import t
from reports.access.asking import PART_HEADER, SESSION_HEADER, visitor
from store.database import Engine, reading
from web import plain_pages

UPLOADS = re.compile(r"/+_stcore/+upload_file(?:/|$)")
NEEDED: tuple[Right, ...] = ("import", "structure", "assign_task", "report_task", "submit", "reply")
"""The rights of the pages with a field for a file; one of them is enough."""
WINDOW = 600.0
"""Seconds: a drop of a month's files and its correction."""


@dataclass(frozen=True)
class Quota:
    """Of uploads within `WINDOW`."""

    files: int
    size: int
    """Bytes."""


A_DROP = Quota(300, 500 * 2**20)
AN_OFFICE = Quota(600, 1000 * 2**20)
"""Several people may come from one address."""


@dataclass
class _Taken:
    """What one session, account or address has uploaded: when, and how many bytes."""

    files: deque[tuple[float, int]] = field(default_factory=deque)
    size: int = 0

    def forget(self, before: float) -> None:
        while self.files and self.files[0][0] < before:
            self.size -= self.files.popleft()[1]

    def fits(self, size: int, quota: Quota) -> bool:
        return len(self.files) < quota.files and self.size + size <= quota.size

    def add(self, at: float, size: int) -> None:
        self.files.append((at, size))
        self.size += size


class Uploads:
    """Behind the gate, before Streamlit."""

    def __init__(
        self, app: ASGIApp, *, engine: Callable[[], Engine], settings: Callable[[], Settings], clock: Clock
    ) -> None:
        self._app, self._engine, self._settings, self._clock = app, engine, settings, clock
        self._taken: dict[str, _Taken] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("PUT", "POST") or not UPLOADS.match(scope["path"]):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        status, words = await self._fault(asked)
        if not status:
            await self._app(scope, receive, send)
            return
        # Nothing is read of what was sent: the connection is closed instead.
        headers = {"cache-control": "no-store", "connection": "close"}
        answer = PlainTextResponse(f"{t(plain_pages.language(asked), words)}\n", status, headers)
        await answer(scope, receive, send)

    async def _fault(self, asked: HTTPConnection) -> tuple[int, str]:
        """The status and the words of a refusal; 0 where the upload is taken in, and counted."""
        try:
            viewer = await anyio.to_thread.run_sync(self._viewer, asked)
        except DashboardError:
            return 403, "access.may_not_upload"
        if not any(viewer.may_somewhere(right) for right in NEEDED):
            return 403, "access.may_not_upload"
        length = asked.headers.get("content-length", "")
        if not length.isdecimal():
            return 411, "access.no_length"
        return (0, "") if self._counted(asked, viewer, int(length)) else (429, "access.too_many_uploads")

    def _viewer(self, asked: HTTPConnection) -> Viewer:
        with reading(self._engine()) as connection:
            return visitor(connection, asked.headers, self._settings(), at=self._clock())

    def _counted(self, asked: HTTPConnection, viewer: Viewer, size: int) -> bool:
        now = time.monotonic()
        whose = {f"address {asked.client.host if asked.client else ''}": AN_OFFICE}
        if session := asked.headers.get(SESSION_HEADER):
            whose |= {f"session {session}": A_DROP, f"account {viewer.who}": A_DROP}
        else:
            whose |= {f"part {asked.headers.get(PART_HEADER, '')}": AN_OFFICE}
        for taken in self._taken.values():
            taken.forget(now - WINDOW)
        self._taken = {name: taken for name, taken in self._taken.items() if taken.files}
        mine = [(self._taken.setdefault(name, _Taken()), quota) for name, quota in whose.items()]
        if not all(taken.fits(size, quota) for taken, quota in mine):
            return False
        for taken, _ in mine:
            taken.add(now, size)
        return True
