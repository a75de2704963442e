"""Twice the text takes at most three times the CPU: no pattern of the loaders is quadratic on any long run."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import loaders
from core.errors import UnreadableFileError
from loaders.reading import child, fence, precheck
from loaders.reading.bounds import bounded
from tests.loaders.reading.test_hostile_files import CELL, ole, package

pytestmark = pytest.mark.slow

LONG = 6_000
_A_MOMENT = 0.02
"""Seconds of CPU; what stays below on the longer text is not measured again."""
RUNS = (
    *(
        " ",
        "\t",
        "\u00a0",
        "1",
        "0",
        "a",
        "A",
        "đ",
        "ệ",
        "(",
        ")",
        "[",
        "]",
        "{",
        "<",
        ">",
        "-",
        ".",
        ",",
        "/",
        ";",
        "*",
    ),
    *(
        "\n",
        '"',
        "'",
        "_",
        "=",
        "1 ",
        " a",
        "1.",
        "1,",
        "1/",
        "a.",
        "(1",
        "(1)",
        "1)",
        "- ",
        "ab ",
        "a, ",
        "<c ",
        "<c>",
    ),
    *("<c a", "1.1", "12/", "năm ", "20", "2026 ", "\u0301", "a\u0301"),
)


def _patterns() -> Iterator[tuple[str, "re.Pattern[Any]"]]:
    for module in pkgutil.walk_packages(loaders.__path__, "loaders."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for number, pattern in enumerate(_inside(value)):
                yield f"{module.name}.{name}.{number}", pattern


def _inside(value: object) -> Iterator["re.Pattern[Any]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _inside(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _inside(each)


PATTERNS = dict(_patterns())


def _texts_for(pattern: "re.Pattern[Any]") -> list[tuple[str, str]]:
    """What a text begins with, and what it repeats: the common runs, alone and after each word of the pattern."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    words = set(re.findall(r"[^\W\d_]{2,}", source))
    again = [("", run) for run in (*RUNS, *words, *(f"{word} " for word in words), *(f"{word} 1" for word in words))]
    return again + [(f"{word} 1", run) for word in words for run in (" ", "1", "a", "(", "1 ", "a ")]


def _used(name: str) -> list[str]:
    """The methods by which the pattern is used: `fullmatch` begins nowhere but at the start."""
    module, constant, _ = name.rsplit(".", 2)
    source = Path(importlib.import_module(module).__file__ or "").read_text(encoding="utf-8")
    found = set(re.findall(rf"(?<!\w){constant}\.(\w+)\(", source))
    if not found or found - {"match", "fullmatch"}:
        return ["search", "findall"]
    return sorted(found)


def _cpu(deed: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        deed()
        best = min(best, time.process_time() - begun)
    return best


def _slow(pattern: "re.Pattern[Any]", deeds: list[str], begin: str, run: str) -> str | None:
    def text(length: int) -> Any:
        whole = (begin + run * length)[:length]
        return whole if isinstance(pattern.pattern, str) else whole.encode("utf-8")

    once, twice = text(LONG), text(2 * LONG)
    for deed in deeds:
        if _cpu(lambda deed=deed: getattr(pattern, deed)(twice), 1) < _A_MOMENT:
            continue
        short = _cpu(lambda deed=deed: getattr(pattern, deed)(once), 5)
        if _cpu(lambda deed=deed: getattr(pattern, deed)(twice), 5) > 3 * short:
            return f"{deed} of {begin!r} and {run!r} again and again"
    return None


@pytest.mark.parametrize("name", PATTERNS)
def test_twice_the_text_takes_at_most_three_times_the_cpu(name: str) -> None:
    pattern = PATTERNS[name]
    texts = _texts_for(pattern)
    assert next((slow for text in texts if (slow := _slow(pattern, _used(name), *text))), None) is None


def test_every_pattern_is_where_this_test_finds_it() -> None:
    """A pattern given to `re.sub` in a function would not be measured."""
    found = []
    for path in Path(loaders.__path__[0]).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                found += [
                    f"{path.name}:{call.lineno}"
                    for call in ast.walk(function)
                    if isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Attribute)
                    and getattr(call.func.value, "id", "") == "re"
                    and call.func.attr != "escape"
                ]
    assert found == []


def _sheet(inside: str) -> bytes:
    return package([inside])


HOSTILE: dict[str, tuple[Callable[[int], bytes], int]] = {
    "cells that never end": (lambda many: _sheet("<c " * many), 300_000),
    "cells with long attributes": (lambda many: _sheet(f'<c x="{" " * many}' * 20), 50_000),
    "blanks between cells": (lambda many: _sheet(f"<c>{' ' * many}" * 20), 50_000),
    "one long name": (lambda many: _sheet(f"<{'c' * many}>"), 3_000_000),
    "many merged areas": (
        lambda many: _sheet("<row/></sheetData><mergeCells>" + '<mergeCell ref="A1:B2"/>' * many + "</mergeCells><x>"),
        5_000,
    ),
    "links over whole columns": (
        lambda many: _sheet("<row/></sheetData><hyperlinks>" + '<hyperlink ref="A1:Z99"/>' * many + "</hyperlinks><x>"),
        5_000,
    ),
    "one long text": (lambda many: package([CELL.format("tháng 1 " * many)]), 100_000),
    "marks on one letter": (lambda many: package([CELL.format("a" + "\u0301\u0327" * many)]), 20_000),
    "CSV of quotation marks": (lambda many: b'a,"b""' * many, 50_000),
    "CSV of line ends": (lambda many: b'a,b\r\n"' + b"\n" * many, 200_000),
    "CSV of delimiters": (lambda many: b",;\t" * many, 200_000),
    "CSV of an older font": (lambda many: "Bé Tµi chÝnh;".encode("latin-1") * many, 5_000),
    "names in a compound file": (lambda many: ole("x") + "Workbook".encode("utf-16-le") * many, 100_000),
}


def _read(content: bytes) -> None:
    """What the child does, here: the CPU of a process of its own would be mostly its start."""
    try:
        kind = precheck.kind_of(content)
        for sheet in importlib.import_module(f"loaders.reading.formats.{child.READERS[kind]}").read(content):
            bounded(sheet)
    except UnreadableFileError:
        pass


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_hostile_file_takes_at_most_three_times_the_cpu(name: str) -> None:
    make, many = HOSTILE[name]
    once, twice = make(many), make(2 * many)
    short, long = _cpu(lambda: _read(once), 5), _cpu(lambda: _read(twice), 5)
    assert long <= max(3 * short, 0.05), (short, long)


def test_a_small_file_is_judged_and_read_behind_the_fence_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """447 bytes that unpack to 20 million blanks once held the whole server for 20 seconds."""
    monkeypatch.setattr(precheck, "kind_of", lambda content: pytest.fail("judged in the server's own process"))
    with pytest.raises(UnreadableFileError):
        fence.read(_sheet("<c " * 1_000_000))
