"""Tables that no form of ours describes: mapped once by a person, and remembered for every file with their captions."""

import datetime as dt
from collections.abc import Mapping

from core import periods
from core.clock import Clock
from core.counts import CountName
from core.periods import Period
from core.remembered import MappingError, Remembered, TableMapping
from core.viewer import Viewer
from loaders import Loaded, load
from loaders.monthly.mapping.fields import whole
from loaders.monthly.mapping.offering import Offer, offers
from loaders.monthly.mapping.remembered_tables import problem
from loaders.monthly.sources.base import LABELS, Target, count_of
from metrics.rates.measures import Measure, all_measures
from store import audit, remembered, settings, units
from store.database import Connection, Engine, reading


def offer(engine: Engine, viewer: Viewer, content: bytes) -> list[Offer]:
    """The tables of a file and a proposal for each of their columns; stores nothing.

    Raises:
        NotAllowedError: the viewer may not import.
        UnreadableFileError, MappingError: see `loaders.monthly.mapping.offering.offers`.
    """
    viewer.must("import")
    with reading(engine) as connection:
        known, said = units.everything(connection), remembered.everything(connection)
    return offers(content, units=known, remembered=said)


def tried(
    engine: Engine,
    viewer: Viewer,
    content: bytes,
    name: str,
    mapping: TableMapping,
    *,
    month: Period | None,
    clock: Clock,
) -> Loaded:
    """The file's rows and issues as they would be if its table were mapped so; stores nothing.

    Raises:
        NotAllowedError: the viewer may not import.
        MappingError: it cannot be mapped so; see `remember`.
    """
    viewer.must("import")
    must_serve(mapping)
    with reading(engine) as connection:
        known, said = units.everything(connection), remembered.everything(connection)
        closing = settings.closing_day(connection)
    trial = Remembered({**said.tables, mapping.fingerprint: mapping}, said.rows)
    today = periods.today(clock())
    return load(content, name, units=known, month=month, today=today, closing_day=closing, remembered=trial)


def remember(connection: Connection, viewer: Viewer, mapping: TableMapping, *, at: dt.datetime) -> None:
    """From now on read every table with these captions so; one audit line. The same again changes nothing.

    What is stored already stays as it is.

    Raises:
        NotAllowedError: the viewer may not import.
        MappingError: two columns hold one field and are not said to be added, a column of units or of counts is
            missing, an unknown field, or nothing to add a column to.
    """
    viewer.must("import")
    must_serve(mapping)
    known = remembered.everything(connection).tables.get(mapping.fingerprint)
    if known is not None and (known.fields, known.height) == (mapping.fields, mapping.height):
        return
    remembered.put_table(connection, mapping, at=at, who=viewer.who)
    fields = {caption or str(at): name for at, (caption, name) in enumerate(_pairs(mapping), 1) if name}
    _audit(connection, viewer, mapping, "mapping_remembered", at=at, fields=fields)


def forget(connection: Connection, viewer: Viewer, fingerprint: str, *, at: dt.datetime) -> TableMapping:
    """Read tables with these captions so no longer: the next one is asked about again. One audit line.

    Args:
        fingerprint: or its beginning, where that names one mapping.

    Raises:
        NotAllowedError: the viewer may not import.
        MappingError: no_mapping.
    """
    viewer.must("import")
    tables = remembered.everything(connection).tables.values()
    found = [each for each in tables if fingerprint and each.fingerprint.startswith(fingerprint)]
    if len(found) != 1:
        raise MappingError("no_mapping", code=fingerprint)
    remembered.remove_table(connection, found[0], at=at, who=viewer.who)
    _audit(connection, viewer, found[0], "mapping_removed", at=at)
    return found[0]


def must_serve(mapping: TableMapping) -> None:
    """Checks that a table can be read so.

    Raises:
        MappingError: see `remember`.
    """
    found = problem(mapping)
    if found is not None:
        raise MappingError(found[0], **found[1])


def said_of(offered: Offer, more: Mapping[str, str | None], file_name: str) -> TableMapping:
    """The mapping as it is proposed, but for what is said of single captions; a blank field means not used.

    Raises:
        MappingError: no_caption, where the table has no such caption, or several.
    """
    fields: dict[int, str | None] = {each.number: each.field for each in offered.columns}
    for caption, name in more.items():
        numbers = [each.number for each in offered.columns if each.caption.casefold() == caption.casefold()]
        if len(numbers) != 1:
            raise MappingError("no_caption", text=caption)
        fields[numbers[0]] = name or None
    return offered.mapping(fields, file_name)


def measures_of(mapping: TableMapping) -> tuple[list[Measure], list[tuple[Measure, list[CountName]]]]:
    """The measures that a table with these columns gives, and those of which it gives some counts, with what lacks."""
    named = {whole(name) for name in mapping.fields if name and name not in LABELS}
    targets: list[Target] = list(named)  # type: ignore[arg-type]  # what `problem` lets pass
    counts = set(map(count_of, targets))
    known = all_measures().values()
    given = [each for each in known if each.known_by(counts)]
    partly = [
        (each, [name for name in dict.fromkeys(each.choices[0]) if name not in counts])
        for each in known
        if each not in given and not counts.isdisjoint(each.counts)
    ]
    return given, partly


def _pairs(mapping: TableMapping) -> list[tuple[str, str | None]]:
    return list(zip(mapping.captions, mapping.fields, strict=True))


def _audit(
    connection: Connection, viewer: Viewer, mapping: TableMapping, deed: str, *, at: dt.datetime, **details: object
) -> None:
    about = mapping.fingerprint[:12]
    audit.append(connection, at=at, who=viewer.who, deed=deed, about=about, captions=list(mapping.captions), **details)
