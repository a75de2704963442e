"""The state of the data: the cache key of every cached report."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.core import audit_events
from store.tables.identity import identity

TASK_DEEDS = frozenset({"load_indices", "load_people", "load_plan", "remind"})
"""Deeds that change no number, like all that begin with one of `TASK_PREFIXES`. Every other deed is assumed to change
numbers, so that a new deed is safe by default."""
TASK_PREFIXES = ("cohort_", "commitment_", "criterion_", "flag_", "task_")
NO_CHANGE = frozenset({"backup"})
"""Deeds that change nothing on any page."""


@dataclass(frozen=True)
class State:
    """Equal states give the same results; each part grows with every deed that may change its subject."""

    database: str
    """The database's random name: after a restore audit ids may repeat although the data differ."""
    numbers: int
    """Imports, publications, closings, units."""
    tasks: int
    """Tasks, people, cohorts, commitments, explanations, yearly indices."""


def state(connection: Connection) -> State:
    """The current state of the database."""
    deed = audit_events.c.deed
    about_tasks = deed.in_(TASK_DEEDS) | sa.or_(*(deed.startswith(prefix, autoescape=True) for prefix in TASK_PREFIXES))
    counted = sa.case((deed.in_(NO_CHANGE), None), (about_tasks, "tasks"), else_="numbers")
    query = sa.select(counted, sa.func.max(audit_events.c.id)).group_by(counted)
    newest = {about: number for about, number in connection.execute(query) if about}
    name: str = connection.scalar(sa.select(identity.c.id)) or ""
    return State(name, newest.get("numbers", 0), newest.get("tasks", 0))


def rename(connection: Connection) -> None:
    """Give the database a new name, which invalidates everything cached from it."""
    connection.execute(sa.delete(identity))
    connection.execute(sa.insert(identity).values(id=secrets.token_hex(16)))
