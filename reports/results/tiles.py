"""The units of today by the district they came from: neighbours stand together, without any map."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from core.errors import NoDataError
from core.units import Succession, Unit
from metrics.rates.measures import Measure
from metrics.rates.ranking import distance_to
from metrics.rates.targets import Target
from reports.published import Published
from reports.results.analysis import history_of
from reports.slices import Slice, targets_of

FORMER = "district"


class NoFormerDistrictsError(NoDataError):
    """No unit of the kind came from a district: there is nothing to group it by."""

    key = "error.no_former_districts"


@dataclass(frozen=True)
class Tile:
    """One unit in one month."""

    unit: Unit
    value: float
    """In the measure's unit; NaN where there is none."""
    status: str
    """As `metrics.rates.ranking` has it."""
    shade: int
    """-2 (far worse than the target, or the median where there is none), -1, 1, 2 (far better); 0 without a value."""
    target: Target | None = None
    """What the unit is compared with; None is the median."""


@dataclass(frozen=True)
class Panel:
    """The units that came from one district."""

    former: Unit | None
    """None: from no district, or from none that is known."""
    tiles: tuple[Tile, ...]
    """The worst first."""

    @property
    def worse(self) -> int:
        """How many miss the target, or are worse than the median where there is none."""
        return sum(tile.shade < 0 for tile in self.tiles)

    @property
    def known(self) -> int:
        return sum(tile.shade != 0 for tile in self.tiles)


@dataclass(frozen=True)
class Tiles:
    """All units of a kind in a month, by former district; that with the largest share of worse ones first."""

    measure: Measure
    panels: tuple[Panel, ...]
    target: Target | None
    """The kind's."""


def has_former_districts(data: Published) -> bool:
    """Whether any unit in use came from a district."""
    return bool(_former(data))


def tiles_of(of: Slice, asked: Measure) -> Tiles:
    """
    Raises:
        NoFormerDistrictsError: none of the units came from a district.
        NoMeasureDataError: no unit reported what the measure needs in the month.
    """
    former, units = _former(of.data), {unit.code: unit for unit in of.units}
    if not former.keys() & units.keys():
        raise NoFormerDistrictsError(period=of.period)
    found = history_of(of, asked, 1)
    distance = distance_to(found.table["middle"], found.table["value"], asked)
    # Each side by its own half: most units lie a little above a target, and a few far below.
    far = {side: distance[side * distance > 0].abs().median() for side in (1, -1)}
    panels: dict[str, list[Tile]] = {}
    targets = targets_of(of, asked, found.table["unit_code"])
    rows = zip(*(found.table[name] for name in ("unit_code", "value", "status")), distance, targets, strict=True)
    for code, value, status, apart, target in rows:
        tile = Tile(units[code], float(value), status, _shade(apart, far), target)
        panels.setdefault(former.get(code, ""), []).append(tile)
    by_code = {unit.code: unit for unit in of.data.units}
    grouped = [Panel(by_code.get(code), tuple(tiles)) for code, tiles in panels.items()]
    grouped.sort(key=lambda panel: (panel.former is None, -panel.worse / max(panel.known, 1), _name(panel)))
    return Tiles(asked, tuple(grouped), found.target)


def _shade(apart: float, far: dict[int, float]) -> int:
    if pd.isna(apart):
        return 0
    side = 1 if apart >= 0 else -1
    return side * (2 if abs(apart) > far[side] else 1)


def _name(panel: Panel) -> str:
    return panel.former.name if panel.former else ""


def _former(data: Published) -> dict[str, str]:
    """The district that each unit came from, the one of which it got the largest share; by code."""
    kinds = {unit.code: unit.kind for unit in data.units}
    return largest_share([link for link in data.lists.successions if kinds.get(link.old) == FORMER])


def largest_share(links: Sequence[Succession]) -> dict[str, str]:
    """By the new unit, the old one of which it got the largest share; the first, of equal ones."""
    found: dict[str, Succession] = {}
    for link in links:
        if link.new not in found or link.share > found[link.new].share:
            found[link.new] = link
    return {code: link.old for code, link in found.items()}
