"""A second opinion: `tools/recompute.py`, which imports nothing of ours, agrees with every version of both samples."""

import ast
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from actions.data.import_file import import_file
from actions.data.targets import set_target
from core.printing import printed
from core.settings import ROOT
from core.viewer import everyone
from metrics.rates.measures import measure
from reports.data.export import exported
from store import signatures
from store.database import open_engine, writing
from tests.conftest import NOW, VIEWER, accepted, clock
from tests.samples import sample_of
from tests.tiers import TIER

pytestmark = pytest.mark.slow
TOOL = ROOT / "tools" / "recompute.py"


@pytest.fixture(scope="module", params=["nghe-an", "phu-tho"])
def sample(request, tmp_path_factory):
    """The sample of a province, as `make run` loads it."""
    engine = open_engine(sample_of(request.param, tmp_path_factory.mktemp("recompute") / "namro.db", tmp_path_factory))
    yield engine
    engine.dispose()


def later():
    return NOW + dt.timedelta(hours=1)


def exports(engine, folder: Path) -> list[Path]:
    with engine.connect() as connection:
        codes = {f"{each.period.code}.{each.version}": each.code for each in signatures.signed(connection)}
        for name, code in codes.items():
            (folder / f"{name}.json").write_text(exported(connection, everyone(), code), encoding="utf-8")
    return sorted(folder.glob("*.json"))


def tried(paths: list[Path]) -> list[Path]:
    """All of them in `make test-all`; else each fourth, and the newest."""
    return paths if TIER == "all" else sorted({*paths[::4], paths[-1]})


def recomputed(*paths: Path) -> subprocess.CompletedProcess[str]:
    # From another folder, so that nothing of ours could be found even by mistake.
    command = [sys.executable, "-I", str(TOOL), *map(str, paths)]
    return subprocess.run(command, cwd=paths[0].parent, capture_output=True, text=True, check=False)


def test_every_version_of_a_sample_comes_out_the_same(sample, tmp_path):
    paths = tried(exports(sample, tmp_path))
    done = recomputed(*paths)

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert len(done.stdout.splitlines()) == len(paths) >= 1
    assert all(line.endswith(" 0 differences") for line in done.stdout.splitlines())


def test_a_province_that_has_form_ii06a_alone_comes_out_the_same(nghe_an, tmp_path):
    """No apologies were counted, and a unit without a late dossier owes none: nobody answered the measure."""
    form = (
        "unit_code,month,received,received_online,received_in_person,carried_over,resolved,resolved_early,"
        "resolved_on_due,resolved_late,pending,pending_in_time,pending_overdue\n"
        "SNV,2026-08,110,80,20,10,100,60,35,5,10,9,1\nSTP,2026-08,60,50,5,5,55,50,5,0,5,5,0\n"
    )
    import_file(nghe_an, VIEWER, form.encode(), "II.06a.csv", month=None, clock=clock, reason_for=accepted, note="+")
    done = recomputed(*exports(nghe_an, tmp_path))
    assert done.returncode == 0, done.stdout


def test_a_target_of_one_kind_of_unit_comes_out_the_same(nghe_an, tmp_path):
    with writing(nghe_an) as connection:
        set_target(connection, VIEWER, "online", "2026-01", 70, kind="commune", source="Kế hoạch 1", at=NOW)
    rows = b"unit_code,month,received_online,received_in_person\nSNV,2026-08,70,30\n16681,2026-08,70,30\n"
    import_file(nghe_an, VIEWER, rows, "a.csv", month=None, clock=later, reason_for=accepted, note="+")
    (path,) = exports(nghe_an, tmp_path)
    told = json.loads(path.read_text(encoding="utf-8"))
    groups = told["answers"]["groups"]["month"]
    assert [groups[kind]["online"]["verdict"] for kind in ("department", "commune", "all")] == [
        "missed",
        "met",
        "missed",
    ]
    assert recomputed(path).returncode == 0

    del told["rules"]["targets"]["online@commune"]
    path.write_text(json.dumps(told), encoding="utf-8")
    assert recomputed(path).returncode == 1


