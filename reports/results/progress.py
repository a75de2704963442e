"""Which units really improved or got worse: the last three months compared with the three before."""

from dataclasses import dataclass

import pandas as pd

from core.periods import Period, months_back
from metrics.chance.improvement import improvement
from metrics.rates import rates
from metrics.rates.measures import Measure
from reports.results.months import monthly
from reports.slices import Slice

MONTHS = 3


# eq=False: an answer is equal to itself alone.
@dataclass(frozen=True, eq=False)
class Progress:
    """Who improved or got worse beyond chance. A measure whose months cannot be added compares two single months."""

    now: tuple[Period, ...]
    before: tuple[Period, ...]
    table: pd.DataFrame
    """(unit_code, before, value, change, verdict), the largest improvement first; see `metrics.chance.improvement`."""

    def who(self, verdict: str) -> pd.DataFrame:
        return self.table[self.table["verdict"].eq(verdict)]


def progress_of(of: Slice, asked: Measure) -> Progress | None:
    """The progress up to the last published month of the period; None where it cannot be computed.

    It cannot where a month is missing, where the kind of unit did not exist before, or for a figure given ready-made.
    """
    if asked.given:
        return None
    data, last = of.data, of.months[-1]
    months = months_back(last, 2 * MONTHS)
    then, now = (months[:MONTHS], months[MONTHS:]) if asked.adds_over_months else (months[MONTHS - 1 : MONTHS], [last])
    if not {*then, *now} <= set(data.all_months()):
        return None
    windows = []
    for each in (now, then):
        counts = data.counts_of(data.of_kind([of.kind], each), each)
        windows.append(rates.values(counts, asked)[["unit_code", "numerator", "denominator"]])
    table = improvement(windows[0], windows[1], asked.better, scatter=monthly(of, asked).scatter)
    return Progress(tuple(now), tuple(then), table) if len(table) else None
