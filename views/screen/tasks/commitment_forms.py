"""One commitment with its paper, withdrawn or signed anew by one or many units."""

import streamlit as st

from actions.tasks import commitments as deeds
from actions.tasks.steps import Attachment
from core.clock import now
from core.commitments import Promise
from core.errors import UnknownCommitmentError
from core.periods import HANOI, today
from core.words import t
from metrics.chance.commitment import can_be_promised
from metrics.rates.measures import all_measures
from reports.tasks.commitments import Judged
from views.screen import chosen_files, draw, filters, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.session import do
from views.screen.tasks.commitments import everything
from views.wording import cohorts_and_commitments

_SAVED = "commitments_saved"


def one() -> None:
    """The commitment of the address, everything that happened to it, and its withdrawal; nothing without one.

    Raises:
        UnknownCommitmentError: there is none of this code that the viewer may see.
    """
    code = st.query_params.get("commitment", "")
    if not code:
        return
    found = next((each for each in everything() if each.commitment.code == code), None)
    if found is None:
        raise UnknownCommitmentError(code=code)
    draw.heading(f"{code} · {filters.name_of(found.unit)} · {cohorts_and_commitments.promised(found, language())}")
    _history(found)
    if not found.commitment.withdrawn and session.viewer().may("assign_task"):
        with st.expander(t(language(), "commitments.withdraw")), st.form("withdraw", border=False):
            reason = st.text_area(t(language(), "commitments.reason"), key=f"withdraw_why_{code}")
            if st.form_submit_button(t(language(), "commitments.save_withdraw"), key="withdraw_now"):
                do(deeds.withdraw, code, note=reason)
                st.rerun()


def _history(found: Judged) -> None:
    events = found.commitment.events
    lines = [
        (
            t(
                language(),
                "commitments.event",
                at=f"{event.at.astimezone(HANOI):%d/%m/%Y %H:%M}",
                what=t(language(), f"commitments.event_{event.kind}"),
                who=name_of(event.who),
            ),
            event.note,
        )
        for event in reversed(events)
    ]
    draw.template("tasks/happened.html", events=lines)
    for event in events:
        if event.file_sha256:
            chosen_files.save_button(event.file_name, event.file_sha256, key=f"paper_{found.commitment.code}")


@only_for("assign_task")
def sign() -> None:
    """A new one, of one unit or of all that signed the same text."""
    many = st.session_state.pop(_SAVED, 0)
    if many:
        draw.alert("success", t(language(), "commitments.saved", many=many))
    names = {unit.code: filters.name_of(unit) for unit in session.everything().ranked_units()}
    measures = {each.id: each.title[language()] for each in all_measures().values() if can_be_promised(each)}
    day = today(now())
    with st.expander(t(language(), "commitments.new")), st.form("sign", border=False):
        units = st.multiselect(
            t(language(), "commitments.units"), list(names), key="sign_units", format_func=names.__getitem__
        )
        left, middle, right = st.columns([2, 1, 1])
        measure = left.selectbox(
            t(language(), "filter.measure"), list(measures), key="sign_measure", format_func=measures.__getitem__
        )
        year = middle.number_input(t(language(), "commitments.year"), value=day.year, step=1, key="sign_year")
        target = right.number_input(
            t(language(), "commitments.target"), value=95.0, step=0.1, format="%.2f", key="sign_target"
        )
        left, right = st.columns([2, 1])
        leader = left.text_input(t(language(), "commitments.leader"), key="sign_leader")
        signed_on = right.date_input(t(language(), "commitments.signed_on"), day, key="sign_day", format="DD/MM/YYYY")
        note = st.text_area(t(language(), "commitments.note"), key="sign_note")
        file = st.file_uploader(t(language(), "commitments.paper"), key="sign_paper")
        if st.form_submit_button(t(language(), "commitments.save"), type="primary", key="sign_now"):
            promise = Promise("", measure, int(year), round(float(target), 2), signed_on, leader)
            attachment = Attachment(file.name, file.getvalue()) if file else None
            codes = do(deeds.sign, promise, units, note=note, attachment=attachment)
            st.session_state[_SAVED] = len(codes) if isinstance(codes, list) else 0
            st.rerun()
