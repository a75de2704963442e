"""A passkey in software: it answers as a browser does, or as one that lies would."""

import base64
import hashlib
import json
import secrets

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "===")


class Passkey:
    """One for a name; `count` is what it says of its uses, None where it does not count."""

    def __init__(self, host: str, origin: str, *, count: int | None = 0) -> None:
        self.host, self.origin, self.count = host, origin, count
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.number = secrets.token_bytes(32)
        self.handle = ""

    def made(self, options: str, *, verified: bool = True, origin: str = "", host: str = "") -> str:
        asked = json.loads(options)
        self.handle = asked["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        told = bytes(16) + len(self.number).to_bytes(2) + self.number + cbor2.dumps(key)
        data = self._data(WITH_KEY | (VERIFIED if verified else 0), host) + told
        client = self._client("webauthn.create", asked["challenge"], origin)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(clientDataJSON=encoded(client), attestationObject=encoded(attestation))

    def signed(
        self,
        options: str,
        *,
        verified: bool = True,
        origin: str = "",
        host: str = "",
        handle: str | None = None,
        challenge: str = "",
        kind: str = "webauthn.get",
    ) -> str:
        if self.count is not None:
            self.count += 1
        data = self._data(VERIFIED if verified else 0, host)
        client = self._client(kind, challenge or json.loads(options)["challenge"], origin)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=encoded(client),
            authenticatorData=encoded(data),
            signature=encoded(signature),
            userHandle=self.handle if handle is None else handle,
        )

    def _data(self, flags: int, host: str) -> bytes:
        named = hashlib.sha256((host or self.host).encode()).digest()
        return named + bytes([PRESENT | flags]) + (self.count or 0).to_bytes(4)

    def _client(self, kind: str, challenge: str, origin: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": origin or self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, **response: str) -> str:
        number = encoded(self.number)
        return json.dumps({"id": number, "rawId": number, "type": "public-key", "response": response})
