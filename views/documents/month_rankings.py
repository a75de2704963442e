"""Rankings and scores as they stand in the full report of a month."""

from collections.abc import Iterator

from core.words import Language, in_unit, number, t
from reports.month_report import MonthReport
from reports.results.ranking import Ranking
from reports.results.score import Score
from reports.results.support import score_support
from views.charts.ranking import NAMED_BARS, bars, bars_data
from views.documents.document import Chart, Column, Row, Table
from views.wording import results
from views.wording.targets import bound, goal, state


def rankings(report: MonthReport, language: Language) -> Iterator[Table]:
    """A chapter a kind of unit, a table a headline measure, with its chart."""
    for kind in report.kinds:
        chapter = t(language, "month_report.rankings", kind=t(language, f"kind.{kind}"))
        for measure in report.brief.overview.headlines:
            found = report.rankings.get((kind, measure.id))
            if found is not None:
                yield _ranking(found, chapter, language)
                chapter = ""


def _ranking(found: Ranking, chapter: str, language: Language) -> Table:
    unit = found.measure.unit
    columns = (
        Column(t(language, "ranking.rank"), "figure", 7),
        Column(t(language, "ranking.unit"), width=38),
        Column(t(language, "ranking.share"), "figure", 18),
        Column(t(language, "meeting.now"), "figure"),
        Column(t(language, "meeting.before"), "figure"),
        Column(t(language, "meeting.last_year"), "figure"),
        Column(t(language, "meeting.met"), "figure", 17),
        Column(t(language, "certainty.column"), "figure", 18),
    )
    rows: list[Row] = []
    for row in found.table.astype(object).where(found.table.notna(), None).to_dict("records"):
        name = str(row["unit_name" if language == "vi" else "unit_name_en"])
        if row["status"] != "ranked":
            why = t(language, f"status.{row['status']}")
            rows.append((None, f"{name} ({why.lower()})", None, None, None, None, None, None))
            continue
        counts = [number(language, row[each]) for each in ("numerator", "denominator") if row[each] is not None]
        share = "/".join(counts) if len(counts) > 1 else None
        target = goal(found.target_of(row["unit_code"]))
        shown = [in_unit(language, row[each], unit, target=target) for each in ("value", "before", "last_year")]
        met = None if row["to_target"] is None else t(language, state(row["to_target"]))
        if met and (own := found.own.get(row["unit_code"])):
            met = f"{met} ({bound(language, own, found.measure)})"
        usual = None
        if row["rank_low"] is not None:
            usual = t(language, "certainty.range", low=row["rank_low"], high=row["rank_high"])
        rows.append((str(row["rank"]), name, share, *shown, met, usual))
    return Table(
        found.measure.title[language],
        columns,
        tuple(rows),
        chapter=chapter,
        sentences=tuple(results.ranking(found, language)),
        chart=_drawn(found, language),
    )


def _drawn(found: Ranking, language: Language) -> Chart | None:
    data = bars_data(found, language)
    if data.empty:
        return None
    drawn = bars(language, found.measure.unit, named=len(data) <= NAMED_BARS, targeted=found.targeted)
    values = data.astype(object).where(data.notna(), None).to_dict("records")
    return Chart(
        specification=drawn | {"data": {"values": values}},
        alt=results.ranking_title(found, language),
        labels=tuple(data["name"]),
        series=((found.measure.short[language], tuple(data["value"])),),
        number_format="0.0",
    )


def scores(report: MonthReport, language: Language) -> Iterator[Table]:
    """A table a kind of unit, by the score in force."""
    for place, found in enumerate(report.scores):
        chapter = found.rules.title[language] if place == 0 else ""
        yield _score(found, chapter, language)


def _score(found: Score, chapter: str, language: Language) -> Table:
    columns = (
        Column(t(language, "ranking.rank"), "figure", 7),
        Column(t(language, "ranking.unit"), width=46),
        Column(t(language, "score.total"), "decimal"),
        Column(t(language, "score.known"), "decimal"),
        Column(t(language, "certainty.column"), "figure", 18),
    )
    table = found.table.join(score_support(found), on="unit_code")
    rows: list[Row] = []
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        name = str(row["unit_name" if language == "vi" else "unit_name_en"])
        usual = None
        if row["rank_low"] is not None:
            usual = t(language, "certainty.range", low=row["rank_low"], high=row["rank_high"])
        rank = None if row["rank"] is None else str(row["rank"])
        rows.append((rank, name, row["points"], row["known_points"], usual))
    return Table(t(language, f"kind.{found.kind}"), columns, tuple(rows), chapter=chapter)
