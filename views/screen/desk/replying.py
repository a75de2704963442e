"""What the unit says of its published numbers: the form, and what became of what it said."""

from collections.abc import Mapping, Sequence

import streamlit as st

from actions.desk import replying
from actions.tasks.steps import Attachment
from core.periods import today
from core.replies import KINDS, LONGEST, Reply
from core.words import t
from metrics.rates.measures import all_measures
from reports.desk.desk import Desk
from reports.results.unit import UnitReport
from views.screen import draw, session
from views.screen.language import language, name_of


def results(found: Desk, report: UnitReport) -> None:
    """The unit's measures of the month, with what it said of each."""
    draw.heading(t(language(), "desk.results"))
    draw.template("desk/results.html", desk=found, report=report)


def form(found: Desk, report: UnitReport) -> None:
    """To accept, explain or contest, as long as there are days left."""
    if not found.may_reply:
        return
    with st.expander(t(language(), "desk.reply"), key="desk_reply"):
        draw.sentences([t(language(), "desk.reply_lead", day=found.reply_until)])
        kind = st.segmented_control(
            t(language(), "desk.reply_kind"),
            KINDS,
            default="explain",
            required=True,
            key=f"reply_kind_{language()}",
            format_func=lambda name: t(language(), f"desk.kind_{name}"),
        )
        measure, text, file = "", "", None
        if kind != "accept":
            names = {"": t(language(), "desk.whole_month")} if kind == "explain" else {}
            names |= {place.measure.id: place.measure.title[language()] for place in report.places}
            measure = (
                st.selectbox(
                    t(language(), "filter.measure"),
                    list(names),
                    key=f"reply_measure_{kind}_{language()}",
                    format_func=names.__getitem__,
                )
                or ""
            )
            text = st.text_area(t(language(), f"desk.text_{kind}"), key="reply_text", max_chars=LONGEST)
            file = st.file_uploader(t(language(), "desk.evidence"), key="reply_evidence")
        if st.button(t(language(), "desk.send"), key="reply_send", type="primary"):
            evidence = Attachment(file.name, file.getvalue()) if file else None
            session.do(
                replying.reply, found.unit.code, found.month, kind, measure=measure, text=text, evidence=evidence
            )
            st.session_state.pop("reply_text", None)
            st.rerun()


def said(found: Desk) -> None:
    """The unit's replies, with their answers; one that nobody answered can be taken back."""
    if not found.replies:
        return
    draw.heading(t(language(), "desk.said"))
    table(found.replies)
    for each in found.replies:
        may = each.stands and each.answer is None and found.state == "provisional"
        if may and st.button(t(language(), "desk.take_reply_back", code=each.code), key=f"reply_back_{each.code}"):
            session.do(replying.take_back, each.code)
            st.rerun()


def table(replies: Sequence[Reply], units: Mapping[str, str] | None = None) -> None:
    """The replies with their answers; with the names of units, also whose each is."""
    measures = {code: each.title[language()] for code, each in all_measures().items()}
    draw.template("desk/replies.html", replies=replies, measures=measures, units=units, said_by=name_of, on=today)
