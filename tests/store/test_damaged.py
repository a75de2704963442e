"""A database that cannot be used is told by one sentence that is true of it, and nothing is written."""

import pytest
import sqlalchemy as sa

from actions.data.import_file import import_file
from core.database_errors import DatabaseDamagedError, DatabaseMissingError, DatabaseNewerError, UnitsDamagedError
from core.settings import settings_from
from core.viewer import everyone
from core.words import LANGUAGES, explain
from store import units
from store.database import migrate, open_engine, reading, writing
from store.set_up import ready
from tests.conftest import accepted, clock

ROW = b"unit_code,month,received\nSNV,2026-08,10\n"


@pytest.fixture
def path(tmp_path):
    """A database with one published month."""
    path = tmp_path / "namro.db"
    engine = opened(path)
    import_file(engine, everyone("t"), ROW, "a.csv", month=None, clock=clock, reason_for=accepted)
    engine.dispose()
    return path


def opened(path):
    return ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": f"sqlite:///{path}"}), clock=clock)


def sentences(error) -> None:
    for language in LANGUAGES:
        assert "safe" not in explain(language, error) and "an toàn" not in explain(language, error)


def test_a_file_that_is_no_database_is_not_said_to_be_safe(path):
    path.write_bytes(b"no database at all " * 500)
    with pytest.raises(DatabaseDamagedError) as told:
        opened(path)
    sentences(told.value)
    assert path.read_bytes().startswith(b"no database"), "it is left as it is"


def test_damaged_pages_are_told_when_they_are_met(path):
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 200] = b"\xff" * 200
    path.write_bytes(content)
    with pytest.raises(DatabaseDamagedError) as told:
        opened(path)
    sentences(told.value)


def test_a_newer_programs_database_is_left_alone(path):
    engine = open_engine(f"sqlite:///{path}")
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewerError) as told:
        migrate(engine)
    sentences(told.value)
    with reading(engine) as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "9999"


def test_a_mistyped_folder_makes_no_new_system(tmp_path):
    with pytest.raises(DatabaseMissingError) as told:
        opened(tmp_path / "namor" / "namro.db")
    sentences(told.value)
    assert not (tmp_path / "namor").exists()


def test_a_lost_list_of_units_is_not_replaced_by_the_programs_own(path):
    engine = open_engine(f"sqlite:///{path}")
    with writing(engine) as connection:
        connection.execute(sa.text("DELETE FROM unit_succession"))
        connection.execute(sa.text("DELETE FROM units"))
        connection.execute(sa.text("UPDATE publications SET structure_id = NULL"))
        connection.execute(sa.text("DELETE FROM structures"))
    engine.dispose()
    with pytest.raises(UnitsDamagedError):
        opened(path)
    with reading(open_engine(f"sqlite:///{path}")) as connection:
        assert units.there_are_none(connection)


@pytest.mark.parametrize("damage", ["UPDATE units SET aliases = '{'", "UPDATE units SET valid_from = 'xx'"])
def test_a_damaged_list_of_units_is_one_sentence(path, damage):
    engine = open_engine(f"sqlite:///{path}")
    with writing(engine) as connection:
        connection.execute(sa.text(damage))
    engine.dispose()
    with pytest.raises(UnitsDamagedError) as told:
        opened(path)
    sentences(told.value)
