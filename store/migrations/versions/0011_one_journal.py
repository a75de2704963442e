"""One journal instead of six tables of events: tasks, cohorts, commitments, flags, criteria and their answers."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_GONE = (
    "index_answers",
    "index_criteria",
    "flag_explanations",
    "commitment_events",
    "commitments",
    "cohort_events",
    "cohorts",
    "task_events",
    "tasks",
)


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=700), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON()),
        sa.Column("file_sha256", sa.String(length=64)),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["files.sha256"], name=op.f("fk_journal_file_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint("entity", "code", "number", name=op.f("uq_journal_entity_code_number")),
    )
    connection = op.get_bind()
    journal = sa.Table("journal", sa.MetaData(), autoload_with=connection)
    # As JSON, whatever the database reflects it as.
    journal.c.details.type = sa.JSON(none_as_null=True)
    numbers: Counter[tuple[str, str]] = Counter()
    for row in _events(connection):
        about = (row["entity"], row["code"])
        numbers[about] += 1
        connection.execute(sa.insert(journal).values(number=numbers[about], **row))
    for table in _GONE:
        op.drop_table(table)


def _events(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Every event of the six tables, those of one thing in the order they happened."""
    for row in _rows(connection, "task_events", "tasks", "task_id"):
        said = {"asked": _json(row.details)} if row.details is not None else {}
        if row.deadline is not None:
            said["deadline"] = str(row.deadline)
        yield _event("task", row, said or None) | {"file_sha256": row.file_sha256, "file_name": row.file_name}
    for row in _rows(connection, "cohort_events", "cohorts", "cohort_id"):
        yield _event("cohort", row, _json(row.details)) | {"file_name": ""}
    for row in _rows(connection, "commitment_events", "commitments", "commitment_id"):
        yield _event("commitment", row, _json(row.details)) | {
            "file_sha256": row.file_sha256,
            "file_name": row.file_name,
        }
    for row in _all(connection, "flag_explanations"):
        code = f"{str(row.month)[:7]}/{row.test}/{row.unit_code}"
        yield _plain("flag", code, row.outcome, row) | {"note": row.text}
    for row in _all(connection, "index_criteria"):
        yield _plain("criterion", _key(row), "added", row) | {"details": {"about": _about(row)}}
    for row in _all(connection, "index_answers"):
        answer = {name: getattr(row, name) for name in ("achieved", "cause", "leader", "note")}
        details = {"about": _about(row), "answer": answer | {"unit": row.unit_code}}
        yield _plain("criterion", _key(row), "answered", row) | {"details": details}


def _key(row: sa.Row[Any]) -> str:
    return f"{row.index_name}/{row.year}/{row.component}"


def _about(row: sa.Row[Any]) -> dict[str, Any]:
    return {"index": row.index_name, "year": row.year, "component": row.component}


def _rows(connection: sa.Connection, events: str, things: str, which: str) -> list[sa.Row[Any]]:
    metadata = sa.MetaData()
    event, thing = (sa.Table(name, metadata, autoload_with=connection) for name in (events, things))
    query = sa.select(thing.c.code, event).join_from(event, thing, event.c[which] == thing.c.id)
    return list(connection.execute(query.order_by(event.c.id)))


def _all(connection: sa.Connection, name: str) -> list[sa.Row[Any]]:
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    return list(connection.execute(sa.select(table).order_by(table.c.id)))


def _event(entity: str, row: sa.Row[Any], details: Any) -> dict[str, Any]:
    return {
        "entity": entity,
        "code": row.code,
        "event": row.event,
        "at": row.at,
        "who": row.who,
        "note": row.note,
        "details": details,
    }


def _plain(entity: str, code: str, event: str, row: sa.Row[Any]) -> dict[str, Any]:
    return {
        "entity": entity,
        "code": code,
        "event": event,
        "at": row.at,
        "who": row.who,
        "note": "",
        "details": None,
        "file_name": "",
    }


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def downgrade() -> None:
    raise NotImplementedError("The journal has no way back: restore the backup made before the upgrade.")
