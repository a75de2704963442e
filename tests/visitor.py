"""A visitor without a browser: speaks Streamlit's websocket protocol and times its reruns."""

import time
import uuid
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from web.cookies import SESSION


@dataclass(frozen=True)
class Run:
    """One rerun as the visitor saw it: kinds of messages in order, the script, how long, how much."""

    kinds: list[str]
    script: str
    deltas: list[Delta]
    seconds: float
    size: int

    @property
    def texts(self) -> str:
        """Everything that was drawn, as protobuf writes it."""
        return "\n".join(map(str, self.deltas))

    @property
    def html(self) -> str:
        """What was drawn as HTML."""
        return "\n".join(each.new_element.html.body for each in self.deltas if each.new_element.HasField("html"))

    @property
    def errors(self) -> list[str]:
        """What Streamlit draws itself where something went wrong: its own exceptions, and the alerts of `st.error`."""
        drawn = [each.new_element for each in self.deltas]
        alerts = [each.alert.title + each.alert.body for each in drawn if each.HasField("alert")]
        return alerts + [each.exception.message for each in drawn if each.HasField("exception")]


@dataclass
class Visitor:
    """One session. As a browser does, it remembers which messages the server need not send again.

    Args:
        port: the server's, on this machine.
        page: the part of the address after the host, such as `xep-hang`.
        token: of a session that is signed in; blank for a visitor of samples.
        headers: more of them, as a client may send.
    """

    port: int
    page: str = ""
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)
    _script_hash: str = ""
    session: str = ""
    """Its id, once a script has run."""

    def __post_init__(self) -> None:
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(
                f"ws://127.0.0.1:{self.port}/_stcore/stream",
                subprotocols=["streamlit"],  # type: ignore[list-item]
                origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
                additional_headers=self.headers | ({"cookie": f"{SESSION}={self.token}"} if self.token else {}),
                max_size=None,
                compression=None,
            )
        )

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.leave()

    def leave(self) -> None:
        self._open.close()

    def send(self, message: BackMsg) -> None:
        self._socket.send(message.SerializeToString())

    def run(self, query: str = "", *, patience: float = 60.0) -> Run:
        """Ask for the page with a query string and wait until its script has finished."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = query
        asked.page_script_hash = self._script_hash
        asked.page_name = "" if self._script_hash else self.page
        asked.cached_message_hashes.extend(self._known)
        asked.context_info.timezone = "Asia/Ho_Chi_Minh"
        asked.context_info.locale = "vi-VN"
        started = time.perf_counter()
        self.send(message)
        kinds: list[str] = []
        script, size = "", 0
        deltas: list[Delta] = []
        while "script_finished" not in kinds:
            frame = self._socket.recv(timeout=patience)
            assert isinstance(frame, bytes)
            size += len(frame)
            answer = ForwardMsg()
            answer.ParseFromString(frame)
            kinds.append(answer.WhichOneof("type") or "")
            if answer.metadata.cacheable:
                self._known.add(answer.hash)
            if kinds[-1] == "new_session":
                script = answer.new_session.main_script_path
                self.session = answer.new_session.initialize.session_id
                self._script_hash = answer.new_session.page_script_hash
            elif kinds[-1] == "navigation":
                self._script_hash = answer.navigation.page_script_hash or self._script_hash
            elif kinds[-1] == "delta":
                deltas.append(answer.delta)
        return Run(kinds, script, deltas, time.perf_counter() - started, size)

    def upload(self, content: bytes, name: str = "tep.csv") -> int:
        """Hand in a file as a browser does, whatever the page shows; the status of the answer."""
        with requests.Session() as http:
            if self.token:
                http.cookies.set(SESSION, self.token)
            here = f"http://127.0.0.1:{self.port}/_stcore"
            http.get(f"{here}/health", timeout=30)
            token = {"Origin": f"http://127.0.0.1:{self.port}", "X-Xsrftoken": http.cookies.get("_streamlit_xsrf", "")}
            address = f"{here}/upload_file/{self.session}/{uuid.uuid4()}"
            return http.put(address, files={name: (name, content)}, headers=token, timeout=60).status_code
