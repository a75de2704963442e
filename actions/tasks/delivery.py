"""Delivers letters as text files in a folder, and by mail where a server is configured."""

import datetime as dt
import re
import smtplib
import ssl
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from actions.tasks.letters import AddressBook, DeliveryError, Letter, address_book, is_address
from core.private_files import private
from core.settings import ROOT

_SECONDS = 20
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def folder_from(environment: Mapping[str, str]) -> Path:
    """`NAMRO_REMINDERS`, or `data/reminders`."""
    return Path(environment.get("NAMRO_REMINDERS") or ROOT / "data" / "reminders")


def write(letter: Letter, folder: Path) -> Path:
    """The letter as a text file, and what goes with it beside it; the same letter written twice is one file.

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
        if letter.file:
            with open(path.with_suffix(".pdf"), "wb", opener=private) as file:
                file.write(letter.file[1])
    except OSError as error:
        raise DeliveryError("folder", folder=str(folder), problem=str(error.strerror)) from error
    return path


class Mail:
    """A connection to the mail server; who sends is part of its address."""

    def __init__(
        self, server: smtplib.SMTP, sender: str, book: AddressBook, *, at: dt.datetime, shared: Collection[str]
    ) -> None:
        self._server, self._sender, self._book, self._at, self._shared = server, sender, book, at, shared

    def send(self, letter: Letter) -> bool:
        """Whether there was an address to send to.

        Raises:
            DeliveryError: the server did not take it.
        """
        address = self._book.of(letter.to, self._shared)
        if not address:
            return False
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"] = self._sender, address
        message["Subject"] = " ".join(letter.subject.split())
        message["Date"] = format_datetime(self._at)
        # The same letter has the same name: should a run be cut off between sending and recording, mailboxes show one.
        message["Message-ID"] = f"<{sha256(letter.name.encode()).hexdigest()[:32]}@{self._sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        if letter.file:
            name, content = letter.file
            message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
        try:
            self._server.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
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
def post(environment: Mapping[str, str], *, at: dt.datetime, shared: Collection[str] = ()) -> Iterator[Post]:
    """The folder; and `NAMRO_SMTP`, as `smtp+starttls://user:password@host:587?from=namro@example.vn`, where it is set.

    Args:
        at: the moment of the run.
        shared: see `AddressBook.of`.

    Raises:
        DeliveryError: the address is none, or the server cannot be reached.
    """
    folder, url = folder_from(environment), environment.get("NAMRO_SMTP", "")
    if not url:
        yield Post(folder)
        return
    parts, sender = _server_of(url)
    book = address_book(environment)
    try:
        server = _connected(parts)
    # A name that no machine can have, a password that no server takes: the library calls these wrong values.
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise DeliveryError("mail", problem=str(error)) from error
    try:
        yield Post(folder, Mail(server, sender, book, at=at, shared=shared))
    finally:
        # Everything has been sent: how the server says good-bye is nobody's business.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _server_of(url: str) -> tuple[SplitResult, str]:
    """The server and who sends.

    Raises:
        DeliveryError: the address is none.
    """
    try:
        parts = urlsplit(url)
        # Asked for: what is no port is told then.
        named = parts.port != 0 and parts.hostname
    except ValueError as error:
        raise DeliveryError("smtp") from error
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in _PORTS or not named or not is_address(sender):
        raise DeliveryError("smtp")
    return parts, sender


def _connected(parts: SplitResult) -> smtplib.SMTP:
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    # The library's own choice takes any certificate: somebody between would read the password.
    trusted = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=trusted)
    else:
        server = smtplib.SMTP(host, port, timeout=_SECONDS)
    if parts.scheme == "smtp+starttls":
        server.starttls(context=trusted)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
