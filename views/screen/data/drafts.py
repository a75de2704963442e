"""The drafts of a month: acknowledge their warnings, accept or reject them."""

from collections.abc import Sequence

import streamlit as st

from actions.data import review
from core.periods import Period
from core.words import t
from store import reviews
from store.database import reading
from views.screen import draw, findings, session
from views.screen.language import language, name_of

SHOWN_EACH = 3
"""More drafts than these are looked at one by one."""


def drafts(month: Period) -> None:
    """Each draft with its warnings to answer for, and the buttons to accept or reject it."""
    with reading(session.engine()) as connection:
        waiting = reviews.waiting(connection, month)
    if not waiting:
        st.caption(t(language(), "month_page.drafts_none"))
    else:
        draw.template("data/see_drafts.html", month=month.code)
    checked = [each for each in waiting if each.state == "checked"]
    if len(checked) > 1 and session.viewer().may("import"):
        _all(checked)
    if len(waiting) > SHOWN_EACH:
        names = {each.id: f"{each.id} · {each.file_name}" for each in waiting}
        label = t(language(), "month_page.open_draft")
        number = st.selectbox(label, list(names), format_func=names.__getitem__, key="open_draft")
        waiting = [each for each in waiting if each.id == number]
    for each in waiting:
        _draft(each)


def _all(checked: Sequence[reviews.Waiting]) -> None:
    """One reason for each kind of warning, and the button that accepts all drafts."""
    draw.sentences([t(language(), "month_page.all_drafts", drafts=len(checked))])
    numbers = [each.id for each in checked]
    reasons = _reasons(numbers, "all_reasons")
    # The drafts that were shown, and no other that came since.
    if st.button(t(language(), "month_page.accept_all", drafts=len(checked)), key="accept_all", type="primary"):
        session.do(review.accept_all, numbers, reasons)
        st.rerun()


def _draft(row: reviews.Waiting) -> None:
    number = row.id
    draw.sentences(
        [
            t(
                language(),
                "month_page.draft",
                number=str(number),
                file=row.file_name,
                form=t(language(), f"source.{row.source}"),
                who=name_of(row.imported_by),
                state=t(language(), f"state.{row.state}"),
            )
        ]
    )
    if not session.viewer().may("import"):
        return
    reasons = _reasons([number], f"reasons_{number}")
    accept, why, reject = st.columns([1, 2, 1], vertical_alignment="bottom")
    if row.state == "checked" and accept.button(
        t(language(), "month_page.accept"), key=f"accept_{number}", type="primary"
    ):
        session.do(review.accept_all, [number], reasons)
        st.rerun()
    reason = why.text_input(t(language(), "month_page.reject_why"), key=f"reject_why_{number}")
    if reject.button(t(language(), "month_page.reject"), key=f"reject_{number}"):
        session.do(review.reject, number, reason=reason)
        st.rerun()


def _reasons(numbers: Sequence[int], key: str) -> dict[int, str]:
    """The reasons written for the drafts' warnings that nobody has answered for yet, by the warning's id."""
    with reading(session.engine()) as connection:
        issues = [each for number in numbers for each in reviews.issues(connection, number)]
    found = [each for each in issues if each[1].severity == "warning"]
    known = [reason or "" for *_, reason in found]
    written = findings.reasons([issue for _, issue, _, _ in found], known, key)
    return {
        issue_id: reason for (issue_id, _, who, _), reason in zip(found, written, strict=True) if who is None and reason
    }
