"""Writes a document as slides in one HTML file: fonts, charts and script inside, so that it opens without a network."""

import base64
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.settings import ROOT
from core.words import Language, t
from views.documents.deck import Beside, Room
from views.documents.document import Column, Document, Table, values_of
from views.documents.writers.drawing import svg
from views.documents.writers.shown import RIGHT, shown

TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"
FONTS = ROOT / "static" / "fonts"
RANGES = {
    "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,"
    "U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB",
    "latin": "U+0000-00FF,U+2000-206F,U+2122,U+2212",
}
HELP = ("next", "back", "jump", "black", "full", "notes")
WORDS = ("keys", "help", "record", "text", "unit", "leader", "deadline", "staff", "product", "read", "keep", "leave")
IN_THE_ROOM = ("information", "decision", "task")
_KEYS = {"information": "I", "decision": "D", "task": "G"}


def slides_page(document: Document, language: Language, beside: Sequence[Beside] = (), room: Room | None = None) -> str:
    """The file's text: the title, then a slide a table.

    Args:
        beside: of each table, in order; fewer where the last have nothing.
    """
    filled = [*beside, *[Beside()] * (len(document.tables) - len(beside))]
    kinds = [(kind, t(language, f"meeting.outcome_{kind}")) for kind in IN_THE_ROOM]
    keys = [(t(language, f"slides.key_{name}"), t(language, f"slides.does_{name}")) for name in HELP]
    if room:
        keys += [(_KEYS[kind], name) for kind, name in kinds]
    return (
        _environment()
        .get_template("slides.html")
        .render(
            document=document,
            language=language,
            slides=[_slide(table, each, language) for table, each in zip(document.tables, filled, strict=True)],
            words=_words(language),
            help=keys,
            kinds=kinds,
            room=room,
            deck=_deck(room, language),
            # Ours, from the template's folder and the fonts' bytes.
            style=Markup(_fonts() + (TEMPLATES / "slides.css").read_text(encoding="utf-8")),  # noqa: S704
            script=Markup((TEMPLATES / "slides.js").read_text(encoding="utf-8")),  # noqa: S704
        )
    )


def _slide(table: Table, beside: Beside, language: Language) -> dict[str, Any]:
    columns = table.filled_columns
    return {
        "table": table,
        # Drawn by Vega, which escapes every text; a test tries.
        "chart": Markup(svg(table.chart.specification)) if table.chart else None,  # noqa: S704
        "columns": [{"caption": each.caption, "look": _look(each)} for each in columns],
        "rows": [
            [shown(value, column.kind, language) for value, column in zip(values_of(row), columns, strict=False)]
            for row in table.rows
        ],
        "notes": beside.notes,
        "outcomes": beside.outcomes,
    }


def _look(column: Column) -> str:
    return "right" if column.kind in RIGHT else "day" if column.kind == "day" else ""


def _words(language: Language) -> dict[str, str]:
    names = (
        "keys",
        "help",
        "record",
        "text",
        "unit",
        "leader",
        "deadline",
        "staff",
        "product",
        "read",
        "keep",
        "leave",
    )
    return {name: t(language, f"slides.{name}") for name in names}


def _deck(room: Room | None, language: Language) -> dict[str, Any]:
    if room is None:
        return {"items": []}
    items = [dict(each) for each in room.items]
    return {"items": items, "address": room.address, "words": {"failed": t(language, "slides.failed")}}


@cache
def _fonts() -> str:
    faces = []
    for weight in (400, 600, 700):
        for subset, letters in RANGES.items():
            content = (FONTS / f"be-vietnam-pro-{subset}-{weight}-normal.woff2").read_bytes()
            data = base64.b64encode(content).decode()
            faces.append(
                f'@font-face {{ font-family: "Be Vietnam Pro"; font-weight: {weight}; unicode-range: {letters}; '
                f'src: url(data:font/woff2;base64,{data}) format("woff2"); }}\n'
            )
    return "".join(faces)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
