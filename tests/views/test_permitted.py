"""Links that a viewer may not follow are words, and buttons that are such are gone."""

import pytest

from core.rights import ROLES
from core.viewer import Viewer, everyone, of_roles
from views.permitted import permitted

UNIT = '<td class="name"><a class="x" href="/don-vi?unit=SNV&amp;period=2026-10">Sở <b>Nội vụ</b></a></td>'
OTHER = UNIT.replace("SNV", "STP")
ASSIGN = '<td><a class="assign small" href="/soan-nhiem-vu?unit=SNV">Giao nhiệm vụ</a></td>'
GROUP = '<a href="/nguon-goc?kind=department&amp;count=resolved">12</a>'
OPEN = '<a href="/xep-hang?unit=SNV">Xếp hạng</a> <a href="https://example.vn/don-vi?unit=SNV">ngoài</a> <a>không</a>'
MEMBER = of_roles("a", ["unit_member"], ["SNV"])


def test_who_may_do_everything_sees_every_link():
    for text in (UNIT, OTHER, ASSIGN, GROUP, OPEN):
        assert permitted(text, everyone()) == text


def test_a_reader_keeps_the_words_and_loses_the_buttons():
    reader = of_roles("a", ["reader"], [])
    assert permitted(UNIT, reader) == '<td class="name"><span class="x">Sở <b>Nội vụ</b></span></td>'
    assert permitted(ASSIGN, reader) == "<td></td>"
    assert permitted(GROUP, reader) == "12"
    assert permitted(OPEN, reader) == OPEN


def test_a_member_follows_links_to_the_own_unit_alone():
    assert permitted(UNIT, MEMBER) == UNIT
    assert "href" not in permitted(OTHER, MEMBER)
    assert permitted(GROUP, MEMBER) == "12"
    assert "href" not in permitted(UNIT.replace("SNV", "STP&amp;unit=XYZ"), MEMBER)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_without_the_right_to_assign_is_offered_to(role):
    viewer = of_roles("a", [role], ["SNV"])
    assert bool(permitted(ASSIGN, viewer) == ASSIGN) == viewer.may("assign_task")


def test_nobody_at_all_follows_nothing_of_ours():
    assert "href" not in permitted(UNIT + ASSIGN, Viewer(""))
