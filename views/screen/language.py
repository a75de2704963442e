"""The language in use: the address, else this session's choice, else the cookie, else Vietnamese."""

import streamlit as st

from core.words import LANGUAGES, Language, t

_KEY = "language"
# Viewers that are no persons (see `core.viewer.everyone`).
NO_PERSONS = frozenset({"local", "sample", "set-up"})


def settle() -> Language:
    """Decide once a rerun, before anything is drawn."""
    asked = st.query_params.get("lang")
    chosen = asked if asked in LANGUAGES else st.session_state.get(_KEY) or st.context.cookies.get("lang")
    known: Language = chosen if chosen in LANGUAGES else "vi"
    st.session_state[_KEY] = known
    return known


def language() -> Language:
    """As settled for this rerun."""
    known: Language = st.session_state.get(_KEY, "vi")
    return known


def name_of(who: str) -> str:
    """A person's name as it is; system accounts by their translated label."""
    return t(language(), f"who.{who}") if who in NO_PERSONS else who


def switch() -> None:
    """The switch itself. The address carries the language from then on (see `keep_in_address`)."""
    st.session_state["language_switch"] = language()
    st.segmented_control(
        "Ngôn ngữ · Language",
        LANGUAGES,
        # Each language is labelled by its own name in every language, so labels never change.
        format_func={"vi": "Tiếng Việt", "en": "English"}.__getitem__,
        key="language_switch",
        on_change=_switched,
        label_visibility="collapsed",
    )


def _switched() -> None:
    # A second click on the chosen one clears it: that means no change.
    chosen = st.session_state["language_switch"] or st.session_state[_KEY]
    st.session_state[_KEY] = chosen
    keep_in_address()


def keep_in_address() -> None:
    """Write the language beside a filter that was just chosen, so that a copied link opens in it.

    Only then: a page that wrote it whenever it is missing would overwrite the address that Back returns to.
    """
    if st.session_state[_KEY] == "vi":
        st.query_params.pop("lang", None)
    else:
        st.query_params["lang"] = st.session_state[_KEY]
