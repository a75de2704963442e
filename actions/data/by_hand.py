"""Numbers that somebody types: one that is corrected, or a small unit's month. They go the way of every file."""

import csv
import io
from collections.abc import Mapping

from actions.data.import_file import import_file, save_draft
from actions.data.imported import Imported
from actions.data.storing import ReasonFor
from core.clock import Clock
from core.counts import CountName
from core.errors import DashboardError, ReasonNeededError, UnknownUnitError
from core.issues import Issue
from core.periods import Period
from core.units import Unit
from core.viewer import Viewer
from core.words import t
from store import units
from store.database import Engine, reading


class NothingTypedError(DashboardError):
    """Every field was left blank."""

    key = "error.nothing_typed"


def enter(
    engine: Engine,
    viewer: Viewer,
    unit_code: str,
    month: Period,
    typed: Mapping[CountName, str],
    *,
    clock: Clock,
    reason: str,
    draft: bool = True,
    answer: ReasonFor = lambda issue: "",
) -> Imported:
    """Store what was typed of a unit's month as a row of our template, with the same checks as any file's.

    A field that is left blank changes nothing. That the other columns are missing is answered by the reason; every
    other warning is left to be answered.

    Args:
        typed: as a spreadsheet's cells would have it; `1.234` is 1234.
        draft: keep it to be previewed and published.
        answer: why each of the other warnings is accepted.

    Raises:
        ReasonNeededError: `reason` is blank.
        NothingTypedError: so is every field.
        UnknownUnitError: no unit has the code.
        NotAllowedError, PeriodLockedError: as for every file.
    """
    viewer.must("import")
    if not reason.strip():
        raise ReasonNeededError
    unit, given = typed_of(engine, unit_code, typed)
    content, name = one_row(unit, month, given), t("vi", "by_hand.file", unit=unit.name, month=month.code)

    def reason_for(issue: Issue) -> str:
        return reason if issue.code == "column_missing_for" else answer(issue)

    if draft:
        return save_draft(engine, viewer, content, name, month=month, clock=clock, reason_for=reason_for)
    return import_file(engine, viewer, content, name, month=month, clock=clock, note=reason, reason_for=reason_for)


def typed_of(engine: Engine, unit_code: str, typed: Mapping[CountName, str]) -> tuple[Unit, dict[CountName, str]]:
    """The unit, and what was typed of it without the fields left blank; for deeds that have asked.

    Raises:
        NothingTypedError, UnknownUnitError.
    """
    given = {name: text.strip() for name, text in typed.items() if text.strip()}
    if not given:
        raise NothingTypedError
    with reading(engine) as connection:
        unit = next((each for each in units.everything(connection) if each.code == unit_code), None)
    if unit is None:
        raise UnknownUnitError(code=unit_code)
    return unit, given


def one_row(unit: Unit, month: Period, cells: Mapping[CountName, str]) -> bytes:
    """Our template with one unit's row; see `loaders.monthly.sources.template`."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["unit_code", "month", *cells])
    writer.writerow([unit.code, month.code, *cells.values()])
    return stream.getvalue().encode("utf-8")
