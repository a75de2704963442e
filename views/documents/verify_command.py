"""verify-document: a document that was made here, compared with what was published."""

import argparse
from pathlib import Path

import pandas as pd

from core.errors import UnreadableFileError
from loaders.reading.precheck import LARGEST_FILE
from reports.commands import ANSWERED, NO_NUMBERS, asked_by
from store.database import Connection
from views.documents.verifying import saying
from views.documents.verifying.checking import Checked, check

COLUMNS = [
    "document", "about", "period", "version", "code", "language", "version_identical", "version_newest", "audit_line",
    "file_identical", "unchanged", "place", "cell", "table", "row", "column", "found", "published", "note",
]  # fmt: skip


def verify(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    found = check(connection, asked_by(connection, options), _content(options.file))
    verified = found.verified
    version_holds = verified is None or verified.identical
    head = (
        found.stamp["report"],
        found.stamp.get("about", ""),
        found.month.code,
        found.version,
        found.code,
        found.language,
        _said(version_holds),
        _said(found.newest),
        _said(found.digest_known),
        "" if found.identical is None else _said(found.identical),
        _said(found.unchanged),
    )
    rows = _rows(found, options)
    table = pd.DataFrame([(*head, *row) for row in rows], columns=COLUMNS)
    table.attrs["exit_code"] = ANSWERED if found.unchanged and version_holds and found.digest_known else NO_NUMBERS
    return table


def _rows(found: Checked, options: argparse.Namespace) -> list[tuple[str, ...]]:
    if not found.differences:
        notes = [saying.verdict(found, options.lang), *saying.beside(found, options.lang)]
        return [("", "", "", "", "", "", "", " ".join(notes))]
    return [
        (
            each.place,
            each.cell,
            each.named.table,
            each.named.row,
            each.named.column,
            each.found,
            each.published,
            saying.difference(each, found, options.lang),
        )
        for each in found.differences
    ]


def _said(value: bool) -> str:
    return str(value).lower()


def _content(file: Path) -> bytes:
    """No more of it than shows that it is too large.

    Raises:
        UnreadableFileError: there is no such file.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(file)) from error
