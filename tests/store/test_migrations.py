"""An older database opens, with its data; the newest schema is what `store.tables.core` says."""

import datetime as dt

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store import units
from store.database import MIGRATIONS, migrate, open_engine, writing
from store.tables.core import metadata

CONFIG = Config()
CONFIG.set_main_option("script_location", str(MIGRATIONS))
REVISIONS = [script.revision for script in ScriptDirectory.from_config(CONFIG).walk_revisions()][::-1]


@pytest.fixture
def engine(database_url):
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def upgrade(engine, revision: str) -> None:
    with writing(engine) as connection:
        CONFIG.attributes["connection"] = connection
        command.upgrade(CONFIG, revision)


def test_the_migrations_make_what_the_tables_say(engine):
    migrate(engine)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_every_earlier_revision_opens_with_its_data(engine, revision):
    upgrade(engine, revision)
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO publications (period_start, period_end, version, published_at, published_by, note)"
                " VALUES (:start, :end, 1, :at, 'ai đó', 'ghi chú')"
            ).bindparams(
                sa.bindparam("start", dt.date(2026, 8, 1), sa.Date),
                sa.bindparam("end", dt.date(2026, 8, 31), sa.Date),
                sa.bindparam("at", dt.datetime(2026, 9, 1), sa.DateTime),
            )
        )

    migrate(engine)

    with engine.connect() as connection:
        row = connection.execute(sa.select(metadata.tables["publications"])).one()
    assert (row.period_start, row.version, row.note, row.code) == (dt.date(2026, 8, 1), 1, "ghi chú", None)


def test_the_units_of_an_older_database_are_its_first_structure(engine):
    upgrade(engine, "0002")
    day, at = (
        sa.bindparam("day", dt.date(2025, 7, 1), sa.Date),
        sa.bindparam("at", dt.datetime(2025, 8, 1), sa.DateTime),
    )
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO units (code, name, name_en, kind, valid_from, aliases)"
            " VALUES ('D', 'Huyện D', 'D', 'district', :day, '[]'), ('A', 'Xã A', 'A', 'commune', :day, '[]')",
            "INSERT INTO unit_succession (old, new, on_date, share, basis) VALUES ('D', 'A', :day, 1, 'b')",
        ):
            connection.execute(sa.text(statement).bindparams(day))
        for statement in (
            "INSERT INTO publications (period_start, period_end, version, published_at, published_by, note)"
            " VALUES (:day, :day, 1, :at, 'ai đó', '')",
            "INSERT INTO audit_events (at, who, deed, about, details) VALUES (:at, 'set-up', 'load_units', 'x', '{}')",
        ):
            connection.execute(sa.text(statement).bindparams(*([at, day] if ":day" in statement else [at])))
        connection.execute(
            sa.text("INSERT INTO files (sha256, size, content) VALUES ('f', 0, :content)").bindparams(
                sa.bindparam("content", b"", sa.LargeBinary)
            )
        )
        connection.execute(
            sa.text(
                "INSERT INTO imports (id, file_sha256, file_name, source, period_start, period_end, imported_at,"
                " imported_by, illustrative) VALUES (7, 'f', 'x', 'template', :day, :day, :at, 'x', :no)"
            ).bindparams(at, day, sa.bindparam("no", False, sa.Boolean))
        )
        connection.execute(
            sa.text("INSERT INTO publication_imports (publication_id, position, import_id) VALUES (1, 0, 7)")
        )

    migrate(engine)

    with engine.connect() as connection:
        (loading,) = units.loadings(connection)
        assert (loading.in_force_from, loading.loaded_by, loading.files) == (dt.date(2025, 7, 1), "set-up", ())
        assert loading.loaded_at == dt.datetime(2025, 8, 1, tzinfo=dt.UTC)
        assert [unit.name for unit in units.everything(connection)] == ["Xã A", "Huyện D"]
        assert [link.share for link in units.successions(connection)] == [1.0]
        assert units.of_publications(connection, [1]) == {1: loading.id}
        assert connection.scalar(sa.select(metadata.tables["publication_imports"].c.import_id)) == 7


def test_migrating_again_changes_nothing(engine):
    migrate(engine)
    migrate(engine)
