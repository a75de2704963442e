"""`python -m tools.compare` tells what differs, and never takes “nothing was compared” for “nothing differs”."""

import datetime as dt
import io
import os
import sqlite3
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from openpyxl import Workbook
from PIL import Image

from tools.compare import main
from tools.comparing import commands, pages, pictures, running, workbooks
from tools.comparing.checkouts import ROOT, NotComparableError, held, side
from tools.comparing.tally import DIFFERENT, NOT_COMPARED, SAME, Tally


@pytest.fixture(autouse=True)
def our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program forgets them; the tests after these in the same process need them."""
    for name in [name for name in os.environ if name.startswith("NAMRO_")]:
        monkeypatch.setenv(name, os.environ[name])


def png(pixels: np.ndarray) -> bytes:
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, "PNG")
    return written.getvalue()


def workbook(value: str, *, created: dt.datetime) -> bytes:
    book = Workbook()
    book.active["A1"] = value
    book.properties.created = created
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def grey() -> np.ndarray:
    return np.full((30, 40, 3), 128, dtype=np.uint8)


def test_one_pixel_by_one_shade_is_a_difference_and_its_place_is_told(tmp_path: Path):
    changed = grey()
    changed[7, 11, 2] += 1

    assert pictures.same(png(grey()), png(grey()))
    assert not pictures.same(png(grey()), png(changed))
    assert pictures.how(png(grey()), png(changed)) == "1 pixels, x 11 to 11, y 7 to 7, by at most 1 of 255"
    pictures.write(tmp_path, png(grey()), png(changed))
    drawn = np.asarray(Image.open(tmp_path / "diff.png"))
    assert [tuple(each) for each in np.argwhere((drawn == (255, 0, 0)).all(axis=2))] == [(7, 11)]


def test_a_longer_page_is_a_difference_and_all_that_is_new_is_red(tmp_path: Path):
    longer = np.full((33, 40, 3), 128, dtype=np.uint8)

    assert pictures.how(png(grey()), png(longer)) == "40x30 pixels became 40x33"
    pictures.write(tmp_path, png(grey()), png(longer))
    drawn = np.asarray(Image.open(tmp_path / "diff.png"))
    assert (drawn == (255, 0, 0)).all(axis=2).sum() == 3 * 40


def test_a_blank_picture_is_seen():
    assert pictures.blank(png(grey()))
    assert not pictures.blank(png(np.arange(30 * 40 * 3, dtype=np.uint8).reshape(30, 40, 3)))


def test_of_a_workbook_only_the_time_of_writing_is_ignored():
    early, late = dt.datetime(2026, 11, 1, 8), dt.datetime(2026, 11, 2, 9, 30)

    assert workbook("486", created=early) != workbook("486", created=late)
    assert workbooks.how(workbook("486", created=early), workbook("486", created=late)) == ""
    assert "xl/worksheets/sheet1.xml from byte" in workbooks.how(
        workbook("486", created=early), workbook("487", created=early)
    )


def test_a_sheet_more_is_a_difference():
    book = workbook("486", created=dt.datetime(2026, 11, 1))
    longer = io.BytesIO(book)
    with zipfile.ZipFile(longer, "a") as archive:
        archive.writestr("xl/more.xml", "<more/>")

    assert workbooks.how(book, longer.getvalue()) == "xl/more.xml only after"


def test_other_files_are_compared_byte_for_byte():
    assert workbooks.how(b"a,b\r\n1,2\r\n", b"a,b\r\n1,2\r\n") == ""
    assert "from byte 7 on" in workbooks.how(b"a,b\r\n1,2\r\n", b"a,b\r\n1,3\r\n")
    assert workbooks.how(b"a,b\r\n", b"a,b\n") != ""
    assert workbooks.how(b"a", b"ab") != ""


def test_a_changed_row_of_a_database_is_told(tmp_path: Path):
    for name, value in (("before", 486), ("after", 487)):
        with sqlite3.connect(tmp_path / name) as connection:
            connection.execute("CREATE TABLE observations (resolved)")
            connection.execute("INSERT INTO observations VALUES (?)", [value])
        connection.close()

    before, after = (running.dump(tmp_path / name) for name in ("before", "after"))

    assert "VALUES(486)" in running.first_difference(before, after)


def test_the_name_that_a_database_draws_for_itself_is_no_difference(tmp_path: Path):
    for name in ("before", "after"):
        with sqlite3.connect(tmp_path / name) as connection:
            connection.execute("CREATE TABLE identity (id)")
            connection.execute("INSERT INTO identity VALUES (?)", [name])
        connection.close()

    before, after = (running.dump(tmp_path / name) for name in ("before", "after"))

    assert before == after
    assert "CREATE TABLE identity" in before


def test_a_line_more_is_told():
    assert running.first_difference("a\nb", "a\nb\nc") == "2 lines became 3"


def test_nothing_compared_is_not_the_same():
    assert Tally().code == NOT_COMPARED


def test_one_sort_of_which_nothing_was_compared_is_not_the_same():
    tally = Tally()
    tally.same("picture", "/", True)
    assert tally.code == SAME

    tally.expect("picture", "file")

    assert tally.code == NOT_COMPARED


def test_a_difference_is_printed_once_and_counts_more_than_what_failed(capsys: pytest.CaptureFixture[str]):
    tally = Tally()
    tally.fails("/diem: there is no page")
    tally.same("picture", "/xep-hang", False, "1 pixels")

    assert tally.code == DIFFERENT
    assert capsys.readouterr().out.count("picture: /xep-hang: 1 pixels") == 1
    assert tally.summary == "Compared: 1 of picture. 1 differ, 1 could not be compared."


def test_a_revision_that_is_not_there_is_no_comparison(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "empty").mkdir()

    with pytest.raises(NotComparableError, match="no folder and no revision"), side("before", "no-such", tmp_path):
        pass
    assert main([str(tmp_path / "empty"), "."]) == NOT_COMPARED
    assert "has no app.py" in capsys.readouterr().err


def test_every_documented_page_and_command_is_compared():
    documented = running.documented_in(ROOT)
    run = [*commands.harmless(documented, ROOT / "sample_data"), *commands.deeds(ROOT / "sample_data")]
    said = {each.name for each in run}

    assert len(documented) > 10
    assert set(documented) - said == set()
    assert len(pages.addresses(ROOT)) > 20
    assert {urlsplit(each).path for each in pages.ASKED} <= set(pages.addresses(ROOT))


def test_a_program_runs_in_its_checkout_with_the_clock_held(tmp_path: Path):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "clock.py").write_text("def now(): raise NotImplementedError")
    (tmp_path / "asks.py").write_text("import sys; from core.clock import now; print(now(), *sys.argv[1:])")

    done = subprocess.run(held("asks", "--month"), cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stdout == "2026-11-12 09:00:00+07:00 --month\n"
