"""`python -m actions` and `python -m reports` in processes of their own, without waiting for their imports each time.

A server of processes has imported both once; a command is a copy of it with its own arguments, environment and output.
"""

import contextlib
import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from core.settings import ROOT

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["actions.__main__", "reports.__main__"])


def run(arguments: list[str], environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """As `subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True)` in the project."""
    with TemporaryDirectory() as folder:
        process = _PROCESSES.Process(target=_command, args=(arguments, dict(environment), folder))
        process.start()
        process.join(300)
        assert process.exitcode is not None, "it did not end"
        out, error = (Path(folder, name).read_text(encoding="utf-8") for name in ("out", "error"))
        return subprocess.CompletedProcess(arguments, process.exitcode, out, error)


def _command(arguments: list[str], environment: Mapping[str, str], folder: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    for stream, name in ((1, "out"), (2, "error")):
        with Path(folder, name).open("wb") as file:
            os.dup2(file.fileno(), stream)
    # The server of processes has none, and `input` is told that nobody answers.
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout, sys.stderr = (os.fdopen(stream, "w", encoding="utf-8", closefd=False) for stream in (1, 2))
    sys.argv = [*arguments]
    # It is run as if nobody had imported it.
    del sys.modules[f"{arguments[0]}.__main__"]
    with contextlib.suppress(KeyboardInterrupt):
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
