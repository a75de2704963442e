"""Reads a new unit structure, checks it against what is published, previews and loads it, or refuses it whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from core import unit_changes, unit_rules
from core.clock import Clock
from core.errors import ReasonNeededError
from core.issues import Issue
from core.periods import Period, month_with
from core.rows import Row
from core.unit_changes import Event, UnitChange
from core.unit_rows import Placed
from core.units import UNIT_KINDS, Structure, how_many
from core.viewer import Viewer
from loaders.lists import structures
from loaders.lists.structures import ReadStructure
from metrics.dated import decided, newest_of_each
from metrics.in_force import settings_of
from store import audit, imports, publications, settings, units
from store.database import Connection, Engine, reading, writing

Files = Sequence[tuple[bytes, str]]
"""(content, name) of a workbook, of two tables, or of a table of units alone, which keeps the successions."""


@dataclass(frozen=True)
class StructureCheck:
    """The structure in the files, its issues, and what loading it would change."""

    structure: Structure
    issues: tuple[Issue, ...]
    """Errors first, then warnings, then notes."""
    changes: tuple[UnitChange, ...]
    events: tuple[Event, ...]
    """The successions that differ from those of the structure in use."""
    months: tuple[Period, ...]
    """The published months whose units would be others in a later version; published versions stay as they are."""

    @property
    def changes_nothing(self) -> bool:
        return not self.changes and not self.events

    @property
    def fit_to_load(self) -> bool:
        return all(issue.severity != "error" for issue in self.issues)


def check_structure(engine: Engine, viewer: Viewer, files: Files) -> StructureCheck:
    """The changes the files would make, and all their issues; stores nothing.

    Raises:
        NotAllowedError: the viewer may not load a structure.
        UnreadableFileError: nothing could be read.
    """
    viewer.must("structure")
    read = structures.read(files)
    with reading(engine) as connection:
        return _checked(connection, read)


def load_structure(
    engine: Engine, viewer: Viewer, files: Files, *, clock: Clock, note: str
) -> tuple[StructureCheck, int | None]:
    """Make the files' structure the one in use from now on; one transaction, one audit line.

    Versions published before keep the structure they were published with, and so their ranks.

    Returns:
        What was found, and the new structure's id; None where it has an error or changes nothing.

    Raises:
        NotAllowedError: the viewer may not load a structure.
        ReasonNeededError: `note` is blank.
        UnreadableFileError: nothing could be read.
    """
    viewer.must("structure")
    if not note.strip():
        raise ReasonNeededError
    read = structures.read(files)
    with writing(engine) as connection:
        found = _checked(connection, read)
        if not found.fit_to_load or found.changes_nothing:
            return found, None
        at = clock()
        for (sha256, _), (content, _) in zip(read.files, files, strict=True):
            imports.keep_file(connection, sha256, content)
        structure_id = units.add(
            connection, found.structure, at=at, who=viewer.who, note=note.strip(), files=read.files
        )
        audit.append(
            connection,
            at=at,
            who=viewer.who,
            deed="load_structure",
            about=", ".join(name for _, name in read.files)[:300],
            structure=structure_id,
            sha256=[sha256 for sha256, _ in read.files],
            units=how_many(found.structure.units),
            changes=len(found.changes),
            note=note.strip(),
        )
    return found, structure_id


def in_use(connection: Connection) -> Structure:
    """The structure that holds now: the province, its departments, districts and communes, by code."""
    found = sorted(units.everything(connection), key=lambda unit: (UNIT_KINDS.index(unit.kind), unit.code))
    return Structure(tuple(found), tuple(units.successions(connection)))


def _checked(connection: Connection, read: ReadStructure) -> StructureCheck:
    now = in_use(connection)
    links = read.successions
    if links is None:
        links = tuple((Row(), link) for link in now.successions)
    structure = Structure(tuple(unit for _, unit in read.units), tuple(link for _, link in links))
    counts = publications.counts(connection)
    issues = [
        *read.issues,
        *unit_rules.problems(read.units, links),
        *_province_stays(now, read.units),
        *_published_months_kept(now, structure, counts, complete=not read.issues),
        *_own_targets(connection, unit_changes.new_events(now, structure)),
    ]
    severities = ("error", "warning", "note")
    return StructureCheck(
        structure=structure,
        issues=tuple(sorted(issues, key=lambda issue: severities.index(issue.severity))),
        changes=tuple(unit_changes.changes(now, structure)),
        events=tuple(unit_changes.new_events(now, structure)),
        months=tuple(_months_with_others(now, structure, counts)),
    )


def _province_stays(now: Structure, placed: Sequence[Placed]) -> Iterator[Issue]:
    """Checks the province's own row, by which its reports are recognised."""
    provinces = {unit.code for _, unit in placed if unit.kind == "province"}
    for unit in now.units:
        if unit.kind == "province" and unit.code not in provinces:
            yield Issue("structure_province", values={"code": unit.code, "unit": unit.name})


def _own_targets(connection: Connection, events: Sequence[Event]) -> Iterator[Issue]:
    """Notes which units that end have a target of their own: it is not inherited."""
    held = decided(settings_of(settings.targets(connection)).targets)
    for event in events:
        in_force = newest_of_each((each for each in held if each.unit), f"{event.on:%Y-%m}", lambda each: each.key)
        own = {each.unit for each in in_force.values() if not each.ended}
        ending = [unit.name for unit in event.olds if unit.code in own and unit.valid_to]
        if ending:
            yield Issue("structure_own_targets", "note", values={"units": ", ".join(ending)})


def _published_months_kept(
    now: Structure, structure: Structure, counts: pd.DataFrame, *, complete: bool
) -> Iterator[Issue]:
    """Checks that no unit disappears, or goes out of force, in a month for which its counts are published."""
    names = {unit.code: unit.name for unit in now.units}
    listed = {unit.code: unit for unit in structure.units}
    for code, months in counts.groupby("unit_code")["month"]:
        unit = listed.get(str(code))
        if unit is None and not complete:
            continue  # its row could not be read, which is reported already
        lost = [
            month
            for month in (month_with(stamp.date()) for stamp in sorted(months))
            if unit is None or not unit.in_force(month.start, month.end)
        ]
        if lost:
            values = {"unit": names.get(str(code), str(code)), "months": len(lost), "first": lost[0], "last": lost[-1]}
            yield Issue("structure_loses_months", values=values)


def _months_with_others(now: Structure, structure: Structure, counts: pd.DataFrame) -> Iterator[Period]:
    for stamp in sorted(counts["month"].unique()):
        month = month_with(stamp.date())
        before, after = (
            {
                (unit.code, unit.name, unit.kind, unit.parent)
                for unit in each.units
                if unit.in_force(month.start, month.end)
            }
            for each in (now, structure)
        )
        if before != after:
            yield month
