"""The captions of a table's columns, however many rows they take, and the fingerprint a table is known by again."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence

from loaders.monthly.sources.base import caption
from loaders.sheets import Sheet, Value
from loaders.text.canonical import canonical

WIDEST = 200
"""Columns looked at; no table of counts is wider."""
JOINED = " / "
# The month in a caption (“Tiếp nhận tháng 8/2026”) is another one next month.
_DATED = re.compile(
    r"(?<![\w/.-])(?:(?:tháng|thg|năm|ngày|t) ?)?\d{1,4}(?:[/.-]\d{1,4}){1,2}(?!\w)"
    r"|(?<!\w)(?:tháng|thg|năm|ngày|t) ?\d{1,4}(?!\w)"
)


def captions_of(sheet: Sheet, first: int, last: int) -> tuple[str, ...]:
    """One text a column, from its cells in rows `first` to `last`, the upper ones first; without those beyond the last.

    A caption over several columns belongs to each of them: where it is merged, and where the cells right of it are
    blank and have captions of their own below.
    """
    width = min(WIDEST, max((len(sheet.rows.get(row, ())) for row in range(first, last + 1)), default=0))
    rows = [_texts(sheet, row, width) for row in range(first, last + 1)]
    merged = _merged(sheet, first, last, width)
    parts: list[list[str]] = [[] for _ in range(width)]
    for at, texts in enumerate(rows):
        above = rows[:at]
        running = ""
        for column in range(width):
            text = texts[column]
            if text:
                # A merged caption says itself how far it goes.
                running = "" if (first + at, column + 1) in merged else text
            elif (anchor := merged.get((first + at, column + 1))) is not None:
                text = anchor
                running = ""
            else:
                if any(upper[column] for upper in above):
                    running = ""  # another group began above
                below = any(lower[column] for lower in rows[at + 1 :])
                text = running if below else ""
            if text and (not parts[column] or parts[column][-1] != text):
                parts[column].append(text)
    found = [JOINED.join(each) for each in parts]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def keys_of(captions: Sequence[str]) -> tuple[str, ...]:
    """The captions as they are compared: without case, punctuation and the months they name, unless these alone tell
    two columns apart."""
    plain = [caption(text) for text in captions]
    timeless = [caption(_DATED.sub(" ", canonical(text))) for text in captions]
    many = Counter(timeless)
    told_apart = {key for key in many if len({plain[at] for at, each in enumerate(timeless) if each == key}) > 1}
    return tuple(plain[at] if key in told_apart else key for at, key in enumerate(timeless))


def fingerprint(captions: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(keys_of(captions), ensure_ascii=False).encode()).hexdigest()


def shown(value: Value) -> str:
    """A caption's text in one line; blank for what is none."""
    return "" if value is None or isinstance(value, bool) else " ".join(str(value).split())


def _texts(sheet: Sheet, row: int, width: int) -> list[str]:
    cells = sheet.rows.get(row, ())
    return [shown(cells[column]) if column < len(cells) else "" for column in range(width)]


def _merged(sheet: Sheet, first: int, last: int, width: int) -> dict[tuple[int, int], str]:
    """The text of each cell that is merged with others, its first one included."""
    found: dict[tuple[int, int], str] = {}
    for top, left, bottom, right in sheet.merged:
        if top > last or bottom < first or left > width:
            continue
        text = shown(sheet.at(top, left))
        for row in range(max(top, first), min(bottom, last) + 1):
            for column in range(left, min(right, width) + 1):
                found[row, column] = text
    return found
