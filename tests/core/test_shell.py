"""Every command, and what is between it and its reader: a pipe that closes, a full disk, an alphabet, bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.settings import ROOT
from core.shell import INTERRUPTED, NOBODY_READS, NOT_TEXT, NOT_WRITTEN, ended

FORM = "tests/loaders/cases/life/01_BC_06a_thang8_2026.xlsx"
READS = ["loaders", FORM, "--province", "phu-tho", "--json"]
FULL = Path("/dev/full")
COMMANDS = sorted(path.parent.name for path in ROOT.glob("[a-z]*/__main__.py") if path.parent.name != "bench")


def run(words, **more):
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, check=False, **more)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_ends_by_it(command):
    assert "sys.exit(ended(main, sys.argv[1:], os.environ))" in (ROOT / command / "__main__.py").read_text("utf-8")


def test_a_reader_who_has_seen_enough_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    done = run(READS, stdout=writer)
    os.close(writer)

    assert (done.returncode, done.stderr) == (NOBODY_READS, b"")


@pytest.mark.skipif(not FULL.exists(), reason="a disk that is always full is Linux's")
def test_a_full_disk_is_a_sentence():
    with FULL.open("wb") as full:
        done = run([*READS, "--lang=en"], stdout=full)

    assert done.returncode == NOT_WRITTEN
    assert done.stderr.decode().count("\n") == 1 and "free space" in done.stderr.decode()


def test_vietnamese_goes_through_a_pipe_of_another_alphabet():
    done = run(
        [*READS[:-1], "--month", "2026-09"], stdout=subprocess.PIPE, env=os.environ | {"PYTHONIOENCODING": "cp1252"}
    )

    assert done.returncode == 1 and "dòng số liệu" in done.stdout.decode() and not done.stderr


def test_bytes_that_are_no_text_are_refused_in_a_sentence():
    done = run([*READS, "--month", b"\xff"], stdout=subprocess.PIPE)

    assert (done.returncode, done.stdout) == (NOT_TEXT, b"")
    assert "UTF-8" in done.stderr.decode() and done.stderr.decode().count("\n") == 1


def test_an_environment_of_such_bytes_is_refused_too(monkeypatch, tmp_path):
    with (tmp_path / "out").open("w", encoding="utf-8") as out, (tmp_path / "err").open("w", encoding="utf-8") as err:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        assert ended(lambda: 0, [], {"NAMRO_AS": "\udcff"}) == NOT_TEXT
        assert ended(lambda: 0, [], {"OTHER": "\udcff"}) == 0


def test_who_interrupts_it_sees_no_traceback(monkeypatch, tmp_path):
    def interrupted():
        raise KeyboardInterrupt

    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", out)
        assert ended(interrupted, [], {}) == INTERRUPTED


def test_another_broken_connection_is_not_taken_for_its_output(monkeypatch, tmp_path):
    def broken():
        raise BrokenPipeError

    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", out)
        with pytest.raises(BrokenPipeError):
            ended(broken, [], {})


def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path):
    done = run([*READS, "--painted", tmp_path / "none" / "out.xlsx"], stdout=subprocess.PIPE)

    assert done.returncode == 2 and done.stderr.decode().count("\n") == 1
