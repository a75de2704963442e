"""Pulls a month's numbers from a source database, and checks, stores and publishes them like a file's."""

from collections.abc import Mapping

from actions.data.imported import Imported
from actions.data.keeping import keep, keep_draft
from actions.data.storing import ReasonFor
from core import periods
from core.clock import Clock
from core.periods import Period
from core.viewer import Viewer
from loaders.databases import pulling, sources_file
from store import publications, remembered, settings, units
from store.database import Engine


def pull(
    engine: Engine,
    viewer: Viewer,
    source_name: str,
    month: Period,
    *,
    clock: Clock,
    environment: Mapping[str, str],
    draft: bool = False,
    note: str = "",
    reason_for: ReasonFor = lambda issue: "",
) -> Imported:
    """Pull a month from a source of `sources.toml`; if the answer holds no error, store it and publish it.

    Our database is not locked while the source is queried, and nothing is written before the whole result is
    checked: after any failure the database is as it was, and the pull may be tried again. The same answer again
    changes nothing.

    Args:
        engine: our database, not the source.
        environment: where `NAMRO_SOURCES` and the source's password are.
        draft: store only; the page acknowledges, previews and publishes.
        reason_for: why each warning is accepted.

    Raises:
        NotAllowedError: the viewer may not import.
        SourcesFileError, UnknownSourceError: `sources.toml` is unusable, or has no such source.
        Source…Error: the source is unusable; see `loaders.databases.pulling.pull`.
        PeriodLockedError: as for a file, which is kept as a draft where a warning has no reason.
    """
    viewer.must("import")
    source = sources_file.named(sources_file.read(sources_file.path_from(environment)), source_name)
    with engine.connect() as connection:
        known = units.everything(connection)
        previous = publications.counts(connection, period=month.before)
        closing, said = settings.closing_day(connection), remembered.everything(connection)
    pulled = pulling.pull(
        source,
        month,
        units=known,
        today=periods.today(clock()),
        environment=environment,
        previous=previous,
        closing_day=closing,
        remembered=said,
    )
    if draft:
        return keep_draft(engine, viewer, pulled.loaded, pulled.content, clock, reason_for=reason_for)
    return keep(engine, viewer, pulled.loaded, pulled.content, clock, note=note, reason_for=reason_for)
