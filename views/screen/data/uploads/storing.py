"""Files published or kept as drafts: one, or all of a drop that are fit for it, one after the other."""

from collections.abc import Sequence

import streamlit as st

from actions.data.import_file import Imported, keep, keep_draft
from core.clock import now
from core.errors import DashboardError
from core.words import explain, t
from views.screen import draw, session
from views.screen.data.uploads import answers
from views.screen.data.uploads.checking import Dropped
from views.screen.language import language

_DONE = "upload_done"


def done(dropped: Dropped) -> Imported | DashboardError | None:
    """The result of storing the file."""
    found: Imported | DashboardError | None = st.session_state.get(_DONE, {}).get(dropped.sha256)
    return found


def can_be_drafted(dropped: Dropped) -> bool:
    stored = isinstance(done(dropped), Imported)
    return bool(dropped.loaded and dropped.loaded.fit_to_store and dropped.same_as is None and not stored)


def can_be_published(dropped: Dropped) -> bool:
    return can_be_drafted(dropped) and dropped.loaded is not None and answers.all_given(dropped.loaded)


def buttons(dropped: Sequence[Dropped], *, publish: str, draft: str, key: str) -> None:
    """Publish what may be published, with a note where a month has numbers already; or save drafts.

    Args:
        publish, draft: keys of the buttons' words.
    """
    clean = [each for each in dropped if can_be_published(each)]
    fit = [each for each in dropped if can_be_drafted(each)]
    note = st.text_input(t(language(), "month_page.note"), key=f"{key}_note") if _amend(fit) else ""
    noted = bool(note.strip()) or not _amend(clean)
    side_by_side = st.container(horizontal=True)
    side_by_side.button(
        t(language(), publish, many=len(clean)),
        key=f"{key}_publish",
        type="primary",
        disabled=not clean or not noted,
        on_click=_publish,
        args=(clean, note.strip()),
    )
    side_by_side.button(
        t(language(), draft, many=len(fit)), key=f"{key}_draft", disabled=not fit, on_click=_save, args=(fit,)
    )


def _amend(dropped: Sequence[Dropped]) -> bool:
    """Whether one of them changes a month that is published, or that a file before it will publish."""
    months = [month for each in dropped if each.loaded for month in each.loaded.months]
    return len(set(months)) < len(months) or any(month in session.everything().all_months() for month in months)


def _publish(dropped: Sequence[Dropped], note: str) -> None:
    with st.spinner(t(language(), "upload.publishing")):
        for each in dropped:
            _keep(each, note, publish=True)


def _save(dropped: Sequence[Dropped]) -> None:
    for each in dropped:
        _keep(each, "", publish=False)


def _keep(dropped: Dropped, note: str, *, publish: bool) -> None:
    """Stores one file in its own transaction: its error is shown beside it and does not stop the others."""
    assert dropped.loaded is not None  # noqa: S101  only what was read has a button
    arguments = (session.engine(), session.viewer(), dropped.loaded, dropped.content, now)
    reason_for = answers.reason_for(dropped.sha256)
    became: Imported | DashboardError
    try:
        # As it was read and shown: what an earlier file of the drop published must not raise questions now.
        if publish:
            became = keep(*arguments, note=note, reason_for=reason_for)
        else:
            became = keep_draft(*arguments, reason_for=reason_for)
    except DashboardError as error:
        became = error
    st.session_state.setdefault(_DONE, {})[dropped.sha256] = became


def outcome(dropped: Dropped) -> bool:
    """Say what became of this very file; whether it was stored."""
    became = done(dropped)
    if isinstance(became, DashboardError):
        draw.alert("error", explain(language(), became))
    if not isinstance(became, Imported):
        return False
    for period, version in became.versions:
        draw.alert("success", t(language(), "upload.published", period=period, version=version))
    for period, _ in became.drafts:
        draw.alert("success", t(language(), "upload.drafted", period=period))
    if became.unanswered:
        draw.alert("warning", t(language(), "upload.unanswered", count_issues=became.unanswered))
    for period in became.without_note:
        draw.alert("warning", t(language(), "upload.without_note", period=period))
    for period in became.already:
        draw.alert("info", t(language(), "import.already", period=period))
    if became.drafts:
        draw.template("data/to_publish.html", month=became.drafts[-1][0].code)
    return True
