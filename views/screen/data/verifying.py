"""The piece of the month's page that verifies a version by its code, or a document that was made here."""

import streamlit as st

from core.words import sentence_case, t
from reports.data.verification import Verified, verify
from store.database import reading
from views.documents.verifying import saying
from views.documents.verifying.checking import check
from views.screen import draw, session
from views.screen.language import language
from views.wording.verifying import difference

NAMED = 12
"""Of the figures that differ."""


def verification() -> None:
    """Compute a version again by its code and say whether it is the same."""
    code = st.text_input(t(language(), "month_page.verify_code"), key="verify_code")
    if not code.strip():
        return
    with reading(session.engine()) as connection:
        found = verify(connection, code)
    said = {"period": found.period, "version": found.version}
    if found.identical:
        sentences = [sentence_case(t(language(), "month_page.identical", **said))]
        sentences += [t(language(), "verify.words_changed")] if found.words_changed else []
        sentences += [t(language(), "verify.answered_later")] if found.answered_later else []
        draw.alert("success", " ".join(sentences))
    else:
        parts = [t(language(), f"verify.because_{cause}") for cause in found.because]
        draw.alert("warning", sentence_case(t(language(), "month_page.differs", parts=parts, **said)))
        draw.sentences([t(language(), f"verify.fault.{each.code}", **each.values) for each in found.faults])
        _figures(found)
    st.caption(t(language(), "verify.not_proved"))


def _figures(found: Verified) -> None:
    """The first of the figures that differ, as the signed answers name them."""
    if not found.differences:
        return
    lines = [difference(language(), each, session.everything().by_code) for each in found.differences[:NAMED]]
    draw.sentences([t(language(), "verify.figures", count_figures=len(found.differences)), *lines])


def document() -> None:
    """Compare a document that was made here with what was published, and what was known, when it was made."""
    file = st.file_uploader(t(language(), "verify.file"), type=["pdf", "docx", "pptx", "xlsx"], key="verify_file")
    if file is None:
        return
    with st.spinner(t(language(), "verify.checking")), reading(session.engine()) as connection:
        found = check(connection, session.viewer(), file.getvalue())
    lines = [saying.difference(each, found, language()) for each in found.differences[:NAMED]]
    if (more := len(found.differences) - NAMED) > 0:
        lines.append(t(language(), "verify.more", many=more))
    draw.sentences([saying.claims(found, language())])
    draw.alert("success" if found.unchanged else "warning", saying.verdict(found, language()))
    draw.template("data/verified.html", lines=lines, beside=saying.beside(found, language()))
