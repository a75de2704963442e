"""Which unit and month, how far they are, and what was handed in."""

import streamlit as st

from actions.desk import submitting
from core.clock import now
from core.periods import HANOI, Period, month_with, months_back, today
from core.units import RANKED_KINDS
from core.words import t
from reports.desk import desk as reports
from reports.desk.desk import Desk
from store import reviews
from store.database import reading
from views.screen import draw, filters, findings, own_unit, session
from views.screen.language import language, name_of

MONTHS_OFFERED = 24
_DONE = "desk_standing_done"


def month() -> Period:
    """Any month that has ended, newest first."""
    return filters.month(months_back(month_with(today(now())).before, MONTHS_OFFERED)[::-1])


def unit(of: Period) -> str:
    """Which of the viewer's units; blank where none of them was in force."""
    scope = session.viewer().scope("submit")
    mine = [
        each
        for each in session.everything().units
        if each.kind in RANKED_KINDS and each.in_force(of.start, of.end) and scope.holds([each.code])
    ]
    names = {each.code: filters.name_of(each) for each in sorted(mine, key=filters.name_of)}
    if not names:
        return ""
    known = own_unit.remembered()
    return filters.choice(
        st.selectbox, "unit", names, default=known if known in names else next(iter(names)), always=True
    )


def of(code: str, month: Period) -> Desk:
    with reading(session.engine()) as connection:
        return reports.desk(connection, session.viewer(), code, month, now=now())


def show(found: Desk) -> None:
    """What was handed in and what was published, and what is next."""
    rows = [(each, f"{each.at.astimezone(HANOI):%d/%m/%Y %H:%M}", name_of(each.who)) for each in found.handed_in]
    draw.template("desk/standing.html", desk=found, rows=rows)


def own_drafts(found: Desk) -> None:
    """The warnings of what waits, with a line for the reason of each kind; and the way to take it back."""
    for each in found.handed_in:
        if each.state not in ("checked", "accepted"):
            continue
        with reading(session.engine()) as connection:
            issues = reviews.issues(connection, each.id)
        open_ones = [(number, issue) for number, issue, who, _ in issues if issue.severity == "warning" and who is None]
        if open_ones:
            draw.alert("warning", t(language(), "desk.warnings", file=each.file_name, many=len(open_ones)))
            reasons = findings.reasons([issue for _, issue in open_ones], [""] * len(open_ones), f"desk_why_{each.id}")
            given = {number: why for (number, _), why in zip(open_ones, reasons, strict=True) if why}
            if st.button(t(language(), "desk.explain"), key=f"desk_explain_{each.id}", type="primary"):
                session.do(submitting.explain, each.id, given)
                told = "desk.explained" if given else "desk.nothing_explained"
                _again("success" if given else "warning", t(language(), told, many=len(given), of=len(open_ones)))
        label = t(language(), "desk.take_back", file=draw.label(each.file_name))
        if st.button(label, key=f"desk_take_back_{each.id}"):
            session.do(submitting.take_back, each.id)
            _again("success", t(language(), "desk.took_back", file=each.file_name))


def _again(kind: str, text: str) -> None:
    st.session_state[_DONE] = kind, text
    st.rerun()


def told() -> None:
    """What became of the button that was just pressed."""
    if (done := st.session_state.pop(_DONE, None)) is not None:
        draw.alert(*done)
