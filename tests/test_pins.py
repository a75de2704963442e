"""The pins say everything that what they install asks for: without an extra, an older pip refuses them all."""

import itertools
import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from core.settings import ROOT
from tools.pins import SETS

FILES = ("requirements.txt", "requirements-spark.txt", "requirements-clickhouse.txt", "requirements-dev.txt")


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
    assert len(known) > (50 if file in (FILES[0], FILES[-1]) else 2)
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
    developing = pins(FILES[-1])
    for running in map(pins, FILES[:-1]):
        assert {name: str(pin) for name, pin in running.items()} == {
            name: str(pin) for name, pin in developing.items() if name in running
        }


def test_an_extra_asks_for_no_other_release_than_the_file_it_is_installed_beside():
    """Each is installed by itself, over what is there: a pin of two files must be one and the same."""
    pinned = {file: pins(file) for file in (*FILES, "requirements-engines.txt")}
    for one, another in itertools.combinations(pinned, 2):
        for name in pinned[one].keys() & pinned[another].keys():
            assert str(pinned[one][name]) == str(pinned[another][name]), (one, another)


def test_every_file_of_pins_is_checked():
    assert {f"{name}.txt" for name in SETS} == {path.name for path in ROOT.glob("requirements*.txt")}
    assert {f"{name}.in" for name in SETS} == {path.name for path in ROOT.glob("requirements*.in")}
