"""What became of a month's late dossiers: reported, explained, apologised for, re-dated; 100 % is asked of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

from core.counts import CountName
from core.errors import NoDataError
from core.periods import Period
from core.units import RANKED_KINDS, Unit
from core.viewer import Viewer
from reports.published import Published
from reports.results.late_dossiers import late_in
from reports.versions import published
from store.database import Connection

STEPS: tuple[CountName, ...] = ("late_reported", "late_explained", "late_apologised", "late_redated")


@dataclass(frozen=True)
class UnitChain:
    """The late dossiers of one unit. NaN = the unit did not report the number."""

    unit: Unit
    late: float
    steps: Mapping[CountName, float]

    def missing(self, step: CountName) -> float:
        """Late dossiers of which the step is not done; NaN where not reported."""
        return self.late - self.steps[step]

    @property
    def most_missing(self) -> float:
        """Over the steps; all of them where none is reported."""
        known = [self.missing(step) for step in STEPS if not isnan(self.steps[step])]
        return max(known, default=self.late)

    @property
    def complete(self) -> bool:
        """Whether every step is reported and done for every late dossier."""
        return all(self.missing(step) <= 0 for step in STEPS)


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class LateChain:
    """How many late dossiers of a month went each step, over all units and by unit, and who is missing."""

    month: Period
    units: tuple[UnitChain, ...]
    """Those with a late dossier, the most missing first."""
    any_known: bool
    """Whether it is known of any unit how many of its dossiers are late."""
    not_reported: tuple[Unit, ...]
    """Units of which it is not known how many dossiers are late."""

    @property
    def late(self) -> int:
        return int(sum(each.late for each in self.units))

    def done(self, step: CountName) -> tuple[int, int]:
        """(done, late) over the units that reported the step."""
        known = [each for each in self.units if not isnan(each.steps[step])]
        return int(sum(each.steps[step] for each in known)), int(sum(each.late for each in known))

    @property
    def known(self) -> tuple[CountName, ...]:
        """The steps that any unit reported."""
        return tuple(step for step in STEPS if self.done(step)[1] > 0)

    @property
    def incomplete(self) -> tuple[UnitChain, ...]:
        """The units that did not go every step that anybody reports, for every late dossier."""
        return tuple(each for each in self.units if not all(each.missing(step) <= 0 for step in self.known))


def late_chain(connection: Connection, viewer: Viewer, month: Period) -> LateChain:
    """The month's late dossiers by what is published now.

    Raises:
        NotAllowedError: the viewer may not see every unit's details.
        NoDataError: nothing is published for the month.
    """
    viewer.must("see_unit")
    return late_chain_of(published(connection, viewer), month)


def late_chain_of(data: Published, month: Period) -> LateChain:
    """As `late_chain`, of any version of the data."""
    months = data.months_of(month)
    units = data.of_kind(RANKED_KINDS, months)
    if not units:
        raise NoDataError(period=month)
    counts = data.counts_of(units, months)
    late = late_in(counts, data, month)
    steps = {step: dict(zip(counts["unit_code"], counts[step].to_numpy(dtype=float), strict=True)) for step in STEPS}
    found = [
        UnitChain(unit, float(late[unit.code]), {step: steps[step][unit.code] for step in STEPS})
        for unit in units
        if late[unit.code] > 0
    ]
    return LateChain(
        month=month,
        units=tuple(sorted(found, key=lambda each: (-each.most_missing, each.unit.name))),
        any_known=bool(late.notna().any()),
        not_reported=tuple(unit for unit in units if isnan(late[unit.code])),
    )
