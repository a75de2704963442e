"""What a province has said of its own tables and of names in them, remembered for the files to come."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.remembered import Remembered, RowAnswer, TableMapping
from store.tables.remembered import row_answers, table_mappings


def everything(connection: Connection) -> Remembered:
    """What holds: of each table and each name the newest entry, unless it was removed."""
    tables: dict[str, TableMapping] = {}
    for row in connection.execute(_newest(table_mappings, table_mappings.c.fingerprint)):
        if row.columns:
            tables[row.fingerprint] = TableMapping(
                captions=tuple(caption for caption, _ in row.columns),
                fields=tuple(name for _, name in row.columns),
                height=row.height,
                fingerprint=row.fingerprint,
                file_name=row.file_name,
                at=row.at,
                who=row.who,
            )
    answers = {
        row.key: RowAnswer(row.label, row.unit_code, row.reason, row.key, row.file_name, row.at, row.who)
        for row in connection.execute(_newest(row_answers, row_answers.c.key))
        if row.answer != "removed"
    }
    return Remembered(tables, answers)


def put_table(connection: Connection, mapping: TableMapping, *, at: dt.datetime, who: str) -> None:
    columns = [list(pair) for pair in zip(mapping.captions, mapping.fields, strict=True)]
    _put_table(connection, mapping, columns, at=at, who=who)


def remove_table(connection: Connection, mapping: TableMapping, *, at: dt.datetime, who: str) -> None:
    _put_table(connection, mapping, [], at=at, who=who)


def put_answer(connection: Connection, answer: RowAnswer, *, at: dt.datetime, who: str) -> None:
    _put_answer(connection, answer, "left_out" if answer.unit is None else "unit", at=at, who=who)


def remove_answer(connection: Connection, answer: RowAnswer, *, at: dt.datetime, who: str) -> None:
    _put_answer(connection, answer, "removed", at=at, who=who)


def _put_table(
    connection: Connection, mapping: TableMapping, columns: list[list[str | None]], *, at: dt.datetime, who: str
) -> None:
    connection.execute(
        sa.insert(table_mappings).values(
            fingerprint=mapping.fingerprint,
            height=mapping.height,
            columns=columns,
            file_name=mapping.file_name,
            at=at,
            who=who,
        )
    )


def _put_answer(connection: Connection, answer: RowAnswer, said: str, *, at: dt.datetime, who: str) -> None:
    connection.execute(
        sa.insert(row_answers).values(
            key=answer.key,
            label=answer.label,
            answer=said,
            unit_code=answer.unit,
            reason=answer.reason,
            file_name=answer.file_name,
            at=at,
            who=who,
        )
    )


def _newest(table: sa.Table, about: sa.ColumnElement[str]) -> sa.Select[tuple[object, ...]]:
    """The newest row about each subject, in the order of the first."""
    newest = sa.select(sa.func.max(table.c.id)).group_by(about)
    return sa.select(table).where(table.c.id.in_(newest)).order_by(table.c.id)
