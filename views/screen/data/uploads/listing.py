"""Several files at once: a line for each, what they have in common, and one of them opened."""

from collections.abc import Sequence

import streamlit as st

from actions.data.imported import Imported
from core import words
from core.errors import DashboardError
from core.words import explain, t
from loaders import Loaded
from views.screen import draw
from views.screen.data.uploads import checking, storing
from views.screen.data.uploads.checking import Dropped
from views.screen.language import language

MONTHS_NAMED = 3


def several(dropped: Sequence[Dropped]) -> None:
    """The list of the drop, and the buttons that store all that are fit for it."""
    draw.heading(t(language(), "drop.heading"))
    draw.template("data/drop.html", files=[_line(each) for each in dropped])
    for first, second, overlap in checking.shared(dropped):
        said = t(
            language(),
            "drop.overlap",
            first=first,
            second=second,
            how_many=overlap.units,
            period=overlap.month,
            count=overlap.counts[0],
        )
        draw.alert("info", said)
    if any(storing.can_be_drafted(each) for each in dropped):
        st.caption(t(language(), "drop.order"))
        storing.buttons(dropped, publish="drop.publish_all", draft="drop.draft_all", key="upload_all")


def opened(dropped: Sequence[Dropped]) -> Dropped | None:
    """The file to look at: the only one, or the one chosen."""
    if len(dropped) < 2:
        return dropped[0] if dropped else None
    names = {each.number: f"{each.number}. {each.name}" for each in dropped}
    number = st.selectbox(t(language(), "drop.open"), list(names), format_func=names.__getitem__, key="upload_open")
    return next(each for each in dropped if each.number == number)


def months(loaded: Loaded) -> str:
    """Which months the file is about; how many, where it is a long list."""
    if len(loaded.months) > MONTHS_NAMED:
        return t(language(), "upload.many_months", months=len(loaded.months))
    return words.said(language(), list(loaded.months)) if loaded.months else words.NOT_KNOWN


def _line(dropped: Dropped) -> dict[str, object]:
    loaded = dropped.loaded
    severities = [issue.severity for issue in loaded.issues] if loaded else []
    kind, state = _state(dropped)
    return {
        "number": dropped.number,
        "name": dropped.name,
        "form": t(language(), f"source.{loaded.source}") if loaded else "",
        "months": months(loaded) if loaded else "",
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "kind": kind,
        "state": state,
    }


def _state(dropped: Dropped) -> tuple[str, str]:
    became = storing.done(dropped)
    if not isinstance(dropped.result, Loaded):
        return "error", explain(language(), dropped.result)
    if dropped.same_as is not None:
        return "info", t(language(), "drop.same", number=dropped.same_as)
    if isinstance(became, Imported):
        return "success", t(language(), "drop.done")
    if isinstance(became, DashboardError):
        return "error", f"{t(language(), 'drop.failed')}: {explain(language(), became)}"
    if not dropped.result.fit_to_store:
        return "error", t(language(), "drop.refused")
    ready = storing.can_be_published(dropped)
    return ("success", t(language(), "drop.ready")) if ready else ("warning", t(language(), "drop.waiting"))
