"""Lays the imports of a version on each other, count by count."""

from collections.abc import Sequence

import pandas as pd


def layered(rows: pd.DataFrame, names: Sequence[str], keys: list[str]) -> pd.DataFrame:
    """The counts of each key: of every count the value of the last import that has one.

    So a correction for three units leaves the others unchanged. A unit that an import gives by field of procedure only
    gets the sum of its fields; a count that is missing in one of them is unknown.

    Args:
        rows: (…`keys`, position, field, …`names`); `field` is None in a unit's own row.

    Returns:
        (…`keys`, …`names`), sorted by the keys; NaN = not reported.
    """
    within = [*keys, "position"]
    whole = pd.concat([rows[rows["field"].isna()], _sums_of_fields(rows, list(names), within)])
    # GroupBy.last skips NaN, which implements the rule above.
    ordered = whole.sort_values(within, kind="stable")
    return ordered.groupby(keys, as_index=False, sort=True)[list(names)].last()


def _sums_of_fields(rows: pd.DataFrame, names: list[str], within: list[str]) -> pd.DataFrame:
    by_field = rows[rows["field"].notna()]
    if by_field.empty:
        return by_field
    given_whole = pd.MultiIndex.from_frame(rows.loc[rows["field"].isna(), within])
    by_field = by_field[~pd.MultiIndex.from_frame(by_field[within]).isin(given_whole)]
    grouped = by_field.groupby(within)[names]
    return grouped.sum(min_count=1).where(grouped.count().eq(grouped.size(), axis=0)).reset_index()
