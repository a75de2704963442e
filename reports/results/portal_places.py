"""The places of one read of the national portal, by rank."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.portal import CLOSE, PORTAL_GROUPS, TOTAL, PortalRead
from metrics.score.standing import ranks

EQUAL = 0.0051
"""Tolerance: two scores printed with two decimals are equal up to this difference."""


@dataclass(frozen=True)
class Place:
    """A province, or a unit of ours, in one read."""

    code: str
    name: str
    kind: str
    scores: dict[str, float]
    """By item: the total and its groups, where known."""
    rank: int | None
    computed: dict[str, float] = field(default_factory=dict)
    """By group: our own points, of a unit whose numerators and denominators were read."""

    def differs(self, group: str) -> bool:
        """Whether our points of a group are known and are not the portal's, as both are printed."""
        known = group in self.computed and group in self.scores
        return known and abs(self.computed[group] - self.scores[group]) > EQUAL

    @property
    def off(self) -> bool:
        """Whether its groups were read at another time than its total, and do not add up to it."""
        known = self.scores.keys() >= {TOTAL, *PORTAL_GROUPS}
        return known and abs(sum(self.scores[item] for item in PORTAL_GROUPS) - self.scores[TOTAL]) > CLOSE


def places_in(read: PortalRead, kinds: Sequence[str]) -> list[Place]:
    """The places of these kinds by rank, within a kind; those without a total last."""
    gathered: dict[tuple[str, str, str], dict[str, float]] = {}
    for each in read.values:
        if each.kind in kinds and (each.item == TOTAL or each.item in PORTAL_GROUPS):
            items = gathered.setdefault((each.code or each.department_id or each.name, each.name, each.kind), {})
            if each.score is not None:
                items[each.item] = each.score
    found = []
    for kind in kinds:
        of_kind = {key: items for key, items in gathered.items() if key[2] == kind}
        ranked = ranks({key[0]: items[TOTAL] for key, items in of_kind.items() if TOTAL in items})
        places = [Place(*key, items, ranked.get(key[0])) for key, items in of_kind.items()]
        found += sorted(places, key=lambda place: (place.rank is None, place.rank or 0, place.name))
    return found
