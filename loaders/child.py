"""The process behind the fence: `python -m loaders.child KIND`, bytes in on stdin, sheets out on stdout as JSON.

A refusal is `!{"reason": …, "values": …}`; whatever else goes wrong ends the process, which is what it is for.
"""

import importlib
import json
import resource
import sys

from core.errors import UnreadableFileError
from loaders.sheets import to_json

MEMORY = 2**30
CPU_SECONDS = 20
_READERS = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "csv": "csv_text"}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # openpyxl imports numpy where it finds it, for types we never give it: half of the child's start.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    reader = importlib.import_module(f"loaders.formats.{_READERS[sys.argv[1]]}")
    try:
        answer = to_json(reader.read(sys.stdin.buffer.read()))
    except UnreadableFileError as refusal:
        answer = b"!" + json.dumps({"reason": refusal.reason, "values": refusal.values}).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
