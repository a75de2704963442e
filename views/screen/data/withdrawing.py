"""The piece of the month's page that takes published numbers back."""

import streamlit as st

from actions.data import withdraw as deeds
from core.caching import cached
from core.clock import now as clock
from core.counts import COUNT_NAMES
from core.periods import Period
from core.rights import Right
from core.words import t
from reports.data.consequences import Consequences, between_versions
from reports.published import Published
from reports.versions import as_if_withdrawn
from store import imports, publications, signatures
from store.database import reading
from views.screen import filters, session
from views.screen.data import changing, publishing
from views.screen.language import language
from views.screen.session import do

WAYS: dict[str, Right] = {"unit": "import", "import": "publish", "version": "publish"}
"""Each with the right that it asks for."""
ALL = "all"
_REASON = "withdraw_reason"


def withdrawing(month: Period) -> None:
    """A number or a unit's month, an import, or everything since an earlier version; with a reason."""
    with reading(session.engine()) as connection:
        signed = signatures.signed(connection, month)
        standing = publications.import_ids(connection, month)
        names = imports.names(connection, standing)
    viewer = session.viewer()
    words = {way: t(language(), f"withdraw.way_{way}") for way, right in WAYS.items() if viewer.may(right)}
    if not signed or not words:
        return
    with st.expander(t(language(), "withdraw.title")):
        way = filters.choice(st.segmented_control, "way", words)
        if way == "unit":
            _unit(month)
            return
        if way == "import":
            offered = {str(each): f"{each}. {names[each]}" for each in reversed(standing)}
        else:
            offered = {
                str(each.version): t(language(), "month_page.version_of", version=each.version) for each in signed
            }
            offered.pop(str(signed[-1].version))
        if not offered:
            st.caption(t(language(), "withdraw.nothing"))
            return
        chosen = int(filters.choice(st.selectbox, way, offered, label=f"withdraw_{way}"))
        if way == "import":
            changing.show(*_without(session.everything(), month, chosen))
        else:
            older = next(each.id for each in signed if each.version == chosen)
            changing.show(_back(session.everything(), month, signed[-1].id, older))
        _reason()
        # What was shown is what is done: the number of the version it was shown on goes along.
        st.button(
            t(language(), f"withdraw.do_{way}", version=len(signed) + 1),
            key=f"withdraw_{way}",
            on_click=_do,
            args=(way, month, chosen, len(signed)),
        )


def _unit(month: Period) -> None:
    """A unit's whole month or one of its counts, as a draft to be previewed above and published."""
    seen = session.everything()
    here = (
        seen.counts[seen.counts["month"].eq(f"{month.start}")]
        .set_index("unit_code")[list(COUNT_NAMES)]
        .dropna(how="all")
    )
    if here.empty:
        st.caption(t(language(), "withdraw.nothing"))
        return
    units = filters.unit_names(seen)
    who, what = st.columns(2)
    with who:
        unit = filters.choice(
            st.selectbox, "whose", {code: units.get(code, code) for code in here.index}, label="withdraw_unit"
        )
    published = here.loc[unit].dropna().index
    with what:
        counts = {ALL: t(language(), "withdraw.all")} | {name: t(language(), f"count.{name}") for name in published}
        count = filters.choice(st.selectbox, "count", counts, label="withdraw_count")
    _reason()
    st.button(t(language(), "withdraw.do_unit"), key="withdraw_one", on_click=_draft, args=(month, unit, count))


def _reason() -> None:
    st.text_input(t(language(), "withdraw.reason"), key=_REASON)


def _draft(month: Period, unit: str, count: str) -> None:
    with session.told():
        counts = [name for name in COUNT_NAMES if name == count]
        deeds.withdraw(
            session.engine(),
            session.viewer(),
            unit,
            month,
            counts,
            clock=clock,
            reason=st.session_state[_REASON],
            draft=True,
        )


def _do(way: str, month: Period, chosen: int, base: int) -> None:
    deed = deeds.withdraw_import if way == "import" else deeds.restore_version
    with session.told():
        st.session_state[publishing.DONE] = do(deed, month, chosen, reason=st.session_state[_REASON], base=base)


@cached(32)
def _without(now: Published, month: Period, import_id: int) -> changing.Foreseen:
    with reading(session.engine()) as connection:
        return changing.foreseen(now, as_if_withdrawn(connection, session.viewer(), import_id), month)


@cached(32)
def _back(_now: Published, month: Period, newest: int, older: int) -> Consequences:
    with reading(session.engine()) as connection:
        return between_versions(connection, session.viewer(), month, newest, older)