def test_a_target_of_one_unit_comes_out_the_same(nghe_an, tmp_path):
    with writing(nghe_an) as connection:
        set_target(connection, VIEWER, "online", "2026-01", 70, unit="SNV", source="Kế hoạch 1", at=NOW)
    rows = b"unit_code,month,received_online,received_in_person\nSNV,2026-08,70,30\n16681,2026-08,70,30\n"
    import_file(nghe_an, VIEWER, rows, "a.csv", month=None, clock=later, reason_for=accepted, note="+")
    (path,) = exports(nghe_an, tmp_path)
    assert recomputed(path).returncode == 0

    told = json.loads(path.read_text(encoding="utf-8"))
    told["rules"]["targets"]["online@unit:SNV"]["value"] = 71
    path.write_text(json.dumps(told), encoding="utf-8")
    done = recomputed(path)
    assert done.returncode == 1 and "month department online verdict" in done.stdout


def test_no_printed_figure_of_a_sample_contradicts_another(sample):
    """Equal printed totals share a rank and a lower one never has the better; a rate is printed on the side of its
    target that its verdict names."""
    pairs = 0
    with sample.connect() as connection:
        rows = signatures.signed(connection)
        contents = [json.loads(signatures.answers(connection, row.id) or b"") for row in rows]
        rules = {code: json.loads(content) for code, content in signatures.rules(connection).items()}
    for found in contents:
        targets = {each["measure"]: each["value"] for each in rules[found["rules"]]["targets"].values()}
        for kinds in found["scores"].values():
            for table in kinds.values():
                placed = [
                    (f"{points:.2f}", rank) for points, rank in zip(table["points"], table["rank"], strict=True) if rank
                ]
                assert all(
                    (float(one) > float(other)) == (rank < place) for one, rank in placed for other, place in placed
                )
                pairs += len(placed) ** 2
        for table in found["rates"]["month"].values():
            for name, columns in table["measures"].items():
                item = measure(name)
                for value, verdict in zip(columns["value"], columns["verdict"], strict=True):
                    if verdict in {"met", "missed"}:
                        shown = float(printed(value, item.unit, targets[name]))
                        good = shown >= targets[name] if item.better == "higher" else shown <= targets[name]
                        assert good == (verdict == "met"), (found["period"], name, value)
    assert pairs > 200


@pytest.fixture
def export(sample, tmp_path):
    """The newest version, and a way to say what comes of a change in its export."""
    with sample.connect() as connection:
        newest = signatures.signed(connection)[-1]
        path = tmp_path / "newest.json"
        path.write_text(exported(connection, everyone(), newest.code), encoding="utf-8")
    content = json.loads(path.read_text(encoding="utf-8"))

    def changed(change) -> subprocess.CompletedProcess[str]:
        change(content)
        path.write_text(json.dumps(content), encoding="utf-8")
        return recomputed(path)

    return changed


def test_a_rank_that_is_not_what_the_counts_give_is_told(export):
    def swap(content):
        columns = content["answers"]["rates"]["month"]["commune"]["measures"]["on_time_portal"]
        columns["rank"][0] += 1

    done = export(swap)
    assert done.returncode == 1
    assert "month commune on_time_portal rank [0]: exported" in done.stdout
    assert "the answers do not match their code" in done.stdout


def test_one_count_less_is_told_by_every_figure_it_is_in(export):
    def less(content):
        (month,) = [each for each in content["months"] if each == content["answers"]["period"]]
        unit = content["answers"]["rates"]["month"]["commune"]["units"][0]
        content["months"][month]["counts"][unit]["portal_on_time"] -= 1

    done = export(less)
    assert done.returncode == 1
    assert {f"on_time_portal {what}" for what in ("numerator [0]", "value [0]", "pooled numerator")} <= {
        line.split(": ")[1].removeprefix("month commune ") for line in done.stdout.splitlines()[:-1]
    }


def test_rules_that_were_changed_are_told(export):
    def higher(content):
        content["rules"]["targets"]["on_time_resolved"]["value"] += 5

    done = export(higher)
    assert (done.returncode, "the rules do not match their code" in done.stdout) == (1, True)


def test_it_uses_the_standard_library_alone_and_stays_short():
    source = TOOL.read_text(encoding="utf-8")
    modules = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }
    assert modules <= sys.stdlib_module_names
    assert len(source.splitlines()) <= 300


def test_a_file_that_is_none_of_ours_is_one_sentence(tmp_path):
    path = tmp_path / "x.json"
    path.write_text("{", encoding="utf-8")
    done = recomputed(path)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
