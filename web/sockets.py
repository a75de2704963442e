"""How often a browser may ask over a websocket, and how many websockets may be open.

uvicorn hands frames over from a queue, and taking from a queue that is not empty never yields: two seconds of frames
from one socket kept everybody else waiting for minutes.
"""

import time
from collections import Counter
from collections.abc import Iterable

import anyio
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import cookies

AT_ONCE, PER_SECOND = 20.0, 5.0
"""Frames of one socket; a page asks once a click."""
OF_A_SESSION = 30
"""Sockets: one a tab."""
OF_AN_ADDRESS = 400
"""Sockets: a whole office may come from one address."""
POLICY_VIOLATION = 1008


class SocketLimits:
    """Refuses websockets beyond the limits, and lets the frames of one through at a measured pace."""

    def __init__(self, app: ASGIApp, *, of_a_session: int = OF_A_SESSION, of_an_address: int = OF_AN_ADDRESS) -> None:
        self._app = app
        self._most = {"session": of_a_session, "address": of_an_address}
        self._open: Counter[tuple[str, str]] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        whose = list(_whose(scope))
        if any(self._open[each] >= self._most[each[0]] for each in whose):
            await receive()
            # Before it is accepted: the handshake is answered 403.
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        self._open.update(whose)
        try:
            await self._app(scope, paced(receive), send)
        finally:
            self._open.subtract(whose)
            for each in whose:
                if self._open[each] <= 0:
                    del self._open[each]


def _whose(scope: Scope) -> Iterable[tuple[str, str]]:
    if scope.get("client"):
        yield "address", scope["client"][0]
    if token := cookies.session(HTTPConnection(scope)):
        yield "session", token


def paced(receive: Receive, at_once: float = AT_ONCE, per_second: float = PER_SECOND) -> Receive:
    """The same messages: `at_once` frames without delay, then `per_second`, and the loop runs between any two.

    What is not taken yet stays in the network: uvicorn stops reading.
    """
    left, at = at_once, time.monotonic()

    async def next_message() -> Message:
        nonlocal left, at
        message = await receive()
        if message["type"] != "websocket.receive":
            return message
        await anyio.sleep(0)
        now = time.monotonic()
        left, at = min(at_once, left + (now - at) * per_second), now
        if left < 1:
            await anyio.sleep((1 - left) / per_second)
            left, at = 1.0, time.monotonic()
        left -= 1
        return message

    return next_message
