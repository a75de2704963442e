"""Stores a checked file as drafts, for every deed that does so."""

import datetime as dt

from actions.data.imported import Imported
from actions.data.storing import ReasonFor, audit_import, stored
from core.viewer import Viewer
from loaders import Loaded
from store.database import Connection


def drafted(
    connection: Connection,
    viewer: Viewer,
    loaded: Loaded,
    content: bytes,
    deed: str,
    *,
    at: dt.datetime,
    reason_for: ReasonFor,
) -> Imported:
    """Store a draft for each month of a file without errors, for a deed that has asked for its right."""
    already, drafts = stored(connection, viewer, loaded, content, at=at, reason_for=reason_for)
    if drafts:
        audit_import(connection, viewer, loaded, deed, at=at, months=[each.code for each, _ in drafts])
    return Imported(loaded, (), tuple(already), tuple(drafts))
