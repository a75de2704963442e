"""The pieces of the page of the unit structure, and the choice between the units of the time and of today."""

from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from actions.data import structure as deeds
from actions.data.structure import StructureCheck
from core.clock import now
from core.periods import HANOI
from core.units import UNIT_KINDS
from core.words import Language, t
from reports.data.structure import StructureReport, structure_report
from reports.results.continuity import By, makes_a_difference
from store import units
from store.database import Engine, reading
from views.documents.workbooks import structure_workbook
from views.screen import chosen_files, draw, filters, findings, session
from views.screen.language import language, name_of

_CHECKED, _DONE = "checked_structure", "loaded_structure"


def choose_units(code: str) -> By:
    """By the units of the time or by those of today; asked only where it makes a difference."""
    seen = session.everything()
    unit = seen.by_code.get(code)
    if unit is None or not makes_a_difference(seen, unit):
        return "then"
    names = {by: t(language(), f"unit_page.units_{by}") for by in ("then", "today")}
    return "today" if filters.choice(st.segmented_control, "units", names) == "today" else "then"


def report() -> StructureReport:
    """The structure in use, on the day that is chosen."""
    seen = session.everything()
    days = structure_report(seen.lists.structure).days
    names = {}
    for place, (start, end) in enumerate(days):
        key = "structure.now" if place == 0 else "structure.until" if start is None else "structure.from_to"
        names[f"{start or end}"] = t(language(), key, start=start, end=end)
    chosen = filters.choice(st.selectbox, "day", names)
    return structure_report(seen.lists.structure, list(names).index(chosen))


def lists(found: StructureReport) -> None:
    """The units by kind, and what became of what."""
    draw.template("data/structure.html", report=found, kinds=UNIT_KINDS)


def history() -> None:
    """Every list that was loaded."""
    with reading(session.engine()) as connection:
        loadings = units.loadings(connection)
    rows = [
        {
            "at": f"{each.loaded_at.astimezone(HANOI):%d/%m/%Y %H:%M}",
            "who": name_of(each.loaded_by),
            "files": ", ".join(each.files),
            "from": each.in_force_from,
            "note": each.note,
        }
        for each in loadings
    ]
    draw.template("data/structures.html", rows=rows)


def download() -> None:
    """The list in use as a workbook, made only when somebody asks for it."""
    st.download_button(
        t(language(), "structure.download"),
        partial(_workbook, session.engine(), language()),
        file_name=t(language(), "structure.file_name"),
        on_click="ignore",
    )


def _workbook(engine: Engine, language: Language) -> bytes:
    with reading(engine) as connection:
        # All of it, whoever asks: a list that lacks units would take them away when it is loaded again.
        return structure_workbook(deeds.in_use(connection), language)


def checked(files: list[UploadedFile]) -> StructureCheck | None:
    """What the files would change, read once; None where they could not be read, and says why."""
    judge = partial(deeds.check_structure, session.engine(), session.viewer(), _contents(files))
    return chosen_files.judged(_CHECKED, files, judge, "structure.checking")


def preview(found: StructureCheck) -> None:
    """Every problem with its place; what would change; and the button, once there is a reason."""
    many = {"units": len(found.structure.units), "links": len(found.structure.successions)}
    draw.sentences([t(language(), "structure.read", **many)])
    if found.issues:
        draw.template("issues.html", issues=found.issues, said=findings.said)
    if not found.fit_to_load:
        draw.alert("error", t(language(), "structure.refused"))
    elif found.changes_nothing:
        draw.alert("info", t(language(), "structure.nothing_new"))
    draw.template("data/structure_changes.html", check=found)


def load_button(files: list[UploadedFile]) -> None:
    note = st.text_input(t(language(), "structure.note"), key="structure_note")
    st.button(
        t(language(), "structure.submit"),
        type="primary",
        disabled=not note.strip(),
        key="structure_load",
        on_click=_load,
        args=(files, note),
    )


def _load(files: list[UploadedFile], note: str) -> None:
    _, number = deeds.load_structure(session.engine(), session.viewer(), _contents(files), clock=now, note=note)
    st.session_state[_DONE] = number


def outcome() -> None:
    """Say once that a list was loaded."""
    if st.session_state.pop(_DONE, None):
        draw.alert("success", t(language(), "structure.done"))


def _contents(files: list[UploadedFile]) -> list[tuple[bytes, str]]:
    return [(file.getvalue(), file.name) for file in files]
