"""The first half of every import: stores the bytes, and the rows and findings as a draft of each month."""

import datetime as dt
from collections.abc import Callable

import pandas as pd

from core.counts import COUNT_NAMES
from core.issues import Issue
from core.periods import Period
from core.viewer import Viewer
from loaders import Loaded
from store import audit, imports, publications, reviews
from store.database import Connection

ReasonFor = Callable[[Issue], str]
"""Why a warning is accepted; blank where it is not."""


def stored(
    connection: Connection,
    viewer: Viewer,
    loaded: Loaded,
    content: bytes,
    *,
    at: dt.datetime,
    reason_for: ReasonFor,
    illustrative: bool = False,
) -> tuple[list[Period], list[tuple[Period, int]]]:
    """The months for which these bytes are stored already, and the new drafts; warnings with a reason acknowledged."""
    already = [each for each in loaded.months if changes_nothing(connection, loaded, each)]
    new = [each for each in loaded.months if each not in already]
    if new:
        imports.keep_file(connection, loaded.sha256, content)
    drafts = []
    for each in new:
        import_id = imports.add(
            connection,
            sha256=loaded.sha256,
            file_name=loaded.file_name,
            source=loaded.source,
            period=each,
            rows=loaded.rows[loaded.rows["period_start"].eq(each.start)],
            issues=_issues_of(loaded, each),
            at=at,
            who=viewer.who,
            illustrative=illustrative,
        )
        for event in ("draft", "checked"):
            reviews.note_event(connection, import_id, event, at=at, who=viewer.who)
        answer(connection, viewer, import_id, at=at, reason_for=reason_for)
        drafts.append((each, import_id))
    return already, drafts


def answer(connection: Connection, viewer: Viewer, import_id: int, *, at: dt.datetime, reason_for: ReasonFor) -> None:
    """Acknowledge those warnings of an import that have a reason; an earlier reason stays."""
    for issue_id, issue, _, _ in reviews.issues(connection, import_id):
        reason = reason_for(issue).strip()
        if issue.severity == "warning" and reason:
            reviews.acknowledge(connection, issue_id, at=at, who=viewer.who, reason=reason)


def waiting(connection: Connection, loaded: Loaded, month: Period) -> int | None:
    """The draft of these very rows that waits to be published; None where there is none."""
    known = imports.with_same_content(connection, loaded.sha256, month)
    pending = {each.id for each in reviews.waiting(connection)}
    return known if known in pending and changes_nothing(connection, loaded, month) else None


def changes_nothing(connection: Connection, loaded: Loaded, month: Period) -> bool:
    """Whether these rows are a pending draft already, or would change nothing in the published version.

    The same file can be imported again to undo a later correction, or with other answers about its blanks.
    """
    known = imports.with_same_content(connection, loaded.sha256, month)
    if known is None or not imports.holds(connection, known, loaded.rows[loaded.rows["period_start"].eq(month.start)]):
        return False
    if not reviews.is_published(connection, known):
        return True
    now = publications.counts(connection, period=month)
    return bool(now.equals(publications.counts(connection, period=month, on_top=[known])))


def _issues_of(loaded: Loaded, month: Period) -> list[Issue]:
    """The findings on the month's own rows, and those that belong to no single row."""
    if not loaded.issues:
        return []
    elsewhere = loaded.rows[loaded.rows["period_start"].ne(month.start)]
    others = set(zip(elsewhere["sheet"], elsewhere["row"], strict=True))
    return [issue for issue in loaded.issues if (issue.sheet, issue.row) not in others]


def audit_import(
    connection: Connection, viewer: Viewer, loaded: Loaded, deed: str, *, at: dt.datetime, **details: object
) -> None:
    audit.append(
        connection,
        at=at,
        who=viewer.who,
        deed=deed,
        about=loaded.file_name,
        sha256=loaded.sha256,
        source=loaded.source,
        **details,
    )


def differing(before: pd.DataFrame, after: pd.DataFrame) -> int:
    """How many counts differ between two states of a month; a unit that is not there has reported none."""
    old, new = (table.set_index("unit_code")[list(COUNT_NAMES)] for table in (before, after))
    codes = old.index.union(new.index)
    old, new = old.reindex(codes), new.reindex(codes)
    return int((old.ne(new) & ~(old.isna() & new.isna())).sum().sum())
