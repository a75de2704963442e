"""Warns where the province's own row is not the sum of its units, or a unit's row not the sum of its fields."""

from collections.abc import Hashable, Iterator, Sequence

import pandas as pd

from core.counts import COUNT_NAMES, COUNTS
from core.issues import Issue
from core.units import Unit
from loaders.monthly.checks.parts_in_a_row import at
from loaders.monthly.checks.totals import counted
from loaders.monthly.frames import Letters

_NEARLY_ALL = 0.9
_UNIT_AND_MONTH = ["sheet", "unit_code", "period_start"]


def province_and_units(lines: pd.DataFrame, letters: Letters, units: Sequence[Unit]) -> Iterator[Issue]:
    """Compares the province's own line with the units of its sheet and month.

    No issue where units are visibly missing: fewer than nearly all of the list, and less than half of the
    province's count.
    """
    listed = [unit for unit in units if unit.kind != "province"]
    parents = {unit.code: unit.parent for unit in units}
    own = lines[(lines["kind"] == "unit") & (lines["unit_kind"] == "province") & lines["field"].isna()]
    own = own[own["period_start"].notna()].drop_duplicates(["sheet", "period_start"])
    for line in own.to_dict("records"):
        sheet = line["sheet"]
        here = lines[lines["sheet"].isna() if sheet is None else lines["sheet"] == sheet]
        here = counted(here[here["period_start"] == line["period_start"]])
        named = set(here["unit_code"].dropna())
        # A district with its communes below it would count them twice.
        here = here[here["unit_code"].map(lambda code, named=named: parents.get(code) not in named)]
        in_force = sum(unit.in_force(line["period_start"], line["period_end"]) for unit in listed)
        all_there = len(named) >= _NEARLY_ALL * in_force
        for count in COUNT_NAMES:
            value = line[count]
            if here.empty or pd.isna(value) or not COUNTS[count].adds_up or (sheet, count) not in letters:
                continue
            if any(count in unread for unread in here["unread"]) or here["unit_code"].isna().any():
                continue
            summed = int(here[count].sum())
            everybody = all_there and bool(here[count].notna().all())
            # The sum is below the province's, and units are missing or blank: these may explain the difference.
            if summed > value or (summed < value and (everybody or summed * 2 >= value)):
                yield at(letters, line, count, "province_differs", "warning", value=int(value), sum=summed)


def fields_and_unit(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """Compares a unit's row for all fields with its rows by field; if some parts are unread, only an excess is odd."""
    given = lines[lines["unit_code"].notna() & lines["period_start"].notna() & lines["kind"].isin(["unit", "part"])]
    given = given.assign(sheet=given["sheet"].fillna(""))
    part = given["kind"].eq("part") | given["field"].notna()
    whole = given[~part].drop_duplicates(_UNIT_AND_MONTH)
    fields = given[part].merge(whole[_UNIT_AND_MONTH], on=_UNIT_AND_MONTH)
    if fields.empty:
        return
    counts = [name for name in COUNT_NAMES if COUNTS[name].adds_up]
    grouped = fields.assign(unread_part=fields["kind"].eq("part")).groupby(_UNIT_AND_MONTH, dropna=False, sort=False)
    sums = grouped[counts].sum(min_count=1)
    all_given = grouped[counts].count().eq(grouped.size(), axis=0).mul(~grouped["unread_part"].any(), axis=0)
    both = whole.merge(sums.reset_index(), on=_UNIT_AND_MONTH, suffixes=("", "_summed"))
    both = both.merge(all_given.reset_index(), on=_UNIT_AND_MONTH, suffixes=("", "_all_given"))
    for count in counts:
        value, summed = both[count], both[f"{count}_summed"]
        wrong = (summed > value) | ((summed < value) & both[f"{count}_all_given"])
        for line in both[wrong.fillna(value=False)].to_dict("records"):
            place: dict[Hashable, object] = {"sheet": line["sheet"] or None, "row": line["row"]}
            numbers = {"value": int(line[count]), "sum": int(line[f"{count}_summed"])}
            yield at(letters, place, count, "fields_differ", "warning", **numbers)
