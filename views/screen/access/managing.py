"""The pieces of the page of accounts. What may be done is decided in `actions.access.managing`."""

import datetime as dt
import os
from collections.abc import Callable

import streamlit as st

from actions.access import lost, ways
from actions.access import managing as deeds
from core.accounts import LINK_ADDRESS, Account, GivenKind, Grant
from core.clock import now
from core.openid import openid_from
from core.viewer import Viewer
from core.words import t
from store import accounts, passkeys
from store.database import Connection, reading
from views.screen import draw, session
from views.screen.access import granted
from views.screen.access.visiting import demonstrating
from views.screen.language import language
from views.screen.session import do

_LINK, _DONE = "account_link", "account_done"
_DEEDS: dict[str, Callable[..., None]] = {
    "disable": deeds.disable,
    "enable": deeds.enable,
    "end_sessions": deeds.end_sessions,
    "remove_second_factor": lost.remove_second_factor,
    "remove_passkeys": lost.remove_passkeys,
    "use_openid": ways.use_openid,
}


def outcome() -> None:
    """The link that was just made, shown this once, or that a change was kept."""
    if link := st.session_state.pop(_LINK, None):
        draw.alert("success", t(language(), "accounts.link", link=link))
    if name := st.session_state.pop(_DONE, None):
        draw.alert("success", t(language(), "accounts.done", name=name))


def real() -> bool:
    """Whether accounts are managed here; a demonstration has none, and says how the first is made."""
    if demonstrating():
        draw.alert("info", t(language(), "accounts.first"))
        return False
    return True


def everybody() -> None:
    """Every account, with the roles and units that hold or will."""
    session.viewer().must("accounts")
    keyed = _keyed()
    rows = [
        (each, _state(each), each.id in keyed, [granted.said_of(grant) for grant in _current(each)]) for each in _all()
    ]
    if rows:
        draw.template("access/accounts.html", rows=rows)


def invite() -> None:
    with st.form("invite_account", border=False):
        name, full_name = st.columns(2)
        name.text_input(t(language(), "access.name"), key="invite_name", max_chars=100)
        full_name.text_input(t(language(), "access.full_name"), key="invite_full_name", max_chars=200)
        roles, units = st.columns(2)
        with roles:
            granted.choices("invite_roles", t(language(), "access.roles"), granted.roles())
        with units:
            granted.choices("invite_units", t(language(), "access.units"), granted.units())
        if openid_from(os.environ):
            st.checkbox(t(language(), "accounts.by_openid"), key="invite_openid")
        st.form_submit_button(t(language(), "accounts.invite_now"), key="invite_now", on_click=_invite)


def change() -> None:
    """One account: what it was given, and what ends."""
    known = {each.name: each for each in _all()}
    if not known:
        return
    chosen = st.selectbox(t(language(), "accounts.which"), list(known), key="account_chosen")
    account = known[chosen]
    with st.form("grant_account", border=False):
        what, since, until, give = st.columns([2, 1, 1, 1], vertical_alignment="bottom")
        options = {f"role:{key}": said for key, said in granted.roles().items()}
        options |= {f"unit:{key}": said for key, said in granted.units().items()}
        with what:
            granted.choices("grant_what", t(language(), "accounts.what"), options)
        since.date_input(t(language(), "accounts.since"), value=None, key="grant_since", format="DD/MM/YYYY")
        until.date_input(t(language(), "accounts.until"), value=None, key="grant_until", format="DD/MM/YYYY")
        give.form_submit_button(t(language(), "accounts.grant"), key="grant_now", on_click=_grant, args=(chosen,))
    for grant in _current(account):
        said, end = st.columns([4, 1], vertical_alignment="center")
        said.text(granted.said_of(grant))
        label = t(language(), "accounts.withdraw")
        end.button(label, key=f"withdraw_{grant.id}", on_click=_withdraw, args=(chosen, grant))
    link, out, closed, last = st.columns([1, 1, 1, 1])
    if account.openid:
        label = t(language(), "accounts.use_password")
        link.button(label, key="account_use_password", on_click=_new_link, args=(chosen, ways.use_password))
    else:
        label = t(language(), "accounts.new_link")
        link.button(label, key="account_new_link", on_click=_new_link, args=(chosen, deeds.link))
    label = t(language(), "access.sign_out_everywhere")
    out.button(label, key="account_out", on_click=_run, args=("end_sessions", chosen))
    deed = "enable" if account.disabled else "disable"
    closed.button(t(language(), f"accounts.{deed}"), key=f"account_{deed}", on_click=_run, args=(deed, chosen))
    if account.coded:
        label = t(language(), "accounts.remove_factor")
        last.button(label, key="account_factor", on_click=_run, args=("remove_second_factor", chosen))
    if account.id in _keyed():
        label = t(language(), "passkeys.remove_all")
        st.button(label, key="account_passkeys", on_click=_run, args=("remove_passkeys", chosen))
    if openid_from(os.environ) and not account.openid:
        label = t(language(), "accounts.use_openid")
        st.button(label, key="account_use_openid", on_click=_run, args=("use_openid", chosen))


def _all() -> list[Account]:
    with reading(session.engine()) as connection:
        return accounts.everything(connection)


def _keyed() -> frozenset[int]:
    with reading(session.engine()) as connection:
        return passkeys.having(connection)


def _current(account: Account) -> list[Grant]:
    today = now().date()
    return [each for each in account.grants if not each.withdrawn_at and (each.until is None or each.until >= today)]


def _state(account: Account) -> str:
    return "disabled" if account.disabled else "invited" if account.invited else "active"


def _invite() -> None:
    name: str = st.session_state["invite_name"]

    def deed(connection: Connection, viewer: Viewer, *, at: dt.datetime) -> str:
        by = bool(st.session_state.get("invite_openid"))
        token = deeds.invite(connection, viewer, name, st.session_state["invite_full_name"], at=at, openid=by)
        for role in granted.chosen("invite_roles"):
            deeds.grant(connection, viewer, name, "role", role, at=at)
        for unit in granted.chosen("invite_units"):
            deeds.grant(connection, viewer, name, "unit", unit, at=at)
        return token

    with session.told():
        if token := str(do(deed)):
            _show(token)
        else:
            st.session_state[_DONE] = name
        for key in ("invite_name", "invite_full_name"):
            st.session_state[key] = ""


def _grant(name: str) -> None:
    def deed(connection: Connection, viewer: Viewer, *, at: dt.datetime) -> None:
        for each in granted.chosen("grant_what"):
            named, _, value = each.partition(":")
            kind: GivenKind = "role" if named == "role" else "unit"
            since, until = st.session_state["grant_since"], st.session_state["grant_until"]
            deeds.grant(connection, viewer, name, kind, value, at=at, since=since, until=until)

    with session.told():
        do(deed)
        st.session_state[_DONE] = name


def _withdraw(name: str, grant: Grant) -> None:
    with session.told():
        do(deeds.withdraw, name, grant.kind, grant.value)
        st.session_state[_DONE] = name


def _new_link(name: str, deed: Callable[..., str]) -> None:
    with session.told():
        _show(str(do(deed, name)))


def _run(deed: str, name: str) -> None:
    with session.told():
        do(_DEEDS[deed], name)
        st.session_state[_DONE] = name


def _show(token: str) -> None:
    """The address as the administrator reached the server, for the person to open."""
    st.session_state[_LINK] = f"{str(st.context.url).rstrip('/').rsplit('/', 1)[0]}{LINK_ADDRESS}{token}"
