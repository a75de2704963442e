"""Asks a provider of identities: what it offers, and who it was that came back with a code.

Nothing is kept from one sign-in to the next: two more requests, and neither keys nor addresses that are out of date.
Each call waits for the network: never on the event loop.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from core.access_errors import OpenIdError
from core.openid import Identity, OpenId, safe

ALGORITHMS = ("RS256", "PS256", "ES256")
"""Of ID tokens. None that signs with a shared secret: what is public would be enough to sign."""
SECONDS = (3.05, 5.0)
"""To connect, and for each piece of an answer."""
LEEWAY = 60
"""Seconds by which two clocks may differ."""
_WHERE = "/.well-known/openid-configuration"
_LONGEST = 500


@dataclass(frozen=True)
class Provider:
    """What it offers, by its discovery document."""

    authorization: str
    token: str
    keys: str
    end_session: str
    """Blank where it has no sign-out."""
    basic: bool
    """Whether the secret goes in a header; else it goes in the form."""


@dataclass(frozen=True)
class Asked:
    """What one sign-in sent along, and must get back."""

    redirect: str
    nonce: str
    verifier: str
    again_since: dt.datetime | None = None
    """The person must have been authenticated after this moment, whatever the provider remembers."""


def discovered(settings: OpenId) -> Provider:
    """
    Raises:
        OpenIdError: it cannot be reached, or is not who it should be.
    """
    found = _json(settings.issuer.rstrip("/") + _WHERE)
    if found.get("issuer") != settings.issuer:
        raise OpenIdError("refused") from ValueError(f"the issuer calls itself {found.get('issuer')!r}")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if not all(safe(found.get(name)) for name in names):
        raise OpenIdError("refused") from ValueError("an endpoint is missing or not HTTPS")
    end = found.get("end_session_endpoint")
    basic = "client_secret_basic" in (found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"])
    where, token, keys = (str(found[name]) for name in names)
    return Provider(where, token, keys, end_session=str(end) if safe(end) else "", basic=basic)


def address(settings: OpenId, provider: Provider, asked: Asked, *, state: str, language: str) -> str:
    """Where the browser goes to sign in."""
    more = {"nonce": asked.nonce, "ui_locales": language}
    if asked.again_since is not None:
        # A text: the library leaves out what counts as nothing, such as 0.
        more["max_age"] = "0"
    if settings.acr:
        more["acr_values"] = settings.acr
    with _client(settings, provider, asked) as client:
        where: str = client.create_authorization_url(
            provider.authorization, state=state, code_verifier=asked.verifier, **more
        )[0]
    return where


def identity(settings: OpenId, asked: Asked, code: str, *, at: dt.datetime) -> Identity:
    """Who came back with this code.

    Raises:
        OpenIdError: the provider cannot be reached, does not know the code, or what it says does not hold.
    """
    provider = discovered(settings)
    try:
        with _client(settings, provider, asked) as client:
            given = client.fetch_token(
                provider.token,
                grant_type="authorization_code",
                code=code,
                code_verifier=asked.verifier,
                allow_redirects=False,
            )
    except requests.RequestException as error:
        raise OpenIdError("unreachable") from error
    except (AuthlibBaseError, ValueError, TypeError) as error:
        raise OpenIdError("refused") from error
    return _told(settings, _verified(settings, provider, asked, given, at), asked)


def end_session(settings: OpenId, back: str) -> str:
    """Where the browser signs out of the provider too; blank where it has no such thing, or cannot be asked."""
    try:
        provider = discovered(settings)
    except OpenIdError:
        return ""
    if not provider.end_session:
        return ""
    query = {"client_id": settings.client, "post_logout_redirect_uri": back}
    return str(requests.Request("GET", provider.end_session, params=query).prepare().url)


def _client(settings: OpenId, provider: Provider, asked: Asked) -> Any:
    return OAuth2Session(
        settings.client,
        settings.secret,
        token_endpoint_auth_method="client_secret_basic" if provider.basic else "client_secret_post",
        scope="openid profile email",
        redirect_uri=asked.redirect,
        code_challenge_method="S256",
        default_timeout=SECONDS,
    )


def _verified(
    settings: OpenId, provider: Provider, asked: Asked, given: Mapping[str, Any], at: dt.datetime
) -> Mapping[str, Any]:
    keys = _json(provider.keys)
    try:
        token = jwt.decode(given["id_token"], KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={"iss": {"essential": True, "value": settings.issuer}},
            params={"nonce": asked.nonce, "client_id": settings.client, "access_token": given["access_token"]},
        )
        claims.validate(now=int(at.timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        # What the library was not made for, too: whatever an answer holds, it signs in nobody.
        raise OpenIdError("refused") from error
    # Stricter than the library, which takes a token that is for others as well.
    if claims["aud"] not in (settings.client, [settings.client]):
        raise OpenIdError("refused") from ValueError("the token is for another program")
    return dict(claims)


def _told(settings: OpenId, claims: Mapping[str, Any], asked: Asked) -> Identity:
    if settings.acr and claims.get("acr") != settings.acr:
        raise OpenIdError("weak")
    moment = claims.get("auth_time")
    try:
        authenticated = (
            dt.datetime.fromtimestamp(moment, dt.UTC) if isinstance(moment, int | float) and moment else None
        )
    except (ValueError, OverflowError, OSError) as error:
        # No year has such a second.
        raise OpenIdError("refused") from error
    since = asked.again_since
    if since is not None and (authenticated is None or authenticated < since - dt.timedelta(seconds=LEEWAY)):
        raise OpenIdError("stale")
    subject, name = claims["sub"], claims.get(settings.claim)
    if not isinstance(subject, str) or not subject or len(subject) > 255:
        raise OpenIdError("refused") from ValueError("no subject")
    # An address that nobody has proved to be theirs is whoever's.
    if not isinstance(name, str) or (settings.claim == "email" and claims.get("email_verified") is not True):
        name = ""
    full_name = claims.get("name")
    return Identity(
        subject=f"{settings.issuer} {subject}",
        name=name[:_LONGEST],
        full_name=full_name[:_LONGEST] if isinstance(full_name, str) else "",
        authenticated_at=authenticated,
    )


def _json(url: str) -> dict[str, Any]:
    try:
        answer = requests.get(url, timeout=SECONDS, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise OpenIdError("unreachable") from error
    if answer.status_code != 200 or not isinstance(found, dict):
        raise OpenIdError("unreachable")
    return found
