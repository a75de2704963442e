"""Reads, checks, stores and publishes a file's numbers, or refuses the whole file."""

from dataclasses import dataclass

from actions.data.publish import make_version
from actions.data.storing import ReasonFor, answer, audit_import, stored, waiting
from core import periods
from core.clock import Clock
from core.errors import PeriodLockedError
from core.periods import Period
from core.viewer import Viewer
from loaders import Loaded, load
from loaders.monthly.blanks import Blanks
from store import locks, publications, reviews, units
from store.database import Engine, reading, writing
from store.versions import Counts


@dataclass(frozen=True)
class Imported:
    """The result of an import. Nothing was stored where `loaded` holds an error."""

    loaded: Loaded
    versions: tuple[tuple[Period, int], ...]
    """The version that each month now has because of this file."""
    already: tuple[Period, ...]
    """Months for which these very bytes were stored before; left as they are."""
    drafts: tuple[tuple[Period, int], ...] = ()
    """The months stored and not published, with the ids of their imports."""
    unanswered: int = 0
    """How many warnings nobody has given a reason for: they keep a file that was to be published a draft."""
    without_note: tuple[Period, ...] = ()
    """Published months that the file would change and for which nobody said why."""


def check(
    engine: Engine,
    viewer: Viewer,
    content: bytes,
    name: str,
    *,
    month: Period | None,
    clock: Clock,
    blanks: Blanks = None,
) -> Loaded:
    """The file's rows and issues; stores nothing.

    Args:
        blanks: what blank cells mean, column by column; see `loaders.monthly.blanks`.

    Raises:
        NotAllowedError: the viewer may not import.
        UnreadableFileError: nothing could be read.
    """
    viewer.must("import")
    with reading(engine) as connection:
        known = units.everything(connection)
        past = publications.counts(connection)
    return load(content, name, units=known, month=month, today=periods.today(clock()), past=past, blanks=blanks)


def save_draft(
    engine: Engine,
    viewer: Viewer,
    content: bytes,
    name: str,
    *,
    month: Period | None,
    clock: Clock,
    blanks: Blanks = None,
    reason_for: ReasonFor = lambda issue: "",
) -> Imported:
    """Read and check a file; if it holds no error, store it as a draft for each of its months.

    Warnings without a reason must be acknowledged (`actions.data.review`) before the draft can be published
    (`actions.data.publish`).

    Raises:
        NotAllowedError: the viewer may not import.
        UnreadableFileError: nothing could be read.
    """
    loaded = check(engine, viewer, content, name, month=month, clock=clock, blanks=blanks)
    return keep_draft(engine, viewer, loaded, content, clock, reason_for=reason_for)


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
        at = clock()
        already, drafts = stored(connection, viewer, loaded, content, at=at, reason_for=reason_for)
        if drafts:
            months = [each.code for each, _ in drafts]
            audit_import(connection, viewer, loaded, "import", at=at, months=months)
    return Imported(loaded, (), tuple(already), tuple(drafts))


def import_file(
    engine: Engine,
    viewer: Viewer,
    content: bytes,
    name: str,
    *,
    month: Period | None,
    clock: Clock,
    illustrative: bool = False,
    note: str = "",
    blanks: Blanks = None,
    reason_for: ReasonFor = lambda issue: "",
) -> Imported:
    """Read and check a file; if it holds no error, store it and publish it as its months' next version.

    All or nothing: one transaction for every month of the file. The same bytes again change nothing. Where a warning
    has no reason, or a published month would change without a note, the file is kept as a draft of each of its months.

    Args:
        blanks: what blank cells mean, column by column; see `loaders.monthly.blanks`.
        reason_for: why each warning is accepted.

    Raises:
        NotAllowedError: the viewer may not import or publish.
        UnreadableFileError: nothing could be read.
        PeriodLockedError: one of the months is closed.
    """
    loaded = check(engine, viewer, content, name, month=month, clock=clock, blanks=blanks)
    return keep(engine, viewer, loaded, content, clock, illustrative=illustrative, note=note, reason_for=reason_for)


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
) -> Imported:
    """As `import_file`, of what was read and checked already."""
    viewer.must("import")
    if not loaded.fit_to_store:
        return Imported(loaded, (), ())
    with writing(engine) as connection:
        at = clock()
        already, drafts = stored(
            connection, viewer, loaded, content, at=at, illustrative=illustrative, reason_for=reason_for
        )
        # Kept as a draft before, for want of a reason or a note: given now, it is published.
        before = [(each, found) for each in already if (found := waiting(connection, loaded, each)) is not None]
        for _, import_id in before:
            answer(connection, viewer, import_id, at=at, reason_for=reason_for)
        ready = [*drafts, *before]
        for each, _ in ready:
            if locks.state(connection, each) == "locked":
                raise PeriodLockedError(period=each)
        unanswered = sum(len(reviews.unacknowledged(connection, import_id)) for _, import_id in ready)
        without_note = tuple(
            each for each, _ in ready if not note.strip() and publications.import_ids(connection, each)
        )
        if unanswered or without_note:
            months = [each.code for each, _ in ready]
            audit_import(connection, viewer, loaded, "import", at=at, months=months)
            return Imported(loaded, (), tuple(already), tuple(drafts), unanswered, without_note)
        versions = []
        counts: Counts = {}
        for each, import_id in ready:
            if reviews.state(connection, import_id) != "accepted":
                reviews.note_event(connection, import_id, "accepted", at=at, who=viewer.who)
            versions.append(make_version(connection, viewer, each, [import_id], at=at, note=note, counts=counts))
        if versions:
            published = {each.period.code: each.version for each in versions}
            codes = {each.period.code: each.code for each in versions}
            audit_import(
                connection, viewer, loaded, "import_and_publish", at=at, versions=published, codes=codes, note=note
            )
    left = tuple(each for each in already if each not in dict(before))
    return Imported(loaded, tuple((each.period, each.version) for each in versions), left)
