"""The viewer: the person or program that asks. Every report and every action takes one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.access_errors import ConfirmationNeededError
from core.errors import NotAllowedError
from core.rights import EVERY_RIGHT, REGISTER, RIGHTS, Right, Role, known


@dataclass(frozen=True)
class Scope:
    """Which units. It fails closed: without a word there are none, and every unit is said as `ALL_UNITS`."""

    units: frozenset[str] = frozenset()
    every: bool = False

    def holds(self, units: Iterable[str]) -> bool:
        """Whether any of these units is in it. What is about no unit, such as a task that names none yet, is only for
        who has every unit."""
        return self.every or not self.units.isdisjoint(units)

    def __or__(self, other: "Scope") -> "Scope":
        return ALL_UNITS if self.every or other.every else Scope(self.units | other.units)


NO_UNITS = Scope()
ALL_UNITS = Scope(every=True)


def only(*units: str) -> Scope:
    """These units alone."""
    return Scope(frozenset(units))


@dataclass(frozen=True)
class Viewer:
    """A person or a program, what it may do, and for which units. Without rights it may do nothing."""

    who: str
    held: frozenset[tuple[Right, Scope]] = frozenset()
    """A right at most once."""
    fresh: bool = field(default=True, compare=False)
    """Whether the password was given lately enough for what asks for it again; who has no session has none to give."""

    def __post_init__(self) -> None:
        """
        Raises:
            ValueError: an unknown right: a misspelt one would never be granted, and the cause would be hard to find.
        """
        if unknown := {right for right, _ in self.held} - EVERY_RIGHT:
            raise ValueError(f"no such rights: {sorted(unknown)}")

    @staticmethod
    def holding(who: str, rights: Iterable[Right], scope: Scope) -> "Viewer":
        """With the same scope for each right."""
        return Viewer(who, frozenset((right, scope) for right in rights))

    def scope(self, right: Right) -> Scope:
        """The units for which this viewer has the right; none where it has not got it."""
        return dict(self.held).get(known(right), NO_UNITS)

    def may(self, right: Right, about: Iterable[str] | None = None) -> bool:
        """Whether this viewer has the right about at least one of these units; without `about`, for every unit."""
        scope = self.scope(right)
        return scope.every if about is None else scope.holds(about)

    def may_somewhere(self, right: Right) -> bool:
        """Whether it has the right for any unit at all: whether to show what asks for it."""
        scope = self.scope(right)
        return scope.every or bool(scope.units)

    def must(self, right: Right, about: Iterable[str] | None = None) -> None:
        """Check a right before anything is done; the only way to ask.

        Raises:
            NotAllowedError: this viewer has not that right about these units.
        """
        if not self.may(right, about):
            raise NotAllowedError(right=right)

    def must_now(self, right: Right, about: Iterable[str] | None = None) -> None:
        """As `must`, for deeds that ask for the password again when it was given too long ago.

        Raises:
            NotAllowedError: this viewer has not that right about these units.
            ConfirmationNeededError: the password was given more than ten minutes ago.
        """
        self.must(right, about)
        if not self.fresh:
            raise ConfirmationNeededError

    def limited(self, *rights: Right) -> "Viewer":
        """Nobody by name, with these rights alone as far as this viewer has them: the key of what is kept for all who
        may see the same."""
        return Viewer("", frozenset((right, scope) for right, scope in self.held if right in rights))

    def must_somewhere(self, right: Right) -> None:
        """As `must`, for what `may_somewhere` shows; what is about a unit asks again.

        Raises:
            NotAllowedError: this viewer has not that right for any unit.
        """
        if not self.may_somewhere(right):
            raise NotAllowedError(right=right)


def of_roles(who: str, roles: Iterable[Role], units: Iterable[str]) -> Viewer:
    """What the roles of a person amount to: of several, each right with the widest scope."""
    roles, own = frozenset(roles), Scope(frozenset(units))
    held = {}
    for right in RIGHTS:
        granted = REGISTER[right]
        scope = ALL_UNITS if granted.to & roles else own if granted.to_own & roles else NO_UNITS
        if scope != NO_UNITS:
            held[right] = scope
    return Viewer(who, frozenset(held.items()))


def everyone(who: str = "local") -> Viewer:
    """May see and do everything: whoever is at the shell, and who looks at samples."""
    return Viewer.holding(who, EVERY_RIGHT, ALL_UNITS)
