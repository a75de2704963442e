"""Accounts, what they were granted, and their sessions: what each means at a moment."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.access_errors import BadNameError, WeakPasswordError
from core.periods import HANOI
from core.rights import DELEGATED, ROLES, Role
from core.viewer import Viewer, of_roles, only

GrantKind = Literal["role", "unit", "delegate"]
GivenKind = Literal["role", "unit"]
"""What an administrator gives."""
LinkKind = Literal["first", "invitation", "reset"]

IDLE = dt.timedelta(hours=2)
LONGEST_SESSION = dt.timedelta(hours=12)
SEEN_EVERY = dt.timedelta(minutes=1)
LINK_LASTS = dt.timedelta(days=3)
CONFIRMED_FOR = dt.timedelta(minutes=10)
TRIES_COUNT_FOR = dt.timedelta(minutes=15)
LONGEST_WAIT = dt.timedelta(minutes=15)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 256
LINK_ADDRESS = "/lien-ket/"
# The names of what acts without an account; see `core.viewer.everyone`.
SAMPLE = "sample"
RESERVED = frozenset({"local", SAMPLE, "set-up"})
_NAME = re.compile(r"[\w.@-]{2,100}")


@dataclass(frozen=True)
class Grant:
    """A role or a unit of a person, from a day to a day, both included; without a last day until it is withdrawn.

    With `delegate` the unit whose head has given what `core.rights.DELEGATED` names.
    """

    id: int
    kind: GrantKind
    value: str
    since: dt.date
    until: dt.date | None
    withdrawn_at: dt.datetime | None = None
    who: str = ""
    giver: tuple["Grant", ...] = ()
    """With `delegate`: all that who gave it was ever granted; nothing while that account is disabled."""

    def holds(self, at: dt.datetime) -> bool:
        day = at.astimezone(HANOI).date()
        return self.withdrawn_at is None and self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Account:
    """A person who may sign in."""

    id: int
    name: str
    full_name: str
    invited: bool
    """Whether no password was chosen yet."""
    disabled: bool
    grants: tuple[Grant, ...]
    openid: bool = False
    """Whether the person signs in by the provider of identities, and has no password here."""
    coded: bool = False
    """Whether there is a second factor here."""

    def values(self, kind: GrantKind, at: dt.datetime) -> list[str]:
        """The roles or units that hold now, each once, in order."""
        return sorted({each.value for each in self.grants if each.kind == kind and each.holds(at)})

    def roles(self, at: dt.datetime) -> list[Role]:
        held = self.values("role", at)
        return [role for role in ROLES if role in held]

    def delegated(self, at: dt.datetime) -> list[str]:
        """The units for which the person stands in: as long as both are of the unit, and the giver is its head."""
        mine = self.values("unit", at)
        return sorted({each.value for each in self.grants if each.value in mine and _given_by_head(each, at)})

    def viewer(self, at: dt.datetime) -> Viewer:
        """What the person may do at this moment; nothing while the account is disabled."""
        if self.disabled:
            return Viewer(self.name)
        found = of_roles(self.name, self.roles(at), self.values("unit", at))
        units = self.delegated(at)
        if not units:
            return found
        more = {right: found.scope(right) | only(*units) for right in DELEGATED}
        return Viewer(self.name, frozenset((dict(found.held) | more).items()))


def _given_by_head(grant: Grant, at: dt.datetime) -> bool:
    if grant.kind != "delegate" or not grant.holds(at):
        return False
    held = {(each.kind, each.value) for each in grant.giver if each.holds(at)}
    return {("role", "unit_head"), ("unit", grant.value)} <= held


@dataclass(frozen=True)
class Session:
    """A browser in which a person signed in."""

    id: int
    account_id: int
    begun_at: dt.datetime
    seen_at: dt.datetime
    confirmed_at: dt.datetime
    """When the password or a passkey was last given."""
    ended: bool
    """Signed out, or the account is disabled."""
    openid: bool = False
    coded: bool = False
    """See `Account`."""
    passkey_at: dt.datetime | None = None
    """When a passkey was last given; None where this browser never gave one."""

    def lives(self, at: dt.datetime) -> bool:
        return not self.ended and at < self.begun_at + LONGEST_SESSION and at < self.seen_at + IDLE

    def confirmed(self, at: dt.datetime) -> bool:
        """Whether the password or a passkey was given recently enough for what needs it again."""
        return at < self.confirmed_at + CONFIRMED_FOR

    def keyed(self, at: dt.datetime) -> bool:
        """Whether a passkey was given as recently: it is the password and the second factor in one."""
        return self.passkey_at is not None and at < self.passkey_at + CONFIRMED_FOR


def login_name(typed: str) -> str:
    """The name as it is kept and compared: no blanks around it, no difference of case or of Unicode forms."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def checked_name(typed: str) -> str:
    """A login name for a new account.

    Raises:
        BadNameError: it is not 2 to 100 letters, digits, or “. @ - _”, or it means no person.
    """
    name = login_name(typed)
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise BadNameError(name=typed.strip()[:100])
    return name


def check_password(password: str, *names: str) -> None:
    """
    Raises:
        WeakPasswordError: it is shorter than 12 characters, longer than 256, of hardly any different ones, or the name.
    """
    known = {name.casefold() for name in names}
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or len(set(password)) < 5:
        raise WeakPasswordError(least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
    if password.casefold() in known:
        raise WeakPasswordError(least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)


def wait_until(tries: Sequence[dt.datetime], free: int) -> dt.datetime | None:
    """Until when nothing more is tried after these recent failures: the wait doubles with each beyond the `free` ones,
    from four seconds to a quarter of an hour."""
    if len(tries) < free:
        return None
    return max(tries) + min(dt.timedelta(seconds=4 * 2 ** min(len(tries) - free, 20)), LONGEST_WAIT)
