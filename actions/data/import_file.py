"""Reads and checks a file's numbers, and keeps or publishes them, or refuses the whole file."""

from actions.data.imported import Imported
from actions.data.keeping import keep, keep_draft
from actions.data.storing import ReasonFor
from core import periods
from core.clock import Clock
from core.errors import UnreadableFileError
from core.periods import Period
from core.viewer import Viewer
from loaders import Loaded, load
from loaders.monthly.blanks import Blanks
from store import publications, remembered, settings, units
from store.database import Engine, reading


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
        UnreadableFileError: nothing could be read, or no list of units was loaded yet.
    """
    viewer.must("import")
    return read_and_check(engine, content, name, month=month, clock=clock, blanks=blanks)


def read_and_check(
    engine: Engine, content: bytes, name: str, *, month: Period | None, clock: Clock, blanks: Blanks = None
) -> Loaded:
    """As `check`, for a deed that has asked for another right."""
    with reading(engine) as connection:
        known = units.everything(connection)
        past = publications.counts(connection)
        closing = settings.closing_day(connection)
        said = remembered.everything(connection)
    if not known:
        # Every row would be of an unknown unit, fifty-two times, and none of it the file's fault.
        raise UnreadableFileError("no_units_yet")
    return load(
        content,
        name,
        units=known,
        month=month,
        today=periods.today(clock()),
        past=past,
        blanks=blanks,
        closing_day=closing,
        remembered=said,
    )


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
