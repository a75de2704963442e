"""The uploader's answers about each file, keyed by the file's bytes so that no answer goes to another file."""

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from core.issues import Issue, grouped
from core.words import t
from loaders import Loaded
from loaders.monthly.blanks import BLANK_IS, BLANK_ROWS, BlankIs, Column, choices, column_asked
from views.screen import draw, findings, session
from views.screen.language import language

Place = tuple[str, str | None, int | None, str | None]
_ANSWERS = "upload_answers"


@dataclass
class Answers:
    """The answers about one file."""

    blanks: dict[Column, BlankIs] = field(default_factory=dict)
    reasons: dict[Place, str] = field(default_factory=dict)


def of(sha256: str) -> Answers:
    known: dict[str, Answers] = st.session_state.setdefault(_ANSWERS, {})
    return known.setdefault(sha256, Answers())


def reason_for(sha256: str) -> Callable[[Issue], str]:
    """Why a warning is accepted: what its column's blanks were said to mean, or the reason written beside it."""
    given, lang = of(sha256), language()
    reasons, blanks = dict(given.reasons), dict(given.blanks)

    def reason(issue: Issue) -> str:
        column = column_asked(issue)
        if column is None:
            return reasons.get(_place(issue), "")
        return t(lang, f"blank.reason_{blanks[column]}") if column in blanks else ""

    return reason


def all_given(loaded: Loaded) -> bool:
    """Whether the file may be published as far as its warnings go."""
    reason = reason_for(loaded.sha256)
    return all(reason(issue) for issue in loaded.issues if issue.severity == "warning")


def ask(loaded: Loaded) -> None:
    """Each column with blanks: what they mean. Each other warning: why it is accepted."""
    warnings = [issue for issue in loaded.issues if issue.severity == "warning"]
    columns = {column: issue for issue in warnings if (column := column_asked(issue))}
    others = [issue for issue in warnings if not column_asked(issue)]
    if columns:
        _ask_blanks(loaded.sha256, columns)
    if others:
        # Who may not publish would look for a button that is not there.
        key = "upload.warned" if session.viewer().may("publish") else "upload.warned_for_draft"
        draw.alert("warning", t(language(), key, warnings=len(others), kinds=len(grouped(others))))
    given, key = of(loaded.sha256), f"upload_reasons_{loaded.sha256[:12]}"
    for number, places in enumerate(grouped(others)):
        # Streamlit discards the state of a widget that was not drawn for a while.
        st.session_state.setdefault(f"{key}_{number}", given.reasons.get(_place(others[places[0]]), ""))
    written = findings.reasons(others, [""] * len(others), key)
    given.reasons.update({_place(issue): reason for issue, reason in zip(others, written, strict=True)})


def _ask_blanks(sha256: str, columns: dict[Column, Issue]) -> None:
    draw.heading(t(language(), "blank.heading"))
    st.caption(t(language(), "blank.why"))
    cells = [column for column in columns if column[1] != BLANK_ROWS]
    if len(cells) > 1:
        _choice(sha256, cells, "all", t(language(), "blank.all"))
    for number, (column, issue) in enumerate(columns.items()):
        what, which = st.columns([1.4, 1], vertical_alignment="center")
        with what:
            draw.template("issue.html", issue=issue, said=findings.said, others=0, cells=[])
        with which:
            asked = "blank.rows" if column[1] == BLANK_ROWS else f"count.{column[1]}"
            _choice(sha256, [column], str(number), f"{t(language(), asked)} {issue.cell}")


def _choice(sha256: str, columns: list[Column], name: str, label: str) -> None:
    """One choice for the columns; nothing is chosen where they differ or nobody has said."""
    given = {of(sha256).blanks.get(column) for column in columns}
    key = f"blank_{name}_{sha256[:12]}@{language()}"
    st.session_state[key] = given.pop() if len(given) == 1 else None
    offered = [each for each in BLANK_IS if all(each in choices(column) for column in columns)]
    names = {choice: t(language(), f"blank.{choice}") for choice in offered}
    st.segmented_control(
        label,
        offered,
        key=key,
        format_func=names.__getitem__,
        on_change=_chosen,
        args=(sha256, columns, key),
        label_visibility="visible" if name == "all" else "collapsed",
    )


def _chosen(sha256: str, columns: list[Column], key: str) -> None:
    choice: BlankIs | None = st.session_state[key]
    blanks = of(sha256).blanks
    for column in columns:
        if choice is None:
            blanks.pop(column, None)
        else:
            blanks[column] = choice


def _place(issue: Issue) -> Place:
    return issue.code, issue.sheet, issue.row, issue.column
