"""The province among all provinces, by what the national portal itself says of Decision 766's score.

The portal rewrites its figures: movement is only between our own reads of one period, never the portal's own “change”.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.portal import PORTAL_GROUPS, TOTAL, StoredRead
from core.units import Unit
from core.viewer import Viewer
from metrics.score.standing import Standing, around, hollow, standing
from reports.results.nation_units import OurUnits, newest_of_each, our_units
from reports.results.own_province import codes_of, own_code
from reports.results.portal_places import Place, places_in
from store import portal, units
from store.database import Connection


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
    units: OurUnits | None
    """By the newest read of the same period that lists them."""
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
    places = places_in(newest.read, ("province",))
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
        our_units(listed, newest_of_each(parts)) if listed else None,
        tuple(sorted({each.item for part in newest_of_each(parts) for each in part.read.values if each.flag})),
    )


def _fullest(reads: Sequence[StoredRead]) -> list[StoredRead]:
    """Those that list the most provinces: a rank among a few that somebody copied is none."""
    many = [len(places_in(each.read, ("province",))) for each in reads]
    return [each for each, places in zip(reads, many, strict=True) if places == max(many)]


def _of_item(places: Sequence[Place], item: str, own: str) -> Standing | None:
    return standing({place.code or place.name: place.scores[item] for place in places if item in place.scores}, own)


def _moves(of_period: Sequence[StoredRead], us: Unit | None) -> Iterable[Moved]:
    """Each read's standing of ours, and its change since the read before; the oldest first."""
    before: Standing | None = None
    for each in of_period:
        found = _of_item(places_in(each.read, ("province",)), TOTAL, own_code(each.read, us))
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
