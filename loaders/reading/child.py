"""The sandboxed parsing process: reads bytes on stdin, writes the sheets or the workbook to stdout.

`python -m loaders.reading.child KIND` answers with the sheets as JSON. `python -m loaders.reading.child KIND paint`
gets one line of JSON before the bytes, what to paint, and answers with a workbook. A refusal is `!{"reason": …,
"values": …}`; whatever else goes wrong ends the process, which is what it is for.
"""

import importlib
import json
import resource
import sys

from core.errors import UnreadableFileError

MEMORY = 2**30
CPU_SECONDS = 20
_READERS = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "csv": "csv_text"}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # openpyxl imports numpy if it is installed, for types we never use: half of the child's start-up time.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    reader = _READERS[sys.argv[1]]
    try:
        answer = _painted(reader) if sys.argv[2:] == ["paint"] else _sheets(reader)
    except UnreadableFileError as refusal:
        answer = b"!" + json.dumps({"reason": refusal.reason, "values": refusal.values}).encode()
    sys.stdout.buffer.write(answer)


def _sheets(reader: str) -> bytes:
    from loaders.sheets import to_json  # noqa: PLC0415

    found: bytes = to_json(importlib.import_module(f"loaders.reading.formats.{reader}").read(sys.stdin.buffer.read()))
    return found


def _painted(reader: str) -> bytes:
    # Imported lazily: not needed for a file that is only read.
    from loaders.reading import marks  # noqa: PLC0415
    from loaders.reading.formats.painting import painted  # noqa: PLC0415

    paint = marks.from_plain(json.loads(sys.stdin.buffer.readline()))
    return painted(sys.stdin.buffer.read(), reader, paint)


if __name__ == "__main__":
    main()
