"""Rights: there are no others than those listed, each has its words, and one who lacks one is told which."""

import typing
from pathlib import Path

import pytest

from core.errors import NotAllowedError
from core.rights import EVERY_RIGHT, RIGHTS, Right
from core.settings import ROOT
from core.viewer import Viewer, everyone
from core.words import LANGUAGES, explain, keys


def test_who_lacks_a_right_is_told_which_in_words():
    clerk = Viewer("clerk", frozenset({"import"}))
    clerk.must("import")

    with pytest.raises(NotAllowedError) as refused:
        clerk.must("publish")

    assert explain("vi", refused.value) == "Tài khoản này không được phép công bố số liệu."
    assert explain("en", refused.value) == "This account may not publish data."


def test_a_right_about_a_unit_is_only_for_those_who_see_it():
    mine = Viewer("STP", frozenset({"explain_flag"}), frozenset({"STP"}))
    nobody = Viewer("?", EVERY_RIGHT, frozenset())

    assert mine.may("explain_flag", ["STP", "SYT"]) and not mine.may("explain_flag", ["SYT"])
    assert not nobody.may("explain_flag", ["STP"]), "an empty scope sees nothing"
    assert not mine.may("explain_flag", []), "what is about no unit is for those who see all"
    assert everyone().may("explain_flag", [])
    assert all(everyone().may(right, ["STP"]) for right in RIGHTS)


def test_a_right_that_there_is_not_is_an_error_of_the_program():
    misspelt = typing.cast(Right, "publihs")

    with pytest.raises(ValueError, match="publihs"):
        Viewer("clerk", frozenset({misspelt}))
    with pytest.raises(ValueError, match="publihs"):
        everyone().may(misspelt)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_has_its_words(language):
    assert {key for key in keys(language) if key.startswith("right.")} == {f"right.{right}" for right in RIGHTS}


def test_rights_are_asked_for_in_one_way():
    """`NotAllowedError` is raised by `Viewer.must` alone."""
    raising = [path for path in _program() if "raise NotAllowedError" in path.read_text(encoding="utf-8")]
    assert raising == [ROOT / "core" / "viewer.py"]


def test_every_right_is_asked_for_somewhere():
    text = "\n".join(path.read_text(encoding="utf-8") for path in _program() if path.name != "rights.py")
    assert [right for right in RIGHTS if f'"{right}"' not in text] == []


def _program() -> list[Path]:
    rooms = ("core", "loaders", "metrics", "store", "reports", "actions", "views", "web", "pages")
    return [path for room in rooms for path in (ROOT / room).rglob("*.py")]
