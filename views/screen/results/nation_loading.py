"""The portal's answers loaded: files, and what they do not say typed beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from actions.data import portal_reads as deeds
from actions.data.portal_reads import PortalCheck
from core.clock import now
from core.issues import Issue
from core.periods import HANOI
from core.words import t
from loaders.lists.captioned import in_order
from loaders.portal.answers import Beside, moment_of, period_said
from store import portal
from store.database import reading
from views.screen import chosen_files, draw, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.lists import Files, ListScreen, choose_and_load, say_loaded


@dataclass(frozen=True)
class _Found:
    """What is in all the files of a drop."""

    checks: tuple[PortalCheck, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        several = len(self.checks) > 1
        named = [(c, i, several and not i.sheet and "file" not in i.values) for c in self.checks for i in c.issues]
        return tuple(in_order([replace(issue, sheet=check.name) if it else issue for check, issue, it in named]))

    @property
    def fit_to_load(self) -> bool:
        """A file with an error takes nothing from the others."""
        return any(each.fit_to_load for each in self.checks)

    @property
    def numbers(self) -> dict[str, int]:
        return {
            "reads": sum(len(each.reads) for each in self.checks),
            "new": sum(len(each.new) for each in self.checks if each.fit_to_load),
        }


def upload() -> None:
    """Choose files, see what is in them and what is wrong, and load them."""
    if not session.viewer().may("import"):
        return
    draw.heading(t(language(), "nation.load_title"))
    draw.template("caption.html", text=t(language(), "nation.load_lead"))
    say_loaded(PORTAL)
    left, right = st.columns(2)
    period = left.text_input(t(language(), "nation.ask_period"), key="portal_period").strip()
    moment = right.text_input(t(language(), "nation.ask_read_at"), key="portal_read_at").strip()
    for bad, key in (
        (period and not period_said(period), "bad_period"),
        (moment and not moment_of(moment), "bad_read_at"),
    ):
        if bad:
            draw.alert("error", t(language(), f"nation.{key}"))
    beside = Beside(period_said(period), moment_of(moment))
    choose_and_load(replace(PORTAL, judge=partial(_judge, beside), load=partial(_load, beside), beside=beside))


@only_for("see_files")
def loaded() -> None:
    """Every file that was loaded, with its bytes as they came."""
    with reading(session.engine()) as connection:
        files = portal.files(connection)
    if not files:
        return
    with st.expander(t(language(), "nation.files", files=len(files))):
        for number, each in enumerate(files):
            day, who = each.at.astimezone(HANOI).date(), name_of(each.who)
            told = t(language(), "nation.file_line", reads=each.reads, day=day, who=who)
            what, button = st.columns([2, 1], vertical_alignment="center")
            with what:
                draw.template("caption.html", text=f"{each.name}: {told}")
            with button:
                label = t(language(), "nation.download")
                chosen_files.save_button(each.name, each.sha256, key=f"portal_file_{number}", label=label)


def _judge(beside: Beside, files: Files) -> _Found:
    """A file of requests alone is read into the others."""
    return _Found(tuple(deeds.check_all(session.engine(), session.viewer(), files, beside, clock=now)))


def _load(beside: Beside, files: Files, _: str) -> Mapping[str, Any] | None:
    found = _Found(tuple(deeds.load_all(session.engine(), session.viewer(), files, beside, clock=now)))
    loaded = [each for each in found.checks if each.fit_to_load and each.new]
    names = ", ".join(each.name for each in loaded)[:200]
    return {"reads": found.numbers["new"], "file": names} if loaded else None


def _left_out(found: _Found) -> None:
    bad = [each.name for each in found.checks if not each.fit_to_load]
    if bad and found.fit_to_load:
        draw.alert("warning", t(language(), "nation.loading.left_out", files=bad))


PORTAL: ListScreen[_Found] = ListScreen(
    words="nation.loading",
    chooser="portal_file",
    button="load_portal",
    judge=partial(_judge, Beside()),
    numbers=lambda found: found.numbers,
    changes_something=lambda found: found.numbers["new"] > 0,
    load=partial(_load, Beside()),
    preview=_left_out,
    formats=("har", "json", "csv", "xlsx", "xls", "ods"),
    several_files=True,
)
