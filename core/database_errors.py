"""Why a database cannot be used; each a sentence that is true of it."""

from core.errors import DashboardError, DatabaseUnavailableError


class DatabaseDamagedError(DatabaseUnavailableError):
    """The file is no database, or its pages are damaged: nothing may be said to be safe."""

    key = "error.database_damaged"


class DatabaseNewerError(DatabaseUnavailableError):
    """A newer program has migrated it; this one neither reads nor writes it."""

    key = "error.database_newer"


class DatabaseMissingError(DatabaseUnavailableError):
    """The address names a folder that is not there: more likely a slip of the pen than a new system."""

    key = "error.database_missing"


class UnitsDamagedError(DatabaseUnavailableError):
    """The list of units is gone or cannot be read, though there are numbers."""

    key = "error.units_damaged"


class BackupError(DashboardError):
    """An unusable backup file. `reason` chooses the sentence: `error.backup.<reason>`."""

    def __init__(self, reason: str) -> None:
        self.key = f"error.backup.{reason}"
        super().__init__()
        self.reason = reason
