"""Determines each table's month from its titles, its sheet's name and the uploader; ambiguity is an error."""

import datetime as dt
from collections.abc import Iterator, Sequence

from core import periods
from core.issues import Issue
from core.periods import Period
from loaders.monthly.sources.base import Table
from loaders.text import months
from loaders.text.file_names import month_named
from loaders.text.months import Span
from loaders.text.periods_named import Stated, stated, stated_by_name

_MONTHS_NAMED = 3


def dated(
    tables: Sequence[Table], month: Period | None, closing_day: int | None = None
) -> tuple[list[Period | None], list[Issue]]:
    """The month of every table, and why some have none.

    Args:
        tables: recognised in one file.
        month: the one the uploader means, for a table that states none.
        closing_day: the last day of the province's reporting month; None is the calendar's.

    A table with a month column may have None: then its rows give the month.
    """
    issues: list[Issue] = []
    own = [_own_month(table, month, closing_day, issues) for table in tables]
    if len(tables) > 1:
        silent = [
            table
            for table, stated_month in zip(tables, own, strict=True)
            if stated_month is None and "month" not in table.columns and not issues
        ]
        if silent:
            names = ", ".join(table.sheet.name or "" for table in silent)
            issues.append(Issue("sheets_not_told_apart", "error", silent[0].sheet.name, values={"sheets": names}))
            return own, issues
    given = [stated_month or month for stated_month in own]
    for table, given_month in zip(tables, given, strict=True):
        if given_month is None and "month" not in table.columns and not issues:
            issues.append(Issue("month_missing", "error", table.sheet.name))
    return given, issues


def by_name(
    tables: Sequence[Table],
    found: tuple[list[Period | None], list[Issue]],
    file_name: str,
    *,
    month: Period | None,
    today: dt.date,
    closing_day: int | None,
) -> tuple[list[Period | None], list[Issue]]:
    """As `dated` found; where the file itself does not say its month, that of its name is proposed with a question."""
    missing = {"month_missing", "month_without_year"} & {issue.code for issue in found[1]}
    named = month_named(file_name)
    if not missing or month is not None or named is None:
        return found
    proposed = named.last_before(today)
    own, problems = dated(tables, proposed, closing_day)
    if problems:
        return found
    return own, [Issue("month_from_name", "warning", tables[0].sheet.name, values={"month": months.shown(proposed)})]


def name_differs(file_name: str, read: Sequence[Period], sheet: str | None) -> Iterator[Issue]:
    """Whether the file's name says another month than those that were read."""
    named = month_named(file_name)
    if named and read and not any(map(named.may_be, read)):
        values = {"named": named.words, "month": ", ".join(map(months.shown, read[:_MONTHS_NAMED]))}
        yield Issue("name_month_differs", "warning", sheet, values=values)


def _own_month(table: Table, asked: Period | None, closing_day: int | None, issues: list[Issue]) -> Period | None:
    """The month of the titles and the sheet's name, which must agree; anything but a single month is an error."""
    if "month" in table.columns:
        return None
    sheet = table.sheet.name
    told = _together(stated(table.titles), stated_by_name(sheet or ""))
    if told.longer:
        issues.append(Issue("period_longer", "error", sheet, values={"text": told.longer[0]}))
        return None
    spans = _without_its_name(list(told.spans))
    if len(spans) > 1:
        issues.append(_disagree(sheet, _days(spans[0]), _days(spans[1])))
        return None
    if spans:
        return _month_of_span(spans[0], told, sheet, closing_day, issues)
    if told.months:
        return _month_of_the_year(told, asked, sheet, issues)
    if told.years:
        issues.append(Issue("period_longer", "error", sheet, values={"text": next(iter(told.years.values()))}))
    return None


def _together(titles: Stated, name: Stated) -> Stated:
    return Stated(
        titles.spans | name.spans,
        titles.months | name.months,
        titles.years | name.years,
        titles.longer + name.longer,
    )


def _without_its_name(spans: list[Span]) -> list[Span]:
    """“Tháng 8 năm 2026 (từ 15/7 đến 14/8)”: the month is the name of the days beside it."""
    odd = [span for span in spans if months.month_of_span(span) is None]
    if len(odd) != 1:
        return spans
    name = periods.month_with(odd[0].end)
    return odd if all(span in (odd[0], Span(name.start, name.end)) for span in spans) else spans


def _month_of_span(
    span: Span, told: Stated, sheet: str | None, closing_day: int | None, issues: list[Issue]
) -> Period | None:
    month = months.month_of_span(span)
    closes = months.closing_day_of(span)
    if month is None and closes is not None and closes == closing_day:
        month = periods.month_with(span.end)
    elif month is None and closes is not None:
        values = {"start": f"{span.start:%d/%m/%Y}", "end": f"{span.end:%d/%m/%Y}", "day": str(closes)}
        issues.append(Issue("period_closes_otherwise", "error", sheet, values=values))
        return None
    if month is None:
        values = {"start": f"{span.start:%d/%m/%Y}", "end": f"{span.end:%d/%m/%Y}"}
        issues.append(Issue("period_not_a_month", "error", sheet, values=values))
        return None
    for number, words in told.months.items():
        if number != month.start.month:
            issues.append(_disagree(sheet, _days(span), f"“{words}”"))
            return None
    return month


def _month_of_the_year(told: Stated, asked: Period | None, sheet: str | None, issues: list[Issue]) -> Period | None:
    """A month without a year: the only year stated, else the year of the month asked for."""
    (number, words), *others = told.months.items()
    if others:
        issues.append(_disagree(sheet, f"“{words}”", f"“{others[0][1]}”"))
        return None
    if len(told.years) == 1:
        return periods.month_of(next(iter(told.years)), number)
    if asked is None:
        issues.append(Issue("month_without_year", "error", sheet, values={"text": words}))
    elif asked.start.month == number:
        return asked
    else:
        values = {"text": words, "expected": months.shown(asked)}
        issues.append(Issue("month_not_the_one_asked", "error", sheet, values=values))
    return None


def _disagree(sheet: str | None, first: str, second: str) -> Issue:
    return Issue("months_disagree", "error", sheet, values={"first": first, "second": second})


def _days(span: Span) -> str:
    return f"{span.start:%d/%m/%Y}–{span.end:%d/%m/%Y}"
