"""A meeting's slides: a title, one slide an item, what was concluded. Screen, bundle and PowerPoint draw the same."""

from collections.abc import Sequence

from core.meetings import Item, Meeting
from core.periods import Period
from core.printing import shortened
from core.words import Language, in_unit, number, t
from reports.meetings.agenda import BROKEN, OVERDUE, Known, total_minutes
from reports.meetings.questions import Question
from reports.results.groups import Rate
from views.documents.document import Column, Document, Row, Table, with_digest
from views.documents.slide_charts import of_province, of_question
from views.wording import meetings as said
from views.wording.targets import asked, goal, verdict

ROWS, LONGEST, LONGEST_CELL, LONGEST_TITLE = 6, 420, 90, 100
"""What a slide has room for; the texts in letters."""


def slides_document(meeting: Meeting, found: Known, language: Language) -> Document:
    """The title, then `meeting.items` in their order: table number i is the slide of item i. Then the conclusions."""
    plan = meeting.plan
    number_of, code = found.data.version_of(plan.month)
    version = {"month": plan.month, "version": str(number_of)}
    about = [t(language, "meeting.slide_of", **version)]
    if plan.chair:
        about.append(t(language, "meeting.slide_chair", chair=shortened(plan.chair, LONGEST_CELL)))
    agenda = {"items": len(meeting.items), "minutes": total_minutes(meeting.items)}
    return Document(
        tables=(*(_slide(item, meeting, found, language) for item in meeting.items), _end(meeting, found, language)),
        title=t(language, "meeting.slide_title", day=plan.on),
        sentences=(*about, t(language, "meeting.slide_agenda", **agenda)),
        caution=t(language, "app.illustrative_why") if found.overview.illustrative else "",
        above=said.name_of(found.overview.province, language) if found.overview.province else "",
        author=t(language, "paper.author", province=_province(found, language)),
        foot=with_digest(f"{t(language, 'meeting.slide_of', **version)} · {code}", found.data.digest, language),
        dated=plan.on,
    )


def _province(found: Known, language: Language) -> str:
    return said.name_of(found.overview.province, language) if found.overview.province else ""


def _slide(item: Item, meeting: Meeting, found: Known, language: Language) -> Table:
    title = shortened(said.title(item, found, language), LONGEST_TITLE)
    own = (shortened(item.text, LONGEST),) if item.text else ()
    match item.kind:
        case "numbers":
            return _numbers(title, own, found, language)
        case "question":
            question = found.question(item.about)
            return _question(title, own, question, found.month, language) if question else _gone(title, own, language)
        case "promise" if item.about == OVERDUE:
            return _overdue(title, own, found, language)
        case "promise" if item.about == BROKEN:
            return _broken(title, own, found, language)
        case "promise":
            promised = found.promised(item.about)
            lines = said.promise(promised[1], found, language) if promised else []
            return _told(title, [*(shortened(line, LONGEST) for line in lines), *own], language)
        case "other":
            return _told(title, own, language)


def _told(title: str, lines: Sequence[str], language: Language) -> Table:
    return Table(title, (), (), sentences=tuple(lines) or (t(language, "meeting.slide_gone"),))


def _gone(title: str, own: tuple[str, ...], language: Language) -> Table:
    return _told(title, (*own, t(language, "meeting.slide_gone")), language)


def _numbers(title: str, own: tuple[str, ...], found: Known, language: Language) -> Table:
    columns = (
        Column(t(language, "meeting.measure"), width=40),
        *(Column(t(language, f"meeting.{each}"), "figure") for each in ("now", "before", "last_year", "target", "met")),
    )
    rates = found.overview.groups[0].rates
    rows = tuple(_rate(rate, language) for rate in rates)
    return Table(title, columns, rows, sentences=own, chart=of_province(rates[0], found.month, language))


def _rate(rate: Rate, language: Language) -> Row:
    unit, target = rate.measure.unit, goal(rate.target)
    values = [in_unit(language, each, unit, target=target) for each in (rate.now, rate.before, rate.last_year)]
    wanted = asked(language, rate.target, unit)
    met = verdict(language, rate.target, rate.to_target)
    return (rate.measure.title[language], *values, wanted, met)


def _question(title: str, own: tuple[str, ...], found: Question, month: Period, language: Language) -> Table:
    columns = [Column(t(language, f"meeting.{name}"), "figure") for name in ("now", "before", "last_year", "target")]
    shown = said.on_day(found, language)
    late = number(language, round(found.denominator - found.numerator))
    row: Row = (found.measure.short[language], *shown.values(), late, number(language, found.avoidable))
    counts = [Column(t(language, f"meeting.{name}"), "figure") for name in ("late", "avoidable")]
    lines = (own[0] if own else said.question(found, language), said.answering(found, language))
    return Table(
        title,
        (Column(t(language, "meeting.measure"), width=24), *columns, *counts),
        (row,),
        sentences=(*(shortened(line, LONGEST) for line in lines), said.arithmetic(found, language)),
        chart=of_question(found, month, language),
    )


def _overdue(title: str, own: tuple[str, ...], found: Known, language: Language) -> Table:
    columns = (
        Column(t(language, "paper.task"), width=60),
        Column(t(language, "meeting.owner"), width=30),
        Column(t(language, "meeting.deadline"), "day", 14),
        Column(t(language, "paper.overdue_days"), "whole"),
    )
    rows: list[Row] = []
    for each in found.overdue[:ROWS]:
        details, deadline = each.task.details, each.task.deadline
        leader = details.leaders[0].name if details.leaders else None
        late = (found.today - deadline).days if deadline else None
        content = shortened(f"{each.task.code}: {details.content}", LONGEST_CELL)
        rows.append((content, shortened(leader or "", LONGEST_CELL) or None, deadline, late))
    return Table(title, columns, tuple(rows), sentences=own, none=t(language, "paper.tasks_none"))


def _broken(title: str, own: tuple[str, ...], found: Known, language: Language) -> Table:
    columns = (
        Column(t(language, "ranking.unit"), width=40),
        Column(t(language, "commitments.promise"), width=50),
        Column(t(language, "meeting.owner"), width=30),
    )
    rows: list[Row] = []
    for each in found.broken[:ROWS]:
        promise, measure = each.commitment.promise, each.measure
        target = in_unit(language, promise.target, measure.unit, plain=True)
        about = {"measure": measure.short[language], "target": target, "year": str(promise.year)}
        said_of = t(language, "commitments.promise_line", **about)
        rows.append((said.name_of(each.unit, language), said_of, shortened(promise.leader, LONGEST_CELL) or None))
    return Table(title, columns, tuple(rows), sentences=own)


def _end(meeting: Meeting, found: Known, language: Language) -> Table:
    columns = (
        Column(t(language, "meeting.outcomes"), width=70),
        Column(t(language, "meeting.owner"), width=30),
        Column(t(language, "meeting.deadline"), "day", 14),
    )
    rows = tuple(
        (
            shortened(f"{t(language, f'meeting.outcome_{each.kind}')}: {each.text}", LONGEST_CELL),
            shortened(said.owner(each, found.data, language), LONGEST_CELL) or None,
            each.deadline,
        )
        for each in meeting.standing[-ROWS:]
    )
    return Table(t(language, "meeting.slide_end"), columns, rows, none=t(language, "meeting.outcomes_none"))
