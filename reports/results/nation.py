"""The province among all provinces, by what the national portal itself says of Decision 766's score.

The portal rewrites its figures: movement is only between our own reads of one period, never the portal's own “change”.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.portal import CLOSE, PORTAL_GROUPS, TOTAL, PortalRead, StoredRead
from core.units import Unit
from core.viewer import Viewer
from metrics.score.standing import Standing, around, hollow, ranks, standing
from reports.results.own_province import codes_of, own_code
from store import portal, units
from store.database import Connection


@dataclass(frozen=True)
class Place:
    """A province, or a unit of ours, in one read."""

    code: str
    name: str
    kind: str
    scores: dict[str, float]
    """By item: the total and its groups, where known."""
    rank: int | None

    @property
    def off(self) -> bool:
        """Whether its groups were read at another time than its total, and do not add up to it."""
        known = self.scores.keys() >= {TOTAL, *PORTAL_GROUPS}
        return known and abs(sum(self.scores[item] for item in PORTAL_GROUPS) - self.scores[TOTAL]) > CLOSE


@dataclass(frozen=True)
class Moved:
    """One of our reads of a period, and the movement since the read before of the same period."""

    read_at: dt.datetime
    score: float
    rank: int
    of: int
    score_change: float | None
    rank_change: int | None
    """Positive: places gained."""


@dataclass(frozen=True, eq=False)
class Nation:
    """The newest read of the provinces in a period, and what came before it."""

    periods: tuple[str, ...]
    """Every period with a read of the provinces: the newest year first, the whole year before its parts."""
    period: str
    read: StoredRead
    own: str
    """Our province's code in the read; blank where it is not in it."""
    places: tuple[Place, ...]
    """By rank."""
    standings: dict[str, Standing]
    """Ours, by item."""
    moves: tuple[Moved, ...]
    """The newest first."""
    neighbours: tuple[Place, ...]
    hollow: bool
    """Most stand at the floor: nobody is ranked."""
    country: dict[str, float]
    units: tuple[Place, ...]
    """Our own units, by the newest read of the same period that lists them; by kind and rank."""
    units_read: StoredRead | None
    flagged: tuple[str, ...]
    """Indicators that the portal calls provisional, in the newest reads of our units."""

    @property
    def ours(self) -> Place | None:
        return next((place for place in self.places if place.code == self.own and self.own), None)


def nation(connection: Connection, viewer: Viewer, period: str = "") -> Nation | None:
    """The newest period read, or the one asked for; None where no answer about the provinces was loaded.

    Raises:
        NotAllowedError: the viewer may not see results.
    """
    viewer.must("see_results")
    reads = portal.everything(connection)
    provinces = [each for each in reads if each.read.scope == "" and each.read.answer == TOTAL]
    # One visit reads the year and some months: what stands for the province is the year.
    told = {each.read.asked.period for each in provinces}
    periods = tuple(sorted(told, key=lambda each: (each[:4], len(each) == len("2026"), each), reverse=True))
    if not periods:
        return None
    period = period if period in periods else periods[0]
    of_period = _fullest([each for each in provinces if each.read.asked.period == period])
    us = next((unit for unit in units.everything(connection) if unit.kind == "province"), None)
    newest = of_period[-1]
    places = _places(newest.read, ("province",))
    own = own_code(newest.read, us)
    scores = {place.code or place.name: place.scores[TOTAL] for place in places if TOTAL in place.scores}
    codes = codes_of(own, us, newest.read)
    parts = [each for each in reads if each.read.scope in codes and each.read.asked.period == period]
    listed = next((each for each in reversed(parts) if each.read.answer == TOTAL), None)
    return Nation(
        periods,
        period,
        newest,
        own,
        tuple(places),
        {item: found for item in (TOTAL, *PORTAL_GROUPS) if (found := _of_item(places, item, own))},
        tuple(_moves(of_period, us))[::-1],
        tuple(place for name in around(scores, own) for place in places if (place.code or place.name) == name),
        hollow(list(scores.values())),
        {each.item: each.score for each in newest.read.values if each.kind == "country" and each.score is not None},
        tuple(_units(listed.read, _latest(parts))) if listed else (),
        listed,
        tuple(sorted({each.item for part in _latest(parts) for each in part.read.values if each.flag})),
    )


def _fullest(reads: Sequence[StoredRead]) -> list[StoredRead]:
    """Those that list the most provinces: a rank among a few that somebody copied is none."""
    many = [len(_places(each.read, ("province",))) for each in reads]
    return [each for each, places in zip(reads, many, strict=True) if places == max(many)]


def _units(listed: PortalRead, parts: Iterable[StoredRead]) -> Iterable[Place]:
    """Our units with their groups: an answer about one group may name a unit by the portal's id alone."""
    codes = {each.department_id: each.code for each in listed.values if each.department_id}
    groups: dict[str, dict[str, float]] = {}
    for part in parts:
        for each in part.read.values:
            if part.read.answer != TOTAL and each.item == part.read.answer and each.score is not None:
                groups.setdefault(each.code or codes.get(each.department_id, ""), {})[each.item] = each.score
    for place in _places(listed, ("department", "commune")):
        yield replace(place, scores=groups.get(place.code, {}) | place.scores)


def _latest(parts: Iterable[StoredRead]) -> list[StoredRead]:
    """The newest read of each answer."""
    return list({each.read.answer: each for each in parts}.values())


def _places(read: PortalRead, kinds: Sequence[str]) -> list[Place]:
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


def _of_item(places: Sequence[Place], item: str, own: str) -> Standing | None:
    return standing({place.code or place.name: place.scores[item] for place in places if item in place.scores}, own)


def _moves(of_period: Sequence[StoredRead], us: Unit | None) -> Iterable[Moved]:
    """Each read's standing of ours, and its change since the read before; the oldest first."""
    before: Standing | None = None
    for each in of_period:
        found = _of_item(_places(each.read, ("province",)), TOTAL, own_code(each.read, us))
        if found is None:
            continue
        comparable = before is not None and before.of == found.of
        yield Moved(
            each.read.asked.read_at,
            found.score,
            found.rank,
            found.of,
            round(found.score - before.score, 2) if before else None,
            before.rank - found.rank if before and comparable else None,
        )
        before = found
