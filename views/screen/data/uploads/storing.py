"""Files published or kept as drafts: one, or all of a drop that are fit for it, as one version of each month."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from actions.data.imported import Checked, Imported
from actions.data.keeping import keep_all, keep_draft
from core.clock import now
from core.errors import DashboardError
from core.periods import Period
from core.words import explain, t
from store import signatures
from store.database import reading
from views.screen import draw, session
from views.screen.data import changing
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
    changing.of_files([each.loaded for each in fit if each.loaded])
    note = st.text_input(t(language(), "month_page.note"), key=f"{key}_note") if _amend(fit) else ""
    noted = bool(note.strip()) or not _amend(clean)
    side_by_side = st.container(horizontal=True)
    if session.viewer().may("publish"):
        side_by_side.button(
            t(language(), publish, many=len(clean)),
            key=f"{key}_publish",
            type="primary",
            disabled=not clean or not noted,
            on_click=_publish,
            args=(clean, note.strip(), _bases(clean)),
        )
    side_by_side.button(
        t(language(), draft, many=len(fit)), key=f"{key}_draft", disabled=not fit, on_click=_save, args=(fit,)
    )


def _amend(dropped: Sequence[Dropped]) -> bool:
    """Whether one of them changes a month that is published."""
    months = {month for each in dropped if each.loaded for month in each.loaded.months}
    return not months.isdisjoint(session.everything().all_months())


def _bases(dropped: Sequence[Dropped]) -> dict[Period, int]:
    """How many versions each month has while its changes are shown."""
    with reading(session.engine()) as connection:
        versions = Counter(each.period for each in signatures.signed(connection))
    return {month: versions[month] for each in dropped if each.loaded for month in each.loaded.months}


def _publish(dropped: Sequence[Dropped], note: str, bases: dict[Period, int]) -> None:
    """Publish the drop as one version of each of its months: all files or none."""
    # As it was read and shown: what an earlier file of the drop says must not raise questions now.
    files = [Checked(each.loaded, each.content, answers.reason_for(each.sha256)) for each in dropped if each.loaded]
    became: Sequence[Imported | DashboardError]
    try:
        with st.spinner(t(language(), "upload.publishing")):
            became = keep_all(session.engine(), session.viewer(), files, now, note=note, bases=bases)
    except DashboardError as error:
        became = [error] * len(files)
    _remember(dropped, became)


def _save(dropped: Sequence[Dropped]) -> None:
    """Store each file as a draft, in its own transaction: its error does not stop the others."""
    for each in dropped:
        assert each.loaded is not None  # noqa: S101  only what was read has a button
        reason_for = answers.reason_for(each.sha256)
        became: Imported | DashboardError
        try:
            became = keep_draft(
                session.engine(), session.viewer(), each.loaded, each.content, now, reason_for=reason_for
            )
        except DashboardError as error:
            became = error
        _remember([each], [became])


def _remember(dropped: Sequence[Dropped], became: Sequence[Imported | DashboardError]) -> None:
    done = st.session_state.setdefault(_DONE, {})
    done.update({each.sha256: result for each, result in zip(dropped, became, strict=True)})


def outcome(dropped: Dropped) -> bool:
    """Say what became of this very file; whether it was stored."""
    became = done(dropped)
    if isinstance(became, DashboardError):
        draw.alert("error", explain(language(), became))
    if not isinstance(became, Imported):
        return False
    for period, version in became.versions:
        draw.alert("success", t(language(), "upload.published", period=period, version=version))
    for period, cells in became.changed:
        draw.alert(
            "info", t(language(), "import.changed" if cells else "month_page.no_change", period=period, cells=cells)
        )
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
