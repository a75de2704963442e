"""What `docs/deploy.md` describes, started on one machine: nginx, two processes, PostgreSQL."""

import os
import re
import shutil
import signal
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import requests
from websockets.sync.client import connect

from core.clock import now
from core.periods import parse
from store import locks
from store.database import open_engine, reading, writing
from tests import postgres
from tests.serving import ROOT, free_port, signed_in
from web.cookies import SECURE_SESSION

pytestmark = [pytest.mark.long, pytest.mark.servers]
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


@dataclass
class Deployed:
    folder: Path
    https: int
    processes: tuple[int, int]
    database: str
    token: str

    def get(self, path: str, **headers: str) -> requests.Response:
        headers = {"cookie": f"{SECURE_SESSION}={self.token}", **headers}
        url = f"https://localhost:{self.https}{path}"
        return requests.get(url, headers=headers, verify=self.folder / "cert.pem", allow_redirects=False, timeout=20)

    def pid(self, port: int) -> int:
        return int((self.folder / f"{port}.pid").read_text())


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    if NGINX is None:
        pytest.skip("no nginx: `tools/packages nginx nginx-light`")
    folder = tmp_path_factory.mktemp("deployed")
    ports = [free_port() for _ in range(4)]
    with postgres.serving() as server:
        url = server.url
        environment = {**os.environ, "NAMRO_DATABASE_URL": url, "NAMRO_METRICS_TOKEN": "m" * 32}
        command = [ROOT / "deploy" / "start_here", folder, *map(str, ports)]
        started = subprocess.Popen(command, env=environment, start_new_session=True)
        try:
            found = Deployed(folder, ports[0], (ports[2], ports[3]), url, "")
            until = time.monotonic() + 120
            while not all(healthy(port) for port in found.processes):
                assert time.monotonic() < until and started.poll() is None
                time.sleep(0.2)
            found.token = signed_in(url)
            yield found
        finally:
            os.killpg(started.pid, signal.SIGTERM)
            started.wait(30)


def healthy(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == 200
    except requests.ConnectionError:
        return False


def test_who_signed_in_at_one_process_is_signed_in_at_the_other(deployed: Deployed):
    headers = {"cookie": f"{SECURE_SESSION}={deployed.token}", "host": "localhost", "x-forwarded-proto": "https"}
    for port in deployed.processes:
        asked = f"http://127.0.0.1:{port}/_stcore/health"
        assert requests.get(asked, headers=headers, timeout=20).status_code == 200
        assert requests.get(asked, headers={"host": "localhost"}, timeout=20).status_code == 401
    assert deployed.get("/_stcore/health").status_code == 200
    assert deployed.get("/_stcore/health", cookie="").status_code == 401


def test_a_websocket_goes_through_and_one_of_another_site_does_not(deployed: Deployed):
    trusted = ssl.create_default_context(cafile=str(deployed.folder / "cert.pem"))

    def opened(origin: str):
        return connect(
            f"wss://localhost:{deployed.https}/_stcore/stream",
            ssl=trusted,
            origin=origin,
            subprotocols=["streamlit"],
            additional_headers={"cookie": f"{SECURE_SESSION}={deployed.token}"},
        )

    with opened(f"https://localhost:{deployed.https}") as socket:
        assert socket.subprotocol == "streamlit"
    with pytest.raises(Exception, match="403"):
        opened("https://evil.example").close()


def test_figures_are_for_who_has_the_token_and_not_for_the_outside(deployed: Deployed):
    asked = f"http://127.0.0.1:{deployed.processes[0]}/metrics"
    assert requests.get(asked, timeout=20).status_code == 401
    answer = requests.get(asked, headers={"authorization": "Bearer " + "m" * 32}, timeout=20)
    assert re.search(r"^namro_requests_total\{status=\"200\"\} \d", answer.text, flags=re.MULTILINE)
    assert deployed.get("/metrics", authorization="Bearer " + "m" * 32).status_code == 404


def test_a_process_that_is_killed_loses_nothing_and_comes_back(deployed: Deployed):
    engine = open_engine(deployed.database)
    with writing(engine) as connection:
        locks.add(connection, parse("2026-08"), "final", at=now(), who="x", reason="trước khi chết")
    for port in deployed.processes:
        os.kill(deployed.pid(port), signal.SIGKILL)
        answers = [deployed.get("/_stcore/health").status_code for _ in range(20)]
        assert answers == [200] * 20, "the other process answers"
        until = time.monotonic() + 60
        while not healthy(port):
            assert time.monotonic() < until
            time.sleep(0.2)
        # nginx asks it again after fail_timeout.
        time.sleep(5.5)
    with reading(engine) as connection:
        assert [each.reason for each in locks.history(connection, parse("2026-08"))] == ["trước khi chết"]
    engine.dispose()


def test_the_servers_own_role_can_neither_change_nor_remove_an_audit_line(deployed: Deployed):
    address = deployed.database.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("CREATE ROLE namro LOGIN")
        owner.execute((ROOT / "deploy" / "postgresql-rights.sql").read_text(encoding="utf-8"))
    of_role = deployed.database.replace("postgres@", "namro@")
    with psycopg.connect(of_role.replace("+psycopg", ""), autocommit=True) as role:
        for statement in ("UPDATE audit_events SET who = 'x'", "DELETE FROM audit_events", "DELETE FROM period_locks"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                role.execute(statement)
    # Everything that the server does at its start, signing in, and a deed.
    assert signed_in(of_role, "vai.tro")
    from actions.prepare import prepared
    from core.settings import settings_from
    from store import audit

    engine = prepared(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": of_role}), clock=now)
    with writing(engine) as connection:
        audit.append(connection, at=now(), who="x", deed="backup", about="")
    engine.dispose()


def test_every_unit_of_systemd_says_who_where_and_how_much():
    units = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
    assert len(units) == 4
    for path in units:
        text = path.read_text(encoding="utf-8")
        for line in ("User=namro", "WorkingDirectory=/srv/namro/app", "UMask=0077", "MemoryMax=", "EnvironmentFile="):
            assert line in text, (path.name, line)
