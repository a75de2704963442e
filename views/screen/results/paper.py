"""The buttons that print the month: on one page, in full, as a workbook, as review sheets, for one unit."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.clock import now
from core.periods import Period
from core.units import UnitKind
from core.viewer import Viewer
from core.words import t
from reports.published import Published
from store.database import reading
from views.documents.formats import Format, Name
from views.documents.papers import Asked, Paper
from views.documents.writing import paper_file
from views.screen import session
from views.screen.data import upward
from views.screen.language import language

PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."


def button(month: Period) -> None:
    """Download the month's brief, or one of its longer papers; each is made when somebody asks for it."""
    viewer, chosen = session.viewer(), language()
    left, right, _ = st.columns([1, 1, 2])
    name = f"tom-tat-{month.code}.pdf" if chosen == "vi" else f"brief-{month.code}.pdf"
    with left:
        _offer("brief_pdf", t(chosen, "paper.button"), _content("brief", "pdf", month), name, PDF)
    if not viewer.may("see_people"):
        return
    with right, st.popover(t(chosen, "month_report.papers"), icon=":material/download:"):
        report, book = (t(chosen, f"month_report.file_{each}", month=month.code) for each in ("report", "workbook"))
        offered: tuple[tuple[Name, Format, str, str], ...] = (
            ("report", "pdf", f"{report}.pdf", PDF),
            ("report", "docx", f"{report}.docx", f"{_OFFICE}wordprocessingml.document"),
            ("workbook", "xlsx", f"{book}.xlsx", f"{_OFFICE}spreadsheetml.sheet"),
        )
        for paper, kind, name, mime in offered:
            label = t(chosen, f"month_report.button_{kind}")
            _offer(f"month_{kind}", label, _content(paper, kind, month), name, mime)
        for units in session.everything().kinds([month]):
            label = t(chosen, "review.button", kind=t(chosen, f"kind.{units}"))
            name = t(chosen, "review.file", kind=units, month=month.code)
            _offer(f"review_{units}", label, _content("review", "pdf", month, units), name, PDF)


def of_unit(code: str, month: Period) -> None:
    """Download the unit's digest, where its details may be seen."""
    if session.viewer().may("see_unit", [code]):
        name = t(language(), "digest.file", unit=code, month=month.code)
        _offer("digest_pdf", t(language(), "digest.button"), _content("digest", "pdf", month, unit=code), name, PDF)
        upward.button(month, code)


def _offer(key: str, label: str, content: Callable[[], bytes], name: str, mime: str) -> None:
    icon = ":material/picture_as_pdf:" if mime == PDF else ":material/description:"
    st.download_button(label, content, file_name=name, mime=mime, key=key, icon=icon, on_click="ignore")


def _content(
    name: Name, kind: Format, month: Period, units: UnitKind | None = None, unit: str = ""
) -> Callable[[], bytes]:
    # It runs outside the session, so that everything is passed in. A failure is logged by Streamlit, and said beside
    # the button (`locales/streamlit.toml`).
    paper = Paper(name, month.code, language(), units, unit)
    return partial(_made, session.viewer(), session.everything(), paper, kind, stamped=not session.draft_view())


def _made(viewer: Viewer, data: Published, paper: Paper, kind: Format, *, stamped: bool) -> bytes:
    with reading(session.engine()) as connection:
        return paper_file(Asked(connection, data, viewer, now()), paper, kind, stamped=stamped)
