"""The real server and a real browser, for tests and for the bench."""

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from actions.access.signing_in import new_token
from core.accounts import GrantKind
from core.clock import now
from core.rights import ROLES, Role
from store import accounts as store_accounts
from store import sessions as store_sessions
from store.database import migrate, open_engine, writing
from views.pages import PAGES
from web.cookies import SESSION

ROOT = Path(__file__).parents[1]
# Pages that a number leads to need to know which.
_ABOUT = {"provenance": "?unit=SNV&period=2026-10", "late": "?unit=SNV", "unit_score": "?unit=SNV"}
EVERY_PAGE = tuple(page.address + _ABOUT.get(page.name, "") for page in PAGES.values())
# Chromium calls home otherwise, and refuses to start as root with its sandbox.
ARGUMENTS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


@dataclass(frozen=True)
class Server:
    """A running server: where, which process, how long it took to be healthy, what it wrote."""

    url: str
    pid: int
    seconds: float
    log: Path
    token: str = ""
    """Of a session that is signed in, where it was started with accounts."""
    database: str = ""

    def admits(self, context: BrowserContext) -> BrowserContext:
        """The same browser, signed in a moment ago."""
        if self.token:
            self.confirms()
            context.add_cookies([{"name": SESSION, "value": self.token, "url": self.url}])
        return context

    def confirms(self) -> None:
        """The password was typed just now: on a slow machine a long story outlasts the ten minutes it is good for."""
        engine = open_engine(self.database)
        with writing(engine) as connection:
            session = store_sessions.of_token(connection, self.token)
            assert session
            store_sessions.confirm(connection, session.id, at=now())
        engine.dispose()

    def cpu(self, *, children: bool = False) -> float:
        """Seconds of the processor so far; with `children` also those of its children that have ended."""
        # proc(5): utime, stime, cutime and cstime are the fields 14 to 17, in ticks.
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return sum(map(int, fields[11 : 15 if children else 13])) / os.sysconf("SC_CLK_TCK")

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def uvicorn(port: int) -> list[str]:
    # Streamlit repeats every line of the access log in its own.
    return [
        *(sys.executable, "-m", "uvicorn", "app:app", "--no-access-log"),
        *("--host", "127.0.0.1", "--port", str(port)),
    ]


@contextmanager
def served(
    log: Path,
    environment: Mapping[str, str] | None = None,
    *,
    command: Sequence[str] = (),
    folder: Path = ROOT,
    patience: float = 60.0,
    accounts: bool = False,
    warm: bool = False,
) -> Iterator[Server]:
    """The server on a free port, healthy; stopped by its process id at the end.

    Args:
        accounts: real numbers are or will be published: somebody has an account with every role, and is signed in.
        command: what to start instead of uvicorn; `{port}` is filled in.
        folder: the working directory, where `app.py` and `.streamlit/` are.
        warm: computes what visitors will ask for, as in a province; here it would cost more than what is asked.
    """
    port = free_port()
    arguments = [part.format(port=port) for part in command] or uvicorn(port)
    url = f"http://127.0.0.1:{port}"
    database = (environment or {}).get("NAMRO_DATABASE_URL", "")
    token = signed_in(database) if accounts else ""
    given = {**os.environ, "NAMRO_WARM_UP": "" if warm else "no", **(environment or {})}
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(arguments, cwd=folder, env=given, stdout=output, stderr=subprocess.STDOUT)
        try:
            while not _healthy(url):
                if process.poll() is not None or time.perf_counter() - started > patience:
                    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')}")
                time.sleep(0.02)
            yield Server(url, process.pid, time.perf_counter() - started, log, token, database)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def signed_in(
    address: str, name: str = "kiem.thu", roles: Iterable[Role] = ROLES, units: Iterable[str] = (), *, sessions: int = 1
) -> str:
    """Make an account in a database, and sessions of it; the token of the first one."""
    engine, at = open_engine(address), now()
    tokens = [new_token() for _ in range(sessions)]
    migrate(engine)
    with writing(engine) as connection:
        account = store_accounts.add(connection, name, name, at=at, who="test")
        store_accounts.set_password(connection, account, "no password fits")
        granted: list[tuple[GrantKind, str]] = [("role", role) for role in roles]
        granted += [("unit", unit) for unit in units]
        for kind, value in granted:
            store_accounts.grant(
                connection, account, kind, value, since=at.date() - dt.timedelta(1), until=None, at=at, who="test"
            )
        for token in tokens:
            store_sessions.begin(connection, token, account, at=at)
    engine.dispose()
    return tokens[0]


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, else the one Playwright has installed."""
    installed = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    # A click becomes a run when the machine gets to it: five seconds were too few for a publication.
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
