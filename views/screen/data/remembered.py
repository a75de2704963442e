"""What the province has said of its own tables and of names in them: listed, and taken back."""

import datetime as dt
from collections.abc import Callable, Mapping

import streamlit as st

from actions.data import mappings, row_answers
from core.periods import HANOI
from core.remembered import RowAnswer, TableMapping
from core.words import t
from loaders.monthly.mapping import fields
from store import remembered
from store.database import reading
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.session import do


def tables() -> None:
    """The tables whose columns somebody mapped, and the button that forgets one."""
    with reading(session.engine()) as connection:
        known = list(remembered.everything(connection).tables.values())
    draw.sentences([t(language(), "mapping.title_why")])
    heads = ["mapping.code", "mapping.captions", "mapping.first_file", "upload.at", "upload.by"]
    rows = [[_code(each), _columns(each), each.file_name, _at(each.at), name_of(each.who)] for each in known]
    _list(heads, rows, none="mapping.listed_none")
    names = {each.fingerprint: f"{_code(each)} · {each.file_name}" for each in known}
    _remove("mapping", names, lambda code: do(mappings.forget, code))


def names() -> None:
    """The names that match no unit and what was said of them, and the button that forgets one."""
    with reading(session.engine()) as connection:
        known = list(remembered.everything(connection).rows.values())
    units = filters.unit_names(session.everything())
    draw.sentences([t(language(), "row_answers.title_why")])
    heads = ["row_answers.label", "row_answers.answer", "mapping.first_file", "upload.at", "upload.by"]
    rows = [[each.label, _said(each, units), each.file_name, _at(each.at), name_of(each.who)] for each in known]
    _list(heads, rows, none="row_answers.listed_none")
    _remove("row_answers", {each.label: each.label for each in known}, lambda label: do(row_answers.take_back, label))


def _list(heads: list[str], rows: list[list[str]], *, none: str) -> None:
    said = [t(language(), head) for head in heads]
    draw.template("data/remembered.html", heads=said, rows=rows, nothing=t(language(), none))


@only_for("import")
def _remove(words: str, names: Mapping[str, str], forget: Callable[[str], object]) -> None:
    if not names:
        return
    which, button = st.columns([2, 1], vertical_alignment="bottom")
    key = f"{words}_which@{language()}"
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    with which:
        chosen = st.selectbox(t(language(), f"{words}.which"), list(names), format_func=names.__getitem__, key=key)
    button.button(t(language(), f"{words}.remove"), key=f"{words}_remove", on_click=_forget, args=(forget, chosen))


def _forget(forget: Callable[[str], object], chosen: str) -> None:
    with session.told():
        forget(chosen)


def _code(mapping: TableMapping) -> str:
    return mapping.fingerprint[:12]


def _columns(mapping: TableMapping) -> str:
    pairs = zip(mapping.captions, mapping.fields, strict=True)
    return "; ".join(f"{caption or '–'} = {fields.said(language(), name)}" for caption, name in pairs if name)


def _said(answer: RowAnswer, units: Mapping[str, str]) -> str:
    if answer.unit:
        return t(language(), "row_answers.said_unit", unit=units.get(answer.unit, answer.unit))
    return t(language(), "row_answers.said_left_out", reason=answer.reason)


def _at(at: dt.datetime | None) -> str:
    return f"{at.astimezone(HANOI):%d/%m/%Y %H:%M}" if at else ""
