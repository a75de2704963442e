"""The tables beside the charts of ranges of ranks: the same numbers, for readers and screen readers."""

import pandas as pd

from core.caching import cached
from core.words import NOT_KNOWN, Language, in_unit, number, t
from reports.results.robustness import RankSetsReport, WeightsReport
from views.charts.rank_ranges import texts
from views.charts.tables_beside import Row, Twin


@cached(64)
def of_sets(report: RankSetsReport, language: Language, most: int | None) -> Twin:
    """The rank of the month, its usual range, the unit's own set and that of all units at once; best first."""
    table = report.table.tail(most) if most else report.table
    columns = [
        [number(language, rank) for rank in table["rank"]],
        *(
            texts(table, low, high, language)
            for low, high in (("rank_low", "rank_high"), ("low", "high"), ("low_together", "high_together"))
        ),
    ]
    head = ["chart.rank", "analysis.sets.narrow", "analysis.sets.own", "analysis.sets.wide"]
    return _twin(table, head, columns, language)


@cached(64)
def of_weights(report: WeightsReport, language: Language, most: int | None) -> Twin:
    """The rank, its range by other weights, by equal ones, and without the group that moves it most; best first."""
    table = report.table.tail(most) if most else report.table
    titles = {group.id: group.title[language] for group in report.rules.groups}
    columns = [
        [number(language, rank) for rank in table["rank"]],
        texts(table, "low", "high", language),
        [number(language, rank) for rank in table["equal"]],
        [
            t(language, "analysis.weights.moved", rank=rank, group=titles[group]) if group else NOT_KNOWN
            for rank, group in zip(table["without"], table["left_out"], strict=True)
        ],
    ]
    head = ["chart.rank", *(f"analysis.weights.{each}" for each in ("narrow", "equal", "without"))]
    if report.ends:
        # Of two units none is called the last.
        columns.append([in_unit(language, 100.0 * share, "percent") for share in table["last"]])
        head.append("analysis.weights.last")
    return _twin(table, head, columns, language, ends=report.ends)


def _twin(table: pd.DataFrame, head: list[str], columns: list[list[str]], language: Language, **filling: int) -> Twin:
    names = table["unit_name" if language == "vi" else "unit_name_en"]
    rows: list[Row] = [
        (code, name, list(cells)) for code, name, *cells in zip(table["unit_code"], names, *columns, strict=True)
    ]
    return Twin([t(language, key, **filling) for key in ["filter.unit", *head]], rows)
