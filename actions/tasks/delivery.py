"""Delivers letters as text files in a folder, and by mail where a server is configured."""

import re
import smtplib
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from core.errors import DashboardError
from core.private_files import private
from core.settings import ROOT
from metrics.tasks.reminders import Recipient

_SECONDS = 20
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class DeliveryError(DashboardError):
    """The folder, the mail server or the address book is unusable; `reason` chooses the sentence."""

    def __init__(self, reason: str, **values: str) -> None:
        self.key = f"error.delivery_{reason}"
        super().__init__(**values)


@dataclass(frozen=True)
class Letter:
    """The message to one recipient."""

    to: Recipient
    subject: str
    text: str
    name: str
    """Name of its file, before characters that are not allowed in one are removed."""


@dataclass(frozen=True)
class AddressBook:
    """Mail addresses of units by code, of people by name, and of the Committee's secretariat."""

    units: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    committee: str = ""

    def of(self, to: Recipient) -> str:
        """Blank where there is none; somebody without an address is written to at their unit's."""
        if to.role == "committee":
            return self.committee
        return self.people.get(to.name) or self.units.get(to.unit, "")


def folder_from(environment: Mapping[str, str]) -> Path:
    """`NAMRO_REMINDERS`, or `data/reminders`."""
    return Path(environment.get("NAMRO_REMINDERS") or ROOT / "data" / "reminders")


def address_book(environment: Mapping[str, str]) -> AddressBook:
    """`NAMRO_ADDRESSES`, or `addresses.toml` beside `app.py`: tables `units` and `people`, and `committee`.

    Raises:
        DeliveryError: the file is no such thing, or is named and absent.
    """
    path = Path(environment.get("NAMRO_ADDRESSES") or ROOT / "addresses.toml")
    if not path.exists() and not environment.get("NAMRO_ADDRESSES"):
        return AddressBook()
    try:
        return AddressBook(**tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DeliveryError("addresses", file=path.name, problem=str(error)) from error


def write(letter: Letter, folder: Path) -> Path:
    """The letter as a text file; the same letter written twice is one file.

    Raises:
        DeliveryError: the folder cannot be written to.
    """
    fit = re.sub(r"[^\w-]+", "_", letter.name)[:80]
    # Two names may become equal when they are shortened.
    path = folder / f"{fit}_{sha256(letter.name.encode()).hexdigest()[:8]}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open(path, "wb", opener=private) as file:
            file.write(f"{letter.subject}\n\n{letter.text}".encode())
    except OSError as error:
        raise DeliveryError("folder", folder=str(folder), problem=str(error.strerror)) from error
    return path


class Mail:
    """A connection to the mail server; who sends is part of its address."""

    def __init__(self, server: smtplib.SMTP, sender: str, book: AddressBook) -> None:
        self._server, self._sender, self._book = server, sender, book

    def send(self, letter: Letter) -> bool:
        """Whether there was an address to send to.

        Raises:
            DeliveryError: the server did not take it.
        """
        address = self._book.of(letter.to)
        if not address:
            return False
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"] = self._sender, address
        message["Subject"] = " ".join(letter.subject.split())
        message.set_content(letter.text)
        try:
            self._server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError("mail", problem=str(error)) from error
        return True


@dataclass(frozen=True)
class Post:
    """The configured delivery channels."""

    folder: Path
    mail: Mail | None = None

    def deliver(self, letter: Letter) -> bool:
        """Whether it was mailed too.

        Raises:
            DeliveryError: it did not go all the ways it should.
        """
        write(letter, self.folder)
        return self.mail.send(letter) if self.mail else False


@contextmanager
def post(environment: Mapping[str, str]) -> Iterator[Post]:
    """The folder; and `NAMRO_SMTP`, as `smtp+starttls://user:password@host:587?from=namro@example.vn`, where it is set.

    Raises:
        DeliveryError: the address is none, or the server cannot be reached.
    """
    folder, url = folder_from(environment), environment.get("NAMRO_SMTP", "")
    if not url:
        yield Post(folder)
        return
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in _PORTS or not parts.hostname or not sender:
        raise DeliveryError("smtp")
    book = address_book(environment)
    try:
        server = _connected(parts)
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError("mail", problem=str(error)) from error
    with server:
        yield Post(folder, Mail(server, sender, book))


def _connected(parts: SplitResult) -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    server = kind(str(parts.hostname), parts.port or _PORTS[parts.scheme], timeout=_SECONDS)
    if parts.scheme == "smtp+starttls":
        server.starttls()
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
