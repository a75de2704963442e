"""A unit hands in its own month: typed on a form, or as a file; a draft among those of the secretariat."""

import datetime as dt
from collections.abc import Mapping

from actions.data.by_hand import one_row, typed_of
from actions.data.drafting import drafted
from actions.data.import_file import read_and_check
from actions.data.imported import Imported
from actions.data.review import move
from core.clock import Clock
from core.counts import SUMS, CountName
from core.errors import PeriodLockedError, WrongStateError
from core.issues import Issue
from core.periods import Period
from core.viewer import Viewer
from core.words import t
from loaders import Loaded
from loaders.text.whole_numbers import whole
from store import audit, locks, reviews, submissions
from store.database import Connection, Engine, writing


def submit(
    engine: Engine, viewer: Viewer, unit_code: str, month: Period, typed: Mapping[CountName, str], *, clock: Clock
) -> Imported:
    """Store what a unit typed of its month as a draft, with the checks of every file.

    Wholes that are not typed are computed from their parts. That the form does not ask for other columns is no fault
    of the unit's; every other warning waits for its reason (`explain`).

    Args:
        typed: as a spreadsheet's cells would have it; `1.234` is 1234.

    Raises:
        NotAllowedError: `viewer` may not hand in for the unit.
        UnknownUnitError: no unit has the code.
        NothingTypedError: every field is blank.
        PeriodLockedError: the month is locked.
    """
    viewer.must("submit", [unit_code])
    unit, given = typed_of(engine, unit_code, typed)
    content = one_row(unit, month, with_wholes(given))
    name = t("vi", "desk.file", unit=unit.name, month=month.code)
    loaded = read_and_check(engine, content, name, month=month, clock=clock)

    def reason_for(issue: Issue) -> str:
        return t("vi", "desk.not_asked") if issue.code == "column_missing_for" else ""

    if not loaded.fit_to_store:
        return Imported(loaded, (), ())
    with writing(engine) as connection:
        _not_locked(connection, loaded)
        return drafted(connection, viewer, loaded, content, "submit", at=clock(), reason_for=reason_for)


def submit_file(
    engine: Engine, viewer: Viewer, content: bytes, name: str, *, month: Period | None, clock: Clock
) -> Imported:
    """Store a file of the unit's own as a draft.

    Raises:
        NotAllowedError: one of its rows is of a unit for which `viewer` may not hand in; nothing is stored.
        UnreadableFileError: nothing could be read.
        PeriodLockedError: one of its months is locked.
    """
    viewer.must_somewhere("submit")
    loaded = read_and_check(engine, content, name, month=month, clock=clock)
    for code in sorted(set(loaded.rows["unit_code"])):
        viewer.must("submit", [code])
    if not loaded.fit_to_store:
        return Imported(loaded, (), ())
    with writing(engine) as connection:
        _not_locked(connection, loaded)
        return drafted(connection, viewer, loaded, content, "submit", at=clock(), reason_for=lambda issue: "")


def explain(
    connection: Connection, viewer: Viewer, import_id: int, reasons: Mapping[int, str], *, at: dt.datetime
) -> None:
    """Answer for warnings of what the unit handed in, by their ids; an earlier answer stays.

    Raises:
        NotAllowedError: it is not for this viewer to hand in.
        WrongStateError: it is published or rejected already.
    """
    _mine(connection, viewer, import_id)
    for issue_id, issue, who, _ in reviews.issues(connection, import_id):
        reason = reasons.get(issue_id, "").strip()
        if issue.severity == "warning" and who is None and reason:
            reviews.acknowledge(connection, issue_id, at=at, who=viewer.who, reason=reason)
            about = str(issue_id)
            audit.append(connection, at=at, who=viewer.who, deed="acknowledge", about=about, reason=reason)


def take_back(connection: Connection, viewer: Viewer, import_id: int, *, at: dt.datetime) -> None:
    """Put aside what the unit handed in by mistake, as long as it is not published.

    Raises:
        NotAllowedError: it is not for this viewer to hand in.
        WrongStateError: it is published or rejected already.
    """
    _mine(connection, viewer, import_id)
    move(connection, viewer, import_id, "rejected", at=at, note=t("vi", "desk.taken_back"))


def _mine(connection: Connection, viewer: Viewer, import_id: int) -> None:
    owners = submissions.units_of(connection, import_id)
    for code in owners or [""]:
        viewer.must("submit", [code])
    if reviews.is_published(connection, import_id) or reviews.state(connection, import_id) == "rejected":
        raise WrongStateError(state=reviews.state(connection, import_id))


def with_wholes(given: Mapping[CountName, str]) -> dict[CountName, str]:
    """Also the wholes whose parts are all given as numbers; what is typed stays as it is."""
    found = dict(given)
    for name, parts in SUMS.items():
        numbers = [whole(given[part]) for part in parts if part in given]
        if name not in given and len(numbers) == len(parts) and all(isinstance(each, int) for each in numbers):
            found[name] = str(sum(each for each in numbers if isinstance(each, int)))
    return found


def _not_locked(connection: Connection, loaded: Loaded) -> None:
    for month in loaded.months:
        if locks.state(connection, month) == "locked":
            raise PeriodLockedError(period=month)
