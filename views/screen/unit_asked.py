"""The unit that the address names."""

import streamlit as st

from core.rights import Right
from core.units import Unit
from reports.published import Published
from views.screen import session


def in_address(published: Published, right: Right) -> Unit | None:
    """The unit a link led here with; None where the address names none.

    Raises:
        UnknownUnitError: none has the code.
        NotAllowedError: the viewer has not this right about it.
    """
    code = st.query_params.get("unit", "")
    if not code:
        return None
    found = published.unit(code)
    session.viewer().must(right, [code])
    return found
