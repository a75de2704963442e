"""A file of index results: read, its faults told, loaded."""

from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from actions.tasks import yearly_results as deeds
from actions.tasks.yearly_results import IndexCheck
from core.clock import now
from core.periods import HANOI
from core.words import t
from store import external_indices
from store.database import reading
from views.screen import chosen_files, draw, findings, session
from views.screen.language import language, name_of
from views.wording import yearly_indices as said

_CHECKED, _DONE = "checked_indices", "loaded_indices"
SHOWN = 200


def upload() -> None:
    """Choose a file, see what is in it and what is wrong, and load it."""
    if not session.viewer().may("assign_task"):
        return
    draw.heading(t(language(), "indices.load_title"))
    draw.template("caption.html", text=t(language(), "indices.load_lead"))
    told = st.session_state.pop(_DONE, None)
    if told:
        draw.alert("success", t(language(), "indices.loaded", **told))
    file = st.file_uploader(t(language(), "indices.choose"), type=["csv", "xlsx", "xls", "ods"], key="index_file")
    found = _checked(file) if file else None
    if file and found:
        _preview(found)
        if found.fit_to_load and found.new:
            label = t(language(), "indices.load", results=len(found.new))
            st.button(label, type="primary", key="load_indices", on_click=_load, args=(file,))


def loaded() -> None:
    """Every file that was loaded, with its bytes as they came."""
    with reading(session.engine()) as connection:
        files = external_indices.files(connection)
    if not files:
        return
    with st.expander(t(language(), "indices.files", files=len(files))):
        for number, each in enumerate(files):
            day, who = each.at.astimezone(HANOI).date(), name_of(each.who)
            told = t(language(), "indices.file_line", results=each.results, day=day, who=who)
            what, button = st.columns([2, 1], vertical_alignment="center")
            with what:
                draw.template("caption.html", text=f"{each.name}: {told}")
            with button:
                label = t(language(), "indices.file_download")
                chosen_files.save_button(each.name, each.sha256, key=f"index_file_{number}", label=label)


def _checked(file: UploadedFile) -> IndexCheck | None:
    """What is in the file, read once; None where it could not be read, and says why."""
    judge = partial(deeds.check_results, session.engine(), session.viewer(), file.getvalue(), file.name, clock=now)
    return chosen_files.judged(_CHECKED, [file], judge, "indices.reading")


def _preview(found: IndexCheck) -> None:
    many = {"results": len(found.results), "new": len(found.new), "superseding": found.superseding}
    draw.sentences([t(language(), "indices.found", **many)])
    if found.issues:
        draw.template("issues.html", issues=found.issues, said=findings.said)
    if not found.fit_to_load:
        draw.alert("error", t(language(), "indices.refused"))
    elif not found.new:
        draw.alert("info", t(language(), "indices.nothing_new"))
    if found.results:
        draw.template("tasks/yearly/preview.html", rows=found.results[:SHOWN], total=len(found.results), said=said)


def _load(file: UploadedFile) -> None:
    found, number = deeds.load_results(session.engine(), session.viewer(), file.getvalue(), file.name, clock=now)
    if number is not None:
        st.session_state[_DONE] = {"results": len(found.new), "file": file.name}
