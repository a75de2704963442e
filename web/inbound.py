"""Filter for the websocket messages that a browser may send to Streamlit.

Streamlit obeys `clear_cache` from any visitor, whatever its toolbar shows, and empties every cache of the process.
"""

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

ALLOWED = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"})
ALLOWED_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


def allowed(frame: bytes) -> bool:
    """Whether a websocket frame is a request that the dashboard's own pages make."""
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return False
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in ALLOWED_OPERATIONS
    return kind in ALLOWED


class InboundFilter:
    """Drops every websocket frame that is not `allowed`, silently, as if it had never been sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def filtered() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or allowed(message.get("bytes") or b""):
                    return message

        await self._app(scope, filtered if scope["type"] == "websocket" else receive, send)
