"""A provider of identities (OpenID Connect) on a real port: authorization code, PKCE, RS256, sign-out; and every lie
that one could tell."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.serving import free_port
from tests.web.asking import serving

CLIENT, SECRET = "namro", "not-in-the-database:8Jk3"
# Of the right size and in nobody's list of keys.
STRANGE_KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"}, private=True)

Claims = dict[str, Any]


def signed(claims: Claims, key: RSAKey, algorithm: str = "RS256") -> str:
    return jwt.encode({"alg": algorithm, "kid": "k1"}, claims, key, algorithms=[algorithm])


def unsigned(claims: Claims, header: dict[str, str], signature: bytes = b"") -> str:
    """Put together by hand: no library signs with “none”, or with a public key as a secret."""
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


@dataclass
class IdentityProvider:
    issuer: str
    person: Claims = field(default_factory=dict)
    """Who sits before the browser: the claims about them."""
    authenticated: int = 0
    """When they last gave a password; 0: just now, as often as it is asked for."""
    told: Callable[[Claims], str] | None = None
    """Makes the ID token in place of an honest one."""
    document: Claims = field(default_factory=dict)
    """What its discovery says otherwise."""
    at_hash: bool = True
    seen: list[dict[str, str]] = field(default_factory=list)
    """Every request for authorization."""
    slow: float = 0.0
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"}, private=True)
    )
    codes: dict[str, tuple[dict[str, str], Claims]] = field(default_factory=dict)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._document),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/logout", self._logout),
            ]
        )

    def _document(self, request: Request) -> Response:
        time.sleep(self.slow)
        endpoints = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        said = {name: f"{self.issuer}/{path}" for name, path in endpoints.items()}
        said |= {"issuer": self.issuer, "end_session_endpoint": f"{self.issuer}/logout"}
        return JSONResponse(said | self.document)

    def _keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.seen.append(asked)
        code = secrets.token_urlsafe(16)
        now = int(time.time())
        claims = self.person | {"iss": self.issuer, "aud": asked["client_id"], "iat": now, "exp": now + 300}
        claims |= {"auth_time": self.authenticated or now, "nonce": asked["nonce"]}
        self.codes[code] = (asked, claims)
        answer = {"code": code, "state": asked["state"], "iss": self.issuer}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 302)

    def _logout(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked, claims = self.codes.pop(form.get("code", ""), ({}, {}))
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        fits = asked.get("code_challenge") == base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if not fits or asked["code_challenge_method"] != "S256" or asked["redirect_uri"] != form["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        given = base64.b64decode(request.headers.get("authorization", "").partition(" ")[2]).decode()
        if [unquote(part) for part in given.split(":", 1)] != [CLIENT, SECRET]:
            return PlainTextResponse("who is that?", 401)
        access = secrets.token_urlsafe(8)
        if self.at_hash:
            half = hashlib.sha256(access.encode()).digest()[:16]
            claims["at_hash"] = base64.urlsafe_b64encode(half).rstrip(b"=").decode()
        token = self.told(claims) if self.told else signed(claims, self.key)
        return JSONResponse({"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token})


@contextmanager
def provided() -> Iterator[IdentityProvider]:
    """The provider on a free port, as long as it is needed."""
    port = free_port()
    provider = IdentityProvider(f"http://127.0.0.1:{port}")
    with serving(provider.app(), port=port):
        yield provider
