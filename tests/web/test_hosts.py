"""Under another name, and for another site's page, the real application answers nothing and does nothing."""

import http.client
import json
import os
import socket
import struct
import uuid
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from core.database_errors import DashboardError
from core.settings import settings_from
from store.database import open_engine, reading
from store.state import state
from tests.samples import sample_of
from tests.serving import Server, served
from tests.visitor import Visitor
from views.access import SIGN_IN
from web.cookies import SESSION
from web.headers import HEADERS

NAME = "namro.tinh.example"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("hosts")
    url = sample_of("nghe-an", folder / "namro.db", tmp_path_factory)
    with served(folder / "log", {"NAMRO_DATABASE_URL": url, "NAMRO_HOSTS": f"{NAME}, 10.1.2.3"}, accounts=True) as each:
        yield each


def ask(server: Server, method: str, path: str, host: str, origin: str | None, body: bytes = b"") -> tuple[int, dict]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("host", host)
    connection.putheader("cookie", f"{SESSION}={server.token}")
    if origin is not None:
        connection.putheader("origin", origin)
    if body:
        connection.putheader("content-length", str(len(body)))
        connection.putheader("content-type", "application/x-www-form-urlencoded")
    connection.endheaders(body or None)
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return found


def websocket(server: Server, host: str, origin: str | None) -> int:
    """The status of a handshake with exactly these headers."""
    head = [
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Protocol: streamlit",
        f"Cookie: {SESSION}={server.token}",
        *([f"Origin: {origin}"] if origin is not None else []),
    ]
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        status = int(connection.recv(4096).split()[1])
        # Reset: nobody waits for the closing handshake.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return status


def cases(port: int) -> list[tuple[str, str | None]]:
    own = f"127.0.0.1:{port}"
    return [
        ("evil.example", "http://evil.example"),
        (f"evil.example:{port}", f"http://evil.example:{port}"),
        (own, "http://evil.example"),
        (own, f"http://127.0.0.1:{port + 1}"),
        (own, f"http://localhost:{port}"),
        (own, "http://127.0.0.1"),
        (own, f"http://127.0.0.1:{port}.evil.example"),
        (own, f"ftp://{own}"),
        (own, "null"),
        (own, "http://["),
        (own, ""),
        (own, None),
        (f"localhost.evil.example:{port}", f"http://localhost.evil.example:{port}"),
        (f"{own}@evil.example", f"http://{own}@evil.example"),
        (f"{own}, evil.example", f"http://{own}, evil.example"),
        ("", "http://"),
    ]


def test_nobody_else_opens_a_websocket_uploads_or_posts(server: Server):
    for host, origin in cases(server.port):
        assert websocket(server, host, origin) in (400, 403), (host, origin)
        upload = f"/_stcore/upload_file/{uuid.uuid4()}/{uuid.uuid4()}"
        for method, path in (("PUT", upload), ("DELETE", upload), ("POST", "/dang-xuat"), ("POST", SIGN_IN)):
            status, headers = ask(server, method, path, host, origin, b"everywhere=1")
            assert status in (400, 403, 421), (method, host, origin)
            assert "set-cookie" not in headers
    with Visitor(server.port, "don-vi", server.token) as visitor:
        assert visitor.run("unit=SNV").errors == [], "nobody was signed out"
        assert visitor.upload(b"a,b\n") == 204


def test_under_another_name_nothing_is_read_either(server: Server):
    for path in ("/", "/xep-hang", "/lich-nhiem-vu.ics", "/_stcore/health", SIGN_IN, "/healthz"):
        assert ask(server, "GET", path, "evil.example", None)[0] == 421
        assert ask(server, "GET", path, f"127.0.0.1:{server.port}", None)[0] == 200


@pytest.mark.parametrize("host", [NAME, NAME.upper(), f"{NAME}:8443", "10.1.2.3", "localhost:1", "[::1]:8501"])
def test_the_names_of_the_setting_and_of_this_machine_are_answered(server: Server, host: str):
    assert ask(server, "GET", "/", host, None)[0] == 200
    assert websocket(server, host, f"https://{host}") == 101


@pytest.mark.parametrize("path", ["/khong-co", "/xep-hang/khong-co", "/wp-login.php", "/index.html/x"])
def test_an_unknown_address_is_404_with_our_headers(server: Server, path: str):
    status, headers = ask(server, "GET", path, f"127.0.0.1:{server.port}", None)

    assert status == 404
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_readiness_asks_the_database_and_names_nothing(server: Server, tmp_path: Path):
    answer = requests.get(f"{server.url}/readyz", timeout=20)
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})

    path = server.log.parent / "namro.db"
    path.rename(path.with_name("away.db"))
    try:
        gone = requests.get(f"{server.url}/readyz", timeout=20)
        assert (gone.status_code, json.loads(gone.text)) == (503, {"status": "no database"})
        assert requests.get(f"{server.url}/healthz", timeout=20).status_code == 200
    finally:
        path.with_name("away.db").rename(path)


def test_what_is_said_of_a_database_that_does_not_answer_names_no_host_port_or_role():
    url = "postgresql://vai_tro:mat_khau@127.0.0.1:1/co_so"
    engine = open_engine(settings_from({"NAMRO_DATABASE_URL": url}).database_url)
    with pytest.raises(DashboardError) as told, reading(engine) as connection:
        state(connection)

    said = str(told.value.values)
    assert "refused" in said
    assert [word for word in ("127.0.0.1", "port", "vai_tro", "mat_khau", "co_so") if word in said] == []
