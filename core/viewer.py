"""Who is asking. Every report and every action takes one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Scope = frozenset[str] | None
"""Codes of the units somebody may see; None means every unit."""


@dataclass(frozen=True)
class Viewer:
    """A person or a program, what it may do, and for which units."""

    who: str
    roles: frozenset[str] = field(default_factory=frozenset)
    units: Scope = None

    def may(self, deed: str) -> bool:
        """Whether this viewer may do `deed` (`import`, `publish`…)."""
        return "everything" in self.roles or deed in self.roles

    def sees(self, units: Iterable[str]) -> bool:
        """Whether any of these units is one this viewer may see."""
        return self.units is None or not self.units.isdisjoint(units)


def everyone(who: str = "local") -> Viewer:
    """The one viewer there is until sign-in exists: may see and do everything."""
    return Viewer(who, frozenset({"everything"}))
