"""The viewer: the person or program that asks. Every report and every action takes one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.errors import NotAllowedError
from core.rights import EVERY_RIGHT, Right

Scope = frozenset[str] | None
"""Codes of the units somebody may see; None means every unit."""


@dataclass(frozen=True)
class Viewer:
    """A person or a program, what it may do, and for which units."""

    who: str
    rights: frozenset[Right] = field(default_factory=frozenset)
    units: Scope = None

    def __post_init__(self) -> None:
        """
        Raises:
            ValueError: an unknown right: a misspelt one would never be granted, and the cause would be hard to find.
        """
        if unknown := self.rights - EVERY_RIGHT:
            raise ValueError(f"no such rights: {sorted(unknown)}")

    def may(self, right: Right, about: Iterable[str] | None = None) -> bool:
        """Whether this viewer has the right and, with `about`, may see at least one of these units.

        What is about no unit, such as a task that names none yet, is only for a viewer of all units.
        """
        if right not in EVERY_RIGHT:
            raise ValueError(f"no such right: {right}")
        return right in self.rights and (about is None or self.sees(about))

    def must(self, right: Right, about: Iterable[str] | None = None) -> None:
        """Check a right before anything is done.

        Raises:
            NotAllowedError: this viewer has not that right about these units.
        """
        if not self.may(right, about):
            raise NotAllowedError(right=right)

    def sees(self, units: Iterable[str]) -> bool:
        """Whether any of these units is one this viewer may see."""
        return self.units is None or not self.units.isdisjoint(units)


def everyone(who: str = "local") -> Viewer:
    """The one viewer there is until sign-in exists: may see and do everything."""
    return Viewer(who, EVERY_RIGHT)
