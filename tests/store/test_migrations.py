"""An older database opens, with its data; the newest schema is what `store.tables.core` says."""

import datetime as dt

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.cohorts import Definition
from core.commitments import Promise
from core.indices import Answer, Criterion
from core.periods import month_with
from core.tasks import Event as TaskEvent
from core.viewer import ALL_UNITS
from store import cohorts, commitments, external_indices, flags, tasks, units
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


def test_what_happened_before_there_was_one_journal_is_in_it(engine):
    upgrade(engine, "0010")
    at, day = (
        sa.bindparam("at", dt.datetime(2026, 8, 1, 3), sa.DateTime),
        sa.bindparam("day", dt.date(2026, 8, 1), sa.Date),
    )
    cohort = Definition("Nhóm", ("STP",), dt.date(2026, 7, 1)).to_json()
    promise = Promise("STP", "online", 2026, 80.0, dt.date(2026, 1, 5), "Bà A").to_json()
    with engine.begin() as connection:
        for statement, values in (
            ("INSERT INTO files (sha256, size, content) VALUES ('f', 1, :content)", {"content": b"x"}),
            ("INSERT INTO tasks (id, code) VALUES (7, 'NV-2026-002'), (9, 'NV-2026-001')", {}),
            (f"{TASK} (7, 'drafted', :at, 'a', 'n', :asked, NULL, NULL, '')", {"asked": {"content": "Việc"}}),
            (f"{TASK} (9, 'drafted', :at, 'a', '', :asked, NULL, NULL, '')", {"asked": {"content": "Khác"}}),
            (f"{TASK} (7, 'extension_granted', :at, 'b', '', NULL, :day, 'f', 'giấy.pdf')", {}),
            ("INSERT INTO cohorts (id, code) VALUES (3, 'NTD-2026-01')", {}),
            (f"{COHORT} (3, 'defined', :at, 'a', '', :asked)", {"asked": cohort}),
            ("INSERT INTO commitments (id, code) VALUES (4, 'CK-2026-001')", {}),
            (f"{COMMITMENT} (4, 'signed', :at, 'a', '', :asked, 'f', 'ký.pdf')", {"asked": promise}),
            (f"{COMMITMENT} (4, 'withdrawn', :at, 'b', 'nhầm', NULL, NULL, '')", {}),
            (f"{FLAG} ('STP', :day, 'copied', 'real', 'Đúng vậy', :at, 'a')", {}),
            (f"{CRITERION} ('A/2020/B', 2025, '2.1/b', :at, 'a')", {}),
            (f"{ANSWER} ('A/2020/B', 2025, '2.1/b', 'no', 'vì thiếu', 'STP', 'Ông B', 'ghi', :at, 'a')", {}),
        ):
            given = [each for each in (at, day, sa.bindparam("asked", type_=sa.JSON)) if f":{each.key}" in statement]
            connection.execute(sa.text(statement).bindparams(*given), values)

    migrate(engine)

    moment = dt.datetime(2026, 8, 1, 3, tzinfo=dt.UTC)
    with engine.connect() as connection:
        first, second = tasks.everything(connection)
        assert (first.code, first.details.content, len(first.events)) == ("NV-2026-001", "Khác", 1)
        assert second.details.content == "Việc"
        assert second.events[1] == TaskEvent("extension_granted", moment, "b", "", dt.date(2026, 8, 1), "f", "giấy.pdf")
        (group,) = cohorts.everything(connection)
        assert (group.code, group.definition.units, group.events[0].at) == ("NTD-2026-01", ("STP",), moment)
        (signed,) = commitments.everything(connection)
        assert (signed.promise.leader, [each.kind for each in signed.events]) == ("Bà A", ["signed", "withdrawn"])
        assert (signed.events[0].file_name, signed.events[1].note) == ("ký.pdf", "nhầm")
        (said,) = flags.explained(connection, month_with(dt.date(2026, 8, 1)), ALL_UNITS).values()
        assert (said.about.unit, said.outcome, said.text, said.at) == ("STP", "real", "Đúng vậy", moment)
        asked = Criterion("A/2020/B", 2025, "2.1/b")
        assert external_indices.criteria(connection) == [asked]
        (answer,) = external_indices.answers(connection)[asked]
        assert answer.answer == Answer("no", "vì thiếu", "STP", "Ông B", "ghi")
        assert tasks.next_code(connection, 2026) == "NV-2026-003"


TASK = "INSERT INTO task_events (task_id, event, at, who, note, details, deadline, file_sha256, file_name) VALUES"
COHORT = "INSERT INTO cohort_events (cohort_id, event, at, who, note, details) VALUES"
COMMITMENT = (
    "INSERT INTO commitment_events (commitment_id, event, at, who, note, details, file_sha256, file_name) VALUES"
)
FLAG = "INSERT INTO flag_explanations (unit_code, month, test, outcome, text, at, who) VALUES"
CRITERION = "INSERT INTO index_criteria (index_name, year, component, at, who) VALUES"
ANSWER = (
    "INSERT INTO index_answers (index_name, year, component, achieved, cause, unit_code, leader, note, at, who) VALUES"
)
