"""What accounts are given, in words, and the fields that choose of it."""

import streamlit as st

from core.accounts import Grant
from core.rights import ROLES
from core.words import day, t
from views.screen import filters, session
from views.screen.language import language


def said_of(grant: Grant) -> str:
    names = roles() if grant.kind == "role" else units()
    said = names.get(grant.value, grant.value)
    if grant.kind == "delegate":
        said = t(language(), "delegating.grant", unit=said, who=grant.who)
    if grant.until is None:
        return t(language(), "accounts.from", what=said, since=grant.since)
    return t(language(), "accounts.from_until", what=said, since=grant.since, until=day(language(), grant.until))


def roles() -> dict[str, str]:
    return {role: t(language(), f"role.{role}") for role in ROLES}


def units() -> dict[str, str]:
    return {unit.code: f"{filters.name_of(unit)} · {unit.code}" for unit in session.everything().units}


def choices(key: str, label: str, options: dict[str, str]) -> None:
    # A key for each language: a translated label would lose the selection.
    st.multiselect(label, list(options), format_func=options.__getitem__, key=f"{key}@{language()}", placeholder="")


def chosen(key: str) -> list[str]:
    found: list[str] = st.session_state.get(f"{key}@{language()}", [])
    return found
