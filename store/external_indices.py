"""Yearly indices, read and added to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core import typed
from core.indices import Answer, Answered, Criterion, Result, Stored
from store import journal
from store.journal import Entry
from store.tables.yearly import index_imports, index_results


def add_import(
    connection: Connection,
    results: Iterable[tuple[int, Result]],
    *,
    sha256: str,
    file_name: str,
    at: dt.datetime,
    who: str,
) -> int:
    """Store the results of a file whose bytes are kept already, each with its row; the import's id."""
    values = {"file_sha256": sha256, "file_name": typed.name_of(file_name), "at": at, "who": who}
    import_id: int = connection.execute(
        sa.insert(index_imports).values(values).returning(index_imports.c.id)
    ).scalar_one()
    connection.execute(
        sa.insert(index_results),
        [{"import_id": import_id, "row": row, **_columns(vars(result))} for row, result in results],
    )
    return import_id


@dataclass(frozen=True)
class File:
    """One import: what came in, when and by whom."""

    sha256: str
    name: str
    at: dt.datetime
    who: str
    results: int


def files(connection: Connection) -> list[File]:
    """Every import, the newest first."""
    many = sa.select(sa.func.count()).where(index_results.c.import_id == index_imports.c.id).scalar_subquery()
    query = sa.select(index_imports, many.label("results")).order_by(index_imports.c.id.desc())
    return [File(row.file_sha256, row.file_name, row.at, row.who, row.results) for row in connection.execute(query)]


def everything(connection: Connection) -> list[Stored]:
    """All results ever stored, oldest first: a later one with the same key replaces an earlier one."""
    names = [column for column in index_imports.c if column.name != "id"]
    query = sa.select(index_results, *names).join(index_imports).order_by(index_results.c.id)
    return [
        Stored(
            Result(
                row.index_name,
                row.year,
                row.place,
                row.component,
                row.score,
                row.max_score,
                row.rank,
                row.rank_of,
                row.source,
            ),
            row.import_id,
            row.row,
            row.file_name,
            row.file_sha256,
            row.at,
            row.who,
        )
        for row in connection.execute(query)
    ]


def add_criterion(connection: Connection, criterion: Criterion, *, at: dt.datetime, who: str) -> None:
    journal.append(connection, "criterion", criterion.key, "added", at=at, who=who, details={"about": vars(criterion)})


def criteria(connection: Connection) -> list[Criterion]:
    """The criteria typed in, in order of entry."""
    return [_criterion(entry) for entry in journal.entries(connection, "criterion") if entry.event == "added"]


def add_answer(connection: Connection, criterion: Criterion, given: Answered) -> None:
    journal.append(
        connection,
        "criterion",
        criterion.key,
        "answered",
        at=given.at,
        who=given.who,
        details={"about": vars(criterion), "answer": vars(given.answer)},
    )


def answers(connection: Connection) -> dict[Criterion, tuple[Answered, ...]]:
    """Every answer by its criterion, the oldest first; the last counts."""
    found: dict[Criterion, list[Answered]] = defaultdict(list)
    for entry in journal.entries(connection, "criterion"):
        if entry.event == "answered":
            found[_criterion(entry)].append(Answered(Answer(**entry.details["answer"]), entry.at, entry.who))
    return {criterion: tuple(given) for criterion, given in found.items()}


def _criterion(entry: Entry) -> Criterion:
    # From the details: a key cannot be taken apart where the index's own name holds “/2020/”.
    return Criterion(**entry.details["about"])


def _columns(fields: dict[str, object]) -> dict[str, object]:
    # “index” is a reserved word in SQL.
    return {("index_name" if name == "index" else name): value for name, value in fields.items()}
