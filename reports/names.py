"""The names of units, as tables and charts have them."""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from core.units import Unit
from core.words import LANGUAGES


def names(units: Iterable[Unit]) -> pd.DataFrame:
    """(unit_code, unit_name, unit_name_en), to be joined to a table of units; of two of one name each has its code.

    A chart would add up what has the same name.
    """
    columns = ["unit_code", "unit_name", "unit_name_en"]
    table = pd.DataFrame([(unit.code, unit.name, unit.name_en) for unit in units], columns=columns)
    for name in columns[1:]:
        table[name] = table[name].where(
            ~table[name].duplicated(keep=False), table[name] + " (" + table["unit_code"] + ")"
        )
    return table


def alike(units: Iterable[Unit]) -> frozenset[tuple[str, str]]:
    """(language, code) of each that shares its name with another: both in force, or ended on one day."""
    found: set[tuple[str, str]] = set()
    for language in LANGUAGES:
        called = defaultdict(list)
        for unit in units:
            called[_name(unit, language), unit.valid_to].append((language, unit.code))
        found.update(each for group in called.values() if len(group) > 1 for each in group)
    return frozenset(found)


def named_apart(unit: Unit, language: str, alike: frozenset[tuple[str, str]]) -> str:
    """Its name, with its code where another is called the same: who chooses by name chooses the one that is meant."""
    name = _name(unit, language)
    return f"{name} ({unit.code})" if (language, unit.code) in alike else name


def _name(unit: Unit, language: str) -> str:
    return unit.name if language == "vi" else unit.name_en
