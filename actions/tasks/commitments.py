"""Records and withdraws the commitments of heads of units; each deed is one event and one line in the audit trail."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from actions.tasks.steps import Attachment, kept
from core.commitments import Commitment, Event, Promise
from core.errors import (
    CommitmentError,
    ReasonNeededError,
    UnknownCommitmentError,
    UnknownMeasureError,
    UnknownUnitError,
)
from core.units import RANKED_KINDS
from core.viewer import Viewer
from metrics.chance.commitment import can_be_promised
from metrics.rates.measures import all_measures
from store import audit, commitments, units
from store.database import Connection

LONGEST_NOTE = 2000
LONGEST_LEADER = 300


def sign(
    connection: Connection,
    viewer: Viewer,
    promise: Promise,
    unit_codes: Sequence[str] = (),
    *,
    at: dt.datetime,
    note: str = "",
    attachment: Attachment | None = None,
) -> list[str]:
    """Write down what was signed; the codes, in the order of the units.

    Args:
        promise: of one unit, or the text that each of `unit_codes` signed.
        attachment: the paper.

    Raises:
        NotAllowedError: `viewer` may not assign tasks.
        UnknownUnitError, UnknownMeasureError.
        CommitmentError: no unit, a measure without counts or whose months do not add up to a year, a target outside 0
            to 100 %, a year outside 2000 to 2100, too long a text, or a unit that has signed for the same measure
            and year before: which one.
        UnreadableFileError: the paper is empty or larger than 10 MB.
    """
    viewer.must("assign_task")
    _fitting(promise, note)
    codes = tuple(dict.fromkeys(unit_codes)) or tuple(filter(None, (promise.unit,)))
    _may_sign(connection, promise, codes)
    sha256 = kept(connection, attachment) if attachment else None
    name = attachment.name[-300:] if attachment else ""
    event = Event("signed", at, viewer.who, note.strip(), sha256, name)
    signed = []
    for code in codes:
        mine = replace(promise, unit=code, leader=promise.leader.strip())
        label = commitments.next_code(connection, promise.year)
        commitments.append(connection, label, event, mine)
        audit.append(
            connection,
            at=at,
            who=viewer.who,
            deed="commitment_signed",
            about=label,
            promise=mine.to_json(),
            paper=sha256,
        )
        signed.append(label)
    return signed


def withdraw(connection: Connection, viewer: Viewer, code: str, *, at: dt.datetime, note: str) -> None:
    """Take a commitment back, with the reason; it stays to be seen.

    Raises:
        NotAllowedError, UnknownCommitmentError, ReasonNeededError.
        CommitmentError: it is withdrawn already, or the reason is too long.
    """
    viewer.must("assign_task")
    found = next((each for each in commitments.everything(connection) if each.code == code), None)
    if found is None:
        raise UnknownCommitmentError(code=code)
    if found.withdrawn:
        raise CommitmentError("withdrawn", code=code)
    if not note.strip():
        raise ReasonNeededError
    if len(note) > LONGEST_NOTE:
        raise CommitmentError("long_note", limit=LONGEST_NOTE)
    commitments.append(connection, found.code, Event("withdrawn", at, viewer.who, note.strip()))
    audit.append(connection, at=at, who=viewer.who, deed="commitment_withdrawn", about=code, note=note.strip())


def _fitting(promise: Promise, note: str) -> None:
    measure = all_measures().get(promise.measure)
    if measure is None:
        raise UnknownMeasureError(measure=promise.measure, known=", ".join(all_measures()))
    if not can_be_promised(measure):
        raise CommitmentError("no_counts", measure=measure.title.model_dump())
    # NaN fails every comparison.
    if not 0 <= promise.target <= 100:
        raise CommitmentError("target")
    if not 2000 <= promise.year <= 2100:
        raise CommitmentError("year", year=str(promise.year))
    if len(note) > LONGEST_NOTE:
        raise CommitmentError("long_note", limit=LONGEST_NOTE)
    if len(promise.leader) > LONGEST_LEADER:
        raise CommitmentError("long_leader", limit=LONGEST_LEADER)


def _may_sign(connection: Connection, promise: Promise, codes: Sequence[str]) -> None:
    if not codes:
        raise CommitmentError("no_units")
    known = {unit.code: unit for unit in units.everything(connection) if unit.kind in RANKED_KINDS}
    for code in codes:
        if code not in known:
            raise UnknownUnitError(code=code)
        if not known[code].in_force(dt.date(promise.year, 1, 1), dt.date(promise.year, 12, 31)):
            raise CommitmentError("not_in_force", unit=known[code].name, year=str(promise.year))
    standing = {_about(each): each for each in commitments.everything(connection) if not each.withdrawn}
    for code in codes:
        twice: Commitment | None = standing.get((code, promise.measure, promise.year))
        if twice:
            raise CommitmentError("twice", unit=known[code].name, code=twice.code, year=str(promise.year))


def _about(commitment: Commitment) -> tuple[str, str, int]:
    promise = commitment.promise
    return promise.unit, promise.measure, promise.year
