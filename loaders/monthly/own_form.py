"""One unit's own form: its rows are fields of procedures, and the title, the sheet's or file's name names the unit."""

from collections.abc import Iterator, Sequence

from core.issues import Issue
from core.units import Unit
from loaders.monthly.findings import Findings
from loaders.monthly.sources.base import Table
from loaders.text import labels
from loaders.text.canonical import canonical
from loaders.units.matching import Directory, match, named

_SOURCES = ("form_ii06a", "split_form", "mapped")
_ADDRESSEE = "nhận báo cáo"
_MOST_WORDS = 9
_LONGEST_TITLE = 300


def own_unit(source_id: str, table: Table, units: Directory, file_name: str, findings: Findings) -> Unit | None:
    """The unit whose own form the table is; None for a table with a row for each unit."""
    column = table.columns.get("unit_name")
    if source_id not in _SOURCES or column is None:
        return None
    named_rows = [
        str(value)
        for row in sorted(table.sheet.rows)
        if row >= table.first_row and (value := table.sheet.at(row, column))
    ]
    if not named_rows or any(isinstance(match(units, None, label, None), Unit) for label in named_rows):
        return None
    if 2 * sum(map(labels.looks_like_unit, named_rows)) > len(named_rows):
        return None  # units that the list does not know
    told = _units_in(units, table.titles)
    elsewhere = _units_in(units, [table.sheet.name or ""]) or _units_in(units, [file_name.rpartition(".")[0]])
    found = list(dict.fromkeys([*told, *elsewhere]))
    if len(found) > 1:
        names = ", ".join(unit.name for unit in found)
        findings.add(Issue("own_unit_ambiguous", "error", table.sheet.name, values={"units": names}))
    if found:
        findings.add(Issue("own_form", "note", table.sheet.name, values={"unit": found[0].name}))
    return found[0] if found else None


def _units_in(units: Directory, texts: Sequence[str]) -> list[Unit]:
    found = (_unit_in(units, text) for text in texts if _ADDRESSEE not in canonical(text[:_LONGEST_TITLE]))
    return list(dict.fromkeys(unit for unit in found if unit is not None))


def _unit_in(units: Directory, text: str) -> Unit | None:
    """The unit a text names: the text itself, or the longest run of its words from a unit's kind word on."""
    for piece in _pieces(" ".join(text[:_LONGEST_TITLE].replace("_", " ").split())):
        unit = named(units, piece)
        if unit is not None and unit.kind != "province":
            return unit
    return None


def _pieces(text: str) -> Iterator[str]:
    yield text
    words = text.split(" ")
    for start in range(len(words)):
        if not labels.begins_a_unit(" ".join(words[start : start + 3])):
            continue
        for end in range(min(start + _MOST_WORDS, len(words)), start + 1, -1):
            yield " ".join(words[start:end]).strip(" .,;:-()")
