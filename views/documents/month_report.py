"""The full report of a month, on paper or in Word: summary, rankings by kind, score, tasks, doubtful data, method."""

from collections.abc import Iterator

from core.printing import shortened
from core.words import Language, t
from metrics.rates.measures import Measure, all_measures
from metrics.rates.targets import key_of
from reports.data.integrity import arithmetic
from reports.month_report import MonthReport
from views.documents import month_rankings
from views.documents.brief import brief_document
from views.documents.document import Column, Document, Row, Table
from views.wording import certainty, cohorts_and_commitments, targets

LONGEST = 300
"""Letters of a task's content."""


def month_document(report: MonthReport, language: Language) -> Document:
    """Cover with the summary and a table of contents; then a chapter a kind of unit, tasks, data, method."""
    short = brief_document(report.brief, language)
    chapters = [
        *_summary(short.tables, language),
        *month_rankings.rankings(report, language),
        *month_rankings.scores(report, language),
        *tasks(report, language),
        *_flags(report, language),
        method(report, language),
    ]
    return Document(
        tables=tuple(chapters),
        title=t(language, "month_report.title", period=report.month),
        sentences=short.sentences,
        caution=short.caution,
        author=short.author,
        above=short.above,
        foot=short.foot,
        dated=short.dated,
        contents=t(language, "month_report.contents"),
    )


def _summary(tables: tuple[Table, ...], language: Language) -> Iterator[Table]:
    for place, table in enumerate(tables):
        chapter = t(language, "month_report.summary") if place == 0 else ""
        yield Table(table.name, table.columns, table.rows, none=table.none, chapter=chapter)


def tasks(report: MonthReport, language: Language) -> Iterator[Table]:
    """Tasks that are not done, then commitments."""
    columns = (
        Column(t(language, "paper.task"), width=60),
        Column(t(language, "tasks.leader"), width=24),
        Column(t(language, "paper.deadline"), "day", 14),
        Column(t(language, "tasks.status"), width=20),
    )
    rows: list[Row] = []
    for each in report.open_tasks:
        content = shortened(each.task.details.content, LONGEST)
        leader = each.task.details.leaders[0].name if each.task.details.leaders else None
        status = t(language, f"tasks.status_{each.standing.status}")
        rows.append((f"{each.task.code}: {content}", leader, each.task.deadline, status))
    chapter = t(language, "month_report.tasks")
    none = t(language, "month_report.none")
    yield Table(t(language, "month_report.open_tasks"), columns, tuple(rows), chapter=chapter, none=none)
    promises = (
        Column(t(language, "ranking.unit"), width=36),
        Column(t(language, "commitments.promise"), width=36),
        Column(t(language, "commitments.standing"), width=24),
    )
    said: tuple[Row, ...] = tuple(
        (
            each.unit.name if language == "vi" else each.unit.name_en,
            cohorts_and_commitments.promised(each, language),
            t(language, f"commitments.standing_{each.standing}"),
        )
        for each in report.commitments
    )
    yield Table(t(language, "commitments.title"), promises, said, none=none)


def _flags(report: MonthReport, language: Language) -> Iterator[Table]:
    columns = (Column(t(language, "ranking.unit"), width=30), Column(t(language, "month_report.arithmetic"), width=80))
    rows: tuple[Row, ...] = tuple(
        (each.unit.name if language == "vi" else each.unit.name_en, arithmetic(each, language)) for each in report.flags
    )
    chapter, none = t(language, "month_report.data"), t(language, "month_report.none")
    yield Table(t(language, "month_report.flags"), columns, rows, chapter=chapter, none=none)
    silent: tuple[Row, ...] = tuple(
        (each.name if language == "vi" else each.name_en, t(language, "status.not_reported"))
        for each in report.brief.overview.not_reported
    )
    yield Table(t(language, "month_report.silent"), columns, silent, none=none)
    yield _replies(report, language)


def _replies(report: MonthReport, language: Language) -> Table:
    """What units said of their numbers; what nobody answered is told as such."""
    found = report.said
    columns = (
        Column(t(language, "ranking.unit"), width=26),
        Column(t(language, "desk.what"), width=26),
        Column(t(language, "desk.text"), width=40),
        Column(t(language, "desk.answered"), width=30),
    )
    rows: list[Row] = []
    for each in found.replies:
        unit = report.units.get(each.unit)
        name = (unit.name if language == "vi" else unit.name_en) if unit else each.unit
        measure = all_measures().get(each.measure)
        about = measure.title[language] if measure else t(language, "desk.whole_month")
        answer = t(language, "desk.waits") if each.waits else None
        if each.answer:
            outcome = t(language, f"desk.outcome_{each.answer.outcome}")
            answer = f"{outcome}: {each.answer.text}" if each.answer.text else outcome
        what = f"{t(language, f'desk.mark_{each.kind}')}: {about}"
        rows.append((name, what, shortened(each.text, LONGEST) or None, answer))
    line = t(language, "desk.said_line", replies=len(rows), waiting=found.waiting, silent=found.silent)
    none = t(language, "desk.nobody", units=found.silent)
    return Table(t(language, "desk.replies"), columns, tuple(rows), none=none, sentences=(line,) if rows else ())


def method(report: MonthReport, language: Language) -> Table:
    """Every measure of the month: on what it is computed, its target and source."""
    columns = (
        Column(t(language, "paper.measure"), width=34),
        Column(t(language, "month_report.of"), width=26),
        Column(t(language, "paper.target"), "figure"),
        Column(t(language, "month_report.source"), width=40),
    )
    rows: list[Row] = []
    for each in report.measures:
        wanted = _wanted(report, each, language)
        rows.append((each.title[language], each.of[language], wanted, each.source))
    chapter = t(language, "month_report.method")
    return Table(chapter, columns, tuple(rows), chapter=chapter, sentences=(certainty.caption(language),))


def _wanted(report: MonthReport, measure: Measure, language: Language) -> str | None:
    """The target for all, then those of kinds that have their own, and how many units have theirs: the rankings give
    them."""
    found = report.definitions
    own = [(kind, goal) for kind in report.kinds if (goal := found.targets.get(key_of(measure.id, kind)))]
    general = targets.asked(language, found.target(measure.id), measure.unit)
    said = [f"{t(language, f'kind.{kind}')}: {targets.asked(language, goal, measure.unit)}" for kind, goal in own]
    units = sum(bool(each.unit) and each.measure == measure.id for each in found.targets.values())
    if units:
        said.append(t(language, "month_report.own_targets", many=units))
    return "; ".join(filter(None, (general, *said))) or None
