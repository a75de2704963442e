"""Writes a document as PDF on A4: PDF/UA-1 and PDF/A-2a in one file, the same bytes from the same document.

Typst reads the document as data, so nothing in it is markup. A warning is a failure: missing alternative text or a
missing font would be passed over in silence otherwise. A letter that the typeface lacks is printed as a question mark:
what people typed never makes the paper impossible.
"""

import datetime as dt
import json
import unicodedata
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from core.words import Language
from views.documents.document import Column, Document, Heading, Row, Table, values_of
from views.documents.mark import Mark
from views.documents.paper_error import PaperError
from views.documents.writers.drawing import FONTS, svg
from views.documents.writers.shown import RIGHT, shown

TEMPLATE = Path(__file__).parents[2] / "templates" / "documents" / "document.typ"
STANDARDS: "list[typst.PDFStandard]" = ["ua-1", "a-2a"]
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Of the text in points, the largest first: a document that must fit on one page takes the first that does."""
ACROSS = (8.0, 7.5, 7.0, 6.5, 6.0)
"""Of a wide table that lies across."""
LACKING = "?"
CROWDED = 5
"""Columns of figures from which on every column has the share of the width that it asks for."""
_REGION = {"vi": "VN", "en": "GB"}


def pdf(document: Document, language: Language, *, one_page: bool = False) -> bytes:
    """The document on paper.

    Raises:
        PaperError: Typst warned, or one page does not hold it at the smallest size.
    """
    one_page, sizes = one_page or document.one_page, ACROSS if document.across else SIZES
    for size in sizes if one_page else sizes[:1]:
        content, pages = _compiled(_plain(document, language), size)
        if pages == 1 or not one_page:
            return content
    raise PaperError(f"more than one page: {document.title}")


def _compiled(plain: str, size: float) -> tuple[bytes, int]:
    compiler = _compiler()
    inputs = {"document": plain, "size": str(size)}
    year, month, on = json.loads(plain)["date"]
    content, warnings = compiler.compile_with_warnings(
        # The day of the document, not of the program: the same document gives the same bytes.
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=dt.datetime(year, month, on, tzinfo=dt.UTC),
    )
    if warnings or not isinstance(content, bytes):
        raise PaperError("; ".join(str(each.message) for each in warnings))
    pages = json.loads(compiler.query("<pages>", field="value", one=True))
    return content, int(pages)


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FONTS)],
    )
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts, sys_inputs={"document": "{}", "size": "10"})


def _plain(document: Document, language: Language) -> str:
    return json.dumps(
        _printable(
            {
                "title": document.title,
                "author": document.author,
                "keywords": [document.stamp] if document.stamp else [],
                "date": [*(document.dated or dt.date.min).timetuple()[:3]],
                "above": document.above,
                "language": language,
                "region": _REGION[language],
                "sentences": list(document.sentences),
                "caution": document.caution,
                "foot": document.foot,
                "contents": document.contents,
                "across": document.across,
                "tables": _tables(document.tables, language),
            }
        ),
        ensure_ascii=False,
    )


def _printable(given: Any) -> Any:
    """The same with texts that the typeface can print: ﬁ is printed as fi, 漢 as a question mark."""
    if isinstance(given, dict):
        return {name: _printable(each) for name, each in given.items()}
    if isinstance(given, list | tuple):
        return [_printable(each) for each in given]
    return "".join(_letter(each) for each in unicodedata.normalize("NFC", given)) if isinstance(given, str) else given


def _letter(letter: str) -> str:
    if letter.isspace():
        return letter
    # Control letters print nothing; those that turn the direction of what follows would print it backwards.
    if unicodedata.category(letter) in ("Cc", "Cf"):
        return ""
    alike = (letter, unicodedata.normalize("NFKC", letter))
    return next((each for each in alike if _letters().issuperset(map(ord, each))), LACKING)


@cache
def _letters() -> frozenset[int]:
    """What the typeface can print; the same in each of its weights."""
    with TTFont(next(FONTS.rglob("*-Regular.ttf")), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _tables(tables: tuple[Table, ...], language: Language) -> list[dict[str, Any]]:
    """`level` is that of the table's heading: below its chapter's, where there is one."""
    chapters = [any(table.chapter for table in tables[: at + 1]) for at in range(len(tables))]
    return [
        _table(table, language) | {"level": 3 if inside else 2} for table, inside in zip(tables, chapters, strict=True)
    ]


def _table(table: Table, language: Language) -> dict[str, Any]:
    columns = table.filled_columns
    # Few figures take what they need; many would leave nothing to the names beside them.
    crowded = sum(each.kind in RIGHT for each in columns) >= CROWDED
    return {
        "name": table.name,
        "none": table.none,
        "chapter": table.chapter,
        "sentences": list(table.sentences),
        "chart": {"svg": svg(table.chart.specification), "alt": table.chart.alt} if table.chart else None,
        "columns": [
            {"caption": each.caption, "right": each.kind in RIGHT, "width": each.width, "fixed": crowded}
            for each in columns
        ],
        "rows": [
            {"heading": isinstance(row, Heading), "cells": _cells(values_of(row), columns, language)}
            for row in table.rows
        ],
    }


def _cells(row: Row, columns: tuple[Column, ...], language: Language) -> list[str | dict[str, Any]]:
    filled = (*row, *[None] * (len(columns) - len(row)))
    return [
        _mark(value) if isinstance(value, Mark) else shown(value, column.kind, language)
        for value, column in zip(filled, columns, strict=True)
    ]


def _mark(mark: Mark) -> dict[str, Any]:
    return asdict(mark) | {"runs": _runs(mark.heights, 0), "strong_runs": _runs(mark.heights, mark.recent)}


def _runs(heights: tuple[float | None, ...], last: int) -> list[list[list[float]]]:
    """The points of each stretch without a gap, in percent of the width and from the top: of all, or of the last."""
    runs: list[list[list[float]]] = [[]]
    for at, height in enumerate(heights):
        if height is None or at < len(heights) - (last or len(heights)):
            runs.append([])
        else:
            runs[-1].append([100 * at / max(len(heights) - 1, 1), 100 - 100 * height])
    return [run for run in runs if run]
