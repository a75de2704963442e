"""What stands where in a paper: the table, row and column of each of its words.

The paper made anew is a `Document`, and its words in the file come in the same order. Each row is sought in them as
one text without blanks: a table's captions repeat on every page, a chart has words that no row has, and a PDF breaks
lines anywhere.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.words import Language
from loaders.papers import Words
from views.documents.document import Column, Document, Table, Value, safe_value, values_of
from views.documents.writers.shown import RIGHT, shown

_FAR, _NEAR, _SHORT = 20_000, 400, 8
"""In letters: how far ahead a row is sought, and one of few letters, which may stand anywhere."""


@dataclass(frozen=True)
class Named:
    """Of which figure a word is; blank where there is none."""

    table: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class _Part:
    text: str
    named: Named


class Names:
    """The names of the words of a paper."""

    def __init__(self, document: Document, words: Words, language: Language) -> None:
        texts = [word for line in words.lines for word in line.words]
        self._texts = texts
        self._begins = [0]
        for text in texts:
            self._begins.append(self._begins[-1] + len(text))
        self._spans = list(_placed("".join(texts), _rows(document, language, raw=words.kind == "xlsx")))

    def of(self, word: int) -> Named:
        """Of a word by its number; of what comes after the last one, nothing."""
        if not 0 <= word < len(self._texts):
            return Named()
        letter = self._begins[word]
        at = bisect_right(self._spans, letter, key=lambda span: span[0]) - 1
        begun, ended, named = self._spans[at] if at >= 0 else (0, 0, Named())
        return named if begun <= letter < ended else Named()

    def before(self, word: int, many: int = 6) -> str:
        """The words before it, for one that no table names."""
        return " ".join(self._texts[max(0, word - many) : word])


def _placed(letters: str, rows: Iterator[list[_Part]]) -> Iterator[tuple[int, int, Named]]:
    position = 0
    for parts in rows:
        text = "".join(part.text for part in parts)
        if not text:
            continue
        at = letters.find(text, position, position + len(text) + (_NEAR if len(text) < _SHORT else _FAR))
        if at < 0:
            continue
        position = at
        for part in parts:
            yield position, position + len(part.text), part.named
            position += len(part.text)


def _rows(document: Document, language: Language, *, raw: bool) -> Iterator[list[_Part]]:
    for line in (document.title, *document.sentences, document.stamp if raw else "", document.caution):
        yield [_Part(_bare(line), Named())]
    for table in document.tables:
        for line in (table.chapter, table.name, *table.sentences):
            yield [_Part(_bare(line), Named(table.name))]
        yield [_Part(_bare(column.caption), Named(table.name)) for column in table.filled_columns]
        naming = _naming(table)
        for row in table.rows:
            values = values_of(row)
            filled = (*values, *[None] * (len(table.filled_columns) - len(values)))
            label = _said(filled[naming], table.filled_columns[naming], language, raw=False) if filled else ""
            yield [
                _Part(_bare(_said(value, column, language, raw=raw)), Named(table.name, label, column.caption))
                for value, column in zip(filled, table.filled_columns, strict=True)
            ]


def _naming(table: Table) -> int:
    """The column that names a row: of the first three the widest with text."""
    columns: Sequence[Column] = table.filled_columns[:3]
    texts = [at for at, column in enumerate(columns) if column.kind not in RIGHT]
    return max(texts, key=lambda at: columns[at].width, default=0)


def _said(value: Value, column: Column, language: Language, *, raw: bool) -> str:
    if not raw:
        return shown(value, column.kind, language)
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return f"{value:.12g}" if isinstance(value, int | float) else str(safe_value(value, column, typed_cells=True))


def _bare(text: str) -> str:
    return "".join(text.split())
