"""One websocket that asks without end does not keep others waiting, and there is an end to how many there are."""

import contextlib
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.samples import sample_of
from tests.serving import Server, served
from tests.visitor import Visitor
from tests.web.asking import Client, serving
from web import health
from web.cookies import SESSION
from web.sockets import SocketLimits

FLOOD = 2.0
"""Seconds of frames."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("sockets")
    environment = {"NAMRO_DATABASE_URL": sample_of("nghe-an", folder / "namro.db", tmp_path_factory)}
    with served(folder / "log", environment) as running:
        yield running


def test_frames_without_end_from_one_socket_keep_nobody_waiting(server: Server):
    frame = BackMsg()
    frame.rerun_script.SetInParent()
    content = frame.SerializeToString()
    with Visitor(server.port, "xep-hang") as somebody, Visitor(server.port, "xep-hang") as flood:
        calm = statistics.median(somebody.run().seconds for _ in range(3))
        until = time.monotonic() + FLOOD
        flood._socket.socket.settimeout(0.2)
        sent = 0
        while time.monotonic() < until:
            try:
                flood._socket.send(content)
            except TimeoutError:
                # The server reads no more than it answers: that is what we ask of it.
                break
            sent += 1

        begun = time.monotonic()
        assert requests.get(f"{server.url}/healthz", timeout=60).status_code == 200
        health = time.monotonic() - begun
        rerun = somebody.run().seconds

    assert sent > 1000
    # Ten times what is asked of it on a calm machine, which a loop that does not yield misses by minutes.
    assert health < 2.0, f"{health:.1f} s for /healthz after {sent} frames"
    assert rerun < max(5.0, 10 * calm), f"{rerun:.1f} s for another's click, {calm:.2f} s before"


@pytest.mark.parametrize(("middleware", "waits"), [([Middleware(SocketLimits)], False), ([], True)])
def test_without_the_pace_one_socket_keeps_everybody_waiting(middleware: list[Middleware], waits: bool):
    """An application that needs a fifth of a millisecond a frame, as Streamlit at least does, and never yields."""

    async def work(asking: WebSocket) -> None:
        await asking.accept()
        while (await asking.receive())["type"] == "websocket.receive":
            # Asleep and not busy: who sends is in this process too, and must be faster than who answers.
            time.sleep(0.0002)

    routes = [*health.ROUTES, WebSocketRoute("/", work)]
    with (
        serving(Starlette(routes=routes, middleware=middleware)) as client,
        connect(f"ws://127.0.0.1:{client.port}/", close_timeout=0.1) as flood,
    ):
        sending = threading.Thread(target=send_until, args=(flood, time.monotonic() + FLOOD))
        sending.start()
        time.sleep(FLOOD / 4)
        begun = time.monotonic()
        with contextlib.suppress(TimeoutError):
            client.get("/healthz")
        taken = time.monotonic() - begun
        flood.socket.shutdown(socket.SHUT_RDWR)
        sending.join()

    assert (taken > 1.0) == waits, f"{taken:.2f} s for /healthz"


def send_until(flood: ClientConnection, until: float) -> None:
    with contextlib.suppress(OSError, ConnectionClosed):
        while time.monotonic() < until:
            flood.send(b"x")


@pytest.fixture
def limited() -> Iterator[Client]:
    async def stay(socket: WebSocket) -> None:
        await socket.accept()
        try:
            while True:
                await socket.send_bytes(await socket.receive_bytes())
        except WebSocketDisconnect:
            pass

    middleware = [Middleware(SocketLimits, of_a_session=3, of_an_address=5)]
    with serving(Starlette(routes=[WebSocketRoute("/", stay)], middleware=middleware)) as client:
        yield client


def opened(client: Client, session: str = ""):
    headers = {"cookie": f"{SESSION}={session}"} if session else {}
    return connect(f"ws://127.0.0.1:{client.port}/", additional_headers=headers)


def test_there_is_an_end_to_the_sockets_of_one_session_and_of_one_address(limited: Client):
    with ExitStack() as kept:
        for _ in range(3):
            kept.enter_context(opened(limited, "a"))
        with pytest.raises(InvalidStatus):
            opened(limited, "a")
        for _ in range(2):
            kept.enter_context(opened(limited, "b"))
        with pytest.raises(InvalidStatus):
            opened(limited, "c")
    for _ in range(20):
        try:
            with opened(limited, "a") as again:
                again.send(b"x")
                assert again.recv(timeout=5) == b"x", "what was closed counts no more"
            break
        except InvalidStatus:
            time.sleep(0.1)
    else:
        pytest.fail("closed sockets still count")


def test_frames_pass_at_a_measured_pace_and_none_is_lost(limited: Client):
    with opened(limited) as socket:
        begun = time.monotonic()
        for number in range(25):
            socket.send(b"%d" % number)
        came = [socket.recv(timeout=10) for _ in range(25)]
        taken = time.monotonic() - begun

    assert came == [b"%d" % number for number in range(25)]
    assert taken > 0.8, "25 frames: 20 at once, then five a second"
