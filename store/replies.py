"""Replies of units to their published numbers, and the answers; read and added to."""

import datetime as dt
from dataclasses import replace

from core.periods import Period, parse
from core.replies import Answer, Kind, Outcome, Reply
from core.viewer import Scope
from store import journal
from store.database import Connection
from store.journal import Entry

_PREFIX = "YK"


def add(
    connection: Connection,
    unit: str,
    month: Period,
    kind: Kind,
    *,
    measure: str,
    text: str,
    version: int,
    at: dt.datetime,
    who: str,
    file: tuple[str | None, str] = (None, ""),
) -> str:
    """The code of the new reply."""
    code = journal.next_code(connection, "reply", f"{_PREFIX}-{month.code}-", 3)
    details = {"unit": unit, "measure": measure, "version": version}
    journal.append(connection, "reply", code, kind, at=at, who=who, note=text, details=details, file=file)
    return code


def answer(connection: Connection, code: str, outcome: Outcome, text: str, *, at: dt.datetime, who: str) -> None:
    """Add an answer; a later one takes the place of the one before."""
    journal.append(connection, "reply", code, outcome, at=at, who=who, note=text)


def take_back(connection: Connection, code: str, *, at: dt.datetime, who: str) -> None:
    journal.append(connection, "reply", code, "taken_back", at=at, who=who)


def of_code(connection: Connection, code: str) -> Reply | None:
    """The reply as it is now."""
    entries = list(journal.entries(connection, "reply", code=code))
    return _reply(code, entries) if entries else None


def of_month(connection: Connection, month: Period, scope: Scope) -> list[Reply]:
    """The replies of these units about a month, the oldest first, those taken back too."""
    found = journal.by_code(journal.entries(connection, "reply", prefix=f"{_PREFIX}-{month.code}-"))
    replies = [_reply(code, entries) for code, entries in found.items()]
    return [each for each in replies if scope.holds([each.unit])]


def _reply(code: str, entries: list[Entry]) -> Reply:
    first, *later = entries
    found = Reply(
        code,
        first.details["unit"],
        parse(code.removeprefix(f"{_PREFIX}-").rsplit("-", 1)[0]),
        first.details["measure"],
        first.event,
        first.note,
        first.details["version"],
        first.at,
        first.who,
        first.file_sha256,
        first.file_name,
    )
    for entry in later:
        if entry.event == "taken_back":
            found = replace(found, taken_back=True)
        else:
            found = replace(found, answer=Answer(entry.event, entry.note, entry.at, entry.who))
    return found
