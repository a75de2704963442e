"""The findings of a file: said in the language in use, and answered for one by one."""

from collections.abc import Sequence

import streamlit as st

from core.issues import Issue
from core.words import t
from views.screen import draw
from views.screen.language import language


def said(issue: Issue) -> str:
    return t(language(), f"issue.{issue.code}", **issue.values)


def reasons(warnings: Sequence[Issue], written: Sequence[str], key: str) -> list[str]:
    """A line to write a reason in for each warning; the reasons, blank where there is none yet."""
    if warnings:
        st.caption(t(language(), "month_page.reasons_why"))
    return [
        _reason(issue, known, f"{key}_{number}")
        for number, (issue, known) in enumerate(zip(warnings, written, strict=True))
    ]


def _reason(issue: Issue, known: str, key: str) -> str:
    what, why = st.columns([1.4, 1], vertical_alignment="center")
    with what:
        # As HTML: it may quote the file.
        draw.template("issue.html", issue=issue, said=said)
    if known:
        with why:
            draw.template("reason.html", reason=known)
        return known
    label = f"{t(language(), 'month_page.reason')} {issue.cell}".strip()
    text: str = why.text_input(label, key=key, placeholder=label, label_visibility="collapsed")
    return text.strip()
