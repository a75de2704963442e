"""The state of the data: the cache key of every cached report."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.core import audit_events
from store.tables.identity import identity

TASK_DEEDS = frozenset(
    {
        "load_indices",
        "load_people",
        "load_plan",
        "load_portal",
        "notify_units",
        "remind",
        "set_clarities",
        "set_reminder",
    }
)
"""Deeds that change no number, like all that begin with one of `TASK_PREFIXES`. Every other deed is assumed to change
numbers, so that a new deed is safe by default."""
TASK_PREFIXES = (
    "annotation_",
    "cohort_",
    "commitment_",
    "criterion_",
    "flag_",
    "mapping_",
    "meeting_",
    "reply_",
    "row_answer",
    "task_",
)
READ = "read_restricted"
"""A read of what is restricted; see `actions.access.reads`."""
NO_CHANGE = frozenset({"audit_key", "backup", "chain_begin", READ})
NO_CHANGE_PREFIXES = ("account_",)
"""Deeds that change nothing of what is kept; rights are asked for anew each time."""


@dataclass(frozen=True)
class State:
    """Equal states give the same results; each part grows with every deed that may change its subject."""

    database: str
    """The database's random name: after a restore audit ids may repeat although the data differ."""
    numbers: int
    """Imports, publications, closings, units."""
    tasks: int
    """Tasks, people, cohorts, commitments, explanations, notes, yearly indices, the portal's own answers, and how the
    province's own tables are read."""


def state(connection: Connection) -> State:
    """The current state of the database."""
    row = connection.execute(sa.select(identity.c.id, identity.c.numbers, identity.c.tasks)).one()
    return State(row.id, row.numbers, row.tasks)


def advance(connection: Connection, deed: str, number: int) -> None:
    """Note that audit event `number` is about this deed; called for every audit event, in its transaction."""
    if deed not in NO_CHANGE and not deed.startswith(NO_CHANGE_PREFIXES):
        about_tasks = deed in TASK_DEEDS or deed.startswith(TASK_PREFIXES)
        connection.execute(sa.update(identity).values({"tasks" if about_tasks else "numbers": number}))


def rename(connection: Connection) -> None:
    """Give the database a new name, which invalidates everything cached from it."""
    newest = connection.scalar(sa.select(sa.func.max(audit_events.c.id))) or 0
    connection.execute(sa.delete(identity))
    connection.execute(sa.insert(identity).values(id=secrets.token_hex(16), numbers=newest, tasks=newest))
