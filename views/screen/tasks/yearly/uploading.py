"""The upload of a file of index results: reads it, shows its issues, loads it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from actions.tasks import yearly_results as deeds
from actions.tasks.yearly_results import IndexCheck
from core.clock import now
from core.periods import HANOI
from core.words import t
from store import external_indices
from store.database import reading
from views.screen import chosen_files, draw, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.lists import Files, ListScreen, choose_and_load, say_loaded
from views.wording import yearly_indices as said

SHOWN = 200


def upload() -> None:
    """Choose a file, see what is in it and what is wrong with it, and load it."""
    if not session.viewer().may("assign_task"):
        return
    draw.heading(t(language(), "indices.load_title"))
    draw.template("caption.html", text=t(language(), "indices.load_lead"))
    say_loaded(RESULTS)
    choose_and_load(RESULTS)


@only_for("see_files")
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


def _judge(files: Files) -> IndexCheck:
    ((content, name),) = files
    return deeds.check_results(session.engine(), session.viewer(), content, name, clock=now)


def _numbers(found: IndexCheck) -> Mapping[str, int]:
    return {"results": len(found.results), "new": len(found.new), "superseding": found.superseding}


def _preview(found: IndexCheck) -> None:
    if found.results:
        draw.template("tasks/yearly/preview.html", rows=found.results[:SHOWN], total=len(found.results), said=said)


def _load(files: Files, _: str) -> Mapping[str, Any] | None:
    ((content, name),) = files
    found, number = deeds.load_results(session.engine(), session.viewer(), content, name, clock=now)
    return None if number is None else {"results": len(found.new), "file": name}


RESULTS = ListScreen(
    words="indices.loading",
    chooser="index_file",
    button="load_indices",
    judge=_judge,
    numbers=_numbers,
    changes_something=lambda found: bool(found.new),
    preview=_preview,
    load=_load,
    formats=("csv", "xlsx", "xls", "ods"),
)
