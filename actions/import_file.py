"""A file's numbers: read, checked, stored and published, or refused whole."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection, Engine

from core import periods
from core.clock import Clock
from core.errors import NotAllowedError
from core.periods import Period
from core.viewer import Viewer
from loaders import Loaded, load
from store import audit, imports, publications, units
from store.database import writing


@dataclass(frozen=True)
class Imported:
    """What became of a file. Nothing was stored where `loaded` holds an error."""

    loaded: Loaded
    versions: tuple[tuple[Period, int], ...]
    """The version that each month now has because of this file."""
    already: tuple[Period, ...]
    """Months for which these very bytes were published before; left as they are."""


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
    return load(content, name, units=known, month=month, today=periods.today(clock()))


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
) -> Imported:
    """Read and check a file; if it holds no error, store it and publish it as its months' next version.

    All or nothing: one transaction for every month of the file. The same bytes again change nothing.

    Raises:
        NotAllowedError: the viewer may not import.
        UnreadableFileError: nothing could be read.
    """
    loaded = check(engine, viewer, content, name, month=month, clock=clock)
    if not loaded.fit_to_store:
        return Imported(loaded, (), ())
    with writing(engine).begin() as connection:
        already = [each for each in loaded.months if _is_published(connection, loaded.sha256, each)]
        new = [each for each in loaded.months if each not in already]
        versions: list[tuple[Period, int]] = []
        if new:
            at = clock()
            imports.keep_file(connection, loaded.sha256, content)
            versions = [
                (each, _publish(connection, viewer, loaded, each, at=at, illustrative=illustrative, note=note))
                for each in new
            ]
            audit.append(
                connection,
                at=at,
                who=viewer.who,
                deed="import_and_publish",
                about=loaded.file_name,
                sha256=loaded.sha256,
                source=loaded.source,
                versions={each.code: version for each, version in versions},
            )
    return Imported(loaded, tuple(versions), tuple(already))


def _is_published(connection: Connection, sha256: str, month: Period) -> bool:
    known = imports.with_same_content(connection, sha256, month)
    return known is not None and known in publications.import_ids(connection, month)


def _publish(
    connection: Connection,
    viewer: Viewer,
    loaded: Loaded,
    month: Period,
    *,
    at: dt.datetime,
    illustrative: bool,
    note: str,
) -> int:
    inside = loaded.rows["period_start"].eq(month.start)
    import_id = imports.add(
        connection,
        sha256=loaded.sha256,
        file_name=loaded.file_name,
        source=loaded.source,
        period=month,
        rows=loaded.rows[inside],
        issues=loaded.issues,
        at=at,
        who=viewer.who,
        illustrative=illustrative,
    )
    for event in ("draft", "checked", "accepted"):
        imports.note_event(connection, import_id, event, at=at, who=viewer.who)
    together: Sequence[int] = [*publications.import_ids(connection, month), import_id]
    return publications.add(connection, month, together, at=at, who=viewer.who, note=note)
