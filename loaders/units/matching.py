"""Matches a row to a unit by code, then e-identifier, then name; an ambiguous match is an issue, never a guess."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.periods import Period
from core.remembered import RowAnswer
from core.units import Unit
from loaders.sheets import Value
from loaders.text.canonical import canonical
from loaders.units.answers import ANSWERED, answer_key
from loaders.units.names import UnitName, name_and_code, taken_apart, without_province

_MOST_SUGGESTIONS = 300  # each compares with every name; a file with more unknown ones needs another list


@dataclass(frozen=True)
class NoMatch:
    """Why no unit was found; `code` and `values` are the issue's."""

    code: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Directory:
    """The units of a province, ready to be looked up. Keys are canonical."""

    by_code: dict[str, Unit]
    by_number: dict[int, list[Unit]]
    """Codes of digits alone, as a number, because Excel turns 00412 into 412."""
    by_full_name: dict[str, list[Unit]]
    by_own_name: dict[str, list[Unit]]
    """Names without the kind word; several units may share one: “quỳ hợp” is a commune and was a district."""
    provinces: frozenset[str]
    """Names the province itself goes by; empty when the list has no province."""
    answers: Mapping[str, RowAnswer] = field(default_factory=dict)
    """What was said of names that match no unit, by `answer_key`."""
    seen: dict[tuple[str, str, Period | None], Unit | NoMatch] = field(default_factory=dict, compare=False)
    near: dict[UnitName, list[Unit]] = field(default_factory=dict, compare=False)


def directory(units: Iterable[Unit], answers: Mapping[str, RowAnswer] | None = None) -> Directory:
    """Every way to name each unit: code, e-identifier, name, aliases, each with and without its kind."""
    by_code: dict[str, Unit] = {}
    by_number: defaultdict[int, list[Unit]] = defaultdict(list)
    by_full_name: defaultdict[str, list[Unit]] = defaultdict(list)
    by_own_name: defaultdict[str, list[Unit]] = defaultdict(list)
    provinces: set[str] = set()
    ordered = list(units)
    for unit in ordered:
        by_code[canonical(unit.code)] = unit
        if unit.code.isascii() and unit.code.isdigit():
            by_number[int(unit.code)].append(unit)
        for text in (unit.name, *unit.aliases):
            name = taken_apart(text)
            _add(by_full_name[name.full], unit)
            _add(by_own_name[name.own], unit)
            if unit.kind == "province":
                provinces.add(name.own)
    for unit in ordered:
        if unit.e_identifier:
            by_code.setdefault(canonical(unit.e_identifier), unit)
    return Directory(by_code, by_number, by_full_name, by_own_name, frozenset(provinces), answers or {})


def _add(found: list[Unit], unit: Unit) -> None:
    if unit not in found:
        found.append(unit)


def match(units: Directory, code: Value, name: Value, month: Period | None) -> Unit | NoMatch:
    """The unit of a row by its code and name cells, of which one may be blank.

    `month` only decides between units of exactly the same full name which followed each other.
    """
    key = (_text(code), _text(name), month)
    if key not in units.seen:
        found = _match(units, *key)
        units.seen[key] = _answered(units, found) if isinstance(found, NoMatch) and found.code in ANSWERED else found
    return units.seen[key]


def _answered(units: Directory, found: NoMatch) -> Unit | NoMatch:
    answer = units.answers.get(answer_key(found.values["text"])) if units.answers else None
    if answer is None:
        return found
    if answer.unit is None:
        return NoMatch("row_left_out", {"text": answer.label, "reason": answer.reason})
    # A unit that is no longer in the list answers nothing.
    return units.by_code.get(canonical(answer.unit)) or found


def named(units: Directory, text: str) -> Unit | None:
    """The one unit of this name; None where there is none or it is ambiguous. No similar names are searched for."""
    name = taken_apart(text)
    if name.province and units.provinces and name.province not in units.provinces:
        return None
    found = _named(units, name)
    return found[0] if len(found) == 1 else None


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _match(units: Directory, code: str, name: str, month: Period | None) -> Unit | NoMatch:
    by_name = _by_name(units, name, month) if name else None
    if not code:
        return by_name or NoMatch("unit_missing", {})
    unit = _by_code(units, code)
    if unit is None:
        # A name in the code column is common; an unknown code beside a known name is ambiguous.
        in_code_column = _by_name(units, code, month) if not name else None
        return in_code_column if isinstance(in_code_column, Unit) else _unknown(units, code, name)
    if isinstance(by_name, NoMatch) and by_name.code == "other_province":
        return by_name
    if isinstance(unit, Unit) and isinstance(by_name, Unit) and by_name.code != unit.code:
        values = {"text": code, "unit": unit.name, "name": name, "other": by_name.name}
        return NoMatch("code_and_name_disagree", values)
    return unit


def _by_code(units: Directory, code: str) -> Unit | NoMatch | None:
    if unit := units.by_code.get(canonical(code)):
        return unit
    digits = canonical(code).removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()):
        return None
    same = units.by_number.get(int(digits), [])
    return same[0] if len(same) == 1 else (_ambiguous(code, same) if same else None)


def _by_name(units: Directory, text: str, month: Period | None) -> Unit | NoMatch:
    name = taken_apart(text)
    if name.province and units.provinces and name.province not in units.provinces:
        return NoMatch("other_province", {"text": text})
    found = _named(units, name)
    if len(found) > 1 and month and _same_full_name(found):
        found = [unit for unit in found if unit.in_force(month.start, month.end)] or found
    if len(found) > 1:
        return _ambiguous(text, found)
    return found[0] if found else _with_code(units, text) or _unknown(units, "", text)


def _with_code(units: Directory, text: str) -> Unit | None:
    name, code = name_and_code(text)
    unit = units.by_code.get(canonical(code)) if code else None
    return unit if unit and unit in _named(units, taken_apart(name)) else None


def _named(units: Directory, name: UnitName) -> list[Unit]:
    for full in (name.full, *without_province(units.provinces, name.full)):
        found = units.by_full_name.get(full, [])
        if name.kind:
            if found:
                return found
            continue
        # A name without kind: an alias of one unit may be the own name of another, and both count.
        bare = units.by_own_name.get(full, [])
        if both := [*found, *(unit for unit in bare if unit not in found)]:
            return both
    return []


def _same_full_name(found: Sequence[Unit]) -> bool:
    return len({taken_apart(unit.name).full for unit in found}) == 1


def _ambiguous(text: str, found: Sequence[Unit]) -> NoMatch:
    both = "; ".join(f"{unit.name} ({unit.code})" for unit in found)
    return NoMatch("unit_ambiguous", {"text": text, "candidates": both})


def _unknown(units: Directory, code: str, name: str) -> NoMatch:
    text = " ".join(part for part in (code, name) if part)
    wanted = taken_apart(name or code)
    if wanted not in units.near and len(units.near) < _MOST_SUGGESTIONS:
        units.near[wanted] = _nearest(units, wanted)
    names = ", ".join(dict.fromkeys(unit.name for unit in units.near.get(wanted, ())))
    if names:
        return NoMatch("unit_unknown_near", {"text": text, "nearest": names})
    return NoMatch("unit_unknown", {"text": text})


def _nearest(units: Directory, wanted: UnitName) -> list[Unit]:
    # The same own name under another kind is nearer than any spelling: “Xã Vinh Phú” means the ward.
    if found := units.by_own_name.get(wanted.own):
        return found
    near = difflib.get_close_matches(wanted.full, units.by_full_name, n=2, cutoff=0.75)
    return [unit for full in near for unit in units.by_full_name[full]]
