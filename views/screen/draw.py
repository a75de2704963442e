"""Drawing: templates, titles and charts."""

import re
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.caching import cached
from core.viewer import Scope
from core.words import Language
from reports.published import Published
from views.rendering import render
from views.screen import html
from views.screen import session as answers
from views.screen.language import language


def template(name: str, **context: Any) -> None:
    """Draw a template of `views/templates/` in the language in use."""
    html.show(render(language(), name, **context))


def chart(
    specification: dict[str, Any], data: pd.DataFrame, *, key: str, alt: str, pick: str | None = None
) -> str | None:
    """Draw a chart; with `pick`, the value of that field of the mark that was clicked, else None."""
    if pick is None:
        st.vega_lite_chart(data, specification, key=key, alt=alt)
        return None
    event = st.vega_lite_chart(data, specification, key=key, alt=alt, on_select="rerun", selection_mode="pick")
    # Item access instead of attribute access, so that AppTest can inject a selection.
    picked = event["selection"].get("pick") if event else None
    found: str | None = picked[0][pick] if picked else None
    # After a filter change the old selection may point to a mark that no longer exists.
    return found if found in set(data[pick]) else None


def masthead() -> None:
    """The product's and the province's name, whether its numbers were made up to show the system, and a search of units
    (by the shell's script: `web/pages.js`)."""
    html.show(
        _masthead(
            answers.everything(),
            answers.illustrative(),
            answers.province_name()[language()],
            language(),
            answers.drawn_for().scope("see_unit"),
        )
    )


@cached(256)
def _masthead(data: Published, illustrative: bool, province: str, now: Language, scope: Scope) -> str:
    units = {name: code for name, code in data.named_apart(now).items() if scope.holds([code])}
    return render(now, "masthead.html", province=province, illustrative=illustrative, units=units)


def title(text: str, badge: str = "") -> None:
    """The page's heading. Not `st.title`, which would read a unit's name as Markdown."""
    template("title.html", text=text, badge=badge)


def columns_of_title() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The title's place and, beside it in the same row, that of the one choice a page has."""
    head, chosen = st.columns([4, 1], vertical_alignment="bottom")
    return head, chosen


def heading(text: str) -> None:
    """A part of the page; `st.subheader` would be one level too deep."""
    template("heading.html", text=text)


def alert(kind: str, text: str) -> None:
    """An error, a warning, a success or a piece of information; as HTML, for the text may quote a file."""
    template("alert.html", kind=kind, text=text)


def label(text: str) -> str:
    """A typed text, such as a file's name, as the label of a button, which Streamlit would read as Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def sentences(lines: list[str]) -> None:
    template("lead.html", sentences=lines)
