"""The cookies: who is signed in, and as whom samples are looked at."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from core.accounts import LONGEST_SESSION

SESSION = "namro"
# A browser takes it only over HTTPS, for this host alone and every path: nobody plants one from a sibling host.
SECURE_SESSION = f"__Host-{SESSION}"
PART = "namro_part"
OPENID = "namro_openid"
PASSKEY = "namro_passkey"


def _secure(asked: HTTPConnection) -> bool:
    return asked.url.scheme in ("https", "wss")


def session(asked: HTTPConnection) -> str:
    """The token that the browser sent; blank without."""
    return asked.cookies.get(SECURE_SESSION if _secure(asked) else SESSION, "")


def begin(asked: HTTPConnection, answer: Response, token: str) -> None:
    answer.set_cookie(
        SECURE_SESSION if _secure(asked) else SESSION,
        token,
        max_age=int(LONGEST_SESSION.total_seconds()),
        secure=_secure(asked),
        httponly=True,
        samesite="lax",
    )


def end(asked: HTTPConnection, answer: Response) -> None:
    name = SECURE_SESSION if _secure(asked) else SESSION
    answer.delete_cookie(name, secure=_secure(asked), httponly=True, samesite="lax")


def choose_part(answer: Response, part: str) -> None:
    answer.set_cookie(PART, part, httponly=True, samesite="lax")


def openid(asked: HTTPConnection) -> str:
    """What the browser keeps of a sign-in by the provider, sealed; blank without."""
    return asked.cookies.get(_openid_name(asked), "")


def begin_openid(asked: HTTPConnection, answer: Response, sealed: str, *, seconds: int) -> None:
    # Lax: the way back is a link from the provider's page.
    name = _openid_name(asked)
    answer.set_cookie(name, sealed, max_age=seconds, secure=_secure(asked), httponly=True, samesite="lax")


def end_openid(asked: HTTPConnection, answer: Response) -> None:
    answer.delete_cookie(_openid_name(asked), secure=_secure(asked), httponly=True, samesite="lax")


def passkey(asked: HTTPConnection) -> str:
    """By which a browser is known while it signs in with a passkey; blank without."""
    return asked.cookies.get(_passkey_name(asked), "")


def begin_passkey(asked: HTTPConnection, answer: Response, secret: str) -> None:
    # Without an end of its own: several tabs of a browser share it.
    answer.set_cookie(_passkey_name(asked), secret, secure=_secure(asked), httponly=True, samesite="strict")


def _passkey_name(asked: HTTPConnection) -> str:
    return f"__Host-{PASSKEY}" if _secure(asked) else PASSKEY


def _openid_name(asked: HTTPConnection) -> str:
    return f"__Host-{OPENID}" if _secure(asked) else OPENID
