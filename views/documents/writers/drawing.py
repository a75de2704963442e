"""Charts of documents as vectors and pictures, from the specifications that the pages draw."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import vl_convert

from core.spreadsheets import printable

FONTS = Path(fontpkg_be_vietnam_pro.ROOT)
VEGA_LITE = "6.1"
"""Of the versions that vl-convert carries, the one of the schema that Altair 6 writes."""
NOWHERE: list[str] = []
"""A chart's data are in it: nothing is fetched."""
WIDTH = 640
"""Of a chart in pixels; paper and slides scale it."""


INK = {"#707c84": "#14202a", "#8a949b": "#4a565f"}
"""The greys that can be read on a page in its light and its dark colours are pale on white paper."""


def svg(specification: Mapping[str, Any]) -> str:
    """The chart as SVG, in the typeface of the papers."""
    return _svg(json.dumps(dressed(specification), ensure_ascii=False))


# Kept: a meeting's slides are opened again and again, and a chart takes a tenth of a second.
@lru_cache(64)
def _svg(specification: str) -> str:
    _know_fonts()
    return str(vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=NOWHERE))


def png(specification: Mapping[str, Any], *, scale: float = 2.0) -> bytes:
    """The same as a picture, for formats that take no vectors."""
    _know_fonts()
    drawn = vl_convert.vegalite_to_png(
        dressed(specification), vl_version=VEGA_LITE, scale=scale, allowed_base_urls=NOWHERE
    )
    return bytes(drawn)


def picture(specification: Mapping[str, Any], kind: str) -> bytes:
    """The chart as a file of its own: `kind` is “svg” or “png”."""
    return svg(specification).encode() if kind == "svg" else png(specification)


def dressed(specification: Mapping[str, Any]) -> dict[str, Any]:
    """With the typeface and a width: a page gives a chart the width of its column."""
    found = {"width": WIDTH, **specification}
    config = {"font": "Be Vietnam Pro", "view": {"stroke": None}, **found.get("config", {})}
    cleaned: dict[str, Any] = _for_paper({**found, "config": config, "background": "white"})
    return cleaned


def _for_paper(given: Any) -> Any:
    """The same without control characters in any text: one of them ends vl-convert's process, and so ours; and in
    the ink of paper."""
    if isinstance(given, Mapping):
        return {name: _for_paper(each) for name, each in given.items()}
    if isinstance(given, list | tuple):
        return [_for_paper(each) for each in given]
    return INK.get(given, printable(given)) if isinstance(given, str) else given


@cache
def _know_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
