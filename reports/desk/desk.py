"""A unit's month from its own desk: what it owes, what it handed in, what was published, what it may still say."""

import datetime as dt
from dataclasses import dataclass

from core.errors import UnknownUnitError
from core.periods import Period, today
from core.replies import Reply, last_day
from core.units import Unit
from core.viewer import Viewer, only
from metrics.in_force import definitions_of, settings_of
from store import locks, replies, settings, signatures, submissions, units
from store.database import Connection
from store.locks import State
from store.submissions import Submission


@dataclass(frozen=True)
class Desk:
    """Of one unit and one month."""

    unit: Unit
    month: Period
    due_on: dt.date | None
    """The first day that one of the unit's deliveries of the month is due; None where it owes none."""
    handed_in: tuple[Submission, ...]
    """The newest first, of this unit alone."""
    version: int
    """The month's newest version; 0 where nothing is published."""
    published_on: dt.date | None
    state: State
    replies: tuple[Reply, ...]
    """The oldest first, those taken back too."""
    today: dt.date

    @property
    def reply_until(self) -> dt.date | None:
        """The last day to reply; None where there is nothing to reply to, or the month is closed."""
        open_ = self.published_on is not None and self.state == "provisional"
        return last_day(self.published_on) if open_ and self.published_on else None

    @property
    def may_reply(self) -> bool:
        return self.reply_until is not None and self.today <= self.reply_until


def desk(connection: Connection, viewer: Viewer, unit: str, month: Period, *, now: dt.datetime) -> Desk:
    """
    Raises:
        NotAllowedError: it is not this viewer's unit.
        UnknownUnitError: no unit has the code.
    """
    viewer.must("submit", [unit])
    known = {each.code: each for each in units.everything(connection)}
    if unit not in known:
        raise UnknownUnitError(code=unit)
    owed = definitions_of(month, settings_of((), settings.delivery_days(connection))).deliveries.values()
    versions = signatures.signed(connection, month)
    return Desk(
        known[unit],
        month,
        min((each.due_on(month) for each in owed if known[unit].kind in each.kinds), default=None),
        tuple(submissions.of_month(connection, month, only(unit))),
        versions[-1].version if versions else 0,
        today(versions[-1].published_at) if versions else None,
        locks.state(connection, month),
        tuple(replies.of_month(connection, month, only(unit))),
        today(now),
    )


@dataclass(frozen=True)
class Said:
    """What all units said of a month."""

    replies: tuple[Reply, ...]
    """That stand, those that wait for an answer first."""
    silent: int
    """How many units of those that could have said something said nothing."""

    @property
    def waiting(self) -> int:
        """How many nobody has answered."""
        return sum(each.waits for each in self.replies)


def said(connection: Connection, viewer: Viewer, month: Period, units_shown: frozenset[str] = frozenset()) -> Said:
    """What the units that the viewer may see said of a month.

    Args:
        units_shown: those that have numbers of the month, for who said nothing.
    """
    scope = viewer.scope("see_unit")
    found = [each for each in replies.of_month(connection, month, scope) if each.stands]
    found.sort(key=lambda each: (not each.waits, each.code))
    asked = {code for code in units_shown if scope.holds([code])}
    return Said(tuple(found), len(asked - {each.unit for each in found}))
