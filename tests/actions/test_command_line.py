"""`python -m actions` and `python -m reports` on a machine that has nothing yet."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.settings import ROOT
from tests import commands

pytestmark = pytest.mark.slow

PROGRESS = ROOT / "tests" / "golden" / "phutho_2026-08_progress_by_unit.csv"

PORTAL = ROOT / "tests" / "loaders" / "cases" / "portal" / "1_service_results_national_year.json"


@pytest.fixture
def environment(tmp_path: Path):
    (tmp_path / "new").mkdir()
    return {
        **os.environ,
        "NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'namro.db'}",
        "NAMRO_PROVINCE": "phu-tho",
    }


@pytest.fixture
def python(environment):
    """A process that begins with nothing, as at a shell."""

    def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def run(environment):
    def run(*arguments: object, **more: str) -> "subprocess.CompletedProcess[str]":
        return commands.run([*map(str, arguments)], environment | more)

    return run


def test_a_file_goes_in_and_a_ranking_comes_out_on_a_fresh_machine(python):
    kept = python("actions", "import", PROGRESS, "--month", "2026-08")
    assert kept.returncode == 3, "a warning nobody has answered keeps it a draft"
    assert "Hãy ghi --reason" in kept.stdout and "Đã công bố" not in kept.stdout
    done = python("actions", "import", PROGRESS, "--month", "2026-08", "--json", "--reason", "Cổng để trống")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["versions"] == {"2026-08": 1}

    answer = python(
        "reports",
        "ranking",
        "--measure",
        "on_time_portal",
        "--month",
        "2026-08",
        "--kind",
        "commune",
        "--format",
        "csv",
    )

    assert answer.returncode == 0, answer.stderr
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    assert list(rows[0]) == ["rank", "unit_code", "unit_name", "numerator", "denominator", "value"]
    assert len(rows) == 148
    assert float(rows[0]["value"]) == pytest.approx(
        100 * int(rows[0]["numerator"]) / int(rows[0]["denominator"]), abs=1e-9
    )


def test_a_file_with_errors_is_refused_whole_with_exit_code_1(run, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("unit_code,month,received_online\nH44.03,2026-08,-4\nNOBODY,2026-08,1\n", encoding="utf-8")

    done = run("actions", "import", bad, "--month", "2026-08")

    assert done.returncode == 1
    assert "C2" in done.stdout and "NOBODY" in done.stdout
    assert run("reports", "overview").returncode == 1


@pytest.mark.parametrize(
    ("content", "word"), [(b"", "không có dữ liệu"), (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "bảng tính")]
)
def test_what_cannot_be_read_is_one_sentence_and_exit_code_2(run, tmp_path, content, word):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)

    done = run("actions", "import", path, "--month", "2026-08")

    assert done.returncode == 2
    assert word in done.stderr and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("actions", "import", "no-such-file.csv", "--month", "2026-08"), 2),
        (("actions", "import", PROGRESS, "--month", "2026-13"), 2),
        (("actions", "import", PROGRESS, "--month", "2026-07"), 1),
        (("actions", "portal", PORTAL, "--read-at", "10/10"), 2),
        (("actions", "portal", PORTAL, "--read-at", "0001-01-01T00:00:00+14:00"), 2),
        (("actions", "portal", PORTAL, "--period", "2026-13"), 2),
        (("reports", "ranking", "--measure", "nonsense", "--month", "2026-08", "--kind", "commune"), 2),
        (("reports", "ranking", "--measure", "online", "--month", "2026-08", "--kind", "commune"), 1),
    ],
)
def test_every_mistake_is_a_sentence_with_its_exit_code(run, arguments, code):
    done = run(*arguments)

    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert (done.stderr + done.stdout).strip()


def test_another_provinces_database_is_refused(run):
    assert run("actions", "set-up").returncode == 0

    done = run("actions", "set-up", NAMRO_PROVINCE="nghe-an")

    assert done.returncode == 3
    assert "Nghệ An" in done.stderr


def test_an_unknown_province_is_told_which_there_are(run):
    done = run("actions", "set-up", NAMRO_PROVINCE="atlantis")

    assert done.returncode == 3
    assert "nghe-an, phu-tho" in done.stderr


def test_a_file_that_is_no_database_is_one_sentence(run, tmp_path):
    (tmp_path / "bad.db").write_text("x\n" * 1000)

    done = run("reports", "overview", NAMRO_DATABASE_URL=f"sqlite:///{tmp_path / 'bad.db'}")

    assert done.returncode == 3
    assert "Tệp cơ sở dữ liệu bị hỏng" in done.stderr and "Traceback" not in done.stderr


def test_a_backup_is_written_and_restored(run, tmp_path):
    run("actions", "import", PROGRESS, "--month", "2026-08")
    copy, other = tmp_path / "copy.zip", f"sqlite:///{tmp_path / 'other.db'}"

    assert run("actions", "backup", copy).returncode == 0
    done = run("actions", "restore", copy, NAMRO_DATABASE_URL=other)

    assert done.returncode == 0, done.stderr
    question = ("reports", "ranking", "--measure", "on_time_portal", "--month", "2026-08", "--kind", "commune")
    assert run(*question, NAMRO_DATABASE_URL=other).stdout == run(*question).stdout
    assert run("actions", "restore", copy).returncode == 3


def test_results_of_indices_go_in_once_and_a_faulty_file_stores_nothing(run, tmp_path):
    good = ROOT / "tests" / "golden" / "index_history.csv"
    bad = tmp_path / "sai.csv"
    bad.write_text("index,year,place,rank,rank_of\nPCI,2024,Phú Thọ,64,63\n", encoding="utf-8")

    assert json.loads(run("actions", "indices", good, "--check", "--json").stdout)["import"] is None
    first, again = (json.loads(run("actions", "indices", good, "--json").stdout) for _ in range(2))
    assert (first["results"], first["new"], again["new"], again["import"]) == (71, 71, 0, None)
    faulty = run("actions", "indices", bad)
    assert faulty.returncode == 1 and "Hạng 64 lớn hơn tổng số 63" in faulty.stdout
    assert run("actions", "indices", tmp_path / "không có.csv").returncode == 2


def test_a_table_of_ones_own_is_mapped_listed_and_removed(run, tmp_path):
    table = tmp_path / "bang.csv"
    table.write_text("Nơi,Nhận,Xong,Quá hạn\nSở Nội vụ,10,9,1\nSở Tài chính,8,7,0\nNgười lạ,3,2,0\n", encoding="utf-8")
    assert run("actions", "import", table, "--month", "2026-08").returncode == 2
    assert run("actions", "mappings", "add", table, "--field", "Nơi=resolved").returncode == 2
    # What is only checked heeds what is said too, and refuses what the deed would.
    assert run("actions", "mappings", "add", table, "--check", "--field", "Nơi=resolved").returncode == 2
    checked = run("actions", "mappings", "add", table, "--check", "--field", "Xong=resolved")
    assert checked.returncode == 0 and "“Xong”: Đã giải quyết - tổng số" in checked.stdout

    added = run("actions", "mappings", "add", table, "--field", "Xong=resolved")
    assert added.returncode == 0 and "“Xong” = Đã giải quyết - tổng số" in added.stdout, added.stderr
    assert run("actions", "row-names", "leave-out", "Người lạ").returncode == 2
    assert run("actions", "row-names", "leave-out", "Người lạ", "--reason", "Ngoài danh mục").returncode == 0
    done = run("actions", "import", table, "--month", "2026-08", "--json")

    assert json.loads(done.stdout)["versions"] == {"2026-08": 1}
    (kept,) = json.loads(run("actions", "mappings", "list", "--json").stdout)
    assert run("actions", "mappings", "remove", kept["fingerprint"][:12]).returncode == 0
    assert "Chưa có bảng nào" in run("actions", "mappings", "list").stdout
    assert "bỏ dòng: Ngoài danh mục" in run("actions", "row-names", "list").stdout


@pytest.mark.parametrize(
    "asked",
    [
        ("withdraw", "--unit", "X", "--month", "2026-08", "--reason", "a"),
        ("correct", "--unit", "X", "--month", "2026-08", "--reason", "a", "--set", "pending=1"),
        ("set-up", "--units", ROOT / "sample_data" / "phu-tho" / "units.csv"),
        ("targets", "set", "online", "--from", "2026-01", "--value", "nhiều", "--source", "a"),
        ("row-names", "is", "Người lạ", "--unit", "X"),
        ("closing-day", "40", "--source", "a"),
        ("closing-day", "14", "--source", " "),
        ("restore-version", "--month", "2026-08", "--version", "9", "--reason", "a"),
        ("backup", "/nonexistent/folder/a.zip"),
        ("backup", ""),
        ("backup", ROOT),
    ],
)
def test_a_wrong_command_is_told_as_one(run, asked):
    done = run("actions", *asked)
    assert done.returncode == (3 if asked[0] == "backup" else 2) and len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("day", ["mồng bốn", "99999", "0", "40"])
def test_a_wrong_closing_day_is_told_as_it_was_typed(run, day):
    done = run("actions", "closing-day", day, "--source", "a")

    assert done.returncode == 2 and f"Ngày chốt “{day}” không dùng được." in done.stderr


def test_a_damaged_answer_is_named_and_the_good_one_beside_it_is_loaded(run, tmp_path):
    (tmp_path / "hong.json").write_bytes(PORTAL.read_bytes()[:700])

    done = run("actions", "portal", PORTAL, tmp_path / "hong.json", "--period", "2026", "--read-at", "2026-10-10")

    assert done.returncode == 1
    assert "“hong.json”" in done.stdout and "Không nhập các tệp còn lỗi: hong.json" in done.stdout
    assert f"Đã nhập 1 câu trả lời từ {PORTAL.name}" in done.stdout
