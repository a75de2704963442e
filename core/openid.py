"""Sign-in by a provider of identities (OpenID Connect): what is set up, and what the provider says of a person."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from core.access_errors import OpenIdError
from core.rights import ROLES, Role

REASONS = frozenset({"unreachable", "refused", "denied", "old", "unknown", "other", "stale", "weak"})
"""Of faults that the page for signing in says."""
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class OpenId:
    """A provider, as the environment describes it."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str = "preferred_username"
    """Which claim is the login name of an account."""
    label: str = ""
    """What people call the provider; blank: “the province's sign-in”."""
    new_role: Role | None = None
    """The role of accounts that are made for people nobody invited; None: none are made."""
    acr: str = ""
    """The class of authentication that is asked for and must have been reached; blank: the provider decides."""


@dataclass(frozen=True)
class Identity:
    """A person, as a verified ID token tells."""

    subject: str
    """The issuer and its name for the person, which it gives to nobody else: “https://… 7f3a…”."""
    name: str
    """As a login name is typed; it may be changed at the provider, and given to somebody else."""
    full_name: str
    authenticated_at: dt.datetime | None
    """When the person last gave the provider a password, or what it asks for; None where it does not say."""


def openid_from(environment: Mapping[str, str]) -> OpenId | None:
    """`NAMRO_OPENID_ISSUER` and the other settings of that name; None without it.

    Raises:
        OpenIdError: a setting is missing or wrong.
    """
    issuer = environment.get("NAMRO_OPENID_ISSUER", "").strip()
    if not issuer:
        return None
    if not safe(issuer):
        raise OpenIdError("setting", setting="NAMRO_OPENID_ISSUER")
    client = environment.get("NAMRO_OPENID_CLIENT", "").strip()
    if not client:
        raise OpenIdError("setting", setting="NAMRO_OPENID_CLIENT")
    role = environment.get("NAMRO_OPENID_NEW_ROLE", "").strip()
    new_role = next((each for each in ROLES if each == role), None)
    if role and new_role is None:
        raise OpenIdError("setting", setting="NAMRO_OPENID_NEW_ROLE")
    return OpenId(
        issuer,
        client,
        _secret(environment.get("NAMRO_OPENID_SECRET_FILE", "").strip()),
        claim=environment.get("NAMRO_OPENID_CLAIM", "").strip() or "preferred_username",
        label=environment.get("NAMRO_OPENID_LABEL", "").strip(),
        new_role=new_role,
        acr=environment.get("NAMRO_OPENID_ACR", "").strip(),
    )


def safe(address: object) -> bool:
    """Whether it is an address that nobody on the way can read or change: HTTPS, or this machine."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE)
    except ValueError:
        return False


def _secret(path: str) -> str:
    """A file, not a variable: a variable is inherited by every program that is started from here."""
    try:
        found = Path(path).read_text(encoding="utf-8").strip() if path else ""
    except (OSError, ValueError) as error:
        raise OpenIdError("setting", setting="NAMRO_OPENID_SECRET_FILE") from error
    # No library sends other letters as every provider reads them.
    if not found.isascii() or not found.isprintable() or not found:
        raise OpenIdError("setting", setting="NAMRO_OPENID_SECRET_FILE")
    return found
