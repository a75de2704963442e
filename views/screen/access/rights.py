"""The table of rights, and what the visitor's own account may do."""

from core.rights import REGISTER, RIGHTS, ROLES, Granted, Role
from core.words import sentence_case, t
from views.screen import draw, session
from views.screen.language import language


def own() -> None:
    """What the visitor may do, in a sentence."""
    viewer = session.viewer()
    held = [t(language(), f"right.{right}") for right in RIGHTS if viewer.may_somewhere(right)]
    draw.sentences([t(language(), "rights.own", rights="; ".join(held))])


def table() -> None:
    """Every right by role: for all units, for one's own, or not at all."""
    rows = [
        (sentence_case(t(language(), f"right.{right}")), [_reach(granted, role) for role in ROLES])
        for right, granted in REGISTER.items()
    ]
    draw.template("access/rights.html", roles=[t(language(), f"role.{role}") for role in ROLES], rows=rows)


def _reach(granted: Granted, role: Role) -> str:
    return "all" if role in granted.to else "own" if role in granted.to_own else "none"
