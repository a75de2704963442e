"""What the units said of a month, for the secretariat to answer, and for the version that is final."""

import streamlit as st

from actions.desk import replying
from core.periods import Period
from core.replies import LONGEST, OUTCOMES
from core.words import t
from reports.desk import desk as reports
from reports.desk.desk import Said
from store.database import reading
from views.screen import chosen_files, draw, filters, session
from views.screen.desk.replying import table
from views.screen.language import language


def of(month: Period) -> Said:
    seen = session.everything()
    counts = seen.monthly(seen.by_code, [month])
    with reading(session.engine()) as connection:
        return reports.said(connection, session.viewer(), month, frozenset(counts["unit_code"]))


def show(month: Period) -> None:
    """Each reply with its answer, or the fields to answer it; how many units said nothing."""
    found = of(month)
    if not found.replies:
        st.caption(t(language(), "desk.nobody", units=found.silent))
        return
    draw.sentences(
        [t(language(), "desk.said_line", replies=len(found.replies), waiting=found.waiting, silent=found.silent)]
    )
    names = {code: filters.name_of(unit) for code, unit in session.everything().by_code.items()}
    table(found.replies, names)
    for each in found.replies:
        if each.file_sha256:
            chosen_files.save_button(each.file_name, each.file_sha256, key=f"evidence_{each.code}")
    waiting = [each for each in found.replies if each.waits]
    if not waiting or not session.viewer().may_somewhere("answer_reply"):
        return
    with st.form("answer_reply", border=False, clear_on_submit=True):
        which, what = st.columns([1, 1.6])
        code = which.selectbox(
            t(language(), "desk.which"), [each.code for each in waiting], key=f"answer_which_{language()}"
        )
        outcome = what.segmented_control(
            t(language(), "desk.outcome"),
            OUTCOMES,
            default="noted",
            required=True,
            key=f"answer_what_{language()}",
            format_func=lambda name: t(language(), f"desk.outcome_{name}"),
        )
        text = st.text_input(t(language(), "desk.answer_text"), key="answer_text", max_chars=LONGEST)
        if st.form_submit_button(t(language(), "desk.answer"), key="answer_send"):
            session.do(replying.answer, code, outcome, text=text)
            st.rerun()
