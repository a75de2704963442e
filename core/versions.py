"""A published version of a month, and everything that its figures are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.periods import Period, months_back
from core.units import Unit

REACH = 12
"""How many months a version's figures go back: twelve months, of which the year to date is a part."""


# eq=False: frames cannot be compared as one value.
@dataclass(frozen=True, eq=False)
class MonthUsed:
    """A month as one of its versions has it."""

    publication_id: int
    version: int
    code: str
    """The version's code; blank before it is signed."""
    counts: pd.DataFrame
    """(unit_code, …counts), one row a unit; NaN = not reported."""
    units: tuple[Unit, ...]
    """The whole list that it was published with."""


@dataclass(frozen=True, eq=False)
class Version:
    """A version of a month with the versions of earlier months that were in use when it was published."""

    period: Period
    number: int
    imports: tuple[tuple[int, str], ...]
    """(id, SHA-256 of the file) of each layer; a later one overrides the earlier."""
    illustrative: bool
    """Whether any of its numbers was made up to show the system."""
    months: Mapping[Period, MonthUsed]
    """The version's own month and the published ones of the `REACH` months up to it, oldest first."""

    @property
    def own(self) -> MonthUsed:
        return self.months[self.period]

    def spans(self) -> dict[str, list[Period]]:
        """The published months of each period that figures are given for; a longer one only where it holds others."""
        year = [month for month in self.months if month.start.year == self.period.start.year]
        twelve = [month for month in months_back(self.period, REACH) if month in self.months]
        found = {"month": [self.period], "year_to_date": year, "twelve_months": twelve}
        return {name: months for name, months in found.items() if name == "month" or len(months) > 1}
