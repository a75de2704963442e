"""Takes a JSON file apart into answers of the portal, each with its request and its time, where the file has them.

Runs in the parsing child. Read are: an answer as it came; `{"request": …, "read_at": …, "answer": …}`, also a list of
them; a browser's record of a visit (HAR), which holds requests and times; and a list of requests by the name of a file.
"""

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from core.errors import UnreadableFileError

SITE = "dichvucong.gov.vn"
PATH = "/reporting/evaluation/"
DEEPEST = 40
_SHOWN = 6


def is_json(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def apart(content: bytes) -> bytes:
    """JSON: `{"answers": [{"request", "read_at", "answer"}…], "requests": {name: request}}`.

    Raises:
        UnreadableFileError: broken_json, or not_portal: no answer of the portal is in it.
    """
    try:
        return _apart(_parsed(content))
    except (ValueError, RecursionError) as error:  # also numbers without end, and texts that no encoding holds
        raise UnreadableFileError("broken_json") from error


def _apart(found: Any) -> bytes:
    answers = list(_answers(found))
    requests = found if _names_requests(found) else {}
    if not answers and not requests:
        keys = list(found) if isinstance(found, dict) else []
        raise UnreadableFileError("not_portal", seen=", ".join(str(key)[:40] for key in keys[:_SHOWN]) or "–")
    return json.dumps({"answers": answers, "requests": requests}, ensure_ascii=False, allow_nan=False).encode()


def _parsed(content: bytes | str) -> Any:
    text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    found = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    _shallow(found, DEEPEST)
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a name that stands twice a reader would silently keep one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _shallow(found: Any, deepest: int) -> None:
    if deepest < 0:
        raise ValueError("nested too deeply")
    for each in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        if isinstance(each, dict | list):
            _shallow(each, deepest - 1)


def _answers(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for each in found:
            if isinstance(each, dict) and "answer" in each:
                yield from _answers(each)
    elif not isinstance(found, dict):
        return
    elif isinstance(log := found.get("log"), dict) and isinstance(log.get("entries"), list):
        for entry in log["entries"]:
            yield from _of_visit(entry)
    elif isinstance(found.get("answer"), dict):
        yield {"request": found.get("request"), "read_at": found.get("read_at"), "answer": found["answer"]}
    elif isinstance(found.get("data"), dict):
        yield {"request": None, "read_at": None, "answer": found}


def _of_visit(entry: Any) -> Iterator[dict[str, Any]]:
    """An entry of a HAR, if it is a question to the portal's evaluation that was answered."""
    try:
        request, body = entry["request"], entry["response"]["content"]
        if not _portals(request["url"]) or not body.get("text"):
            return
        text = body["text"]
        answer = _parsed(base64.b64decode(text, validate=True) if body.get("encoding") == "base64" else text)
        asked = _parsed(request["postData"]["text"])
    except (KeyError, TypeError, AttributeError):
        return
    if isinstance(answer, dict):
        yield {"request": asked, "read_at": entry.get("startedDateTime"), "answer": answer}


def _portals(address: str) -> bool:
    """A visit also holds other sites' addresses, some with the portal's inside."""
    found = urlsplit(address)
    return PATH in found.path and f".{found.hostname}".endswith(f".{SITE}")


def _names_requests(found: Any) -> bool:
    """{"1_service_results": {"timeType": "year", …}, …}"""
    return (
        isinstance(found, dict)
        and bool(found)
        and all(isinstance(each, dict) and "timeType" in each for each in found.values())
    )
