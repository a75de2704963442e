"""Is the province's own row the sum of its units', and a unit's whole row the sum of its fields'? A warning if not."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from core.counts import COUNT_NAMES, COUNTS
from core.issues import Issue
from core.units import Unit
from loaders.frames import Letters
from loaders.parts import at
from loaders.totals import counted

Record = Mapping[Hashable, Any]
_NEARLY_ALL = 0.9


def province_and_units(lines: pd.DataFrame, letters: Letters, units: Sequence[Unit]) -> Iterator[Issue]:
    """The province's own line against the units of its sheet and month.

    Nothing where units are visibly missing: less than nearly all of the list, and less than half of the
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
            # Fewer than the province's, and units missing or blank: these may be the difference.
            if summed > value or (summed < value and (everybody or summed * 2 >= value)):
                yield at(letters, line, count, "province_differs", "warning", value=int(value), sum=summed)


def fields_and_unit(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """A unit's row for all fields against its rows by field; of parts left unread only more than all is odd."""
    given = lines[lines["unit_code"].notna() & lines["period_start"].notna() & lines["kind"].isin(["unit", "part"])]
    by_field: defaultdict[tuple[Any, ...], list[Record]] = defaultdict(list)
    whole: dict[tuple[Any, ...], Record] = {}
    for line in given.to_dict("records"):
        if line["kind"] == "part" or line["field"] is not None:
            by_field[_key(line)].append(line)
        else:
            whole.setdefault(_key(line), line)
    for key, each in whole.items():
        fields = by_field.get(key, [])
        for count in COUNT_NAMES:
            values = [field[count] for field in fields if not pd.isna(field[count])]
            if not values or pd.isna(each[count]) or not COUNTS[count].adds_up:
                continue
            summed = int(sum(values))
            all_given = len(values) == len(fields) and all(field["kind"] == "unit" for field in fields)
            if summed > each[count] or (summed < each[count] and all_given):
                yield at(letters, each, count, "fields_differ", "warning", value=int(each[count]), sum=summed)


def _key(line: Record) -> tuple[Any, ...]:
    return (line["sheet"], line["unit_code"], line["period_start"])
