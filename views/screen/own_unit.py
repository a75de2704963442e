"""The unit whose page was opened last: its page opens with it, and rankings point it out.

Kept in the session, and by the shell's script (`web/pages.js`) in a cookie for the next one.
"""

import streamlit as st

_KEY = "own_unit"


def remembered() -> str:
    """Its code; blank where no unit was looked at yet. It may be of a unit that is no more."""
    known = st.session_state.get(_KEY) or st.context.cookies.get("unit")
    return known if isinstance(known, str) else ""


def remember(code: str) -> None:
    st.session_state[_KEY] = code
