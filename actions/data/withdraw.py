"""Takes back what was published: a number, a unit's month, an import, or everything since an earlier version.

Nothing is deleted: each is a new version, with its reason, and every version before it can still be seen.
"""

import datetime as dt
from collections.abc import Sequence

from actions.data.by_hand import one_row
from actions.data.import_file import import_file, save_draft
from actions.data.imported import Imported
from actions.data.publish import Publication, must_be_newest, version_of
from core.clock import Clock
from core.counts import COUNT_NAMES, CountName
from core.errors import ReasonNeededError, UnknownUnitError
from core.periods import Period
from core.version_errors import NothingToWithdrawError, UnknownVersionError
from core.viewer import Viewer
from core.words import t
from store import audit, publications, signatures, units, versions
from store.database import Connection, Engine, reading


def withdraw(
    engine: Engine,
    viewer: Viewer,
    unit_code: str,
    month: Period,
    counts: Sequence[CountName] = (),
    *,
    clock: Clock,
    reason: str,
    draft: bool = False,
) -> Imported:
    """Take back a unit's counts of a month: from then on they are “not reported”.

    It goes the way of every file, as a row of our template whose blanks withdraw, so that the number can be followed
    to the one who withdrew it and why.

    Args:
        counts: which; by default all that are published of the unit.
        draft: keep it to be previewed and published.

    Raises:
        ReasonNeededError: `reason` is blank.
        UnknownUnitError: no unit has the code.
        NothingToWithdrawError: none of it is published.
        NotAllowedError, PeriodLockedError: as for every file.
    """
    viewer.must("import")
    if not reason.strip():
        raise ReasonNeededError
    with reading(engine) as connection:
        unit = next((each for each in units.everything(connection) if each.code == unit_code), None)
        known = publications.counts(connection, period=month)
    if unit is None:
        raise UnknownUnitError(code=unit_code)
    mine = known[known["unit_code"].eq(unit_code)]
    published = [name for name in COUNT_NAMES if mine[name].notna().any()]
    chosen = [name for name in published if not counts or name in counts]
    if not chosen:
        raise NothingToWithdrawError(period=month)
    save = save_draft if draft else import_file
    more = {} if draft else {"note": reason}
    return save(
        engine,
        viewer,
        one_row(unit, month, dict.fromkeys(chosen, "")),
        t("vi", "withdraw.file", unit=unit.name, month=month.code),
        month=month,
        clock=clock,
        blanks="withdrawn",
        reason_for=lambda _: reason,
        **more,
    )


def withdraw_import(
    connection: Connection,
    viewer: Viewer,
    period: Period,
    import_id: int,
    *,
    at: dt.datetime,
    reason: str,
    base: int | None = None,
) -> Publication:
    """Publish the period's next version without one of its imports; one audit line.

    Without its only import the period is as if nothing were published.

    Raises:
        NothingToWithdrawError: the newest version does not hold the import.
        ReasonNeededError, ChangedMeanwhileError, NotAllowedError, PeriodLockedError: see `actions.data.publish`.
    """
    viewer.must_now("publish")
    standing = publications.import_ids(connection, period)
    layers = [each for each in standing if each != import_id]
    if layers == standing:
        raise NothingToWithdrawError(period=period)
    return _made(connection, viewer, period, layers, at=at, reason=reason, base=base, withdrawn=import_id)


def restore_version(
    connection: Connection,
    viewer: Viewer,
    period: Period,
    number: int,
    *,
    at: dt.datetime,
    reason: str,
    base: int | None = None,
) -> Publication:
    """Publish the numbers of an earlier version again, as the period's next; one audit line.

    Raises:
        UnknownVersionError: the period has no such version.
        NothingToWithdrawError: the newest version is made of the same imports.
        ReasonNeededError, ChangedMeanwhileError, NotAllowedError, PeriodLockedError: see `actions.data.publish`.
    """
    viewer.must_now("publish")
    asked = next((each for each in signatures.signed(connection, period) if each.version == number), None)
    if asked is None:
        raise UnknownVersionError(period=period, number=number)
    layers = [each.import_id for each in versions.Versions(connection).layers(asked.id)]
    if layers == publications.import_ids(connection, period):
        raise NothingToWithdrawError(period=period)
    return _made(connection, viewer, period, layers, at=at, reason=reason, base=base, restored=number)


def _made(
    connection: Connection,
    viewer: Viewer,
    period: Period,
    layers: Sequence[int],
    *,
    at: dt.datetime,
    reason: str,
    base: int | None,
    **details: int,
) -> Publication:
    if not reason.strip():
        raise ReasonNeededError
    must_be_newest(connection, period, base)
    made = version_of(connection, viewer, period, layers, at=at, note=reason.strip())
    audit.append(
        connection,
        at=at,
        who=viewer.who,
        deed="withdraw",
        about=period.code,
        version=made.version,
        code=made.code,
        note=reason.strip(),
        **details,
    )
    return made
