"""The pieces of the page of the unit structure, and the choice between the units of the time and of today."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from actions.data import structure as deeds
from actions.data.structure import StructureCheck
from core.clock import now
from core.periods import HANOI
from core.units import UNIT_KINDS, how_many
from core.words import Language, t
from reports.data.structure import StructureReport, structure_report
from reports.names import alike as alike_in
from reports.names import named_apart
from reports.results.continuity import By, makes_a_difference
from store import units
from store.database import Engine, reading
from views.documents.files import structure_workbook
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.lists import Files, ListScreen, choose_and_load, say_loaded


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
        key = (
            ("structure.now" if start else "structure.today")
            if place == 0
            else "structure.until"
            if start is None
            else "structure.from_to"
        )
        names[f"{start or end}"] = t(language(), key, start=start, end=end)
    chosen = filters.choice(st.selectbox, "day", names)
    return structure_report(seen.lists.structure, list(names).index(chosen))


def lists(found: StructureReport) -> None:
    """The units by kind, and what became of what."""
    alike = alike_in(found.units)
    draw.template(
        "data/structure.html",
        report=found,
        kinds=UNIT_KINDS,
        named=lambda unit: named_apart(unit, language(), alike),
    )


@only_for("see_files")
def history() -> None:
    """Every list that was loaded."""
    draw.heading(t(language(), "structure.loaded"))
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
        # Always the complete list, regardless of the viewer: loading an incomplete list again would remove units.
        return structure_workbook(deeds.in_use(connection), language)


def outcome() -> None:
    """Say once that a list was loaded."""
    say_loaded(STRUCTURE)


@only_for("structure")
def upload() -> None:
    """Choose the files of a list, see every problem and what would change, and load it with a reason."""
    draw.heading(t(language(), "structure.load"))
    draw.sentences([t(language(), "structure.load_lead")])
    choose_and_load(STRUCTURE)


def _judge(files: Files) -> StructureCheck:
    return deeds.check_structure(session.engine(), session.viewer(), files)


def _numbers(found: StructureCheck) -> Mapping[str, int]:
    return {"units": how_many(found.structure.units), "links": len(found.structure.successions)}


def _preview(found: StructureCheck) -> None:
    draw.template("data/structure_changes.html", check=found)


def _load(files: Files, note: str) -> Mapping[str, int] | None:
    _, number = deeds.load_structure(session.engine(), session.viewer(), files, clock=now, note=note)
    return None if number is None else {}


STRUCTURE = ListScreen(
    words="structure.loading",
    chooser="structure_files",
    button="structure_load",
    judge=_judge,
    numbers=_numbers,
    changes_something=lambda found: not found.changes_nothing,
    preview=_preview,
    load=_load,
    several_files=True,
    note="structure_note",
)
