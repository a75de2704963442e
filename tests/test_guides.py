"""The guides name pages as the navigation does, show pictures that exist, and answer the twenty questions."""

import re
from pathlib import Path

import pytest

from core.settings import ROOT
from core.words import LANGUAGES, t
from tools.guide_pictures import PICTURES
from views.pages import PAGES

GUIDES = sorted((ROOT / "docs" / "guide").glob("*.*.md"))
NAMES = ("leader", "secretariat", "department")


def test_each_reader_has_a_guide_in_each_language():
    assert [path.name for path in GUIDES] == sorted(f"{name}.{language}.md" for name in NAMES for language in LANGUAGES)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_guide_names_pages_as_the_navigation_does(path: Path):
    language = path.suffixes[0].removeprefix(".")
    known = {page.address: t(language, f"page.{page.name}") for page in PAGES.values()}

    named = re.findall(r"\*\*([^*]+)\*\* \(`([^`]+)`\)", path.read_text(encoding="utf-8"))

    assert len(named) >= 4
    assert [(name, address) for name, address in named if known.get(address) != name] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_guides_pictures_are_there_and_are_taken_by_the_script(path: Path):
    shown = re.findall(r"!\[[^]]*\]\(pictures/([^)]+)\)", path.read_text(encoding="utf-8"))
    taken = {f"{picture.name}.{language}.jpg" for picture in PICTURES for language in LANGUAGES}

    assert shown and set(shown) <= taken
    assert all((path.parent / "pictures" / name).stat().st_size > 10_000 for name in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_twenty_questions_are_answered(language):
    text = "\n".join(path.read_text(encoding="utf-8") for path in GUIDES if path.name.endswith(f".{language}.md"))
    answered = {int(number) for number in re.findall(r"^\| (\d+)\. ", text, flags=re.MULTILINE)}

    assert answered == set(range(1, 21))
