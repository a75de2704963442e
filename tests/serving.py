"""The real server and a real browser, for tests and for the bench."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from views.pages import PAGES

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
) -> Iterator[Server]:
    """The server on a free port, healthy; stopped by its process id at the end.

    Args:
        command: what to start instead of uvicorn; `{port}` is filled in.
        folder: the working directory, where `app.py` and `.streamlit/` are.
    """
    port = free_port()
    arguments = [part.format(port=port) for part in command] or uvicorn(port)
    url = f"http://127.0.0.1:{port}"
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            arguments, cwd=folder, env={**os.environ, **(environment or {})}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            while not _healthy(url):
                if process.poll() is not None or time.perf_counter() - started > patience:
                    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')}")
                time.sleep(0.02)
            yield Server(url, process.pid, time.perf_counter() - started, log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
