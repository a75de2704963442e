"""`make corpus`: a changed outcome is named, and so is a cell for which two readers have two values."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from loaders.sheets import Sheet
from tools import corpus

pytestmark = pytest.mark.slow
FORMS = Path(__file__).parents[1] / "sample_data" / "forms"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("form_ii06a_2026-08.xlsx", "portal_progress_2026-08.csv"):
        shutil.copy(FORMS / name, tmp_path / "in" / name)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    book = openpyxl.Workbook()
    book.active.append(["Chào", 1.5, None, True])
    book.save(tmp_path / "other.xlsx")
    return tmp_path


def test_the_outcomes_are_kept_and_one_that_changes_is_named(folder, capsys):
    assert corpus.main([str(folder)]) == 0
    assert corpus.kept(folder) == {
        "broken.xlsx": "broken",
        "in/form_ii06a_2026-08.xlsx": "read form_ii06a",
        "in/portal_progress_2026-08.csv": "read portal_progress",
        "other.xlsx": "read no_captions",
    }
    assert corpus.main([str(folder)]) == 0

    (folder / "other.xlsx").write_bytes(b"")
    capsys.readouterr()
    assert corpus.main([str(folder)]) == 1
    assert "other.xlsx: was read no_captions, is empty" in capsys.readouterr().out
    assert corpus.main([str(folder), "yes"]) == 0 == corpus.main([str(folder)])


def test_a_cell_with_two_values_is_named(folder, monkeypatch, capsys):
    real = corpus.fence.read

    def lying(content, command=corpus.fence.CHILD):
        sheets = real(content, command=command)
        if command == corpus.SECOND:
            return [Sheet(each.name, {**each.rows, 1: ["Chào", 1.6]}) for each in sheets]
        return sheets

    monkeypatch.setattr(corpus.fence, "read", lying)
    found = corpus.outcome(folder / "other.xlsx", "other.xlsx")

    assert found.differences == ("Sheet!B1: 1.5 and 1.6", "Sheet!D1: True and None")


def test_a_folder_that_is_not_there_is_a_wrong_command(tmp_path):
    assert corpus.main([str(tmp_path / "nothing")]) == 2 == corpus.main([])
