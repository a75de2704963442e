"""The form in which one unit's numbers are typed: a small unit's month, or a number that is corrected."""

import pandas as pd
import streamlit as st

from actions.data import by_hand as deeds
from actions.data.imported import Imported
from core.clock import now
from core.counts import COUNT_NAMES
from core.errors import DashboardError
from core.periods import Period, month_with, today
from core.words import t
from views.documents.template import ASKED
from views.screen import draw, filters, findings, session
from views.screen.language import language

_DONE, _REASON = "by_hand_done", "by_hand_reason"


def form(month: Period | None) -> None:
    """A field for each count, with what is published beside it; saved as a draft."""
    about = month or month_with(today(now())).before
    became = st.session_state.pop(_DONE, None)
    with st.expander(t(language(), "by_hand.title"), expanded=became is not None):
        if became is not None:
            _say(*became)
        seen = session.everything()
        units = {
            each.code: filters.name_of(each) for each in seen.of_kind(("department", "district", "commune"), [about])
        }
        if not units:
            st.caption(t(language(), "by_hand.no_units"))
            return
        code = filters.choice(st.selectbox, "by_hand", units, label="unit")
        draw.sentences([t(language(), "by_hand.lead", period=about)])
        published = seen.monthly([code], [about])
        with st.form("by_hand", border=False):
            for number, name in enumerate(ASKED):
                if number % 4 == 0:
                    columns = st.columns(4, vertical_alignment="bottom")
                known = published[name].iloc[0] if len(published) else None
                columns[number % 4].text_input(
                    t(language(), f"count.{name}"),
                    key=_key(code, about, name),
                    placeholder="" if pd.isna(known) else t(language(), "by_hand.now", value=int(known)),
                )
            st.text_input(t(language(), "by_hand.reason"), key=_REASON)
            st.form_submit_button(t(language(), "by_hand.save"), key="by_hand_save", on_click=_save, args=(code, about))


def _key(code: str, about: Period, name: str) -> str:
    return f"by_hand_{code}_{about.code}_{name}"


def _save(code: str, about: Period) -> None:
    typed = {name: st.session_state.get(_key(code, about, name)) or "" for name in COUNT_NAMES}
    try:
        done = deeds.enter(
            session.engine(), session.viewer(), code, about, typed, clock=now, reason=st.session_state[_REASON]
        )
        st.session_state[_DONE] = about, done
    except DashboardError as error:
        st.session_state[_DONE] = about, error


def _say(about: Period, became: Imported | DashboardError) -> None:
    findings.became(became, "upload.drafted")
    if isinstance(became, Imported) and became.drafts:
        draw.template("data/to_publish.html", month=about.code)
