"""The units one may fairly be compared with: of about as many dossiers and, where it is known, similar work."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from core.periods import Period
from core.units import Unit
from metrics.chance.peers import nearest
from reports.published import Published
from reports.results.groups import FIGURES, figure_of


@dataclass(frozen=True)
class Neighbours:
    """Which units are most like this one, the nearest first; none where the unit has no dossiers."""

    units: tuple[Unit, ...]
    by_mix: bool
    """Whether fields of procedure were compared too."""


def neighbours(data: Published, unit: Unit, month: Period) -> Neighbours:
    """The nearest units of its kind, by the dossiers received in the month (or those the portal counts)."""
    units = data.of_kind([unit.kind], [month])
    names = list(figure_of(data, month, FIGURES[0]))
    dossiers = data.counts_of(units, [month]).set_index("unit_code")[names].sum(axis=1, skipna=False)
    mix = _mix(data, month, names)
    found = nearest(dossiers, unit.code, mix)
    of_code = {each.code: each for each in units}
    return Neighbours(tuple(of_code[code] for code in found), by_mix=mix is not None and unit.code in mix.index)


def _mix(data: Published, month: Period, names: Sequence[str]) -> pd.DataFrame | None:
    if data.by_field.empty:
        return None
    inside = data.by_field[data.by_field["month"].eq(pd.Timestamp(month.start))]
    dossiers = inside.assign(dossiers=inside[list(names)].sum(axis=1)).dropna(subset=list(names))
    return dossiers.pivot_table(index="unit_code", columns="field", values="dossiers", aggfunc="sum", fill_value=0.0)
