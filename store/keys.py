"""The keys of the audit trail and of publications: files outside the database, made when they are first needed.

`NAMRO_KEYS` names their folder; without it that is `keys/` beside an SQLite file, and `data/keys` for PostgreSQL.
Whoever has only the database, or a backup of it, can neither continue nor forge the chain. The file that sorts last is
used; the others prove what was written with them.
"""

import base64
import hashlib
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy.engine import Connection

from core.private_files import private
from core.settings import DATA

VARIABLE = "NAMRO_KEYS"
_IN_MEMORY = secrets.token_bytes(32)
_NAMED = 12
"""Hexadecimal digits by which a line names its key."""


def folder(connection: Connection) -> Path | None:
    """Where the keys of a database are; None for one in memory, whose key lasts as long as the process."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    url = connection.engine.url
    if url.get_backend_name() != "sqlite":
        return DATA / "keys"
    return None if url.database in (None, "", ":memory:") else Path(str(url.database)).absolute().parent / "keys"


def name_of(key: bytes) -> str:
    """What a line says of its key: nothing that helps to guess it."""
    return hashlib.sha256(b"namro " + key).hexdigest()[:_NAMED]


def known(connection: Connection) -> dict[str, bytes]:
    """Every key that is here, by its name, the one in use last."""
    place = folder(connection)
    if place is None:
        return {name_of(_IN_MEMORY): _IN_MEMORY}
    found = [bytes.fromhex(path.read_text(encoding="ascii").strip()) for path in sorted(place.glob("*.key"))]
    return {name_of(key): key for key in found}


def in_use(connection: Connection) -> bytes:
    """The newest key; made where there is none."""
    place = folder(connection)
    return _IN_MEMORY if place is None else _newest(place)


@cache
def _newest(place: Path) -> bytes:
    if not list(place.glob("*.key")):
        add(place)
    return bytes.fromhex(max(place.glob("*.key")).read_text(encoding="ascii").strip())


def add(place: Path) -> Path:
    """A new key, which is used from the next start on; those that are there stay.

    Of two processes that make the first one at the same time, one makes it.
    """
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = place / f"{len(list(place.glob('*.key'))) + 1:04}.key"
    part = place / f"{secrets.token_hex(8)}.part"
    with open(part, "x", encoding="ascii", opener=private) as file:
        file.write(secrets.token_hex(32) + "\n")
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
    return path


def mac(key: bytes, content: bytes) -> str:
    return hmac.new(key, content, hashlib.sha256).hexdigest()


def sealed(connection: Connection, content: bytes) -> str:
    """The content, to be read again only with the key in use."""
    key = in_use(connection)
    return f"{name_of(key)}:{_box(key).encrypt(content).decode()}"


def unsealed(connection: Connection, text: str) -> bytes | None:
    """What was sealed; None where its key is gone or the text was changed."""
    name, _, content = text.partition(":")
    key = known(connection).get(name)
    try:
        return _box(key).decrypt(content.encode(errors="replace")) if key else None
    except InvalidToken:
        return None


def _box(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"namro sealed " + key).digest()))


def _signer(key: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"namro publications " + key).digest())


def public_key(key: bytes) -> str:
    """By which anybody verifies a publication, in hexadecimal; see the page on the method."""
    return _signer(key).public_key().public_bytes_raw().hex()


def sign(key: bytes, content: bytes) -> str:
    return _signer(key).sign(content).hex()


def verifies(public: str, signature: str, content: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True
