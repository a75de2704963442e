"""Review of an import before publication: acknowledge warnings, accept or reject it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from core.errors import ReasonNeededError, UnresolvedIssuesError, WrongStateError
from core.viewer import Viewer
from store import audit, reviews
from store.database import Connection


def acknowledge(connection: Connection, viewer: Viewer, issue_id: int, *, at: dt.datetime, reason: str) -> None:
    """Take responsibility for one warning, with a reason; one audit line. A second reason changes nothing.

    Raises:
        NotAllowedError: `viewer` may not.
        ReasonNeededError: the reason is blank.
    """
    viewer.must("import")
    if not reason.strip():
        raise ReasonNeededError
    if reviews.acknowledge(connection, issue_id, at=at, who=viewer.who, reason=reason.strip()):
        audit.append(connection, at=at, who=viewer.who, deed="acknowledge", about=str(issue_id), reason=reason.strip())


def accept(connection: Connection, viewer: Viewer, import_id: int, *, at: dt.datetime, note: str = "") -> None:
    """Say that a checked import is fit to publish; one audit line.

    Raises:
        NotAllowedError: `viewer` may not.
        UnresolvedIssuesError: a warning nobody has acknowledged.
        WrongStateError: it is accepted or rejected already.
    """
    viewer.must("import")
    open_warnings = reviews.unacknowledged(connection, import_id)
    if open_warnings:
        raise UnresolvedIssuesError(count_issues=len(open_warnings))
    move(connection, viewer, import_id, "accepted", at=at, note=note)


def accept_all(
    connection: Connection,
    viewer: Viewer,
    import_ids: Sequence[int],
    reasons: Mapping[int, str],
    *,
    at: dt.datetime,
) -> None:
    """Acknowledge warnings, by their ids, and accept all these imports, or none of them.

    Raises:
        NotAllowedError, ReasonNeededError, UnresolvedIssuesError, WrongStateError: see `acknowledge` and `accept`.
    """
    viewer.must("import")
    for issue_id, reason in reasons.items():
        acknowledge(connection, viewer, issue_id, at=at, reason=reason)
    for import_id in import_ids:
        accept(connection, viewer, import_id, at=at)


def reject(connection: Connection, viewer: Viewer, import_id: int, *, at: dt.datetime, reason: str) -> None:
    """Put a draft aside, with a reason; it stays to be seen and can no longer be published. One audit line.

    Raises:
        NotAllowedError: `viewer` may not.
        ReasonNeededError: the reason is blank.
        WrongStateError: it is published or rejected already.
    """
    viewer.must("import")
    if not reason.strip():
        raise ReasonNeededError
    move(connection, viewer, import_id, "rejected", at=at, note=reason.strip())


def move(connection: Connection, viewer: Viewer, import_id: int, event: str, *, at: dt.datetime, note: str) -> None:
    """A step of a draft, for deeds that have asked; one audit line.

    Raises:
        WrongStateError: it is published, or it cannot be that next.
    """
    state = reviews.state(connection, import_id)
    before = {"accepted": ("checked",), "rejected": ("checked", "accepted")}
    if state not in before[event] or reviews.is_published(connection, import_id):
        raise WrongStateError(state=state)
    reviews.note_event(connection, import_id, event, at=at, who=viewer.who, note=note)
    audit.append(connection, at=at, who=viewer.who, deed=event, about=str(import_id), note=note)
