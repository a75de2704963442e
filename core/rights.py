"""The list of all rights: each once, what it is about, and which roles have it. Its words are `right.<right>`.

It is the table of docs/access.md, which a test compares with it. A right is always checked by
`viewer.must("publish", about)`; one that is not listed here is an error of the program: of the type checker, of the
import of what registers it, and of `Viewer` itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["reader", "unit_member", "unit_head", "secretariat", "publisher", "leader", "auditor", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)
"""In the order of the table; their words are `role.<role>`."""

About = Literal["nothing", "unit", "month", "task"]

Right = Literal[
    "see_results",
    "see_unit",
    "see_drafts",
    "see_files",
    "see_people",
    "import",
    "submit",
    "reply",
    "delegate",
    "answer_reply",
    "publish",
    "lock",
    "assign_task",
    "report_task",
    "remind",
    "explain_flag",
    "annotate",
    "settings",
    "structure",
    "accounts",
    "backup",
    "see_trail",
]
RIGHTS: tuple[Right, ...] = get_args(Right)
EVERY_RIGHT: frozenset[Right] = frozenset(RIGHTS)


@dataclass(frozen=True)
class Granted:
    """What a right is about, and who has it."""

    about: About
    to: frozenset[Role]
    """Roles that have it for everything."""
    to_own: frozenset[Role] = frozenset()
    """Roles that have it for the units of the person alone."""


def _granted(about: About, *roles: Role, own: tuple[Role, ...] = ()) -> Granted:
    return Granted(about, frozenset(roles), frozenset(own))


_MEMBER: tuple[Role, ...] = ("unit_member", "unit_head")

REGISTER: Mapping[Right, Granted] = {
    "see_results": _granted("nothing", *ROLES),
    "see_unit": _granted("unit", "secretariat", "publisher", "leader", own=_MEMBER),
    "see_drafts": _granted("month", "secretariat", "publisher", "leader", own=_MEMBER),
    "see_files": _granted("unit", "secretariat", "publisher", "leader", "auditor", own=_MEMBER),
    "see_people": _granted("task", "secretariat", "publisher", "leader", own=_MEMBER),
    "import": _granted("month", "secretariat"),
    # The secretariat too: some units telephone, or send paper.
    "submit": _granted("unit", "secretariat", own=_MEMBER),
    "reply": _granted("unit", "secretariat", own=_MEMBER),
    "delegate": _granted("unit", own=("unit_head",)),
    "answer_reply": _granted("unit", "secretariat", "publisher"),
    "publish": _granted("month", "publisher"),
    "lock": _granted("month", "publisher"),
    "assign_task": _granted("task", "secretariat", "leader"),
    "report_task": _granted("task", "secretariat", "leader", own=_MEMBER),
    "remind": _granted("nothing", "secretariat", "leader"),
    "explain_flag": _granted("unit", "secretariat", "publisher", own=_MEMBER),
    "annotate": _granted("unit", "secretariat", "publisher", own=_MEMBER),
    "settings": _granted("nothing", "publisher", "administrator"),
    "structure": _granted("nothing", "publisher", "administrator"),
    "accounts": _granted("nothing", "administrator"),
    "backup": _granted("nothing", "administrator"),
    "see_trail": _granted("nothing", "auditor", "administrator"),
}

if REGISTER.keys() != EVERY_RIGHT:
    raise ValueError(f"rights without an entry, or entries without a right: {sorted(REGISTER.keys() ^ EVERY_RIGHT)}")


DELEGATED: tuple[Right, ...] = ("submit", "reply", "see_unit")
"""What the head of a unit may give one person of it; nobody replies to numbers unseen."""


def known(right: str) -> Right:
    """The right of this name, for what registers one; an unknown one is an error where it is imported.

    Raises:
        ValueError: there is no such right.
    """
    found = next((each for each in RIGHTS if each == right), None)
    if found is None:
        raise ValueError(f"no such right: {right}")
    return found
