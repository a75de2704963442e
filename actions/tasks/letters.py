"""The letter to one recipient, and the book of addresses."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from email.utils import getaddresses
from pathlib import Path
from typing import Any

from core.errors import DashboardError
from core.settings import ROOT
from metrics.tasks.reminders import Recipient

_ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")


class DeliveryError(DashboardError):
    """The folder, the mail server or the address book is unusable; `reason` chooses the sentence."""

    def __init__(self, reason: str, **values: Any) -> None:
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
    file: tuple[str, bytes] | None = None
    """A PDF that goes with it, by its name."""

    def with_file(self, name: str, content: bytes) -> "Letter":
        return replace(self, file=(name, content))


@dataclass(frozen=True)
class AddressBook:
    """Mail addresses of units by code, of people by name, and of the Committee's secretariat.

    Of people with the same name “Nguyễn Văn A (SNV)” says whose it is.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    committee: str = ""

    def of(self, to: Recipient, shared: Collection[str] = ()) -> str:
        """Blank where there is none; somebody without an address is written to at their unit's.

        Args:
            shared: names that stand for several people: the name alone is nobody's address.
        """
        if to.role == "committee":
            return self.committee
        own = self.people.get(f"{to.name} ({to.unit})") or ("" if to.name in shared else self.people.get(to.name))
        return own or self.units.get(to.unit, "")


def address_book(environment: Mapping[str, str]) -> AddressBook:
    """`NAMRO_ADDRESSES`, or `addresses.toml` beside `app.py`: tables `units` and `people`, and `committee`.

    Raises:
        DeliveryError: the file is no such thing, or is named and absent.
    """
    path = Path(environment.get("NAMRO_ADDRESSES") or ROOT / "addresses.toml")
    if not path.exists() and not environment.get("NAMRO_ADDRESSES"):
        return AddressBook()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DeliveryError("addresses", file=path.name, problem=str(error)) from error
    for name, value in found.items():
        if name not in ("units", "people", "committee") or isinstance(value, dict) != (name != "committee"):
            raise DeliveryError("address_table", file=path.name, table=name)
        for whose, address in value.items() if isinstance(value, dict) else [(name, value)]:
            # Left blank: not known yet.
            if address != "" and not is_address(address):
                raise DeliveryError("address", file=path.name, whose=whose, address=str(address)[:100])
    return AddressBook(**found)


def is_address(text: object) -> bool:
    """Whether mail can be addressed so: one address or several with commas, each with a name or without."""
    if not isinstance(text, str) or not text.isprintable():
        return False
    found = getaddresses([text])
    return bool(found) and all(_ADDRESS.fullmatch(address) for _, address in found)
