"""One entry of a setting that holds from a month on, and its audit line; the same for every kind of such settings."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from store import audit, settings
from store.database import Connection

Value = TypeVar("Value")


def held(
    entries: Iterable[tuple[tuple[str, ...], Value | None, str]], about: tuple[str, ...]
) -> tuple[Value, str] | None:
    """The value and the source that hold for `about`; None where nothing was entered, or it was taken back.

    Args:
        entries: (what it is about, value, source), oldest first; a value of None takes an entry back.
    """
    found: tuple[Value, str] | None = None
    for whose, value, source in entries:
        if whose == about:
            found = None if value is None else (value, source)
    return found


def put(
    connection: Connection,
    who: str,
    name: str,
    entry: dict[str, Any],
    *,
    deed: str,
    about: str,
    value: Value | None,
    before: tuple[Value, str] | None,
    source: str,
    at: dt.datetime,
    written: Callable[[Value], Any] = lambda value: value,
) -> None:
    """Enter it, or take it back with a value of None; one audit line. The same again changes nothing.

    Args:
        entry: as the setting keeps it.
        before: what `held` says.
        written: a value as the audit line has it.
    """
    if value is not None and before == (value, source):
        return
    settings.put(connection, name, entry, source=source, at=at, who=who)
    audit.append(
        connection,
        at=at,
        who=who,
        deed=deed,
        about=about,
        value=None if value is None else written(value),
        before=written(before[0]) if before else None,
        source=source,
    )
