"""The form in which the columns of an unknown table are said to be what they are; remembered for the files to come."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from actions.data import mappings as deeds
from core.clock import now
from core.errors import UnreadableFileError
from core.periods import HANOI, Period
from core.remembered import MappingError, TableMapping
from core.words import explain, t
from loaders import Loaded
from loaders.monthly.mapping import fields
from loaders.monthly.mapping.offering import Offer
from loaders.monthly.mapping.proposing import Column
from loaders.monthly.sources.base import LABELS
from loaders.sheets import letter, shown
from views.screen import draw, findings, session
from views.screen.data.uploads import rows_read
from views.screen.language import language
from views.screen.session import do

UNKNOWN_TABLE = frozenset({"no_form", "no_counts", "no_unit_column"})
"""Why a file is refused that could be read, and whose table may be mapped."""
NOT_USED = ""
_OFFERED, _TRIED, _DONE = "mapping_offered", "mapping_tried", "mapping_done"
_FIRST_ROWS = 5


def said_done() -> None:
    """Say once that a mapping was remembered."""
    if st.session_state.pop(_DONE, False):
        draw.alert("success", t(language(), "mapping.done"))


def form(content: bytes, name: str, month: Period | None) -> bool:
    """Each column and what it is proposed to hold; the first rows and the measures as they would be; the button.

    Returns:
        Whether the file has a table that can be mapped.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    offered = _offered(content, sha256)
    if not offered:
        return False
    draw.alert("info", t(language(), "mapping.intro"))
    chosen = offered[0]
    if len(offered) > 1:
        sheets = {at: each.sheet or str(at + 1) for at, each in enumerate(offered)}
        chosen = offered[
            st.selectbox(
                t(language(), "mapping.sheet"),
                list(sheets),
                format_func=sheets.__getitem__,
                key=f"mapping_sheet_{sha256[:12]}",
            )
        ]
    _say_changes(chosen)
    said = {each.number: _field(chosen, each, sha256) for each in chosen.columns}
    mapping = chosen.mapping(_added(chosen, said, sha256), name)
    trial = _tried(content, sha256, name, mapping, month)
    if isinstance(trial, Loaded):
        _preview(trial, mapping)
    else:
        draw.alert("error", explain(language(), trial))
    st.button(
        t(language(), "mapping.remember"),
        key="mapping_remember",
        type="primary",
        disabled=isinstance(trial, MappingError),
        on_click=_remember,
        args=(mapping,),
    )
    return True


def _offered(content: bytes, sha256: str) -> Sequence[Offer]:
    key = (sha256, session.state())
    known = st.session_state.get(_OFFERED)
    if known is None or known[0] != key:
        try:
            found: Sequence[Offer] = deeds.offer(session.engine(), session.viewer(), content)
        except (MappingError, UnreadableFileError):
            found = ()  # the sentence about the file itself stands above
        known = st.session_state[_OFFERED] = (key, found)
    return known[1]


def _tried(
    content: bytes, sha256: str, name: str, mapping: TableMapping, month: Period | None
) -> Loaded | MappingError | UnreadableFileError:
    key = (sha256, session.state(), mapping.fields, mapping.fingerprint, month)
    known = st.session_state.get(_TRIED)
    if known is None or known[0] != key:
        try:
            found: Loaded | MappingError | UnreadableFileError = deeds.tried(
                session.engine(), session.viewer(), content, name, mapping, month=month, clock=now
            )
        except (MappingError, UnreadableFileError) as error:
            found = error
        known = st.session_state[_TRIED] = (key, found)
    return known[1]


def _say_changes(offer: Offer) -> None:
    if offer.like is None or not offer.changes:
        return
    day = f"{offer.like.at.astimezone(HANOI):%d/%m/%Y}" if offer.like.at else ""
    head = t(language(), "mapping.changed", day=day, file=offer.like.file_name)
    lines = [
        t(
            language(),
            "mapping.change"
            if each.before and each.now
            else "mapping.change_new"
            if each.now
            else "mapping.change_gone",
            column=letter(each.column),
            before=each.before,
            now=each.now,
        )
        for each in offer.changes
    ]
    draw.alert("warning", f"{head} {'; '.join(lines)}.")


def _field(offer: Offer, column: Column, sha256: str) -> str | None:
    """One line of the form: the column as the file has it, and the field."""
    what, which = st.columns([1.6, 1], vertical_alignment="center")
    with what:
        samples = [shown(each) for each in column.samples]
        draw.template(
            "data/mapped_column.html", column=column, letter=letter, samples=samples, reasons=_reasons(column)
        )
    names = {NOT_USED: t(language(), "mapping.none")} | {
        each: fields.said(language(), each) for each in fields.offered()
    }
    proposed = fields.whole(column.field) if column.field else NOT_USED
    if proposed not in names:
        names[proposed] = fields.said(language(), proposed)
    key = f"mapping_{sha256[:12]}_{offer.header}_{column.number}@{language()}"
    st.session_state.setdefault(key, proposed)
    with which:
        found: str = st.selectbox(
            t(language(), "mapping.use", column=letter(column.number), text=draw.label(column.caption)),
            list(names),
            format_func=names.__getitem__,
            key=key,
            label_visibility="collapsed",
        )
    return found or None


def _added(offer: Offer, said: dict[int, str | None], sha256: str) -> dict[int, str | None]:
    """The fields with those of a split count marked as added, where a person lets several columns be one count."""
    proposed = {each.number for each in offer.columns if each.field and each.field.startswith(fields.ADDED)}
    for field in dict.fromkeys(each for each in said.values() if each and each in fields.KNOWN - LABELS):
        first, *more = (number for number, each in said.items() if each == field)
        if more and st.checkbox(
            t(
                language(),
                "mapping.add",
                columns=" + ".join(map(letter, (first, *more))),
                field=fields.said(language(), field),
            ),
            value=proposed >= set(more),
            key=f"mapping_add_{sha256[:12]}_{offer.header}_{field}@{language()}",
        ):
            said |= dict.fromkeys(more, f"{fields.ADDED}{field}")
    return said


def _reasons(column: Column) -> list[str]:
    found = [t(language(), f"mapping.why_{column.why}")] if column.why else []
    if column.parts:
        found.append(t(language(), "mapping.adds", columns=" + ".join(map(letter, column.parts))))
    return found


def _preview(trial: Loaded, mapping: TableMapping) -> None:
    draw.heading(t(language(), "mapping.preview"))
    if trial.rows.empty:
        draw.sentences([t(language(), "mapping.no_rows")])
    else:
        rows_read.table(trial, _FIRST_ROWS)
    given, partly = deeds.measures_of(mapping)
    draw.template("data/mapped_measures.html", given=given, partly=partly)
    told = [each for each in trial.issues if each.severity != "note"]
    if told:
        draw.template("issues.html", issues=told, said=findings.said)


def _remember(mapping: TableMapping) -> None:
    with session.told():
        do(deeds.remember, mapping)
        st.session_state[_DONE] = True
