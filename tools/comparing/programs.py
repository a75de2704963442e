"""The commands of one side, run one after the other: each a process of its own, without a second of imports."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from types import TracebackType

from tools.comparing.checkouts import NotComparableError, Side, held


class Programs:
    """`held.py` that waits for runs, in the checkout of the side."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self._log = (side.folder / "programs.log").open("wb")
        self._process = subprocess.Popen(
            held(),
            cwd=side.checkout,
            # The seed of hashes is the interpreter's: it is set before the first run.
            env={**os.environ, "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def __enter__(self) -> "Programs":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.terminate()
        self._process.communicate()
        self._log.close()

    def run(self, arguments: Sequence[str], environment: Mapping[str, str]) -> dict[str, str]:
        """`python -m …`: its stdout, stderr and exit code.

        Raises:
            NotComparableError: it could not even be started.
        """
        files = {name: self.side.folder / name for name in ("stdout", "stderr")}
        asked = {"arguments": list(arguments), "environment": dict(environment)}
        asked |= {name: str(path) for name, path in files.items()}
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        code = next(iter(self._process.stdout or ()), "").strip()
        if not code:
            raise NotComparableError(f"{self.side.name}: {' '.join(arguments)} could not be started")
        said = {name: path.read_bytes().decode("utf-8", "backslashreplace") for name, path in files.items()}
        return {**said, "exit code": code}
