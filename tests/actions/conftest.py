"""Lam Giang: a province that nobody has prepared, with the files of a month's life in `tests/loaders/cases/life`; and a
mailbox that deeds send to."""

import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy.engine import Engine

from actions.data.import_file import import_file
from actions.data.imported import Imported
from core import unit_list
from core.periods import parse
from core.units import Structure
from store import units
from store.database import writing
from tests.conftest import NOW, VIEWER, Copy, accepted, clock
from tests.mailbox import Box

CASES = Path(__file__).parents[1] / "loaders" / "cases"
Life = Callable[..., Imported]


def add_units(engine: Engine) -> None:
    new, links = unit_list.read(CASES / "lam-giang")
    with writing(engine) as connection:
        units.add(connection, Structure(tuple(new), tuple(links)), at=NOW, who="set-up", note="")


@pytest.fixture
def lam_giang(copy_of: Copy) -> Engine:
    """A database with the units of Lam Giang and no numbers."""
    return copy_of("", add_units)


def import_august(engine: Engine) -> None:
    add_units(engine)
    imported(engine, "01_BC_06a_thang8_2026")


@pytest.fixture
def august(copy_of: Copy) -> Engine:
    """Lam Giang with one published month."""
    return copy_of("", import_august)


@pytest.fixture
def life(lam_giang: Engine) -> Life:
    """`life("01_BC_06a_thang8_2026", …)`: a file of the case imported, every warning answered for."""
    return partial(imported, lam_giang)


def imported(engine: Engine, name: str, month: str | None = None, **more: object) -> Imported:
    path = next((CASES / "life").glob(f"{name}*"))
    options = {"note": "+", "reason_for": accepted, "month": parse(month) if month else None} | more
    return import_file(engine, VIEWER, path.read_bytes(), path.name, clock=clock, **options)


@pytest.fixture
def box():
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "letters"


@pytest.fixture
def environment(folder, tmp_path, box):
    book = tmp_path / "addresses.toml"
    book.write_text('committee = "bcd@example.vn"\n[units]\nSNV = "snv@example.vn"\n', encoding="utf-8")
    smtp = f"smtp://127.0.0.1:{box.port}?from=namro@example.vn"
    return {"NAMRO_REMINDERS": str(folder), "NAMRO_SMTP": smtp, "NAMRO_ADDRESSES": str(book)}
