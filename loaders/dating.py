"""Which month is each table of? From its titles, its sheet's name or the uploader; a doubt is an error."""

from collections.abc import Sequence

from core.issues import Issue
from core.periods import Period
from loaders import months
from loaders.sources.base import Table


def dated(tables: Sequence[Table], month: Period | None) -> tuple[list[Period | None], list[Issue]]:
    """The month of every table, and why some have none.

    Args:
        tables: recognised in one file.
        month: the one the uploader means, for a table that states none.

    A table with a month column may have None: its rows say.
    """
    issues: list[Issue] = []
    own = [_own_month(table, issues) for table in tables]
    if len(tables) > 1:
        silent = [
            table
            for table, stated in zip(tables, own, strict=True)
            if stated is None and "month" not in table.columns and not issues
        ]
        if silent:
            names = ", ".join(table.sheet.name or "" for table in silent)
            issues.append(Issue("sheets_not_told_apart", "error", silent[0].sheet.name, values={"sheets": names}))
            return own, issues
    given = [stated or month for stated in own]
    for table, stated in zip(tables, given, strict=True):
        if stated is None and "month" not in table.columns and not issues:
            issues.append(Issue("month_missing", "error", table.sheet.name))
    return given, issues


def _own_month(table: Table, issues: list[Issue]) -> Period | None:
    if "month" in table.columns:
        return None
    sheet = table.sheet.name
    spans = months.stated(table.titles) or months.stated([sheet or ""])
    if not spans:
        return months.in_cell(sheet)
    if len(spans) > 1:
        first, second = (f"{span.start:%d/%m/%Y}–{span.end:%d/%m/%Y}" for span in spans[:2])
        issues.append(Issue("months_disagree", "error", sheet, values={"first": first, "second": second}))
        return None
    month = months.month_of_span(spans[0])
    if month is None:
        values = {"start": f"{spans[0].start:%d/%m/%Y}", "end": f"{spans[0].end:%d/%m/%Y}"}
        issues.append(Issue("period_not_a_month", "error", sheet, values=values))
    return month
