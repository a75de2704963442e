"""A wrong definition fails loudly, with its file and line."""

from pathlib import Path

import pytest

from core.periods import parse
from metrics.definition_files import DefinitionError, read_all
from metrics.in_force import definitions_of, settings_in_files
from metrics.rates.measures import DEFINITIONS, Measure, all_measures, read_measures
from metrics.rates.targets import TARGETS, Target, all_targets

GOOD = (DEFINITIONS / "online.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("better: higher", "beter: higher", "beter:", "beter"),
        ("  - received_online ", "  - received_onlin ", "  - received_onlin ", "numerator.0"),
        ('  en: "Online"', '  e: "Online"', "short:", "short.en"),
        ("unit: percent", "unit: promille", "unit: promille", "unit"),
        ("order: 4", "order: 4\norder: 5", "order: 5", "twice"),
        ("order: 4", "order: [", "  vi:", "not readable as YAML"),
        ("from: 2022-07", "from: 2022-13", "from: 2022-13", "from"),
        ("id: online", "id: on_line", "id:", "must be the file's name"),
    ],
)
def test_a_wrong_definition_names_file_line_and_key(tmp_path: Path, old, new, at, says):
    assert old in GOOD
    path = tmp_path / "online.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith(at))

    with pytest.raises(DefinitionError) as error:
        read_measures(tmp_path)

    found = [text for text in str(error.value).splitlines() if says in text]
    assert found and found[0].startswith(f"{path}:{line}:"), str(error.value)


def test_an_empty_file_is_told(tmp_path: Path):
    (tmp_path / "x.yaml").write_text("")
    with pytest.raises(DefinitionError, match="empty"):
        read_all(tmp_path / "x.yaml", Measure)


def test_every_file_is_a_measure_and_lists_have_one_order():
    measures = all_measures()
    assert set(measures) == {path.stem for path in DEFINITIONS.glob("*.yaml")} and len(measures) >= 9
    assert len({item.order for item in measures.values()}) == len(measures)
    assert next(iter(measures)) == "on_time_resolved"


def test_every_target_is_for_a_measure_and_none_is_twice():
    targets = all_targets()
    assert {target.measure for target in targets} <= set(all_measures())
    assert len({(target.measure, target.from_month) for target in targets}) == len(targets)
    assert read_all(TARGETS, Target)


def test_a_target_holds_from_its_month_until_the_next_one():
    def online(month: str) -> float | None:
        found = definitions_of(parse(month), settings_in_files()).targets.get("online")
        return found.value if found else None

    assert [online(month) for month in ("2023-12", "2024-12", "2025-01", "2026-10")] == [None, 60, 70, 80]
