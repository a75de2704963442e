"""The import contracts catch what they are for: each is broken in a copy of the rooms, and told by name."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.settings import ROOT

pytestmark = pytest.mark.slow

ROOMS = ("tools", "core", "loaders", "metrics", "store", "reports", "actions", "views", "web", "pages")
PLANTED = {
    "SQL in a report": ("reports/results/overview.py", "import sqlalchemy as sa", "SQL is written"),
    "SQL in a new module": ("reports/data/planted.py", "from sqlalchemy import select", "SQL is written"),
    "Streamlit in wording": ("views/wording/results.py", "import streamlit as st", "Streamlit"),
    "Streamlit in a report": ("reports/tasks/listed.py", "from streamlit import session_state", "Streamlit"),
    "an arrow back up": ("metrics/rates/rates.py", "from reports.published import Published", "Imports go one way"),
    "a report in a writer": (
        "views/documents/writers/xlsx.py",
        "from reports.published import Published",
        "Documents and their writers",
    ),
    "a workbook beside the writer": ("views/documents/ranking.py", "import openpyxl", "Files for people are written"),
    "a circle": ("loaders/text/months.py", "from loaders.monthly import layout", "No circles"),
    "a page that knows another": ("pages/results/unit.py", "import pages.results.score", "Pages do not know"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rooms")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=lambda _, names: [n for n in names if n == "__pycache__"])
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def broken(folder: Path) -> list[str]:
    """The contracts that import-linter calls broken."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return re.findall(r"^(.+) BROKEN\b", done.stdout, flags=re.MULTILINE)


def test_as_it_stands_nothing_is_broken(copy: Path):
    assert broken(copy) == []


@pytest.mark.parametrize(("file", "line", "contract"), PLANTED.values(), ids=PLANTED)
def test_a_planted_import_is_caught(copy: Path, file: str, line: str, contract: str):
    path = copy / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    try:
        path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
        found = broken(copy)
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")
    assert any(name.startswith(contract) for name in found), found
