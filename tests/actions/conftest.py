"""Lam Giang: a province that nobody has prepared, with the files of a month's life in `tests/loaders/cases/life`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from actions.data.import_file import import_file
from actions.data.imported import Imported
from core import unit_list
from core.periods import parse
from core.units import Structure
from store import units
from store.database import migrate, open_engine, writing
from tests.conftest import NOW, VIEWER, accepted, clock

CASES = Path(__file__).parents[1] / "loaders" / "cases"
Life = Callable[..., Imported]


@pytest.fixture
def lam_giang(database_url: str) -> Engine:
    """A database with the units of Lam Giang and no numbers."""
    engine = open_engine(database_url)
    migrate(engine)
    new, links = unit_list.read(CASES / "lam-giang")
    with writing(engine) as connection:
        units.add(connection, Structure(tuple(new), tuple(links)), at=NOW, who="set-up", note="")
    return engine


@pytest.fixture
def life(lam_giang: Engine) -> Life:
    """`life("01_BC_06a_thang8_2026", …)`: a file of the case imported, every warning answered for."""

    def imported(name: str, month: str | None = None, **more: object) -> Imported:
        path = next((CASES / "life").glob(f"{name}*"))
        options = {"note": "+", "reason_for": accepted, "month": parse(month) if month else None} | more
        return import_file(lam_giang, VIEWER, path.read_bytes(), path.name, clock=clock, **options)

    return imported
