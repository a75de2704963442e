"""Rows whose unit nobody knows: said once to be a unit under another name, or left out, and remembered."""

import datetime as dt
from collections.abc import Mapping

from core.errors import ReasonNeededError, TooLongError, UnknownUnitError
from core.remembered import RowAnswer, RowAnswerError
from core.viewer import Viewer
from loaders.units.answers import answer_key
from loaders.units.matching import directory, named
from store import audit, remembered, units
from store.database import Connection

LONGEST = 300


def is_unit(
    connection: Connection, viewer: Viewer, label: str, code: str, *, at: dt.datetime, file_name: str = ""
) -> None:
    """Read every row with this name or code as the unit `code` from now on; one audit line.

    Raises:
        NotAllowedError: the viewer may not import.
        RowAnswerError: no_label; known, where the list has a unit of this very name.
        UnknownUnitError: no unit has the code.
    """
    viewer.must("import")
    known = units.everything(connection)
    if code not in {each.code for each in known}:
        raise UnknownUnitError(code=code)
    key = _key(label)
    own = named(directory(known), label)
    if own is not None and own.code != code:
        # It would never be asked: what the list knows goes first.
        raise RowAnswerError("known", text=label, unit=own.name)
    _put(connection, viewer, RowAnswer(label.strip(), code, "", key, file_name), at=at)


def leave_out(
    connection: Connection, viewer: Viewer, label: str, reason: str, *, at: dt.datetime, file_name: str = ""
) -> None:
    """Leave every row with this name or code out of the province's numbers from now on; one audit line.

    Raises:
        NotAllowedError: the viewer may not import.
        ReasonNeededError: no reason.
        RowAnswerError: no_label; known, where the list has a unit of this name.
        TooLongError: the reason is too long.
    """
    viewer.must("import")
    key, reason = _key(label), " ".join(reason.split())
    if not reason:
        raise ReasonNeededError
    if len(reason) > LONGEST:
        raise TooLongError(length=len(reason), limit=LONGEST)
    own = named(directory(units.everything(connection)), label)
    if own is not None:
        raise RowAnswerError("known", text=label, unit=own.name)
    _put(connection, viewer, RowAnswer(label.strip(), None, reason, key, file_name), at=at)


def answer_all(
    connection: Connection,
    viewer: Viewer,
    said: Mapping[str, str | None],
    reason: str,
    *,
    at: dt.datetime,
    file_name: str = "",
) -> None:
    """Answer for several rows of a file, or for none of them: by label the unit's code, or None to leave it out for
    `reason`.

    Raises:
        See `is_unit` and `leave_out`.
    """
    viewer.must("import")
    for label, code in said.items():
        if code is None:
            leave_out(connection, viewer, label, reason, at=at, file_name=file_name)
        else:
            is_unit(connection, viewer, label, code, at=at, file_name=file_name)


def take_back(connection: Connection, viewer: Viewer, label: str, *, at: dt.datetime) -> None:
    """Say nothing of these rows any more: the next file asks again. One audit line.

    Raises:
        NotAllowedError: the viewer may not import.
        RowAnswerError: no_answer, where nothing was said of them.
    """
    viewer.must("import")
    found = remembered.everything(connection).rows.get(_key(label))
    if found is None:
        raise RowAnswerError("no_answer", text=label)
    remembered.remove_answer(connection, found, at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed="row_answer_removed", about=found.label)


def _key(label: str) -> str:
    key = answer_key(label[:LONGEST])
    if not key:
        raise RowAnswerError("no_label")
    return key


def _put(connection: Connection, viewer: Viewer, answer: RowAnswer, *, at: dt.datetime) -> None:
    known = remembered.everything(connection).rows.get(answer.key)
    if known is not None and (known.unit, known.reason) == (answer.unit, answer.reason):
        return
    remembered.put_answer(connection, answer, at=at, who=viewer.who)
    said = {"unit": answer.unit} if answer.unit else {"reason": answer.reason}
    audit.append(connection, at=at, who=viewer.who, deed="row_answered", about=answer.label, **said)
