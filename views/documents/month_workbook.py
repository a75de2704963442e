"""A month as one workbook: summary, each kind's values and ranks, twelve months, tasks, counts, method."""

import pandas as pd

from core.counts import COUNT_NAMES
from core.periods import months_back
from core.units import UnitKind
from core.words import Language, t
from metrics.rates import rates
from metrics.rates.measures import Measure
from reports.month_report import MonthReport
from reports.published import Published
from views.documents import month_report
from views.documents.brief import brief_document
from views.documents.document import Column, Document, Row, Table, Wrapping

MONTHS = 12
_WRAPPED = Wrapping(header="middle")


def month_workbook_document(report: MonthReport, data: Published, language: Language) -> Document:
    """What `views.documents.writers.xlsx.workbook` writes; a cell is empty where nothing is known, never 0."""
    short = brief_document(report.brief, language)
    first = short.tables[0]
    done, rules = next(iter(month_report.tasks(report, language))), month_report.method(report, language)
    return Document(
        tables=(
            Table(t(language, "month_report.sheet_summary"), first.columns, first.rows),
            *(_kind(report, kind, language) for kind in report.kinds),
            _matrix(report, data, language),
            Table(t(language, "month_report.sheet_tasks"), done.columns, done.rows, wrapping=Wrapping(rows="text")),
            _counts(report, data, language),
            Table(t(language, "month_report.sheet_method"), rules.columns, rules.rows),
        ),
        title=t(language, "month_report.workbook_title", period=report.month),
        sentences=(*short.sentences, short.foot),
        caution=short.caution,
        author=short.author,
    )


def _value(measure: Measure, language: Language) -> Column:
    key = "month_report.value_days_of" if measure.unit == "days" else "month_report.value_of"
    return Column(t(language, key, measure=measure.short[language]), "decimal", 14)


def _kind(report: MonthReport, kind: UnitKind, language: Language) -> Table:
    """A row a unit: value and rank by every measure."""
    measures = [each for each in report.measures if (kind, each.id) in report.rankings]
    columns = [Column(t(language, "upload.code"), width=12), Column(t(language, "ranking.unit"), width=42)]
    for each in measures:
        ranks = t(language, "month_report.rank_of", measure=each.short[language])
        columns += [_value(each, language), Column(ranks, "whole", 10)]
    tables = [report.rankings[kind, each.id].table.set_index("unit_code") for each in measures]
    name = "unit_name" if language == "vi" else "unit_name_en"
    rows: list[Row] = []
    for code in tables[0].index if tables else ():
        cells: list[float | int | None] = []
        for table in tables:
            value, rank = table.loc[code, "value"], table.loc[code, "rank"]
            cells += [_known(value), None if pd.isna(rank) else int(rank)]
        rows.append((str(code), str(tables[0].loc[code, name]), *cells))
    return Table(t(language, f"kind.{kind}"), tuple(columns), tuple(rows), frozen_columns=2, wrapping=_WRAPPED)


def _matrix(report: MonthReport, data: Published, language: Language) -> Table:
    """A row a unit and month, newest first: every measure."""
    months = [each for each in months_back(report.month, MONTHS) if each in set(data.all_months())]
    units = data.of_kind(list(report.kinds), months)
    counts = data.monthly([unit.code for unit in units], months)
    values = {each.id: rates.values(counts, each)["value"] for each in report.measures}
    order = counts[["unit_code", "month"]].assign(**values).sort_values(["month", "unit_code"], ascending=[False, True])
    columns = (
        Column(t(language, "month_report.month"), "iso_day", 12),
        Column(t(language, "upload.code"), width=12),
        Column(t(language, "ranking.unit"), width=42),
        *(_value(each, language) for each in report.measures),
    )
    names = {unit.code: unit.name if language == "vi" else unit.name_en for unit in units}
    rows: tuple[Row, ...] = tuple(
        (
            row["month"].date(),
            row["unit_code"],
            names[row["unit_code"]],
            *(_known(row[each.id]) for each in report.measures),
        )
        for row in order.to_dict("records")
    )
    return Table(t(language, "month_report.sheet_matrix"), columns, rows, frozen_columns=3, wrapping=_WRAPPED)


def _counts(report: MonthReport, data: Published, language: Language) -> Table:
    """The month's counts as they were reported."""
    units = data.of_kind(list(report.kinds), [report.month])
    table = data.counts_of(units, [report.month])
    named = [each for each in COUNT_NAMES if each in table and table[each].notna().any()]
    columns = (
        Column(t(language, "upload.code"), width=12),
        Column(t(language, "ranking.unit"), width=42),
        *(Column(t(language, f"count.{each}"), "number", 14) for each in named),
    )
    names = {unit.code: unit.name if language == "vi" else unit.name_en for unit in units}
    rows: tuple[Row, ...] = tuple(
        (row["unit_code"], names[row["unit_code"]], *(_known(row[each]) for each in named))
        for row in table.to_dict("records")
    )
    return Table(t(language, "month_report.sheet_counts"), columns, rows, frozen_columns=2, wrapping=_WRAPPED)


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
