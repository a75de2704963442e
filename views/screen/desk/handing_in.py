"""A unit's month, typed or as a file: wholes are computed, slips are told as they are typed."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from actions.data.imported import Imported
from actions.desk import submitting
from core.clock import now
from core.counts import SUMS, CountName
from core.errors import DashboardError
from core.periods import Period
from core.words import number, t
from loaders.text.whole_numbers import NotANumber, whole
from reports.desk.desk import Desk
from views.documents.template import ASKED
from views.screen import draw, findings, session
from views.screen.language import language

_PARTS = tuple((name, SUMS[name]) for name in ASKED if name in SUMS)
_OTHERS = tuple(name for name in ASKED if name not in SUMS and not any(name in parts for _, parts in _PARTS))
_DONE = "desk_done"


def form(found: Desk) -> None:
    """A field for each number that the unit counts; handed in as a draft."""
    if found.state == "locked":
        return
    with st.expander(
        t(language(), "desk.form"), expanded=not found.handed_in and not found.version, key="desk_by_form"
    ):
        _typing(found.unit.code, found.month)
    with st.expander(t(language(), "desk.file_title"), key="desk_by_file"):
        _file(found.month)


def told() -> None:
    """What became of what was just handed in."""
    if (became := st.session_state.pop(_DONE, None)) is not None:
        findings.became(became, "desk.handed_in")


# Drawn again alone: every number is looked at when it is left, and the page around it stays.
@st.fragment
def _typing(code: str, month: Period) -> None:
    draw.sentences([t(language(), "desk.lead", period=month)])
    before = session.everything().monthly([code], [month.before])
    typed: dict[CountName, str] = {}
    for whole_name, parts in _PARTS:
        typed |= _fields(code, month, parts, before)
        total = submitting.with_wholes({name: text for name, text in typed.items() if text.strip()}).get(whole_name)
        # Always there: a line that appears would draw the fields below it anew, under somebody's fingers.
        said = "–" if total is None else number(language(), int(total))
        draw.sentences([f"{t(language(), f'count.{whole_name}')}: {said}"])
    typed |= _fields(code, month, _OTHERS, before)
    if st.button(t(language(), "desk.hand_in"), key="desk_hand_in", type="primary"):
        _keep(lambda: submitting.submit(session.engine(), session.viewer(), code, month, typed, clock=now))


def _fields(code: str, month: Period, names: Sequence[CountName], before: pd.DataFrame) -> dict[CountName, str]:
    """A field for each, three in a row, so that a telephone shows them in this order too."""
    typed: dict[CountName, str] = {}
    for place, name in enumerate(names):
        if place % 3 == 0:
            columns = st.columns(3, vertical_alignment="top")
        known = before[name].iloc[0] if len(before) else None
        typed[name] = columns[place % 3].text_input(
            t(language(), f"count.{name}"),
            key=f"typed_{code}_{month.code}_{name}",
            placeholder="" if pd.isna(known) else t(language(), "desk.before", value=int(known)),
            max_chars=20,
        )
        if isinstance(whole(typed[name]), NotANumber):
            columns[place % 3].caption(t(language(), "desk.no_number"))
    return typed


def _file(month: Period) -> None:
    draw.sentences([t(language(), "desk.file_lead")])
    file = st.file_uploader(t(language(), "desk.choose"), key=f"desk_file_{month.code}")
    if file and st.button(t(language(), "desk.hand_in_file"), key="desk_hand_in_file", type="primary"):
        content, name = file.getvalue(), file.name
        _keep(lambda: submitting.submit_file(session.engine(), session.viewer(), content, name, month=month, clock=now))


def _keep(deed: Callable[[], Imported]) -> None:
    try:
        st.session_state[_DONE] = deed()
    except DashboardError as error:
        st.session_state[_DONE] = error
    st.rerun()
