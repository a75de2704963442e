"""What caches are keyed by: it changes with every deed that may change what is shown, and with no other."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
import sqlalchemy as sa

from actions.data.import_file import import_file
from actions.tasks import steps
from core import cohorts, flags, replies, tasks
from core.accounts import GrantKind
from core.errors import DatabaseUnavailableError
from core.periods import parse
from core.settings import ROOT, settings_from
from core.tasks import Details
from core.words import LANGUAGES, keys
from reports.results.ranking import ranking
from reports.versions import published
from store import locks
from store import state as states
from store.database import migrate, open_engine, reading, writing
from store.set_up import ready
from store.state import NO_CHANGE, NO_CHANGE_PREFIXES, TASK_DEEDS, TASK_PREFIXES, state
from tests.conftest import NOW, accepted, clock

AUGUST = parse("2026-08")
NUMBERS = {
    "acknowledge",
    "load_structure",
    "load_units",
    "publish",
    "restore",
    "sign_older",
    "withdraw",
    "deed",
    "event",
    "set_up",
    "set_closing_day",
    "load_settings",
    "rename_province",
    "set_target",
    "set_delivery_day",
    "set_weights",
}


def load(engine, viewer, online: int) -> None:
    text = f"unit_code,month,received_online,received_in_person\nSNV,2026-08,{online},{300 - online}\n"
    import_file(engine, viewer, text.encode(), "a.csv", month=AUGUST, clock=clock, reason_for=accepted, note="+")


def numerator(engine, viewer) -> float:
    with engine.connect() as connection:
        return ranking(connection, viewer, "online", AUGUST, kind="department").table["numerator"].max()


def test_a_task_changes_no_number_and_nothing_is_read_again(nghe_an, viewer):
    load(nghe_an, viewer, 111)
    with nghe_an.connect() as connection:
        before, seen = state(connection), published(connection, viewer)

    with writing(nghe_an) as connection:
        steps.draft(connection, viewer, Details(content="Việc"), at=NOW)

    with nghe_an.connect() as connection:
        after = state(connection)
        assert (after.database, after.numbers) == (before.database, before.numbers)
        assert after.tasks > before.tasks
        assert published(connection, viewer) is seen


def test_a_publication_changes_the_numbers_and_not_the_tasks(nghe_an, viewer):
    with nghe_an.connect() as connection:
        before, seen = state(connection), published(connection, viewer)

    load(nghe_an, viewer, 111)

    with nghe_an.connect() as connection:
        after = state(connection)
        assert after.numbers > before.numbers and after.tasks == before.tasks
        assert published(connection, viewer) is not seen


def test_every_deed_is_known_for_what_it_changes():
    """A deed that is new to the lists counts as one that may change numbers; here it must be put where it belongs."""
    found = _deeds()
    unplaced = {
        deed
        for deed in found
        if deed not in TASK_DEEDS | NO_CHANGE | NUMBERS and not deed.startswith((*TASK_PREFIXES, *NO_CHANGE_PREFIXES))
    }
    assert len(found) > 12
    assert unplaced == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_deed_has_its_words(language):
    """Those that are put together (“task_{event.kind}”) are tried kind by kind."""
    kinds = {
        "task_{event.kind}": tasks.EVENT_KINDS,
        "cohort_{event.kind}": cohorts.EVENT_KINDS,
        "flag_{outcome}": flags.OUTCOMES,
        "account_{kind}_granted": get_args(GrantKind),
        "account_{kind}_withdrawn": get_args(GrantKind),
        "reply_{kind}": replies.KINDS,
        "reply_{outcome}": replies.OUTCOMES,
        # From an argument: what becomes of a month, of a draft, of the reading of a table, and of a file.
        "event": (*get_args(locks.Event), "accepted", "rejected"),
        "deed": (
            *("mapping_remembered", "mapping_removed", "import", "import_and_publish", "submit"),
            *("account_signed_out", "account_signed_out_everywhere"),
        ),
    }
    found = {re.sub(r"\{[\w.]+\}", kind, deed) if "{" in deed else kind for deed in kinds for kind in kinds[deed]}
    found |= {deed for deed in _deeds() if deed not in kinds}

    assert {f"deed.{each}" for each in found} == {key for key in keys(language) if key.startswith("deed.")}


def _deeds() -> set[str]:
    """As they are written in the code."""
    return {
        re.sub(r"^f?['\"]|['\"]$", "", ast.unparse(node.value))
        for path in (*(ROOT / "actions").rglob("*.py"), ROOT / "store" / "set_up.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "deed"
    }


def test_another_database_in_the_place_of_the_one_in_use_is_seen(copy_of, viewer):
    """Restored under a running server: the number of deeds is the same, the data are not."""
    shown = []
    for online in (111, 222):
        other = copy_of("nghe-an")
        load(other, viewer, online)
        shown.append(other)
    running, restored = shown
    assert numerator(running, viewer) == 111
    with running.connect() as first, restored.connect() as second:
        assert state(first).numbers == state(second).numbers
        rows = {table.name: second.execute(sa.select(table)).all() for table in _all()}

    with writing(running) as connection:
        for table in reversed(_all()):
            connection.execute(sa.delete(table))
        for table in _all():
            if rows[table.name]:
                connection.execute(sa.insert(table), [row._asdict() for row in rows[table.name]])
        states.rename(connection)

    assert numerator(running, viewer) == 222


def _all() -> list[sa.Table]:
    from store.tables.core import metadata

    return [table for table in metadata.sorted_tables if table.name != "identity"]


def test_a_file_put_in_the_place_of_the_database_is_opened_anew(tmp_path, viewer):
    running, restored = (province(tmp_path / name) for name in ("running.db", "restored.db"))
    load(restored, viewer, 222)
    restored.dispose()
    load(running, viewer, 111)
    assert numerator(running, viewer) == 111
    assert (tmp_path / "running.db-wal").stat().st_size, "there is a log that is not written into the file yet"

    # As somebody would do it who does not stop the server, and knows nothing of logs.
    (tmp_path / "restored.db").replace(tmp_path / "running.db")

    assert numerator(running, viewer) == 222
    running.dispose()
    with open_engine(f"sqlite:///{tmp_path / 'running.db'}").connect() as connection:
        assert connection.scalar(sa.text("PRAGMA integrity_check")) == "ok"
        assert connection.scalar(sa.text("SELECT max(received_online) FROM observations")) == 222


def test_a_file_that_is_gone_is_told_and_not_made_again(tmp_path, viewer):
    running = province(tmp_path / "running.db")
    load(running, viewer, 111)
    (tmp_path / "running.db").unlink()

    with pytest.raises(DatabaseUnavailableError, match="no such file"), reading(running):
        pass

    assert not (tmp_path / "running.db").exists()
    running.dispose()


def province(path: Path) -> sa.Engine:
    return ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": f"sqlite:///{path}"}), clock=clock)


def test_a_restored_database_has_a_name_of_its_own(nghe_an, viewer, tmp_path):
    from actions.data.backup import backup, restore

    backup(nghe_an, viewer, tmp_path / "copy.zip", clock=clock)
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    migrate(other)
    with other.connect() as connection:
        empty = state(connection).database

    restore(other, viewer, tmp_path / "copy.zip", clock=clock)

    with other.connect() as connection, nghe_an.connect() as first:
        names = {empty, state(connection).database, state(first).database}
    other.dispose()
    assert len(names) == 3 and all(re.fullmatch("[0-9a-f]{32}", name) for name in names)


@pytest.mark.parametrize("deed", ["publish", "no_such_deed_yet"])
def test_what_is_not_known_to_be_about_tasks_counts_for_numbers(nghe_an, deed):
    from store import audit

    with writing(nghe_an) as connection:
        before = state(connection)
        audit.append(connection, at=NOW, who="a", deed=deed, about="x")
        assert state(connection).numbers > before.numbers
