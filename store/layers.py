"""Lays the imports of a version on each other, count by count."""

from collections.abc import Sequence

import pandas as pd

_TAKEN_BACK = -1.0
"""Stands for a withdrawn count while layers are laid on each other, and covers as a number does: none is negative."""


def layered(rows: pd.DataFrame, names: Sequence[str], keys: list[str]) -> pd.DataFrame:
    """The counts of each key: of every count the value of the last import that has one.

    So a correction for three units leaves the others unchanged. A unit that an import gives by field of procedure only
    gets the sum of its fields; a count that is missing in one of them is unknown. A count that an import withdraws is
    not reported, whatever the imports before it say.

    Args:
        rows: (…`keys`, position, field, withdrawn, …`names`); `field` is None in a unit's own row, `withdrawn` the
            names of the counts that the row takes back, parted by blanks, or None.

    Returns:
        (…`keys`, …`names`), sorted by the keys; NaN = not reported.
    """
    within = [*keys, "position"]
    whole = pd.concat([rows[rows["field"].isna()], _sums_of_fields(rows, list(names), within)])
    taken_back = whole["withdrawn"].notna().any()
    # GroupBy.last skips NaN, which implements the rule above.
    ordered = (_covering(whole, names) if taken_back else whole).sort_values(within, kind="stable")
    found = ordered.groupby(keys, as_index=False, sort=True)[list(names)].last()
    if taken_back:
        found[list(names)] = found[list(names)].mask(found[list(names)].eq(_TAKEN_BACK))
    return found


def _covering(rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The rows with a value that covers in place of each count they take back."""
    rows = rows.reset_index(drop=True)
    for place, counts in rows["withdrawn"].dropna().items():
        blank = rows.loc[rows.index == place, list(names)].iloc[0].isna()
        for name in set(counts.split()) & set(blank.index[blank]):
            rows.at[place, name] = _TAKEN_BACK
    return rows


def _sums_of_fields(rows: pd.DataFrame, names: list[str], within: list[str]) -> pd.DataFrame:
    by_field = rows[rows["field"].notna()]
    if by_field.empty:
        return by_field
    given_whole = pd.MultiIndex.from_frame(rows.loc[rows["field"].isna(), within])
    by_field = by_field[~pd.MultiIndex.from_frame(by_field[within]).isin(given_whole)]
    grouped = by_field.groupby(within)
    sums = grouped[names].sum(min_count=1).where(grouped[names].count().eq(grouped.size(), axis=0))
    return sums.join(by_field.dropna(subset="withdrawn").groupby(within)["withdrawn"].agg(" ".join)).reset_index()
