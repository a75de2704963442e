"""Publishes imports, and closes a month."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from actions.data import signing
from core.errors import PeriodLockedError, ReasonNeededError, UnresolvedIssuesError, WrongStateError
from core.periods import Period
from core.version_errors import ChangedMeanwhileError
from core.viewer import Viewer
from store import audit, locks, publications, reviews, signatures
from store.database import Connection
from store.versions import Counts


@dataclass(frozen=True)
class Publication:
    """A version that was just made."""

    period: Period
    id: int
    version: int
    code: str


def publish(
    connection: Connection,
    viewer: Viewer,
    period: Period,
    import_ids: Sequence[int],
    *,
    at: dt.datetime,
    note: str,
    base: int | None = None,
) -> Publication:
    """Publish accepted imports of `period` as its next version; one audit line.

    Imports that the newest version holds already are not published again: the answer is that version.

    Args:
        base: the number of the version that the preview was made on, 0 for none; None where nobody previewed.

    Raises:
        ChangedMeanwhileError: the newest version is not `base`.
        ReasonNeededError: the period is published already, and `note` does not say why it changes.
        NotAllowedError, PeriodLockedError, UnresolvedIssuesError, WrongStateError: see `make_version`.
    """
    if not import_ids:
        raise WrongStateError(state="–")
    viewer.must_now("publish")
    standing = publications.import_ids(connection, period)
    if standing and set(import_ids) <= set(standing):
        newest = signatures.signed(connection, period)[-1]
        return Publication(period, newest.id, newest.version, newest.code)
    must_be_newest(connection, period, base)
    if standing and not note.strip():
        raise ReasonNeededError
    made = make_version(connection, viewer, period, import_ids, at=at, note=note.strip())
    audit.append(
        connection,
        at=at,
        who=viewer.who,
        deed="publish",
        about=period.code,
        version=made.version,
        code=made.code,
        imports=list(import_ids),
        note=note.strip(),
    )
    return made


def make_version(
    connection: Connection,
    viewer: Viewer,
    period: Period,
    import_ids: Sequence[int],
    *,
    at: dt.datetime,
    note: str,
    counts: Counts | None = None,
) -> Publication:
    """Create the period's next version: its newest version overridden by `import_ids`.

    The caller writes the audit line of the deed that this is part of: caches are keyed by it.

    Args:
        counts: see `signing.sign`; a deed that makes many versions gives the same to each.

    Raises:
        UnresolvedIssuesError: a warning nobody has acknowledged.
        WrongStateError: an import was rejected or is not accepted yet.
        NotAllowedError, PeriodLockedError: see `version_of`.
    """
    for import_id in import_ids:
        open_warnings = reviews.unacknowledged(connection, import_id)
        if open_warnings:
            raise UnresolvedIssuesError(count_issues=len(open_warnings))
        state = reviews.state(connection, import_id)
        if state != "accepted":
            raise WrongStateError(state=state)
    layers = [*publications.import_ids(connection, period), *import_ids]
    return version_of(connection, viewer, period, layers, at=at, note=note, counts=counts)


def version_of(
    connection: Connection,
    viewer: Viewer,
    period: Period,
    layers: Sequence[int],
    *,
    at: dt.datetime,
    note: str,
    counts: Counts | None = None,
) -> Publication:
    """Create the period's next version of exactly these imports, a later one overriding the earlier.

    Raises:
        NotAllowedError: `viewer` may not publish.
        PeriodLockedError: the period is closed; reopen it first, with a reason.
    """
    viewer.must_now("publish")
    if locks.state(connection, period) == "locked":
        raise PeriodLockedError(period=period)
    publication_id, version = publications.add(connection, period, layers, at=at, who=viewer.who, note=note)
    return Publication(period, publication_id, version, signing.sign(connection, publication_id, counts))


def must_be_newest(connection: Connection, period: Period, base: int | None) -> None:
    """Checks that what was previewed is what will be published.

    Raises:
        ChangedMeanwhileError: somebody published the period after it was looked at.
    """
    if base is not None and base != len(signatures.signed(connection, period)):
        raise ChangedMeanwhileError(period=period)


def close(
    connection: Connection, viewer: Viewer, period: Period, event: locks.Event, *, at: dt.datetime, reason: str
) -> None:
    """Declare a period final, lock it after the meeting, or reopen it; one audit line.

    Raises:
        NotAllowedError: `viewer` may not.
        ReasonNeededError: reopening without a reason.
        WrongStateError: nothing is published to close, or it is so already.
    """
    viewer.must_now("lock")
    state = locks.state(connection, period)
    if event == "reopened" and not reason.strip():
        raise ReasonNeededError
    changes = {"final": ("provisional",), "locked": ("provisional", "final"), "reopened": ("final", "locked")}
    if state not in changes[event] or not publications.import_ids(connection, period):
        raise WrongStateError(state=state)
    locks.add(connection, period, event, at=at, who=viewer.who, reason=reason.strip())
    audit.append(connection, at=at, who=viewer.who, deed=event, about=period.code, reason=reason.strip())
