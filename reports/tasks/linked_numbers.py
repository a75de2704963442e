"""The numbers that tasks are to move, as they are now."""

from collections.abc import Iterable, Mapping

from core.tasks import Link
from metrics.rates import rates
from metrics.rates.measures import all_measures
from reports.published import Published


def values_now(data: Published, links: Iterable[Link]) -> Mapping[tuple[str, str], float]:
    """By (unit, measure): the value in the newest published month of the unit; NaN where there is none."""
    found: dict[tuple[str, str], float] = {}
    for unit, measure in {(link.unit, link.measure) for link in links}:
        months = data.months_of_unit(unit)[:1] if unit in data.by_code else []
        item = all_measures().get(measure)
        if months and item is not None:
            table = rates.values(data.counts_of([data.by_code[unit]], months), item)
            found[unit, measure] = float(table["value"].iloc[0])
    return found
