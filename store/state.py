"""How new the data are: what every cache of answers is keyed by."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.core import audit_events
from store.tables.identity import identity

TASK_DEEDS = frozenset({"load_indices", "load_people", "load_plan", "remind"})
"""Deeds that change no number; and those that begin with one of `TASK_PREFIXES`. Every other deed counts as one that
may, so that a new deed is never forgotten."""
TASK_PREFIXES = ("cohort_", "commitment_", "criterion_", "flag_", "task_")
NO_CHANGE = frozenset({"backup"})
"""Deeds that change nothing that is shown."""


@dataclass(frozen=True)
class State:
    """Equal states show the same answers; each part grows with every deed that may change what it is about."""

    database: str
    """Its random name: after a restore the numbers of deeds may be the same again, and the data are not."""
    numbers: int
    """Imports, publications, closings, units."""
    tasks: int
    """Tasks, people, cohorts, commitments, explanations, yearly indices."""


def state(connection: Connection) -> State:
    """Of the database at this moment."""
    deed = audit_events.c.deed
    about_tasks = deed.in_(TASK_DEEDS) | sa.or_(*(deed.startswith(prefix, autoescape=True) for prefix in TASK_PREFIXES))
    counted = sa.case((deed.in_(NO_CHANGE), None), (about_tasks, "tasks"), else_="numbers")
    query = sa.select(counted, sa.func.max(audit_events.c.id)).group_by(counted)
    newest = {about: number for about, number in connection.execute(query) if about}
    name: str = connection.scalar(sa.select(identity.c.id)) or ""
    return State(name, newest.get("numbers", 0), newest.get("tasks", 0))


def rename(connection: Connection) -> None:
    """Give the database a new name: what is kept of it is of another one from now on."""
    connection.execute(sa.delete(identity))
    connection.execute(sa.insert(identity).values(id=secrets.token_hex(16)))
