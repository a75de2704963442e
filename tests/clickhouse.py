"""ClickHouse's own engine (chdb) behind as much of its HTTP protocol as its driver speaks, in a process of its own.

PyPI has no ClickHouse server and Debian's is of 2018. What runs here is the engine itself with its parser, its
settings and its time limits; what does not are accounts and their grants, TLS and a cluster.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.serving import free_port

ABSENT = "no ClickHouse on this machine: `make engines` installs its engine (chdb, requirements-engines.txt)"
# What a request says besides settings.
_OF_THE_PROTOCOL = frozenset(
    {"query", "database", "default_format", "session_id", "query_id", "client_protocol_version", "wait_end_of_query"}
)


def there_is_one() -> bool:
    return importlib.util.find_spec("chdb") is not None


@contextmanager
def running(zone: str = "UTC") -> Iterator[str]:
    """`host:port` of a server whose clock is that of `zone`; stopped and removed at the end."""
    folder, port = Path(tempfile.mkdtemp(prefix="namro-ch-")), free_port()
    command = [sys.executable, "-m", "tests.clickhouse", str(port), str(folder)]
    process = subprocess.Popen(command, env={"TZ": zone, "PATH": "", "HOME": str(folder)})
    try:
        _wait_for(port, process)
        yield f"127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/?query=SELECT%201", timeout=30).close()
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                raise RuntimeError(f"ClickHouse stopped with {process.returncode}") from None
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("ClickHouse did not start in 60 s")


class _Request(BaseHTTPRequestHandler):
    """One statement with the settings of its address, in a session of its own."""

    protocol_version = "HTTP/1.1"
    folder = ""

    def do_GET(self) -> None:
        given = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        length = int(self.headers.get("Content-Length") or 0)
        statement = given.get("query", "") + self.rfile.read(length).decode("utf-8")
        from chdb import ChdbError

        try:
            self._answer(200, _executed(self.folder, statement, given), {})
        except (ChdbError, RuntimeError) as error:
            code = re.search(r"Code: (\d+)", str(error))
            self._answer(500, str(error).encode(), {"X-ClickHouse-Exception-Code": code[1] if code else "1002"})

    do_POST = do_GET

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "X-ClickHouse-Format": "Native", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is logged."""


def _executed(folder: str, statement: str, given: dict[str, str]) -> bytes:
    import chdb

    session = chdb.connect(folder)
    try:
        if given.get("database"):
            session.query(f"USE `{given['database']}`")
        # As the server does: read-only is set last, for nothing can be set after it.
        settings = sorted(given.items() - {(name, given[name]) for name in _OF_THE_PROTOCOL & given.keys()})
        for name, value in sorted(settings, key=lambda each: each[0] == "readonly"):
            session.query(f"SET {name} = '{value}'")
        own = re.search(r"\sFORMAT\s+(\w+)\s*$", statement)
        answer = session.query(statement, own[1] if own else given.get("default_format", "TabSeparated"))
        return bytes(answer.bytes())
    finally:
        session.close()


if __name__ == "__main__":
    _Request.folder = sys.argv[2]
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), _Request).serve_forever()
