"""A backup that an older program wrote, brought up to date before it is restored."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from core.database_errors import BackupError
from store import copying
from store.database import migrate, open_engine, reading, revisions, writing
from store.tables.core import identity


@contextmanager
def up_to_date(path: Path) -> Iterator[Path]:
    """The backup itself where it is this program's; else one that is as if this program had written it.

    Its rows go into an SQLite file of their revision, which is migrated as a database would be: the database to be
    restored, of whatever kind, is touched when all of that has succeeded.

    Raises:
        BackupError: no such file or none of ours, incomplete, by a newer program, or by one that named no columns.
    """
    manifest = copying.manifest_of(path)
    newest, *older = revisions()
    if manifest["revision"] == newest:
        yield path
        return
    if manifest["revision"] not in older or not isinstance(manifest.get("columns"), dict):
        raise BackupError(reason="revision")
    with TemporaryDirectory(prefix="namro-") as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'older.db'}")
        try:
            migrate(engine, manifest["revision"])
            with writing(engine) as connection:
                then = sa.MetaData()
                then.reflect(connection, only=lambda name, _: name in manifest["columns"] and name != identity.name)
                # What a migration writes into new tables is in the backup already.
                for table in reversed(then.sorted_tables):
                    connection.execute(sa.delete(table))
                copying.fill(connection, then.sorted_tables, path, manifest)
            migrate(engine)
            anew = Path(folder) / "anew.zip"
            with reading(engine) as connection:
                copying.write(connection, anew, at=dt.datetime.fromisoformat(manifest["at"]))
        finally:
            engine.dispose()
        yield anew
