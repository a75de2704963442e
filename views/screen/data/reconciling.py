"""The piece of the page that compares our points with the portal's own."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from actions.data.import_file import check
from core.caching import cached
from core.clock import now
from core.periods import Period
from core.words import t
from loaders import Loaded
from metrics.score.rules import ScoreRules
from reports.data.reconcile import Line, reconcile
from reports.published import Published
from views.screen import draw, findings, session
from views.screen.language import language

LINES_SHOWN = 300


def compare(files: list[UploadedFile], rules: ScoreRules, month: Period) -> None:
    """Each file's counts and scores beside what is published; without a file, the scores that were loaded before."""
    if not files:
        _lines(_with_published(session.everything(), rules, month), rules, stored=True)
    for file in files:
        with st.spinner(t(language(), "upload.checking")):
            loaded = check(session.engine(), session.viewer(), file.getvalue(), file.name, month=month, clock=now)
        draw.heading(file.name if len(files) > 1 else t(language(), f"source.{loaded.source}"))
        if loaded.fit_to_store:
            _lines(_with_file(session.everything(), rules, month, _Kept(loaded)), rules, stored=False)
        else:
            draw.alert("error", t(language(), "reconcile.errors"))
            draw.template("issues.html", issues=loaded.issues, said=findings.said)


class _Kept:
    """A parsed file that is hashed by its bytes, because a frame cannot be a cache key."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded

    def __hash__(self) -> int:
        return hash(self.loaded.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.loaded.sha256 == self.loaded.sha256


@cached(16)
def _with_file(data: Published, rules: ScoreRules, month: Period, kept: _Kept) -> list[Line]:
    rows = kept.loaded.rows
    here = rows[rows["period_start"].eq(month.start) & rows["field"].isna()]
    return reconcile(data, rules, month, here)


@cached(16)
def _with_published(data: Published, rules: ScoreRules, month: Period) -> list[Line]:
    months = data.months_of(month)
    units = data.of_kind(("department", "district", "commune", "province"), months)
    given = {group.id for group in rules.groups if group.given}
    return [line for line in reconcile(data, rules, month, data.counts_of(units, months)) if line.indicator in given]


def _lines(lines: list[Line], rules: ScoreRules, *, stored: bool) -> None:
    if not lines:
        st.caption(t(language(), "reconcile.none_stored" if stored else "reconcile.none"))
        return
    equal = sum(line.equal for line in lines)
    draw.sentences([t(language(), "reconcile.sum", lines=len(lines), equal=equal, differing=len(lines) - equal)])
    titles = {each.id: each.title[language()] for each in rules.indicators}
    titles |= {group.id: group.title[language()] for group in rules.groups if group.id not in titles}
    draw.template("data/reconcile.html", lines=lines[:LINES_SHOWN], total=len(lines), titles=titles)
