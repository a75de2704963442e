"""The piece of the month's page that verifies a version by its code, or an exported file."""

import streamlit as st

from core.words import sentence_case, t
from reports.data.verification import Verified, data_then, verify
from store.database import reading
from views.documents.verifying import check_export
from views.screen import draw, session
from views.screen.language import language
from views.wording.verifying import difference, said

CELLS_NAMED = 12


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
    lines = [difference(language(), each, session.everything().by_code) for each in found.differences[:CELLS_NAMED]]
    draw.sentences([t(language(), "verify.figures", count_figures=len(found.differences)), *lines])


def export() -> None:
    """Compare an exported workbook with what was published then."""
    file = st.file_uploader(t(language(), "verify.file"), type=["xlsx"], key="verify_file")
    if file is None:
        return
    with reading(session.engine()) as connection:
        found = check_export(file.getvalue(), lambda number: data_then(connection, session.viewer(), number))
    code = found.stamp.get("code", "")
    if not found.differences:
        draw.alert("success", t(language(), "verify.identical", code=code))
        return
    cells = [
        t(
            language(),
            "verify.cell",
            cell=each.cell,
            found=said(language(), each.found),
            published=said(language(), each.published),
        )
        for each in found.differences[:CELLS_NAMED]
    ]
    draw.alert(
        "warning", t(language(), "verify.differs", cells=len(found.differences), code=code, which="; ".join(cells))
    )
