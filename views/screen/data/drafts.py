"""The drafts of a month: acknowledge their warnings, accept or reject them."""

import streamlit as st

from actions.data import review
from core.periods import Period
from core.words import t
from store import reviews
from store.database import reading
from views.screen import draw, findings, session
from views.screen.language import language, name_of


def drafts(month: Period) -> None:
    """Each draft with its warnings to answer for, and the buttons to accept or reject it."""
    with reading(session.engine()) as connection:
        waiting = reviews.waiting(connection, month)
    if not waiting:
        st.caption(t(language(), "month_page.drafts_none"))
    else:
        draw.template("data/see_drafts.html", month=month.code)
    for each in waiting:
        _draft(each)


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
    reasons = _reasons(number)
    accept, why, reject = st.columns([1, 2, 1], vertical_alignment="bottom")
    if row.state == "checked" and accept.button(
        t(language(), "month_page.accept"), key=f"accept_{number}", type="primary"
    ):
        for issue_id, reason in reasons.items():
            session.do(review.acknowledge, issue_id, reason=reason)
        session.do(review.accept, number)
        st.rerun()
    reason = why.text_input(t(language(), "month_page.reject_why"), key=f"reject_why_{number}")
    if reject.button(t(language(), "month_page.reject"), key=f"reject_{number}"):
        session.do(review.reject, number, reason=reason)
        st.rerun()


def _reasons(number: int) -> dict[int, str]:
    """The reasons written for the draft's warnings that nobody has answered for yet, by the warning's id."""
    with reading(session.engine()) as connection:
        found = [each for each in reviews.issues(connection, number) if each[1].severity == "warning"]
    known = [reason or "" for *_, reason in found]
    written = findings.reasons([issue for _, issue, _, _ in found], known, f"reasons_{number}")
    return {
        issue_id: reason for (issue_id, _, who, _), reason in zip(found, written, strict=True) if who is None and reason
    }
