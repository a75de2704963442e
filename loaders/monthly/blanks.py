"""The meaning of a blank cell in a count column: the uploader states it, once for each column.

Blank rows are different: a unit that gives no number at all has not reported. Whether that also takes back what is
published of it is asked once for all blank rows of a sheet.
"""

from collections.abc import Mapping
from typing import Literal, get_args

import pandas as pd

from core.counts import COUNT_NAMES
from core.issues import Issue
from loaders.monthly.frames import Letters

BlankIs = Literal["zero", "not_reported", "withdrawn"]
BLANK_IS: tuple[BlankIs, ...] = get_args(BlankIs)
BLANK_OPTIONS: dict[str, BlankIs] = {name.replace("_", "-"): name for name in BLANK_IS}
"""The values, as on the command line."""
Column = tuple[str | None, str]
"""Sheet and count; `BLANK_ROWS` in place of the count for the rows without any number."""
BLANK_ROWS = "*"
Blanks = Mapping[Column, BlankIs] | BlankIs | None
"""By column; or one answer for all; None: no answer yet, nothing is filled in."""

_ASKED = ("not_reported", "column_blank")


def column_asked(issue: Issue) -> Column | None:
    """The column whose blanks the finding asks about; None for every other finding."""
    if issue.code == "rows_blank":
        return issue.sheet, BLANK_ROWS
    return (issue.sheet, str(issue.values["count"])) if issue.code in _ASKED else None


def choices(column: Column) -> tuple[BlankIs, ...]:
    """What the blanks may mean: a unit without any number has counted nothing, not 0."""
    return tuple(each for each in BLANK_IS if column[1] != BLANK_ROWS or each != "zero")


def answer(blanks: Blanks, column: Column) -> BlankIs | None:
    return blanks if blanks is None or isinstance(blanks, str) else blanks.get(column)


def with_zeros(lines: pd.DataFrame, letters: Letters, blanks: Blanks) -> pd.DataFrame:
    """The lines, with blanks replaced by 0 in the columns where a blank means 0.

    Only in lines of units with at least one number (or unreadable number); never for a cell that was not blank but
    could not be read.
    """
    zero = [column for column in letters if answer(blanks, column) == "zero"]
    if not zero:
        return lines
    tried = lines["unread"].astype(bool)
    reporting = lines["kind"].eq("unit") & (lines[list(COUNT_NAMES)].notna().any(axis=1) | tried)
    filled = lines.copy()
    for sheet, count in zero:
        here = lines["sheet"].isna() if sheet is None else lines["sheet"].eq(sheet)
        unread = pd.Series([count in counts for counts in lines["unread"]], index=lines.index, dtype=bool)
        filled.loc[reporting & here & lines[count].isna() & ~unread, count] = 0
    return filled


def with_withdrawals(lines: pd.DataFrame, letters: Letters, blanks: Blanks) -> pd.DataFrame:
    """The lines with a column `withdrawn`: the names of the counts that a line takes back, parted by blanks, or None.

    A blank takes back a published number only where the uploader says so. A cell that could not be read never does.
    """
    withdrawn = pd.Series(None, index=lines.index, dtype=object)
    columns = [column for column in letters if answer(blanks, column) == "withdrawn"]
    rows = {sheet for sheet, _ in letters if answer(blanks, (sheet, BLANK_ROWS)) == "withdrawn"}
    if columns or rows:
        for place, line in zip(lines.index, lines.to_dict("records"), strict=True):
            if line["kind"] != "unit":
                continue
            sheet = line["sheet"] if isinstance(line["sheet"], str) else None
            blank = [name for of, name in letters if of == sheet and pd.isna(line[name]) and name not in line["unread"]]
            nothing = len(blank) == sum(of == sheet for of, _ in letters)
            named = blank if sheet in rows else []
            back = named if nothing else [name for name in blank if (sheet, name) in columns]
            withdrawn[place] = " ".join(back) or None
    return lines.assign(withdrawn=withdrawn)
