"""Stores checked files as drafts, or publishes them: those of one drop as one version of each of their months."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.data.drafting import drafted
from actions.data.imported import Checked, Imported
from actions.data.publish import Publication, make_version, must_be_newest
from actions.data.storing import ReasonFor, answer, audit_import, differing, stored, waiting
from core.clock import Clock
from core.errors import PeriodLockedError
from core.periods import Period
from core.viewer import Viewer
from loaders import Loaded
from store import locks, publications, reviews
from store.database import Connection, Engine, writing
from store.versions import Counts


def keep_draft(
    engine: Engine,
    viewer: Viewer,
    loaded: Loaded,
    content: bytes,
    clock: Clock,
    *,
    reason_for: ReasonFor = lambda issue: "",
) -> Imported:
    """As `save_draft`, of what was read and checked already."""
    viewer.must("import")
    if not loaded.fit_to_store:
        return Imported(loaded, (), ())
    with writing(engine) as connection:
        return drafted(connection, viewer, loaded, content, "import", at=clock(), reason_for=reason_for)


def keep(
    engine: Engine,
    viewer: Viewer,
    loaded: Loaded,
    content: bytes,
    clock: Clock,
    *,
    illustrative: bool = False,
    note: str = "",
    reason_for: ReasonFor,
    bases: Mapping[Period, int] | None = None,
) -> Imported:
    """As `keep_all`, of one file."""
    files = [Checked(loaded, content, reason_for)]
    return keep_all(engine, viewer, files, clock, illustrative=illustrative, note=note, bases=bases)[0]


@dataclass(frozen=True)
class _Kept:
    """What one file of a drop left in the database."""

    file: Checked
    already: Sequence[Period]
    drafts: Sequence[tuple[Period, int]]
    before: Sequence[tuple[Period, int]]
    """Drafts of the same rows that waited for a reason or a note: given now, they are published."""

    @property
    def ready(self) -> list[tuple[Period, int]]:
        return [*self.drafts, *self.before]


def keep_all(
    engine: Engine,
    viewer: Viewer,
    files: Sequence[Checked],
    clock: Clock,
    *,
    illustrative: bool = False,
    note: str = "",
    bases: Mapping[Period, int] | None = None,
) -> list[Imported]:
    """Publish files that were read and checked, each month of theirs as one version; what became of each file.

    All or nothing: one transaction. Where a warning of one of them has no reason, or a published month would change
    without a note, or the viewer may not publish, all are kept as drafts. A file with an error is not stored.

    Args:
        bases: how many versions each month had when its changes were shown; None where nobody looked.

    Raises:
        NotAllowedError: the viewer may not import.
        PeriodLockedError: one of the months is closed.
        ChangedMeanwhileError: a month has another version by now.
    """
    viewer.must("import")
    good = [each for each in files if each.loaded.fit_to_store]
    became = {id(each): Imported(each.loaded, (), ()) for each in files}
    if not good:
        return list(became.values())
    with writing(engine) as connection:
        at = clock()
        kept = [_stored(connection, viewer, each, at=at, illustrative=illustrative) for each in good]
        months = sorted({month for each in kept for month, _ in each.ready})
        for month in months:
            if locks.state(connection, month) == "locked":
                raise PeriodLockedError(period=month)
            must_be_newest(connection, month, bases.get(month) if bases is not None else None)
        unanswered = {
            id(each): sum(len(reviews.unacknowledged(connection, number)) for _, number in each.ready) for each in kept
        }
        silent = tuple(each for each in months if not note.strip() and publications.import_ids(connection, each))
        before = {month: publications.counts(connection, period=month) for month in months}
        made: dict[Period, Publication] = {}
        if viewer.may("publish") and not silent and not any(unanswered.values()):
            counts: Counts = {}
            made = {month: _published(connection, viewer, month, kept, counts, at=at, note=note) for month in months}
        changed = {
            month: differing(before[month], publications.counts(connection, period=month))
            for month, each in made.items()
            if each.version > 1
        }
        for each in kept:
            _audit(connection, viewer, each, made, at=at, note=note)
            own = {month for month, _ in each.ready}
            waited = {month for month, _ in each.before}
            became[id(each.file)] = Imported(
                each.file.loaded,
                tuple((month, made[month].version) for month in months if month in own and month in made),
                tuple(month for month in each.already if month not in waited),
                () if made else tuple(each.ready),
                unanswered[id(each)],
                tuple(month for month in silent if month in own),
                tuple((month, changed[month]) for month in months if month in own and month in changed),
                not_allowed=bool(each.ready) and not viewer.may("publish"),
            )
    return list(became.values())


def _stored(connection: Connection, viewer: Viewer, file: Checked, *, at: dt.datetime, illustrative: bool) -> _Kept:
    already, drafts = stored(
        connection,
        viewer,
        file.loaded,
        file.content,
        at=at,
        illustrative=illustrative,
        reason_for=file.reason_for,
    )
    before = [(each, found) for each in already if (found := waiting(connection, file.loaded, each)) is not None]
    for _, import_id in before:
        answer(connection, viewer, import_id, at=at, reason_for=file.reason_for)
    return _Kept(file, already, drafts, before)


def _published(
    connection: Connection,
    viewer: Viewer,
    month: Period,
    kept: Sequence[_Kept],
    counts: Counts,
    *,
    at: dt.datetime,
    note: str,
) -> Publication:
    """The month's next version, of all files of the drop that are about it, in their order."""
    numbers = [number for each in kept for about, number in each.ready if about == month]
    for number in numbers:
        if reviews.state(connection, number) != "accepted":
            reviews.note_event(connection, number, "accepted", at=at, who=viewer.who)
    return make_version(connection, viewer, month, list(dict.fromkeys(numbers)), at=at, note=note, counts=counts)


def _audit(
    connection: Connection,
    viewer: Viewer,
    kept: _Kept,
    made: Mapping[Period, Publication],
    *,
    at: dt.datetime,
    note: str,
) -> None:
    mine = [made[month] for month, _ in kept.ready if month in made]
    if mine:
        versions = {each.period.code: each.version for each in mine}
        codes = {each.period.code: each.code for each in mine}
        deed = "import_and_publish"
        audit_import(connection, viewer, kept.file.loaded, deed, at=at, versions=versions, codes=codes, note=note)
    elif kept.ready:
        months = [each.code for each, _ in kept.ready]
        audit_import(connection, viewer, kept.file.loaded, "import", at=at, months=months)
