"""A second factor at sign-in: a code from an application on a telephone (TOTP, RFC 6238), or a recovery code."""

import base64
import datetime as dt
import re
import secrets

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from core.access_errors import SecondFactorError
from core.accounts import Account
from store import audit, keys, second_factors
from store.database import Connection

_STEP = 30
_DIGITS = 6
_SECRET = 20
"""Bytes, as RFC 4226 recommends."""
ISSUER = "Năm Rõ"
BEGIN_LASTS = dt.timedelta(minutes=10)
RECOVERY_CODES = 10


def begin(connection: Connection, account: Account, *, at: dt.datetime) -> str:
    """A new secret, sealed for the form that turns it on within ten minutes. Nothing is stored."""
    told = f"{account.id} {int(at.timestamp())} {secrets.token_bytes(_SECRET).hex()}"
    return keys.sealed(connection, told.encode())


def secret_of(connection: Connection, account: Account, begun: str, *, at: dt.datetime) -> bytes:
    """
    Raises:
        SecondFactorError: it was not begun for this account within the last ten minutes.
    """
    told = (keys.unsealed(connection, begun) or b"").decode().split()
    if len(told) != 3 or told[0] != str(account.id):
        raise SecondFactorError("old")
    age = at.timestamp() - int(told[1])
    if not 0 <= age <= BEGIN_LASTS.total_seconds():
        raise SecondFactorError("old")
    return bytes.fromhex(told[2])


def typed_form(secret: bytes) -> str:
    """The secret as people type it where the picture cannot be read."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_of(secret: bytes, account: Account) -> str:
    """What the picture says (otpauth://)."""
    return _totp(secret).get_provisioning_uri(account.name, ISSUER)


def turn_on(connection: Connection, account: Account, begun: str, code: str, *, at: dt.datetime) -> list[str]:
    """Keep the secret, as the code proves that the telephone has it; the recovery codes, told this once.

    Raises:
        SecondFactorError: there is one already, it was begun too long ago, or the code is not of this moment.
    """
    # Turned off first, with its own code: else whoever has a session and the password would replace it.
    if second_factors.of_account(connection, account.id) is not None:
        raise SecondFactorError("already")
    secret = secret_of(connection, account, begun, at=at)
    step = _step_of(secret, code, at)
    if step is None:
        raise SecondFactorError("wrong")
    codes = [f"{secrets.token_hex(4)}-{secrets.token_hex(4)}" for _ in range(RECOVERY_CODES)]
    second_factors.turn_on(connection, account.id, secret, step, map(_plain, codes))
    audit.append(connection, at=at, who=account.name, deed="account_second_factor_on", about=account.name)
    return codes


def turn_off(connection: Connection, account: Account, *, at: dt.datetime) -> None:
    """The password alone is enough again; `signing_in.confirm` has asked for the last code."""
    second_factors.turn_off(connection, account.id)
    audit.append(connection, at=at, who=account.name, deed="account_second_factor_off", about=account.name)


def must_fit(connection: Connection, account: Account, code: str, *, at: dt.datetime) -> None:
    """Nothing where the account has no second factor. A code, of either kind, is good for once.

    Raises:
        SecondFactorError: none was given, it is wrong, or was used before.
    """
    factor = second_factors.of_account(connection, account.id)
    if factor is None:
        return
    code = _plain(code)
    if not code:
        raise SecondFactorError("needed")
    if len(code) != _DIGITS:
        fits = second_factors.use_recovery_code(connection, account.id, code, at=at)
    else:
        if factor.secret is None:
            raise SecondFactorError("key_lost")
        step = _step_of(factor.secret, code, at)
        fits = step is not None and second_factors.use_step(connection, account.id, step)
    if not fits:
        raise SecondFactorError("wrong")


def _plain(code: str) -> str:
    """As it is compared: without the blanks and hyphens that make it easy to copy."""
    return re.sub(r"[\s-]", "", code).lower()[:40]


def _step_of(secret: bytes, code: str, at: dt.datetime) -> int | None:
    """The step of time whose code this is: now, or half a minute before or after, as clocks differ."""
    code = _plain(code)
    if not re.fullmatch(r"[0-9]{6}", code):
        return None
    now = int(at.timestamp())
    for moment in (now, now - _STEP, now + _STEP):
        try:
            _totp(secret).verify(code.encode(), moment)
        except InvalidToken:
            continue
        return moment // _STEP
    return None


def _totp(secret: bytes) -> TOTP:
    # SHA-1, six digits and thirty seconds are what every application can do.
    return TOTP(secret, _DIGITS, SHA1(), _STEP)  # noqa: S303
