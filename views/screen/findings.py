"""The findings of a file: said in the language in use, and answered for kind by kind."""

from collections.abc import Sequence

import streamlit as st

from actions.data.imported import Imported
from core.errors import DashboardError
from core.issues import Issue, grouped
from core.words import explain, t
from views.screen import draw
from views.screen.language import language


def said(issue: Issue) -> str:
    return t(language(), f"issue.{issue.code}", **issue.values)


def reasons(warnings: Sequence[Issue], written: Sequence[str], key: str) -> list[str]:
    """A line to write a reason in for each kind of warning; the reasons, blank where there is none yet.

    Args:
        written: what is known of each warning already; a reason for the kind answers for those that have none.
    """
    if warnings:
        st.caption(t(language(), "month_page.reasons_why"))
    found = list(written)
    for number, places in enumerate(grouped(warnings)):
        open_ones = [place for place in places if not written[place]]
        known = "; ".join(dict.fromkeys(written[place] for place in places if written[place]))
        reason = _reason(
            [warnings[place] for place in open_ones or places], "" if open_ones else known, f"{key}_{number}"
        )
        for place in open_ones:
            found[place] = reason
    return found


def _reason(issues: Sequence[Issue], known: str, key: str) -> str:
    issue, *others = issues
    what, why = st.columns([1.4, 1], vertical_alignment="center")
    with what:
        # As HTML: it may quote the file.
        cells = [each.cell for each in others if each.cell]
        draw.template("issue.html", issue=issue, said=said, others=len(others), cells=cells)
    if known:
        with why:
            draw.template("reason.html", reason=known)
        return known
    label = f"{t(language(), 'month_page.reason')} {issue.cell}".strip()
    text: str = why.text_input(label, key=key, placeholder=label, label_visibility="collapsed")
    return text.strip()


def became(found: Imported | DashboardError, drafted: str) -> None:
    """What became of numbers that were typed or handed in; `drafted` is the key of the sentence on a new draft."""
    if isinstance(found, DashboardError):
        draw.alert("warning", explain(language(), found))
        return
    if not found.loaded.fit_to_store:
        draw.alert("error", t(language(), "by_hand.refused"))
        draw.template("issues.html", issues=found.loaded.issues, said=said)
    for period, _ in found.drafts:
        draw.alert("success", t(language(), drafted, period=period))
    for period in found.already:
        draw.alert("info", t(language(), "import.already", period=period))
