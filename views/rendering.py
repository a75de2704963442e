"""Renders reports as HTML from the templates in `views/templates/`. Jinja escapes all values."""

from contextvars import ContextVar
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core import printing, words
from core.words import Language
from views.charts.sparkline import of_sheet, sheet, sparkline
from views.pages import PAGES
from views.wording import certainty
from views.wording.targets import goal, to_target

TEMPLATES = Path(__file__).parent / "templates"
CARRIED: ContextVar[dict[str, str]] = ContextVar("carried")
"""Query parameters that every link of this rerun keeps: the state of the data the reader is looking at."""


def render(language: Language, template: str, **context: Any) -> str:
    """The template's HTML in a language. An undefined variable is an error, never an empty cell."""
    text = _environment(language).get_template(template).render(context)
    # Streamlit reads Markdown-like indentation as it is, and every space is sent to the browser.
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _direction(now: float, before: float, unit: str, target: float | None) -> int:
    """1 where the printed number has risen, −1 where it has fallen, 0 where a reader sees no change."""
    found = printing.printed_difference(now, before, unit, target)
    return (found > 0) - (found < 0)


def compile_all(language: Language) -> None:
    """Read and compile every template at start-up, before the first request."""
    environment = _environment(language)
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def _picture(text: str) -> Markup:
    """A QR code."""
    return Markup(segno.make(text, error="m").svg_inline(border=4, omitsize=True))  # noqa: S704  squares alone


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )

    def link(page: str, **parameters: str | None) -> str:
        """A page's address with its filters, in the language in use."""
        chosen = CARRIED.get({}) | {key: value for key, value in parameters.items() if value is not None}
        chosen = {key: value for key, value in chosen.items() if value}
        if language != "vi":
            chosen["lang"] = language
        return PAGES[page].address + ("?" + urlencode(chosen) if chosen else "")

    environment.globals.update(
        t=lambda key, **values: words.t(language, key, **values),
        number=lambda value, decimals=0, signed=False: words.number(language, value, decimals, signed=signed),
        percent=lambda value, decimals=1: words.percent(language, value, decimals),
        in_unit=lambda value, unit, target=None: words.in_unit(language, value, unit, target=goal(target)),
        plain_unit=lambda value, unit: words.in_unit(language, value, unit, plain=True),
        difference=lambda value, unit: words.difference(language, value, unit),
        printed_change=lambda now, before, unit, target=None: words.change(
            language, now, before, unit, target=goal(target)
        ),
        direction=lambda now, before, unit, target=None: _direction(now, before, unit, goal(target)),
        to_target=lambda value, measure, target: to_target(language, value, measure, target),
        long_run=lambda kept, distance, denominator: certainty.long_run(kept, distance, denominator, language),
        period=lambda value: words.period(language, value),
        day=lambda value: words.day(language, value),
        link=link,
        spark=lambda *series, **look: Markup(sparkline(*series, **look)),  # noqa: S704  made of numbers, title escaped
        spark_sheet=lambda rows: Markup(sheet(rows)),  # noqa: S704  made of numbers
        spark_part=lambda at, title: Markup(of_sheet(at, title)),  # noqa: S704  a number, title escaped
        qr=_picture,
        known=lambda value: value is not None and not (isinstance(value, float) and isnan(value)),
        language=language,
        name_of=lambda unit: unit.name if language == "vi" else unit.name_en,
        own=lambda row: row.unit_name if language == "vi" else row.unit_name_en,
    )
    return environment
