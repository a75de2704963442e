"""Runs modules of the checkout that is the working directory, with its clock held: `held.py MOMENT [MODULE [ARG…]]`.

The program asks `core.clock.now` for the time and nothing else; it is replaced before anything else is imported.

Without a module it reads a line of JSON for each run: `arguments`, `environment`, and the files for `stdout` and
`stderr`; it answers with the exit code. Each run is a process of its own in which nothing of the program is imported
yet; but what the program needs of others, a second of work, is.
"""

import datetime as dt
import gc
import importlib
import json
import os
import runpy
import sys
from pathlib import Path

HEAVY = (
    "pandas",
    "scipy.special",
    "scipy.stats",
    "sqlalchemy.dialects.sqlite",
    "alembic.command",
    "openpyxl",
    "pydantic",
)


def main(moment: str, *run: str) -> None:
    sys.path[0] = str(Path.cwd())
    if run:
        start(moment, *run)
        return
    for name in HEAVY:
        importlib.import_module(name)
    # What is frozen is not looked at in a child, and so not copied.
    gc.collect()
    gc.freeze()
    while line := sys.stdin.readline():
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _redirect(asked["stdout"], asked["stderr"])
            os.environ.clear()
            os.environ.update(asked["environment"])
            start(moment, *asked["arguments"])
            return
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def start(moment: str, module: str, *arguments: str) -> None:
    """As `python -m MODULE ARG…` would."""
    at = dt.datetime.fromisoformat(moment)
    vars(importlib.import_module("core.clock"))["now"] = lambda: at
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _redirect(stdout: str, stderr: str) -> None:
    for number, path, flags in ((0, os.devnull, os.O_RDONLY), (1, stdout, os.O_RDWR), (2, stderr, os.O_RDWR)):
        opened = os.open(path, flags | (os.O_CREAT | os.O_TRUNC if number else 0))
        os.dup2(opened, number)
        os.close(opened)


if __name__ == "__main__":
    main(*sys.argv[1:])
