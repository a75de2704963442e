"""Passkeys (WebAuthn): for which of the server's names a browser makes and uses them."""

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

MOST = 10
"""Of one account."""
LONGEST_NAME = 60
_THIS_MACHINE = "localhost"
_USUAL = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Party:
    """Who a passkey is for (the “relying party”): a browser uses it at this name alone, and says from which origin."""

    host: str
    origin: str
    """As a browser writes it: “https://namro.example.vn”, with the port where it is another than usual."""


def party_of(address: str, names: Collection[str]) -> Party | None:
    """
    Args:
        address: of a page, as the browser asked for it.
        names: those that the server is configured to answer under (`NAMRO_HOSTS`).

    Returns:
        None where browsers make no passkeys or we want none: without HTTPS, unless on this machine, at an address of
        digits, or under a name that is not configured.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in _USUAL or _of_digits(host):
        return None
    if host != _THIS_MACHINE and (parts.scheme != "https" or host not in names):
        return None
    shown = f":{port}" if port not in (None, _USUAL[parts.scheme]) else ""
    return Party(host, f"{parts.scheme}://{host}{shown}")


def _of_digits(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
