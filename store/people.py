"""Staff lists, read and added to."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core import typed
from core.people import Post
from core.viewer import Scope
from store.tables.people import posts, staff_lists
from store.then import of_then


@dataclass(frozen=True)
class StaffList:
    """The newest list, complete, with its source."""

    posts: tuple[Post, ...]
    file_name: str
    sha256: str
    at: dt.datetime
    who: str


def add(
    connection: Connection, people: Iterable[Post], *, sha256: str, file_name: str, at: dt.datetime, who: str
) -> None:
    """Store a list whose file's bytes are stored already; it replaces the one before, which is kept."""
    values = {"file_sha256": sha256, "file_name": typed.name_of(file_name), "at": at, "who": who}
    number: int = connection.execute(sa.insert(staff_lists).values(values).returning(staff_lists.c.id)).scalar_one()
    rows = [
        {
            "list_id": number,
            "name": each.name,
            "unit_code": each.unit,
            "position": each.position,
            "since": each.since,
            "until": each.until,
        }
        for each in people
    ]
    connection.execute(sa.insert(posts), rows)


def newest(connection: Connection, scope: Scope) -> StaffList | None:
    """The list with the people of these units alone; None where none was ever loaded."""
    known = sa.select(staff_lists).where(of_then(connection, staff_lists))
    last = connection.execute(known.order_by(staff_lists.c.id.desc()).limit(1)).one_or_none()
    if last is None:
        return None
    query = sa.select(posts).where(posts.c.list_id == last.id).order_by(posts.c.id)
    if not scope.every:
        query = query.where(posts.c.unit_code.in_(scope.units))
    found = tuple(
        Post(row.name, row.unit_code, row.position, row.since, row.until) for row in connection.execute(query)
    )
    return StaffList(found, last.file_name, last.file_sha256, last.at, last.who)
