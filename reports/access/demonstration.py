"""Demonstration: looking at samples without an account.

It ends by itself with the first account, the first real number that is published, and a province of its own.
"""

from typing import Literal, get_args

from core.rights import ROLES
from core.viewer import Viewer, everyone, of_roles
from store import accounts, provenance, settings, units
from store.database import Connection
from store.state import state

Part = Literal[
    "everything",
    "leader",
    "secretariat",
    "publisher",
    "department",
    "commune",
    "reader",
    "auditor",
    "administrator",
]
"""As whom a visitor of the samples looks at them; the words are `part.<part>`."""
PARTS: tuple[Part, ...] = get_args(Part)
WHO = "local"
"""Whatever the part: the audit trail names no person where nobody signed in."""


def demonstration(connection: Connection, *, production: bool) -> bool:
    """Whether a visitor may look around without an account.

    All that was ever published are samples, the province is one of ours, and nobody has an account.
    """
    if production or accounts.are_any(connection):
        return False
    now = state(connection)
    return _all_samples(connection, (now.database, now.numbers))


_samples: dict[tuple[str, int], bool] = {}


def _all_samples(connection: Connection, key: tuple[str, int]) -> bool:
    """Asked at every request, so kept for the newest state of the numbers."""
    if key not in _samples:
        own = bool((settings.newest(connection, settings.PROVINCE) or {}).get("own"))
        found = not own and not provenance.any_real(connection)
        _samples.clear()
        _samples[key] = found
    return _samples[key]


def viewer_as(connection: Connection, part: Part) -> Viewer:
    """The demonstration person of a part; a unit's is of the first one in the list."""
    if part == "everything":
        return everyone(WHO)
    if part in ("department", "commune"):
        known = [unit.code for unit in units.everything(connection) if unit.kind == part and unit.valid_to is None]
        return of_roles(WHO, ["unit_member"], known[:1])
    return of_roles(WHO, [role for role in ROLES if role == part], [])
