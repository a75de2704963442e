"""The pins say everything that what they install asks for: without an extra, an older pip refuses them all."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from core.settings import ROOT

FILES = ("requirements.txt", "requirements-dev.txt")


def pins(file: str) -> dict[str, Requirement]:
    """By name, those that this Python installs."""
    lines = re.findall(r"^([A-Za-z0-9][^\\\n]*?)\s*\\?$", (ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    read = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name): each for each in read if each.marker is None or each.marker.evaluate()}


def asked_for(pinned: Requirement) -> list[Requirement]:
    """What the installed distribution of a pin needs, with the extras that the pin names."""
    requirements = map(Requirement, distribution(pinned.name).requires or ())
    extras = ["", *pinned.extras]
    return [each for each in requirements if not each.marker or any(each.marker.evaluate({"extra": x}) for x in extras)]


@pytest.mark.parametrize("file", FILES)
def test_every_need_is_pinned_with_its_extras(file: str):
    known = pins(file)
    faults = []
    for name, pin in known.items():
        for need in asked_for(pin):
            answer = known.get(canonicalize_name(need.name))
            if answer is None:
                faults.append(f"{name} needs {need}: not pinned")
            elif not need.extras <= answer.extras:
                faults.append(f"{name} needs {need}: pinned as {answer}, without the extra")
            elif not need.specifier.contains(str(answer.specifier).removeprefix("=="), prereleases=True):
                faults.append(f"{name} needs {need}: pinned as {answer}")
    assert len(known) > 50
    assert faults == []


@pytest.mark.parametrize("file", FILES)
def test_what_is_installed_is_what_is_pinned(file: str):
    other = []
    for name, pin in pins(file).items():
        try:
            version = distribution(name).version
        except PackageNotFoundError:
            version = "absent"
        if not pin.specifier.contains(version, prereleases=True):
            other.append(f"{pin}: {version}")
    assert other == []


def test_the_development_pins_hold_the_running_ones():
    running, developing = pins(FILES[0]), pins(FILES[1])
    assert {name: str(pin) for name, pin in running.items()} == {
        name: str(pin) for name, pin in developing.items() if name in running
    }
