"""Exit codes of `python -m reports`: what the person can put right by asking otherwise is 2, whatever it is about."""

import os

import pytest

from actions.data.import_file import import_file
from core.settings import settings_from
from reports.__main__ import main
from store import accounts
from store.database import writing
from store.set_up import ready
from tests.conftest import NOW, VIEWER, accepted, clock


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'namro.db'}")


@pytest.fixture
def august(empty, tmp_path):
    engine = ready(
        settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}"}),
        clock=clock,
    )
    text = b"unit_code,month,received_online,received_in_person\nSNV,2026-08,2,1\n"
    import_file(engine, VIEWER, text, "a.csv", month=None, clock=clock, reason_for=accepted)
    engine.dispose()


@pytest.mark.parametrize(
    "asked",
    [
        ("export", "--version", "2026-08.99"),
        ("verify", "0123abcd"),
        ("ranking", "--measure", "online", "--month", "x", "--kind", "commune"),
        ("ranking", "--measure", "online", "--month", "", "--kind", "commune"),
        # A variable that a script forgot to fill is not the newest month.
        ("overview", "--month", ""),
        ("brief", "--month", ""),
        ("late-letter", "--month", ""),
        ("score", "--month", "2026-08", "--index", "none"),
        ("nation", "--period", "2026-Q9"),
    ],
)
def test_a_wrong_question_is_told_as_one(august, capsys, asked):
    assert main(list(asked)) == 2
    said = capsys.readouterr()
    assert said.err.strip() and "Traceback" not in said.err


def test_a_month_without_numbers_is_no_wrong_question(empty, capsys):
    assert main(["overview"]) == 1
    assert main(["nation"]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 2


def test_whether_there_is_a_meeting_is_not_told_to_everybody(august, capsys, monkeypatch):
    monkeypatch.delenv("NAMRO_AS", raising=False)
    engine = ready(settings_from(os.environ), clock=clock)
    with writing(engine) as connection:
        accounts.add(connection, "quan.tri", "", at=NOW, who="test")
    engine.dispose()

    assert main(["meeting", "PH-2026-999"]) == 3

    said = capsys.readouterr().err
    assert "PH-2026-999" not in said and "--as" in said
