"""What the architecture promises and no linter checks."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.settings import ROOT

ROOMS = ("core", "loaders", "metrics", "store", "reports", "actions", "views", "web", "pages")
MODULES = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "versions" not in path.parts]
PAGES = [path for path in (ROOT / "pages").rglob("*.py") if path.name != "__init__.py"]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_fits_on_a_few_screens(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 200


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_asks_fetches_and_draws(path: Path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert not re.search(r"^\s*(def|class|try|except)\b|import pandas|import sqlalchemy", text, flags=re.MULTILINE)


def test_every_page_stands_in_the_navigation():
    from views.pages import PAGES as register

    listed = [page.script for page in register.values()]
    assert sorted(listed) == sorted(str(path.relative_to(ROOT / "pages")) for path in PAGES)


def test_nothing_typed_reaches_a_page_unescaped():
    for path in [*MODULES, *(ROOT / "views").rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        assert "unsafe_allow" not in text, path
        assert not re.search(r"\|\s*safe\b|autoescape\s+false", text), path
    marked = [path for path in MODULES if "Markup(" in path.read_text(encoding="utf-8")]
    assert sorted(map(name, marked)) == ["views/documents/writers/html.py", "views/rendering.py"]


def test_html_goes_to_the_page_by_one_way():
    """`st.html("")` raises: a page crashed for every unit that had not reported."""
    using = [name(path) for path in MODULES if re.search(r"\bst\.html\(", path.read_text(encoding="utf-8"))]
    assert using == ["views/screen/html.py"]


def test_sql_is_not_pieced_together():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"(text|exec_driver_sql)\(\s*f[\"']|%\s*\(.*SELECT", text.replace('f"BEGIN {mode}"', "")
        ), path


def test_no_source_file_is_hidden_from_git():
    import subprocess

    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    ignored = subprocess.run(
        ["git", "ls-files", "--others", "--ignored", "--exclude-standard", "--", *ROOMS, "tests", "locales"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert [path for path in ignored if path.endswith((".py", ".toml", ".html", ".css", ".yaml"))] == []


def test_every_word_is_used():
    from core import words

    text = "\n".join(path.read_text(encoding="utf-8") for path in [*MODULES, *(ROOT / "views").rglob("*.html")])
    # Keys put together from a code: “kind.” + kind, “issue.” + code…
    pieced = (
        "count.",
        "issue.",
        "source.",
        "error.",
        "kind.",
        "right.",
        "role.",
        "part.",
        "accounts.state_",
        "audit.",
        "deed.",
        "desk.",
        "accounts.disable",
        "accounts.enable",
        "status.",
        "by.",
        "page.",
        "state.",
        "import.severity.",
        "unit.",
        "who.",
        "target.",
        "month_page.part_",
        "month_page.event_",
        "upload.",
        "filter.",
        "chart.",
        "overview.figure.",
        "month_page.",
        "unit_page.",
        "database.",
        "source_",
        "template.",
        "known.",
        "blank.",
        "drop.",
        "structure.column.",
        "structure.what.",
        "structure.kind.",
        "structure.sheet.",
        "calendar.",
        "closing.",
        "score.",
        "lever.",
        "method.",
        "section.",
        "tasks.",
        "people.loading.",
        "structure.loading.",
        "cohorts.",
        "commitments.",
        "clarity.",
        "integrity.",
        "analysis.",
        "indices.",
        "nation.bad_",
        "nation.loading.",
        "nation.places_",
        "certainty.met_",
        "certainty.missed_",
        "sentence.",
        "late_chain.",
        "brief.owed_",
        "verify.fault.",
        "verify.word.",
        "verify.paper.",
        "review.",
        "verify.because_",
        "settings.step_",
        "settings.book_",
        "settings.loading.",
        "mapping.",
        "row_answers.",
        "withdraw.way_",
        "withdraw.do_",
        "letterhead.",
        "slides.",
        "month_report.",
        "meeting.",
        "reminders.to_",
        "reminders.when_",
        "reminders.weekday_",
    )
    unused = [
        key
        for key in words.keys("vi")
        if not key.startswith(pieced) and f'"{key}"' not in text and f"'{key}'" not in text
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("module", "of", "never"),
    [
        ("app", "the server", "authlib joserfc typst docx pptx webauthn"),
        ("actions.__main__", "a deed at the shell", "streamlit altair typst authlib webauthn scipy.special"),
        (
            "reports.__main__",
            "a question at the shell",
            "streamlit altair typst docx pptx pypdf openpyxl scipy.special",
        ),
    ],
)
def test_what_only_some_need_is_loaded_when_they_need_it(module: str, of: str, never: str) -> None:
    code = f"import sys, {module}; print(*(each for each in {never.split()} if each in sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert not found.strip(), f"{of} begins by loading {found}"
