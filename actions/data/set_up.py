"""Sets up a province of its own in an empty database: its name, its units, the day its reporting month closes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.data.sourced import source_of
from core import typed, unit_rules
from core.clock import Clock
from core.errors import DashboardError
from core.issues import Issue
from core.rows import Row
from core.unit_rows import Placed
from core.units import Structure, Unit, how_many
from core.viewer import Viewer
from loaders.lists import structures
from store import audit, imports, settings, units
from store.database import Connection, Engine, writing

LATEST_CLOSING = 27
_OWN_CODE = "TINH"


class AlreadySetUpError(DashboardError):
    """The database has a list of units."""

    key = "error.already_set_up"


class ClosingDayError(DashboardError):
    """No month has this day, or not every month."""

    key = "error.closing_day"


class NoNameError(DashboardError):
    """A province needs a name."""

    key = "error.no_province_name"


class NoListError(DashboardError):
    """No list of units was given."""

    key = "error.no_unit_list"


@dataclass(frozen=True)
class SetUp:
    """What was found in a list of units; nothing is stored where one of the issues is an error."""

    units: tuple[Unit, ...]
    issues: tuple[Issue, ...]

    @property
    def done(self) -> bool:
        return bool(self.units) and all(issue.severity != "error" for issue in self.issues)


def set_up(
    engine: Engine,
    viewer: Viewer,
    files: Sequence[tuple[bytes, str]],
    *,
    name: str,
    clock: Clock,
    closing_day: int | None = None,
) -> SetUp:
    """Make an empty, migrated database that of a province; one transaction, one audit line.

    A unit without a superior belongs to the province; a list that does not name the province itself gets a row for it.

    Args:
        files: (content, name) of the list, as `loaders.lists.structures` reads it.

    Raises:
        NotAllowedError: the viewer may not load a structure.
        AlreadySetUpError: there are units already.
        UnreadableFileError: nothing could be read.
        NoNameError, NoListError, ClosingDayError: see there.
    """
    viewer.must("structure")
    name = typed.name_of(name)
    if not name:
        raise NoNameError
    if not files:
        raise NoListError
    _must_be_day(closing_day)
    read = structures.read(files)
    placed = _completed(read.units, name)
    links = read.successions or ()
    found = SetUp(tuple(unit for _, unit in placed), (*read.issues, *unit_rules.problems(placed, links)))
    with writing(engine) as connection:
        if not units.there_are_none(connection):
            known = settings.newest(connection, settings.PROVINCE) or {}
            raise AlreadySetUpError(name=known.get("name", {}).get("vi", "–"))
        if not found.done:
            return found
        at = clock()
        for (sha256, _), (content, _) in zip(read.files, files, strict=True):
            imports.keep_file(connection, sha256, content)
        structure = Structure(found.units, tuple(link for _, link in links))
        units.add(connection, structure, at=at, who=viewer.who, note="", files=read.files)
        own = next(unit for unit in found.units if unit.kind == "province")
        value = {"name": {"vi": name, "en": name}, "unit": own.code, "own": True}
        settings.put(connection, settings.PROVINCE, value, source=read.files[0][1], at=at, who=viewer.who)
        if closing_day is not None:
            settings.put(
                connection, settings.CLOSING_DAY, {"day": closing_day}, source=read.files[0][1], at=at, who=viewer.who
            )
        audit.append(
            connection,
            at=at,
            who=viewer.who,
            deed="set_up",
            about=name,
            units=how_many(found.units),
            sha256=[sha256 for sha256, _ in read.files],
        )
    return found


def close_on(connection: Connection, viewer: Viewer, day: int | None, *, at: dt.datetime, source: str) -> None:
    """Decide the last day of the reporting month; None is the calendar's. One audit line.

    What is published stays as it is: a reporting month keeps its name and the days that its file states.

    Raises:
        NotAllowedError: the viewer may not load a structure.
        ClosingDayError: not every month has the day.
        SourceNeededError, TooLongError: `source` is blank, or too long.
    """
    viewer.must("settings")
    _must_be_day(day)
    source = source_of(source)
    if settings.closing_day(connection) == day and settings.newest(connection, settings.CLOSING_DAY) is not None:
        return
    settings.put(connection, settings.CLOSING_DAY, {"day": day}, source=source, at=at, who=viewer.who)
    audit.append(
        connection,
        at=at,
        who=viewer.who,
        deed="set_closing_day",
        about=settings.CLOSING_DAY,
        day=day,
        source=source,
    )


def rename(connection: Connection, viewer: Viewer, name: str, *, at: dt.datetime, source: str) -> None:
    """Give the province another name in its settings; its own unit is renamed in the list of units. One audit line.

    Raises:
        NotAllowedError: the viewer may not decide settings.
        NoNameError: it is blank.
        SourceNeededError, TooLongError: `source` is blank, or too long.
    """
    viewer.must("settings")
    name = typed.name_of(name)
    if not name:
        raise NoNameError
    source = source_of(source)
    known = settings.newest(connection, settings.PROVINCE) or {}
    value = {**known, "name": {"vi": name, "en": name}}
    settings.put(connection, settings.PROVINCE, value, source=source, at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed="rename_province", about=name, source=source)


def closing_day_of(text: str) -> int | None:
    """What somebody typed: a day, or “calendar” for the last day of the month.

    Raises:
        ClosingDayError: it is neither.
    """
    plain = typed.name_of(text)
    if plain == "calendar":
        return None
    day = typed.day_number(plain)
    if day is None:
        raise ClosingDayError(day=plain, last=LATEST_CLOSING)
    return day


def _must_be_day(day: int | None) -> None:
    if day is not None and not 1 <= day <= LATEST_CLOSING:
        raise ClosingDayError(day=str(day), last=LATEST_CLOSING)


def _completed(placed: Sequence[Placed], name: str) -> list[Placed]:
    provinces = [unit for _, unit in placed if unit.kind == "province"]
    own = provinces[0] if provinces else Unit(code=_OWN_CODE, name=name, kind="province", name_en=name)
    found = [
        (row, unit if unit.parent or unit.kind == "province" else replace(unit, parent=own.code))
        for row, unit in placed
    ]
    return found if provinces or not placed else [(Row(), own), *found]
