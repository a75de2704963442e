"""One meeting: its agenda to be arranged, its papers, what was recorded."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from actions.meetings import preparing, recording
from core.clock import now
from core.meetings import ITEM_KINDS, Meeting, added
from core.viewer import Viewer
from core.words import day, t
from reports.meetings.agenda import Known, carries, total_minutes
from reports.published import Published
from store.database import reading
from views.documents.formats import Format, Name
from views.documents.papers import Asked, Paper
from views.documents.workshop import begin
from views.documents.writing import paper_file
from views.screen import draw, session
from views.screen.language import language
from views.screen.meetings import known, room
from views.wording import meetings as said

SAID = "meeting_said"
"""What the deed that was just done came to, said once."""
PAPERS: tuple[Name, ...] = ("slides", "conclusions")
SAW = "meeting_saw"
"""Which agenda somebody looked at who saved it."""
ASKED = 10
"""Units shown with the arithmetic of their place."""
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(code: str) -> None:
    """
    Raises:
        UnknownMeetingError: there is none of this code.
    """
    begin()
    if said_last := st.session_state.pop(SAID, ""):
        draw.alert("success", said_last)
    meeting = known.meeting(session.viewer(), code)
    found = known.of(session.viewer(), meeting)
    about = {
        "month": meeting.plan.month,
        "code": found.data.version_of(meeting.plan.month)[1],
        "minutes": total_minutes(meeting.items),
    }
    state = t(language(), "meeting.closed" if meeting.closed else "meeting.open")
    line = t(language(), "meeting.agenda_line", items=len(meeting.items), **about)
    draw.sentences([f"{code} · {state}. {line}"])
    _papers(meeting, found)
    draw.heading(t(language(), "meeting.agenda"))
    titles = {item.key: said.title(item, found, language()) for item in meeting.items}
    arranges = session.viewer().may("assign_task") and not meeting.closed
    if not arranges:
        carried = sum(map(carries, meeting.open_items))
        draw.template("meetings/agenda.html", meeting=meeting, titles=titles, carried=carried)
    else:
        _arrange(meeting, titles)
    _outcomes(meeting, found)
    _why(found)
    if arranges:
        _close(meeting)


def _papers(meeting: Meeting, found: Known) -> None:
    chosen = language()
    asked = {"phien": meeting.code} | ({"lang": chosen} if chosen != "vi" else {})
    address = f"{room.ADDRESS}?{urlencode(asked)}"
    st.link_button(t(chosen, "meeting.show"), address, type="primary", icon=":material/present_to_all:")
    on = meeting.plan.on.isoformat()
    # Made when somebody asks, outside the session: everything is passed in.
    deck, paper = (Paper(name, meeting.code, chosen) for name in PAPERS)
    papers: tuple[tuple[str, Callable[[], Any], str], ...] = (
        ("bundle", partial(room.slides, session.viewer(), meeting.code, chosen), "text/html"),
        ("slides", partial(_paper, session.viewer(), found.data, deck, "pptx"), PPTX),
        ("conclusions", partial(_paper, session.viewer(), found.data, paper, "docx"), DOCX),
    )
    labels = {"bundle": "meeting.bundle", "slides": "meeting.slides_pptx", "conclusions": "meeting.conclusions_docx"}
    for place, (name, content, mime) in zip(st.columns(len(papers)), papers, strict=True):
        place.download_button(
            t(chosen, labels[name]),
            content,
            file_name=t(chosen, f"meeting.file_{name}", day=on),
            mime=mime,
            key=f"meeting_{name}",
            on_click="ignore",
            width="stretch",
        )


def _paper(viewer: Viewer, data: Published, paper: Paper, kind: Format) -> bytes:
    with reading(session.engine()) as connection:
        return paper_file(Asked(connection, data, viewer, now()), paper, kind)


def _arrange(meeting: Meeting, titles: dict[str, str]) -> None:
    """The agenda as a table to be edited; what was recorded about an item keeps it on."""
    names = {name: t(language(), f"meeting.{name}") for name in ("keep", "place", "item", "minutes", "text")}
    kinds = {kind: t(language(), f"meeting.kind_{kind}") for kind in ITEM_KINDS}
    table = pd.DataFrame(
        {
            names["keep"]: [True] * len(meeting.items),
            names["place"]: range(1, len(meeting.items) + 1),
            names["item"]: [f"{kinds[each.kind]}: {titles[each.key]}" for each in meeting.items],
            names["minutes"]: [each.minutes for each in meeting.items],
            names["text"]: [each.text for each in meeting.items],
        }
    )
    with st.form("agenda", border=False):
        edited = st.data_editor(
            table, key=f"agenda_{meeting.code}_{meeting.arranged}", hide_index=True, disabled=[names["item"]]
        )
        other = st.text_input(t(language(), "meeting.add"), key=f"agenda_other_{meeting.arranged}", max_chars=2000)
        arranged = (meeting.arranged,)
        if st.form_submit_button(t(language(), "meeting.save"), key="agenda_save", on_click=_saw, args=arranged):
            rows = zip(
                meeting.items, *(edited[names[name]] for name in ("keep", "place", "minutes", "text")), strict=True
            )
            kept = [
                (place, replace(item, minutes=int(minutes or 0), text=str(text or "").strip()))
                for item, keep, place, minutes, text in rows
                if keep
            ]
            items = [item for _, item in sorted(kept, key=lambda each: float(each[0] or 0))]
            if other.strip():
                items.append(added([*meeting.items, *items], other.strip()))
            session.do(preparing.arrange, meeting.code, meeting.plan, items, seen=st.session_state.pop(SAW))
            st.session_state[SAID] = t(language(), "meeting.saved")
            st.rerun()


def _saw(arranged: int) -> None:
    """Keep which agenda the form showed: when the script runs then, `meeting` is the newest and its form new."""
    st.session_state[SAW] = arranged


def _outcomes(meeting: Meeting, found: Known) -> None:
    draw.heading(t(language(), "meeting.outcomes"))
    lines = [(each, said.outcome_line(each, found.data, language())) for each in meeting.outcomes]
    draw.template("meetings/outcomes.html", lines=lines, code=meeting.code)
    if meeting.closed or not meeting.standing or not session.viewer().may("assign_task"):
        return
    with st.expander(t(language(), "meeting.strike")), st.form("strike", border=False):
        known_lines = {each.number: line for each, line in lines if not each.struck}
        number = st.selectbox(
            t(language(), "meeting.outcomes"),
            list(known_lines),
            key=f"strike_{language()}_{len(known_lines)}",
            format_func=lambda number: draw.label(known_lines[number]),
        )
        reason = st.text_input(t(language(), "meeting.strike_reason"), key=f"strike_why_{len(known_lines)}")
        if st.form_submit_button(t(language(), "meeting.strike"), key="strike_now"):
            session.do(recording.strike, meeting.code, number, reason=reason)
            st.rerun()


def _why(found: Known) -> None:
    if found.questions:
        draw.heading(t(language(), "meeting.why"))
        draw.template("meetings/questions.html", questions=found.questions[:ASKED])


def _close(meeting: Meeting) -> None:
    with st.expander(t(language(), "meeting.close")):
        draw.template("caption.html", text=t(language(), "meeting.close_sure"))
        if st.button(t(language(), "meeting.close"), key="meeting_close"):
            session.do(preparing.close, meeting.code)
            st.rerun()


def title(code: str) -> str:
    return t(language(), "meeting.one", day=day(language(), known.meeting(session.viewer(), code).plan.on))
