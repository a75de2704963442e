"""The form in which rows of unknown units are answered for, once for all files to come."""

import difflib
from collections.abc import Mapping, Sequence

import streamlit as st

from actions.data import row_answers as deeds
from core.issues import Issue
from core.words import t
from loaders import Loaded
from loaders.text.canonical import canonical
from loaders.units.answers import ANSWERED
from views.screen import draw, filters, session
from views.screen.language import language
from views.screen.session import do

LATER, LEFT_OUT = "", "-"
_CODES = frozenset({*ANSWERED, "unit_unknown_blank"})
_MOST = 40
_NEAREST = 3
_REASON = "row_answer_reason"


def form(loaded: Loaded) -> None:
    """Each row of an unknown unit: which unit it is, or that it is left out; one reason for those."""
    asked = _asked(loaded.issues)
    if not asked:
        return
    draw.heading(t(language(), "row_answers.heading"))
    draw.sentences([t(language(), "row_answers.why")])
    seen = session.everything()
    units = filters.unit_names(seen)
    key = f"row_answer_{loaded.sha256[:12]}"
    with st.form(key, border=False):
        for number, label in enumerate(asked[:_MOST]):
            names = _names(label, units)
            st.selectbox(
                t(language(), "row_answers.unit", text=draw.label(label)),
                list(names),
                format_func=names.__getitem__,
                key=f"{key}_{number}@{language()}",
            )
        if len(asked) > _MOST:
            st.caption(t(language(), "row_answers.more", how_many=len(asked) - _MOST))
        st.text_input(t(language(), "row_answers.reason"), key=_REASON)
        st.form_submit_button(
            t(language(), "row_answers.save"),
            key="row_answer_save",
            on_click=_save,
            args=(asked[:_MOST], key, loaded.file_name),
        )


def _asked(issues: Sequence[Issue]) -> list[str]:
    return list(dict.fromkeys(str(each.values["text"]) for each in issues if each.code in _CODES))


def _names(label: str, units: Mapping[str, str]) -> dict[str, str]:
    """The choices: none yet, leave out, then the units, those of a similar name first."""
    by_name = {canonical(name): code for code, name in units.items()}
    near = difflib.get_close_matches(canonical(label), by_name, n=_NEAREST, cutoff=0.5)
    codes = dict.fromkeys([*(by_name[name] for name in near), *units])
    first = {LATER: t(language(), "row_answers.later"), LEFT_OUT: t(language(), "row_answers.leave_out")}
    return first | {code: f"{units[code]} ({code})" for code in codes}


def _save(labels: Sequence[str], key: str, file_name: str) -> None:
    chosen = {label: st.session_state[f"{key}_{number}@{language()}"] for number, label in enumerate(labels)}
    said = {label: None if code == LEFT_OUT else code for label, code in chosen.items() if code != LATER}
    with session.told():
        if said:
            do(deeds.answer_all, said, st.session_state[_REASON], file_name=file_name)
            st.session_state[_REASON] = ""
