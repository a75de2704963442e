"""What a browser may ask Streamlit for."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import connect

from tests.serving import ROOT, served
from tests.visitor import Visitor
from tests.web.asking import serving
from web.inbound import ALLOWED, InboundFilter, allowed


def message(kind: str) -> BackMsg:
    made = BackMsg()
    field = made.DESCRIPTOR.fields_by_name[kind]
    if field.message_type:
        getattr(made, kind).SetInParent()
    else:
        setattr(made, kind, "x" if field.type == field.TYPE_STRING else 1)
    return made


KINDS = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_listed_kinds_pass(kind: str):
    # A backend operation is judged by what it asks for, below.
    assert allowed(message(kind).SerializeToString()) == (kind in ALLOWED - {"backend_operation_request"})


def test_nobody_may_clear_the_caches():
    assert "clear_cache" in KINDS
    assert not allowed(message("clear_cache").SerializeToString())


def test_a_table_may_load_more_rows():
    asked = BackMsg()
    asked.backend_operation_request.dataframe_chunk.SetInParent()

    assert allowed(asked.SerializeToString())


@pytest.mark.parametrize("frame", [b"", b"\xff\xff\xff", b"hello"])
def test_what_is_no_message_is_dropped(frame: bytes):
    assert not allowed(frame)


def test_a_dropped_message_does_not_end_the_conversation():
    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        while True:
            await socket.send_bytes(await socket.receive_bytes())

    app = Starlette(routes=[WebSocketRoute("/", echo)], middleware=[Middleware(InboundFilter)])
    rerun = message("rerun_script").SerializeToString()

    with serving(app) as client, connect(f"ws://127.0.0.1:{client.port}/") as socket:
        socket.send(message("clear_cache").SerializeToString())
        socket.send("not protobuf at all")
        socket.send(rerun)
        assert socket.recv(timeout=5) == rerun


FRAME = """
import secrets
import streamlit as st
@st.cache_resource(show_spinner=False)
def token():
    return secrets.token_hex(8)
st.text("token " + token())
"""
APP = """
import streamlit as st
from starlette.middleware import Middleware
from web import health
from web.inbound import InboundFilter
app = st.App("frame.py", routes=health.ROUTES, middleware={middleware})
"""


@pytest.mark.parametrize(("middleware", "kept"), [("[Middleware(InboundFilter)]", True), ("[]", False)])
def test_a_visitor_cannot_empty_the_caches_of_the_others(middleware: str, kept: bool, tmp_path: Path):
    (tmp_path / "frame.py").write_text(FRAME)
    (tmp_path / "app.py").write_text(APP.format(middleware=middleware))

    def token(visitor: Visitor) -> str:
        found = re.search("token [0-9a-f]{16}", visitor.run().texts)
        assert found
        return found[0]

    environment = {"PYTHONPATH": str(ROOT), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    with (
        served(tmp_path / "log", environment, folder=tmp_path) as server,
        Visitor(server.port) as somebody,
        Visitor(server.port) as another,
    ):
        before = token(somebody)
        another.run()
        another.send(message("clear_cache"))
        another.run()

        # Without the filter Streamlit obeys: otherwise this test would show nothing.
        assert (token(somebody) == before) == kept
