"""accounts: who may sign in, with which roles and units."""

import argparse
import datetime as dt
import getpass
import json
import os
from collections.abc import Callable

from actions.access import links, lost, managing, ways
from actions.access.coded_roles import set_coded_roles
from actions.commands import DONE, Deeds, acting
from actions.prepare import prepared
from core.access_errors import NameNeededError
from core.accounts import LINK_ADDRESS, Account, GivenKind
from core.clock import now
from core.rights import ROLES
from core.settings import settings_from
from core.viewer import Viewer
from core.words import Language, t
from store import accounts
from store.database import Connection, Engine, reading, writing

Deed = Callable[[Connection, Viewer, argparse.Namespace, dt.datetime], str | None]


def _invite(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> str:
    name, full_name = options.name, options.full_name
    token = managing.invite(connection, viewer, name, full_name, at=at, openid=options.openid)
    _grant(connection, viewer, options, at)
    return token


def _link(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> str:
    return managing.link(connection, viewer, options.name, at=at)


def _grant(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> None:
    for kind, value in _named(options):
        managing.grant(connection, viewer, options.name, kind, value, at=at, since=options.since, until=options.until)


def _withdraw(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> None:
    for kind, value in _named(options):
        managing.withdraw(connection, viewer, options.name, kind, value, at=at)


def _disable(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> None:
    managing.disable(connection, viewer, options.name, at=at)


def _enable(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> None:
    managing.enable(connection, viewer, options.name, at=at)


def _sign_out(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> None:
    managing.end_sessions(connection, viewer, options.name, at=at)


def _remove_second_factor(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> None:
    lost.remove_second_factor(connection, viewer, options.name, at=at)


def _remove_passkeys(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> None:
    lost.remove_passkeys(connection, viewer, options.name, at=at)


def _use_openid(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> None:
    ways.use_openid(connection, viewer, options.name, at=at)


def _use_password(connection: Connection, viewer: Viewer, options: argparse.Namespace, at: dt.datetime) -> str:
    return ways.use_password(connection, viewer, options.name, at=at)


FIRST, LIST, CODED = "first-administrator", "list", "second-factor-roles"
DEEDS: dict[str, Deed] = {
    "invite": _invite,
    "link": _link,
    "grant": _grant,
    "withdraw": _withdraw,
    "disable": _disable,
    "enable": _enable,
    "sign-out": _sign_out,
    "remove-second-factor": _remove_second_factor,
    "remove-passkeys": _remove_passkeys,
    "use-openid": _use_openid,
    "use-password": _use_password,
}


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    managed = deeds.add_parser(
        "accounts",
        parents=[common],
        help="who may sign in: the first administrator, invitations, roles and units with their dates",
        epilog="first-administrator prints the link with which the first account is made. invite and link print a link"
        " too: it works once, for three days. second-factor-roles sets the roles that nobody uses without a second"
        " factor: those of --role, besides those of NAMRO_SECOND_FACTOR_ROLES.",
    )
    managed.add_argument("what", choices=(FIRST, LIST, CODED, *DEEDS))
    managed.add_argument("name", nargs="?", default="", metavar="NAME", help="whose account: the login name")
    managed.add_argument("--full-name", default="", help="of the person, with invite")
    managed.add_argument(
        "--openid", action="store_true", help="with invite: the person signs in by the provider (OpenID Connect)"
    )
    managed.add_argument("--role", action="append", default=[], choices=ROLES, help="may be given several times")
    managed.add_argument("--source", default="", help="with second-factor-roles: the document or the reason")
    managed.add_argument("--unit", action="append", default=[], metavar="CODE", help="may be given several times")
    for option, name, help in (("--from", "since", "the first day"), ("--until", "until", "the last day")):
        managed.add_argument(option, dest=name, type=dt.date.fromisoformat, metavar="2026-12-31", help=help)
    managed.add_argument(
        "--address", default="http://localhost:8501", metavar="URL", help="how people reach the server"
    )
    managed.set_defaults(run=_accounts)


def _accounts(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    if options.what == FIRST:
        with writing(engine) as connection:
            _print_link(links.first_administrator(connection, getpass.getuser(), at=now()), options)
        return DONE
    viewer = acting(options, engine)
    if options.what == LIST:
        return _list(engine, viewer, options)
    if options.what == CODED:
        with writing(engine) as connection:
            set_coded_roles(connection, viewer, options.role, source=options.source, at=now())
        print(t(options.lang, "accounts.coded_done"))
        return DONE
    if not options.name.strip():
        raise NameNeededError
    with writing(engine) as connection:
        token = DEEDS[options.what](connection, viewer, options, now())
    if token:
        _print_link(token, options)
    else:
        print(t(options.lang, "accounts.done", name=options.name))
    return DONE


def _named(options: argparse.Namespace) -> list[tuple[GivenKind, str]]:
    return [*(("role", each) for each in options.role), *(("unit", each) for each in options.unit)]


def _print_link(token: str, options: argparse.Namespace) -> None:
    address = options.address.rstrip("/") + LINK_ADDRESS + token
    if options.json:
        print(json.dumps({"link": address}))
    else:
        print(t(options.lang, "accounts.link", link=address))


def _list(engine: Engine, viewer: Viewer, options: argparse.Namespace) -> int:
    viewer.must("accounts")
    with reading(engine) as connection:
        found = accounts.everything(connection)
    if options.json:
        print(json.dumps([_row(each) for each in found], ensure_ascii=False))
    else:
        print("\n".join(_line(each, options.lang) for each in found) or t(options.lang, "accounts.none"))
    return DONE


def _row(account: Account) -> dict[str, object]:
    held = {"roles": account.roles(now()), "units": account.values("unit", now())}
    return {
        "name": account.name,
        "full_name": account.full_name,
        "disabled": account.disabled,
        "invited": account.invited,
        "openid": account.openid,
        **held,
    }


def _line(account: Account, language: Language) -> str:
    roles = ", ".join(t(language, f"role.{each}") for each in account.roles(now()))
    state = "disabled" if account.disabled else "invited" if account.invited else "active"
    units = ", ".join(account.values("unit", now()))
    parts = [account.name, account.full_name, t(language, f"accounts.state_{state}"), roles, units]
    return " · ".join(part for part in parts if part)
