"""The sandboxed parsing process: judges the bytes on stdin, parses them, and answers with sheets or a workbook.

`python -m loaders.reading.child` answers with the sheets as JSON. `python -m loaders.reading.child paint` gets one
line of JSON before the bytes, what to paint, and answers with a workbook. `… portal` answers with the portal's
answers in a JSON file, and with sheets for any other. `… second` answers with the sheets as the second reader of the
format has them; `… words` with the words of a paper. The answer goes to the pipe that was stdout when the process
began: from then on stdout leads nowhere, because libraries print. An answer is one line, `KIND LENGTH`, and then as
many bytes; KIND is one of `ANSWERS`. Whatever else goes wrong ends the process, which is what it is for.
"""

import importlib
import json
import os
import resource
import sys
import traceback
from collections.abc import Mapping

from core.errors import UnreadableFileError

MEMORY = 2**30
CPU_SECONDS = 20
ANSWERS = ("sheets", "workbook", "portal", "words", "refused")
READERS = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "csv": "csv_text"}
SECOND_READERS = {"xlsx": "xlsx_second"}
_LONGEST_TRACEBACK = 4_000


def main() -> None:
    answer, complaint = _private(1), _private(2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # openpyxl imports numpy if it is installed, for types we never use: half of the child's start-up time.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        kind, body = _answer()
    except BaseException:
        os.write(complaint, traceback.format_exc()[-_LONGEST_TRACEBACK:].encode(errors="replace"))
        raise
    with os.fdopen(answer, "wb") as pipe:
        pipe.write(f"{kind} {len(body)}\n".encode() + body)


def _private(stream: int) -> int:
    """A copy of the stream that no library knows; what is printed to the stream itself is lost from here on."""
    copy, nowhere = os.dup(stream), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)
    return copy


def _answer() -> tuple[str, bytes]:
    try:
        given = sys.argv[1:]
        if given == ["second"]:
            return _sheets(readers=SECOND_READERS)
        if given == ["words"]:
            return _words()
        return _painted() if given == ["paint"] else _portal() if given == ["portal"] else _sheets()
    except UnreadableFileError as refusal:
        return "refused", json.dumps({"reason": refusal.reason, "values": refusal.values}).encode()


def _reader(content: bytes, readers: Mapping[str, str] = READERS) -> str:
    from loaders.reading import precheck  # noqa: PLC0415

    kind = precheck.kind_of(content)
    if kind not in readers:
        raise UnreadableFileError("one_reader")
    return readers[kind]


def _sheets(content: bytes | None = None, readers: Mapping[str, str] = READERS) -> tuple[str, bytes]:
    from loaders.reading.bounds import bounded  # noqa: PLC0415
    from loaders.sheets import to_json  # noqa: PLC0415

    content = sys.stdin.buffer.read() if content is None else content
    module = importlib.import_module(f"loaders.reading.formats.{_reader(content, readers)}")
    return "sheets", to_json([bounded(sheet) for sheet in module.read(content)])


def _portal() -> tuple[str, bytes]:
    from loaders.reading import precheck  # noqa: PLC0415
    from loaders.reading.formats.portal_json import apart, is_json  # noqa: PLC0415

    content = sys.stdin.buffer.read()
    precheck.fits(content)
    return ("portal", apart(content)) if is_json(content) else _sheets(content)


def _words() -> tuple[str, bytes]:
    from loaders.papers import MOST_WORDS, to_json  # noqa: PLC0415
    from loaders.reading import precheck  # noqa: PLC0415

    content = sys.stdin.buffer.read()
    found = importlib.import_module(f"loaders.reading.papers.{precheck.paper_kind_of(content)}").read(content)
    if sum(len(each.words) for each in found.lines) > MOST_WORDS:
        raise UnreadableFileError("too_many_words")
    return "words", to_json(found)


def _painted() -> tuple[str, bytes]:
    # Imported lazily: not needed for a file that is only read.
    from loaders.reading import marks  # noqa: PLC0415
    from loaders.reading.formats.painting import painted  # noqa: PLC0415

    paint = marks.from_plain(json.loads(sys.stdin.buffer.readline()))
    content = sys.stdin.buffer.read()
    return "workbook", painted(content, _reader(content), paint)


if __name__ == "__main__":
    main()
