"""What nobody foresaw: the reader gets a sentence and a number, the log the traceback under the same number."""

import re
from pathlib import Path

import pytest

from tests.serving import served
from tests.visitor import Visitor
from tools.mutants import copied

pytestmark = pytest.mark.slow


def test_a_bug_is_a_sentence_with_a_number_and_its_traceback_stays_in_the_log(tmp_path: Path):
    copied(tmp_path / "copy")
    (tmp_path / "copy" / "pages" / "results" / "method.py").write_text("divisor = 0\n1 / divisor\n", encoding="utf-8")
    database = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}"}

    with served(tmp_path / "log", database, folder=tmp_path / "copy") as server:
        with Visitor(server.port, "phuong-phap") as visitor:
            run = visitor.run()
        log = server.log.read_text(encoding="utf-8")

    (told,) = run.errors
    number = re.search(r"\b[0-9a-f]{8}\b", told)
    assert number and number[0] in log
    assert "ZeroDivisionError" in log and "ZeroDivisionError" not in run.texts
    assert "Traceback" not in run.texts and "method.py" not in run.texts
