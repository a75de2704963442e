"""Rights: there are no others than those listed, each has its words, and one who lacks one is told which."""

import re
import typing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import NotAllowedError
from core.rights import EVERY_RIGHT, REGISTER, RIGHTS, ROLES, Right, known
from core.settings import ROOT
from core.viewer import ALL_UNITS, NO_UNITS, Viewer, everyone, of_roles, only
from core.words import LANGUAGES, explain, keys, t
from views.pages import Page


def test_who_lacks_a_right_is_told_which_in_words():
    clerk = Viewer.holding("clerk", {"import"}, ALL_UNITS)
    clerk.must("import")

    with pytest.raises(NotAllowedError) as refused:
        clerk.must("publish")

    assert explain("vi", refused.value) == "Tài khoản này không được phép công bố hoặc rút số liệu."
    assert explain("en", refused.value) == "This account may not publish or withdraw data."


def test_a_right_about_a_unit_is_only_for_those_who_have_it_for_the_unit():
    mine = Viewer.holding("STP", {"explain_flag"}, only("STP"))
    nobody = Viewer.holding("?", EVERY_RIGHT, NO_UNITS)

    assert mine.may("explain_flag", ["STP", "SYT"]) and not mine.may("explain_flag", ["SYT"])
    assert not nobody.may("explain_flag", ["STP"]), "an empty scope sees nothing"
    assert not mine.may("explain_flag", []), "what is about no unit is for those who see all"
    assert not mine.may("explain_flag"), "asked about no unit it is asked about all"
    assert mine.may_somewhere("explain_flag") and not nobody.may_somewhere("explain_flag")
    assert everyone().may("explain_flag", [])
    assert all(everyone().may(right, ["STP"]) for right in RIGHTS)


@given(
    st.sets(st.sampled_from(ROLES)), st.sets(st.sampled_from(["SNV", "STP", "SYT"])), st.sampled_from(RIGHTS), st.data()
)
def test_of_several_roles_a_right_has_the_widest_reach_and_no_more(roles, units, right, data):
    someone = of_roles("a", roles, units)
    about = data.draw(st.sampled_from(["SNV", "STP", "SYT"]))

    anywhere = any(role in REGISTER[right].to for role in roles)
    own = any(role in REGISTER[right].to_own for role in roles) and about in units
    assert someone.may(right, [about]) == (anywhere or own)
    assert someone.may(right) == anywhere


def test_the_list_of_rights_is_the_table_of_the_policy():
    lines = (ROOT / "docs" / "access.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert rows[0][2:] == [t("en", f"role.{role}").lower() for role in ROLES]
    found = {
        row[0].strip("`"): (
            {role for role, cell in zip(ROLES, row[2:], strict=True) if cell == "✓"},
            {role for role, cell in zip(ROLES, row[2:], strict=True) if cell == "own"},
        )
        for row in rows[2:]
    }

    assert {cell for row in rows[2:] for cell in row[2:]} == {"✓", "own", "–"}
    assert found == {right: (set(granted.to), set(granted.to_own)) for right, granted in REGISTER.items()}


def test_a_right_that_there_is_not_is_an_error_of_the_program():
    misspelt = typing.cast(Right, "publihs")

    for wrong in (
        lambda: Viewer.holding("clerk", {misspelt}, ALL_UNITS),
        lambda: everyone().may(misspelt),
        lambda: known("publihs"),
        lambda: Page("x", "x.py", "/x", right=misspelt),
    ):
        with pytest.raises(ValueError, match="publihs"):
            wrong()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_has_its_words(language):
    assert {key for key in keys(language) if key.startswith("right.")} == {f"right.{right}" for right in RIGHTS}
    assert {key for key in keys(language) if key.startswith("role.")} == {f"role.{role}" for role in ROLES}


def test_rights_are_asked_for_in_one_way():
    """`NotAllowedError` is raised by `Viewer.must` alone."""
    raising = [path for path in _program() if "raise NotAllowedError" in path.read_text(encoding="utf-8")]
    assert raising == [ROOT / "core" / "viewer.py"]


def test_every_right_is_asked_for_somewhere():
    text = "\n".join(path.read_text(encoding="utf-8") for path in _program() if path.name != "rights.py")
    assert {right for right in RIGHTS if f'"{right}"' not in text} == set()


def test_every_right_that_is_asked_for_is_in_the_list():
    asked = {
        (str(path), right)
        for path in _program()
        for right in re.findall(
            r"""\b(?:may|must|scope|may_somewhere|must_somewhere)\(\s*"(\w+)""", path.read_text(encoding="utf-8")
        )
    }
    assert len(asked) > 30
    assert {each for each in asked if each[1] not in RIGHTS} == set()


def _program() -> list[Path]:
    rooms = ("core", "loaders", "metrics", "store", "reports", "actions", "views", "web", "pages")
    return [path for room in rooms for path in (ROOT / room).rglob("*.py")]
