"""Our own units in the national portal's reads: its points and ranks, and the points that we compute of its counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from core.periods import HANOI, month_with
from core.portal import RANK, RANK_IN_KIND, TOTAL, PortalRead, PortalValue, StoredRead
from metrics.in_force import definitions_of, settings_in_files
from metrics.rates.measures import Measure
from reports.results.portal_counts import Rate, counts_told, measured, points
from reports.results.portal_places import Place, places_in

KINDS = ("department", "commune")


@dataclass(frozen=True)
class OurUnits:
    """The units of our province in the newest read that lists them."""

    read: StoredRead
    places: tuple[Place, ...]
    """By kind and rank."""
    ranks_printed: bool
    """Whether ranks are those that the portal prints; else ours, among the units of a kind in the read."""
    ranked_to: int
    """The last rank that the portal prints, all kinds together; 0 where it prints none."""
    checkable: int
    """Groups of units whose points were read and can be computed from their counts, those given ready-made apart."""
    not_checkable: int
    differing: int
    """Of `checkable`, those whose points are not ours."""
    rates: dict[str, dict[str, Rate]]
    """By measure and unit's code: of the counts read, for the period of the read."""
    measures: tuple[Measure, ...]
    not_reported: tuple[Measure, ...]
    """Measures that no unit's counts in the read are enough for."""

    @property
    def partly(self) -> bool:
        """Whether the portal ranks more units than were read."""
        return self.ranked_to > len(self.places)


def newest_of_each(parts: Iterable[StoredRead]) -> list[StoredRead]:
    """The newest read of each answer."""
    return list({each.read.answer: each for each in parts}.values())


def our_units(listed: StoredRead, parts: Sequence[StoredRead]) -> OurUnits:
    """Our units with their groups: an answer about one group may name a unit by the portal's id alone.

    Args:
        listed: the read that lists them.
        parts: the newest read of each answer, `listed` too.
    """
    told = list(_by_unit(listed.read, parts))
    month = month_with(listed.read.asked.read_at.astimezone(HANOI).date())
    definitions = definitions_of(month, settings_in_files())
    rules = definitions.scores.get("qd766")
    counts = counts_told(told, rules) if rules else None
    computed = points(counts, rules) if rules and counts is not None else {}
    rates = measured(counts, definitions.measures.values()) if counts is not None else {}
    groups = {(code, each.item): each.score for answer, code, each in told if answer == each.item != TOTAL}
    printed = {code: int(each.numerator) for _, code, each in told if each.item == RANK_IN_KIND and each.numerator}
    places = []
    for place in places_in(listed.read, KINDS):
        more = {item: score for (code, item), score in groups.items() if code == place.code and score is not None}
        rank = printed.get(place.code) if printed else place.rank
        places.append(replace(place, scores=more | place.scores, rank=rank, computed=computed.get(place.code, {})))
    groups_of = rules.groups if rules else ()
    by_counts = [group.id for group in groups_of if any(each.denominator for each in group.indicators)]
    known = [(place, group) for place in places for group in by_counts if group in place.scores]
    ours = [(place, group) for place, group in known if group in place.computed]
    return OurUnits(
        listed,
        tuple(sorted(places, key=lambda place: (KINDS.index(place.kind), place.rank is None, place.rank or 0))),
        bool(printed),
        max((int(each.numerator) for _, _, each in told if each.item == RANK and each.numerator), default=0),
        len(ours),
        len(known) - len(ours) if ours else 0,
        sum(place.differs(group) for place, group in ours),
        rates,
        tuple(each for each in definitions.measures.values() if each.id in rates),
        tuple(each for each in definitions.measures.values() if each.id not in rates),
    )


def _by_unit(listed: PortalRead, parts: Iterable[StoredRead]) -> Iterator[tuple[str, str, PortalValue]]:
    """(answer, unit's code, value) of everything read of units."""
    codes = {each.department_id: each.code for each in listed.values if each.department_id}
    for part in parts:
        for each in part.read.values:
            if each.kind in KINDS:
                yield part.read.answer, each.code or codes.get(each.department_id, ""), each
