"""The pages there are, and the way from one to another. Only what stands here can be reached."""

from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.settings import ROOT
from core.words import t
from views.rendering import CARRIED, PATHS
from views.screen.language import language

# The pages of a meeting stand side by side in the bar: a page inside a closed drop-down is a page nobody finds. The
# others are in drop-downs, by what they are for.
IN_THE_BAR = ""
SECTIONS = {
    IN_THE_BAR: {
        "overview": "results/overview.py",
        "ranking": "results/ranking.py",
        "score": "results/score.py",
        "unit": "results/unit.py",
    },
    "tasks": {
        "tasks": "tasks/list.py",
        "plan": "tasks/plan.py",
        "commitments": "tasks/commitments.py",
        "cohorts": "tasks/cohorts.py",
        "indices": "tasks/indices.py",
        "people": "tasks/people.py",
    },
    "analysis": {
        "analysis": "results/analysis.py",
        "method": "results/method.py",
    },
    "data": {
        "upload": "data/upload.py",
        "month": "data/month.py",
        "calendar": "data/calendar.py",
        "reconcile": "data/reconcile.py",
        "integrity": "data/integrity.py",
        "units": "data/units.py",
    },
}
# Reached from a number, not from the bar.
BEHIND = {
    "task": "tasks/task.py",
    "task_draft": "tasks/draft.py",
    "provenance": "results/provenance.py",
    "late": "results/late.py",
    "unit_score": "results/unit_score.py",
}


def pages() -> dict[str, list[StreamlitPage]]:
    """By the headings of the sections, titled in the language in use."""
    sections = {
        t(language(), f"section.{name}") if name else IN_THE_BAR: [_page(each) for each in names]
        for name, names in SECTIONS.items()
    }
    sections[IN_THE_BAR] += [_page(name) for name in BEHIND]
    return sections


def open_page(name: str, **filters: str) -> NoReturn:
    """Leave for another page with these filters in its address."""
    if language() != "vi":
        filters["lang"] = language()
    st.switch_page(_page(name), query_params=CARRIED.get({}) | filters)


def _page(name: str) -> StreamlitPage:
    path = next(names[name] for names in (*SECTIONS.values(), BEHIND) if name in names)
    return st.Page(
        # Absolute: a relative path would be looked up beside the frame.
        ROOT / "pages" / path,
        title=t(language(), f"page.{name}"),
        url_path=PATHS[name].strip("/") or None,
        default=name == "overview",
        visibility="hidden" if name in BEHIND else "visible",
    )
