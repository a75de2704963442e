"""The sample of a province, loaded once for all workers of a run, as `make run` loads it; tests get copies."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from actions.samples.load_sample import load_sample
from core.settings import settings_from
from core.viewer import everyone
from store import state
from store.database import open_engine, writing
from store.set_up import ready


def sample_of(province: str, to: Path, factory: pytest.TempPathFactory) -> str:
    """Copy the sample to a file; its URL."""
    # Of several workers each has a folder of its own in the folder of the run.
    run = factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    made = run / f"sample-{province}.db"
    with (run / f"sample-{province}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(province, made)
    return copied(made, to)


def copied(database: Path | str, to: Path) -> str:
    """Copy a SQLite database to a file, under a name of its own: caches are keyed by it. Its URL."""
    shutil.copy(str(database).removeprefix("sqlite:///"), to)
    engine = open_engine(f"sqlite:///{to}")
    with writing(engine) as connection:
        state.rename(connection)
    engine.dispose()
    return f"sqlite:///{to}"


def _make(province: str, made: Path) -> None:
    from tests.conftest import clock

    begun = made.with_suffix(".new")
    begun.unlink(missing_ok=True)
    named = {} if province == "nghe-an" else {"NAMRO_PROVINCE": province}
    settings = settings_from({"NAMRO_DATABASE_URL": f"sqlite:///{begun}", **named})
    engine = ready(settings, clock=clock)
    assert all(each.loaded.fit_to_store for each in load_sample(engine, everyone("sample"), settings, clock=clock))
    with engine.connect() as connection:
        # All in the one file: a copy has no log beside it.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    begun.rename(made)
