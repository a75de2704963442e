"""What there is, is documented: every command, setting, page and decision."""

import re
from pathlib import Path

import pytest

from core.settings import ROOT
from tools.documentation import WRITTEN

README, CONTRIBUTING = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
PROGRAM = ("core", "loaders", "metrics", "store", "reports", "actions", "views", "web", "pages")
# Names that a page or a comment gives as an example of a password's variable.
EXAMPLES = frozenset({"NAMRO_MOT_CUA_PASSWORD", "NAMRO_BAO_CAO_PASSWORD"})


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_the_pages_and_commands_are_described_as_they_are(path: Path):
    assert path.read_text(encoding="utf-8").rstrip("\n") == WRITTEN[path]().rstrip("\n"), "run `make docs`"


def test_every_page_says_what_it_is_for():
    rows = re.findall(r"^\| .* \| `/.*` \|(.*)\|$", WRITTEN[ROOT / "docs" / "pages.md"](), flags=re.MULTILINE)

    assert len(rows) > 20
    assert all(len(purpose.strip()) > 20 for purpose in rows)


def test_every_make_target_is_explained():
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert len(targets) > 10
    assert [name for name in targets if f"make {name}" not in README + CONTRIBUTING] == []


def test_every_setting_stands_in_the_table():
    files = [path for room in PROGRAM for path in (ROOT / room).rglob("*.py")]
    named = {name for path in files for name in re.findall(r"\bNAMRO_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8"))}
    in_table = set(re.findall(r"^\| (.*?) \|", README, flags=re.MULTILINE))

    assert len(named) > 5
    assert [name for name in named - EXAMPLES if not any(f"`{name}`" in row for row in in_table)] == []


def test_no_link_of_the_documentation_is_broken():
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            if not (path.parent / link).exists():
                broken.append(f"{path.relative_to(ROOT)}: {link}")
    assert broken == []


def test_every_decision_stands_in_the_index_and_has_the_one_form():
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "docs" / "adr").glob("0*.md")):
        text = path.read_text(encoding="utf-8")
        assert f"({path.name})" in index, path.name
        assert re.match(rf"# {int(path.name[:4])}\. .+\n\nDate: \d{{4}}-\d\d-\d\d\. Status: ", text), path.name
        assert re.findall(r"^## (.+)", text, flags=re.MULTILINE) == ["Context", "Decision", "Consequences"], path.name


def test_the_glossary_names_what_is_in_the_code():
    rows = [line for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    names = {
        name
        for row in rows
        for name in re.findall(r"`([a-z_]{4,})`", row.split(" | ")[2] if row.count(" | ") > 2 else "")
    }
    folders = (*PROGRAM, "definitions", "locales")
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for room in folders
        for path in (ROOT / room).rglob("*")
        if path.suffix in {".py", ".yaml", ".toml", ".html"}
    )

    assert len(names) > 60
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", code)] == []
