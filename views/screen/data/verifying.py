"""The piece of the month's page that verifies a version by its code, or an exported file."""

import streamlit as st

from core.words import sentence_case, t
from loaders.sheets import shown
from reports.data.verification import data_then, verify
from store.database import reading
from views.documents.verifying import check_export
from views.screen import draw, session
from views.screen.language import language

CELLS_NAMED = 12


def verification() -> None:
    """Compute a version again by its code and say whether it is the same."""
    code = st.text_input(t(language(), "month_page.verify_code"), key="verify_code")
    if not code.strip():
        return
    with reading(session.engine()) as connection:
        found = verify(connection, code)
    if found.identical:
        draw.alert(
            "success", sentence_case(t(language(), "month_page.identical", period=found.period, version=found.version))
        )
        return
    parts = [t(language(), f"month_page.part_{part}") for part in found.differs]
    draw.alert(
        "warning",
        sentence_case(t(language(), "month_page.differs", period=found.period, version=found.version, parts=parts)),
    )


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
        t(language(), "verify.cell", cell=each.cell, found=_said(each.found), published=_said(each.published))
        for each in found.differences[:CELLS_NAMED]
    ]
    draw.alert(
        "warning", t(language(), "verify.differs", cells=len(found.differences), code=code, which="; ".join(cells))
    )


def _said(value: object) -> str:
    return t(language(), "verify.blank") if value is None else shown(value)  # type: ignore[arg-type]
