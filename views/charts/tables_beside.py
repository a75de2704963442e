"""The table for each chart: the same numbers, for readers and screen readers."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core import words
from core.caching import cached
from core.periods import month_with
from core.words import NOT_KNOWN, Language, in_unit, number, t
from metrics.rates.measures import Measure
from reports.results.analysis import FunnelReport, History
from reports.results.control import ControlReport
from reports.results.unit import UnitReport
from reports.tasks.cohorts import CohortReport
from views.charts.funnel import said
from views.charts.unit import series_data

Row = tuple[str | None, str, list[str]]
"""The unit it leads to (None for no link), the first cell, the others."""


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Twin:
    head: list[str]
    rows: list[Row]


@cached(64)
def of_funnel(report: FunnelReport, language: Language) -> Twin:
    unit = report.measure.unit
    head = ["filter.unit", "ranking.share", "ranking.value", "analysis.state"]
    rows: list[Row] = [
        (
            row["unit_code"],
            _name(row, language),
            [
                f"{number(language, row['numerator'])}/{number(language, row['denominator'])}",
                in_unit(language, row["value"], unit),
                said(row["outside"], language),
            ],
        )
        for row in report.table.to_dict("records")
    ]
    return Twin([t(language, key) for key in head], rows)


@cached(64)
def of_control(report: ControlReport, language: Language) -> Twin:
    unit = report.measure.unit
    head = ["chart.month", "ranking.share", "ranking.value", "analysis.low", "analysis.middle", "analysis.high"]
    rows: list[Row] = [
        (
            None,
            words.period(language, month_with(row["month"].date())),
            [
                f"{number(language, row['numerator'])}/{number(language, row['denominator'])}",
                *(in_unit(language, row[name], unit) for name in ("value", "low", "middle", "high")),
                t(language, f"analysis.rule.{row['rule']}"),
            ],
        )
        for row in report.table.iloc[::-1].to_dict("records")
    ]
    return Twin([t(language, key) for key in [*head, "analysis.state"]], rows)


@cached(64)
def of_values(report: History, language: Language, most: int | None) -> Twin:
    """The heat map's table: 0 for a unit without dossiers, – for one that has not reported."""
    unit = report.measure.unit
    cells = [
        "0" if status == "no_dossiers" else in_unit(language, value, unit)
        for value, status in zip(report.table["value"], report.table["status"], strict=True)
    ]
    return _by_month(report, language, cells, most)


@cached(64)
def of_ranks(report: History, language: Language) -> Twin:
    """The bump chart's table, best first."""
    cells = [NOT_KNOWN if pd.isna(rank) else number(language, rank) for rank in report.table["rank"]]
    twin = _by_month(report, language, cells, None)
    last = report.table.groupby("unit_code")["rank"].last()
    place = {code: 1e9 if pd.isna(rank) else float(rank) for code, rank in last.items()}
    return Twin(twin.head, sorted(twin.rows, key=lambda row: place[row[0]]))


def _by_month(report: History, language: Language, cells: list[str], most: int | None) -> Twin:
    head = [t(language, "filter.unit"), *(f"{month.start:%m/%y}" for month in report.months)]
    wide = len(report.months)
    firsts = report.table.iloc[::wide].to_dict("records")[:most]
    rows: list[Row] = [
        (row["unit_code"], _name(row, language), cells[wide * place : wide * (place + 1)])
        for place, row in enumerate(firsts)
    ]
    return Twin(head, rows)


def _name(row: dict[Hashable, Any], language: Language) -> str:
    return str(row["unit_name"] if language == "vi" else row["unit_name_en"])


@cached(128)
def of_unit(report: UnitReport, measure: Measure, language: Language) -> Twin:
    """One unit's series, newest month first."""
    texts = ["value_text", "rank_text", "median_text", "target_text"]
    table = series_data(report, measure, language).iloc[::-1]
    rows: list[Row] = [
        (None, label, cells) for label, *cells in zip(table["label"], *(table[name] for name in texts), strict=True)
    ]
    head = ["chart.month", "chart.this_unit", "chart.rank", "chart.median", "chart.target"]
    return Twin([t(language, key) for key in head], rows)


@cached(64)
def of_cohort(report: CohortReport, language: Language) -> Twin:
    """Newest month first."""
    head = ["chart.month", "ranking.share", "chart.in_cohort", "chart.rest"]
    rows: list[Row] = [
        (
            None,
            words.period(language, month_with(row["month"].date())),
            [
                f"{number(language, row['numerator'])}/{number(language, row['denominator'])}",
                *(in_unit(language, 100 * row[name], "percent") for name in ("cohort", "rest")),
            ],
        )
        for row in report.series.iloc[::-1].to_dict("records")
    ]
    return Twin([t(language, key) for key in head], rows)
