"""The buttons that print the month: on one page, in full, as a workbook."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.clock import now
from core.periods import Period
from core.viewer import Viewer
from core.words import Language, t
from reports.brief import brief_of
from reports.month_report import month_report
from reports.published import Published
from store.database import reading
from views.documents.brief import brief_document
from views.documents.month_report import month_document
from views.documents.month_workbook import month_workbook_document
from views.documents.workshop import made, paper
from views.screen import session
from views.screen.language import language

PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."


def button(month: Period) -> None:
    """Download the month's brief, or one of its longer papers; each is made when somebody asks for it."""
    viewer, seen, chosen = session.viewer(), session.everything(), language()
    left, right, _ = st.columns([1, 1, 2])
    name = f"tom-tat-{month.code}.pdf" if chosen == "vi" else f"brief-{month.code}.pdf"
    with left:
        _offer("brief_pdf", "paper.button", partial(_brief, viewer, seen, month, chosen), name, PDF)
    if not viewer.may("see_people"):
        return
    with right, st.popover(t(chosen, "month_report.papers"), icon=":material/download:"):
        report, book = (t(chosen, f"month_report.file_{each}", month=month.code) for each in ("report", "workbook"))
        for kind, made_by, name, mime in (
            ("pdf", _pdf, f"{report}.pdf", PDF),
            ("docx", _word, f"{report}.docx", f"{_OFFICE}wordprocessingml.document"),
            ("xlsx", _workbook, f"{book}.xlsx", f"{_OFFICE}spreadsheetml.sheet"),
        ):
            _offer(
                f"month_{kind}",
                f"month_report.button_{kind}",
                partial(made_by, viewer, seen, month, chosen),
                name,
                mime,
            )


def _offer(key: str, label: str, content: Callable[[], bytes], name: str, mime: str) -> None:
    icon = ":material/picture_as_pdf:" if mime == PDF else ":material/description:"
    st.download_button(t(language(), label), content, file_name=name, mime=mime, key=key, icon=icon, on_click="ignore")


# They run outside the session, so that everything is passed in. A failure is logged by Streamlit, and said beside the
# button (`locales/streamlit.toml`).
def _brief(viewer: Viewer, data: Published, month: Period, chosen: Language) -> bytes:
    with reading(session.engine()) as connection:
        found = brief_of(connection, data, viewer, month, now=now())
    return paper(brief_document(found, chosen), chosen, one_page=True)


def _pdf(viewer: Viewer, data: Published, month: Period, chosen: Language) -> bytes:
    with reading(session.engine()) as connection:
        found = month_report(connection, data, viewer, month, now=now())
    content: bytes = made("pdf", month_document(found, chosen), chosen)
    return content


def _word(viewer: Viewer, data: Published, month: Period, chosen: Language) -> bytes:
    with reading(session.engine()) as connection:
        found = month_report(connection, data, viewer, month, now=now())
    content: bytes = made("docx", month_document(found, chosen), chosen)
    return content


def _workbook(viewer: Viewer, data: Published, month: Period, chosen: Language) -> bytes:
    with reading(session.engine()) as connection:
        found = month_report(connection, data, viewer, month, now=now())
    content: bytes = made("xlsx", month_workbook_document(found, data, chosen))
    return content
