"""What is said of a database that does not answer or is damaged."""

import sqlalchemy as sa

from core.database_errors import DatabaseDamagedError
from core.errors import DatabaseUnavailableError

_DAMAGE = ("not a database", "malformed", "file is encrypted")


def told(error: sa.exc.DatabaseError) -> Exception:
    """What to say of an error of the database; the error itself where it is a bug of ours.

    A damaged SQLite file is a plain DatabaseError; its other subclasses but OperationalError are bugs.
    """
    reason = reason_of(error)
    if any(words in reason for words in _DAMAGE):
        return DatabaseDamagedError(reason=reason)
    if isinstance(error, sa.exc.OperationalError) or type(error) is sa.exc.DatabaseError:
        return DatabaseUnavailableError(reason=reason)
    return error


_SAID = (
    "password authentication failed",
    "no pg_hba.conf entry",
    "connection refused",
    "Connection refused",
    "timeout expired",
    "could not translate host name",
    "too many clients",
    "shutting down",
    "starting up",
    "does not exist",
    "server closed the connection",
)


def _kind(error: object) -> str:
    return " ".join(filter(None, (type(error).__name__, getattr(error, "sqlstate", None))))


def reason_of(error: sa.exc.DBAPIError) -> str:
    """What is wrong in one line, without the statement and its values. What PostgreSQL says names host, port and role:
    of that only the kind is told."""
    if getattr(error.orig, "__module__", "").startswith("psycopg"):
        said = str(error.orig)
        return next((words for words in _SAID if words in said), "") or _kind(error.orig)
    return str(error.orig).strip().splitlines()[0][:200] if str(error.orig).strip() else type(error.orig).__name__
