"""For whom a target is, as a workbook of settings names it: every unit, those of a kind, or one."""

from collections.abc import Collection, Sequence
from functools import cache

from core.issues import Issue
from core.periods import Period
from core.rows import Row
from core.units import RANKED_KINDS, Unit, UnitKind
from core.words import LANGUAGES, t
from loaders.text.canonical import canonical
from loaders.units.matching import NoMatch, directory, match, named
from store import settings, units
from store.database import Connection


class Whose:
    """The units that a target may be for, by what a cell calls them.

    Args:
        units: of the list in use.
        entered: (unit, month it begins) of the targets that hold: what was entered is read again, whatever became of
            the unit since.
    """

    def __init__(self, units: Sequence[Unit], entered: Collection[tuple[str, str]]) -> None:
        self._units = {unit.code: unit for unit in units}
        self._entered = entered
        self._directory = directory(units)

    def name(self, code: str) -> str:
        """The unit's name, with its code where another is called alike; the code of one that is in no list any more;
        blank for none."""
        unit = self._units.get(code)
        if unit is None:
            return code
        return unit.name if named(self._directory, unit.name) == unit else f"{unit.name} ({code})"

    def read(self, row: Row, begin: Period | None, told: list[Issue]) -> tuple[UnitKind | None, str]:
        """Kind and unit of a row: (None, “”) is every unit; also where an issue was added to `told`."""
        text = row.cells["whose"]
        whose = canonical(text)
        if for_every_unit(text):
            return None, ""
        kind = next((each for each in RANKED_KINDS if whose in said(f"kind.{each}")), None)
        if kind:
            return kind, ""
        if begin and (text, begin.code) in self._entered:
            return None, text
        found = match(self._directory, text, None, begin)
        if isinstance(found, NoMatch):
            code = "setting_whose" if found.code == "unit_unknown" else found.code
            told.append(row.issue(code, "whose", **found.values))
        elif found.kind not in RANKED_KINDS:
            told.append(row.issue("setting_whose", "whose", text=text))
        elif begin and found.valid_to and found.valid_to < begin.start and not self._has(found, begin):
            told.append(row.issue("setting_ended", "whose", text=found.name, day=found.valid_to))
        else:
            return None, found.code
        return None, ""

    def _has(self, unit: Unit, begin: Period) -> bool:
        return (unit.code, begin.code) in self._entered


def whose_of(connection: Connection) -> Whose:
    """By the list of units in use and the targets that were entered."""
    entered = {(unit, begin) for _, _, unit, begin, *_ in settings.targets(connection) if unit}
    return Whose(units.everything(connection), entered)


def for_every_unit(text: str) -> bool:
    """Whether a cell names nobody in particular."""
    whose = canonical(text)
    return not whose or whose in said("settings.target_all")


@cache
def said(key: str) -> frozenset[str]:
    """The words of both languages, as `canonical` has them."""
    return frozenset(canonical(t(language, key)) for language in LANGUAGES)
