"""The roles that ask for a second factor: by the server's own configuration, and by an administrator."""

import streamlit as st

from actions.access import coded_roles as deeds
from core.periods import HANOI
from core.rights import ROLES
from core.words import t
from store import settings
from store.database import reading
from views.screen import draw, session
from views.screen.access import granted
from views.screen.language import language, name_of
from views.screen.session import do

_ROLES, _SOURCE = "coded_roles", "coded_source"


def roles() -> None:
    """What holds and who decided it, then the form."""
    with reading(session.engine()) as connection:
        entries = settings.entries(connection, settings.CODED_ROLES)
        held = settings.coded_roles(connection)
    fixed = session.settings().coded_roles
    lines = [t(language(), "accounts.coded_why")]
    if fixed:
        lines.append(t(language(), "accounts.coded_fixed", roles=_said([each for each in ROLES if each in fixed])))
    draw.sentences(lines)
    st.session_state.setdefault(f"{_ROLES}@{language()}", [each for each in ROLES if each in held])
    with st.form("coded_roles_form", border=False):
        which, why, save = st.columns([2, 2, 1], vertical_alignment="bottom")
        with which:
            granted.choices(_ROLES, t(language(), "access.roles"), granted.roles())
        why.text_input(t(language(), "accounts.coded_source"), key=_SOURCE)
        save.form_submit_button(t(language(), "settings.save"), key="coded_save", on_click=_save)
    rows = [
        {
            "said": _said(each.value["roles"]),
            "source": each.source,
            "at": f"{each.at.astimezone(HANOI):%d/%m/%Y %H:%M}",
            "who": name_of(each.who),
        }
        for each in entries
    ]
    draw.template("data/decisions.html", rows=rows)


def _said(found: list[str]) -> str:
    return ", ".join(t(language(), f"role.{each}") for each in found) or t(language(), "accounts.coded_none")


def _save() -> None:
    with session.told():
        do(deeds.set_coded_roles, granted.chosen(_ROLES), source=st.session_state[_SOURCE])
        st.session_state[_SOURCE] = ""
