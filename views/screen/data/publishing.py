"""The pieces of the page that takes a month from its drafts to a published, locked version."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from actions.data import publish as deeds
from core.caching import cached
from core.clock import now
from core.periods import HANOI, Period
from core.version_errors import ChangedMeanwhileError
from core.words import t
from metrics.signed.codes import SHORT
from reports.data.consequences import Consequences, between_versions
from reports.published import Published
from reports.versions import as_if_published
from store import locks, reviews, signatures
from store.database import reading, writing
from views.screen import draw, filters, session
from views.screen.data import changing
from views.screen.language import language, name_of
from views.screen.session import do

DONE = "published_month"


def months() -> list[Period]:
    """The months with drafts or published versions, newest first."""
    with reading(session.engine()) as connection:
        waiting = reviews.waiting(connection)
        # Also those whose every import was withdrawn: they can be restored.
        ever = {each.period for each in signatures.signed(connection)}
    return sorted({*(each.period for each in waiting), *ever}, reverse=True)


def status(month: Period) -> str:
    """Say what is published, and return whether it is provisional, final or locked."""
    with reading(session.engine()) as connection:
        state = locks.state(connection, month)
        versions = signatures.signed(connection, month)
    word = t(language(), f"state.{state}")
    if versions:
        last = versions[-1]
        line = t(
            language(),
            "month_page.now",
            version=last.version,
            code=last.code[:SHORT],
            at=_moment(last.published_at),
            who=name_of(last.published_by),
            state=word,
        )
    else:
        line = t(language(), "month_page.nothing", state=word)
    draw.sentences([line, t(language(), "month_page.lead")])
    done = st.session_state.pop(DONE, None)
    if done:
        draw.alert(
            "success",
            t(language(), "month_page.done", period=done.period, version=done.version, code=done.code[:SHORT]),
        )
    return state


def preview_and_publish(month: Period) -> None:
    """What publishing the accepted drafts would change, and the button that does it."""
    with reading(session.engine()) as connection:
        accepted = reviews.of_period(connection, month)
        version = len(signatures.signed(connection, month)) + 1
    if not accepted:
        st.caption(t(language(), "month_page.preview_none"))
        return
    # Outside the connection above: whoever waits for it must not hold what the one who computes it needs.
    changing.show(*_foreseen(session.everything(), month, tuple(accepted)))
    if not session.viewer().may("publish"):
        return
    st.text_input(t(language(), "month_page.note"), key="publish_note")
    # What was shown is what is published: these drafts, on this version.
    st.button(
        t(language(), "month_page.publish", version=version),
        type="primary",
        key="publish",
        on_click=_publish,
        args=(month, tuple(accepted), version - 1),
    )


def _publish(month: Period, shown: tuple[int, ...], base: int) -> None:
    with session.told(), writing(session.engine()) as connection:
        if tuple(reviews.of_period(connection, month)) != shown:
            raise ChangedMeanwhileError(period=month)
        note = st.session_state.get("publish_note", "")
        st.session_state[DONE] = deeds.publish(
            connection, session.viewer(), month, shown, at=now(), note=note, base=base
        )


# Cached until the data change: each computes every ranking of the month twice, and every click reruns the page.
@cached(32)
def _foreseen(now: Published, month: Period, import_ids: tuple[int, ...]) -> changing.Foreseen:
    with reading(session.engine()) as connection:
        return changing.foreseen(now, as_if_published(connection, session.viewer(), import_ids, month), month)


@cached(32)
def _between(_now: Published, month: Period, older: int, newer: int) -> Consequences:
    with reading(session.engine()) as connection:
        return between_versions(connection, session.viewer(), month, older, newer)


def versions(month: Period) -> None:
    """Every version of the month, and what the newest changed."""
    with reading(session.engine()) as connection:
        found = signatures.signed(connection, month)
        closing_now = locks.everything(connection).get(month.start, locks.Closing())
    rows = [
        {
            "id": each.id,
            "version": each.version,
            "code": each.code,
            "at": _moment(each.published_at),
            "who": name_of(each.published_by),
            "note": each.note,
            "period": month.code,
            "marks": [(_moment(at), why) for at, why in closing_now.marks(each.published_at)],
        }
        for each in reversed(found)
    ]
    draw.template("data/versions.html", versions=rows)
    if len(found) > 1:
        # Computed when somebody opens it: every click on this page would wait a second for it.
        box = st.expander(t(language(), "month_page.compare_any"), key="compare_versions", on_change="rerun")
        if box.open:
            with box:
                _compared(month, found)


def _compared(month: Period, found: Sequence[signatures.Signed]) -> None:
    """Any two versions, the newest and the one before it unless others are chosen."""
    names = {str(each.version): t(language(), "month_page.version_of", version=each.version) for each in found}
    one, other = st.columns(2)
    with one:
        older = filters.choice(st.selectbox, "older", names, default=str(found[-2].version))
    with other:
        newer = filters.choice(st.selectbox, "newer", names, default=str(found[-1].version))
    by_number = {str(each.version): each for each in found}
    first, second = by_number[older], by_number[newer]
    if first.id != second.id:
        draw.template("data/because.html", parts=signatures.differing_parts(first, second))
        changing.show(_between(session.everything(), month, first.id, second.id))


def closing(month: Period, state: str) -> None:
    """Declare final, lock, reopen; and who did so before."""
    with reading(session.engine()) as connection:
        history = locks.history(connection, month)
    draw.sentences(
        [
            t(
                language(),
                "month_page.history",
                event=t(language(), f"month_page.event_{each.event}"),
                at=_moment(each.at),
                who=name_of(each.who),
                reason=each.reason,
            )
            for each in history
        ]
    )
    if not session.viewer().may("lock"):
        return
    reason = st.text_input(t(language(), "month_page.closing_why"), key="closing_why")
    deeds_now = {"provisional": ("final", "locked"), "final": ("locked", "reopened"), "locked": ("reopened",)}[state]
    words = {"final": "final", "locked": "lock", "reopened": "reopen"}
    for event, column in zip(deeds_now, st.columns([1, 1]), strict=False):
        if column.button(t(language(), f"month_page.{words[event]}"), key=f"close_{event}"):
            do(deeds.close, month, event, reason=reason)
            st.rerun()


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(HANOI):%d/%m/%Y %H:%M}"
