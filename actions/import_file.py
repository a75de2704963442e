"""A file's numbers: read, checked, stored and published, or refused whole."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import Engine

from actions.publish import make_version
from actions.storing import audit_import, stored
from core import periods
from core.clock import Clock
from core.errors import NotAllowedError
from core.issues import Issue
from core.periods import Period
from core.viewer import Viewer
from loaders import Loaded, load
from store import publications, reviews, units
from store.database import writing

ReasonFor = Callable[[Issue], str]
"""Why a warning is accepted; blank where it is not."""


@dataclass(frozen=True)
class Imported:
    """What became of a file. Nothing was stored where `loaded` holds an error."""

    loaded: Loaded
    versions: tuple[tuple[Period, int], ...]
    """The version that each month now has because of this file."""
    already: tuple[Period, ...]
    """Months for which these very bytes were stored before; left as they are."""
    drafts: tuple[tuple[Period, int], ...] = ()
    """The months stored and not published, with the ids of their imports."""


def check(engine: Engine, viewer: Viewer, content: bytes, name: str, *, month: Period | None, clock: Clock) -> Loaded:
    """What is in the file and what is wrong with it; stores nothing.

    Raises:
        NotAllowedError: the viewer may not import.
        UnreadableFileError: nothing could be read.
    """
    if not viewer.may("import"):
        raise NotAllowedError(deed="import")
    with engine.connect() as connection:
        known = units.everything(connection)
        past = publications.counts(connection)
    return load(content, name, units=known, month=month, today=periods.today(clock()), past=past)


def save_draft(
    engine: Engine,
    viewer: Viewer,
    content: bytes,
    name: str,
    *,
    month: Period | None,
    clock: Clock,
) -> Imported:
    """Read and check a file; if it holds no error, store it as a draft for each of its months.

    Its warnings wait to be acknowledged (`actions.review`) and it to be published (`actions.publish`).

    Raises:
        NotAllowedError: the viewer may not import.
        UnreadableFileError: nothing could be read.
    """
    return keep_draft(engine, viewer, check(engine, viewer, content, name, month=month, clock=clock), content, clock)


def keep_draft(engine: Engine, viewer: Viewer, loaded: Loaded, content: bytes, clock: Clock) -> Imported:
    """As `save_draft`, of what was read and checked already."""
    if not loaded.fit_to_store:
        return Imported(loaded, (), ())
    with writing(engine) as connection:
        at = clock()
        already, drafts = stored(connection, viewer, loaded, content, at=at)
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
    reason_for: ReasonFor = lambda issue: "",
) -> Imported:
    """Read and check a file; if it holds no error, store it and publish it as its months' next version.

    All or nothing: one transaction for every month of the file. The same bytes again change nothing.

    Args:
        reason_for: why each warning is accepted.

    Raises:
        NotAllowedError: the viewer may not import or publish.
        UnreadableFileError: nothing could be read.
        UnresolvedIssuesError: a warning has no reason.
        PeriodLockedError: one of the months is closed.
    """
    loaded = check(engine, viewer, content, name, month=month, clock=clock)
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
    if not loaded.fit_to_store:
        return Imported(loaded, (), ())
    with writing(engine) as connection:
        at = clock()
        already, drafts = stored(connection, viewer, loaded, content, at=at, illustrative=illustrative)
        versions = []
        for each, import_id in drafts:
            for issue_id, issue, _, _ in reviews.issues(connection, import_id):
                reason = reason_for(issue).strip()
                if issue.severity == "warning" and reason:
                    reviews.acknowledge(connection, issue_id, at=at, who=viewer.who, reason=reason)
            reviews.note_event(connection, import_id, "accepted", at=at, who=viewer.who)
            versions.append((each, make_version(connection, viewer, each, [import_id], at=at, note=note).version))
        if versions:
            published = {each.code: version for each, version in versions}
            audit_import(connection, viewer, loaded, "import_and_publish", at=at, versions=published)
    return Imported(loaded, tuple(versions), tuple(already))
