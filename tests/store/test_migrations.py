"""An older database opens, with its data; the newest schema is what `store.tables` says."""

import datetime as dt

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store.database import MIGRATIONS, migrate, open_engine, writing
from store.tables import metadata

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


def test_migrating_again_changes_nothing(engine):
    migrate(engine)
    migrate(engine)
