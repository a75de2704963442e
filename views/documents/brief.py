"""The month on one page: the overview's sentence and three numbers, who leaves citizens waiting, what is overdue."""

from dataclasses import replace

from core.printing import shortened
from core.units import Unit
from core.words import NOT_KNOWN, Language, change, in_unit, number, percent, t
from reports.brief import Brief
from reports.results.groups import Group, Rate
from views.documents.document import Column, Document, Heading, Row, Table, values_of, with_digest
from views.wording import nation as nation_said
from views.wording import results, targets
from views.wording.targets import goal

TASKS, SILENT, ENDS, LONGEST, LONGEST_NAME = 5, 6, 3, 110, 60
"""What one page has room for; the texts in letters."""


def brief_document(found: Brief, language: Language) -> Document:
    """What `pdf(…, one_page=True)` prints."""
    report = found.overview
    province = _name(report.province, language) if report.province else ""
    about = {"period": report.month, "version": str(found.version), "code": found.code, "day": found.today}
    return Document(
        tables=(
            _measures(found, language),
            _places(found, language),
            *_kinds(found, language),
            _tasks(found, language),
        ),
        title=t(language, "paper.title", period=report.month),
        sentences=tuple(_sentences(found, language)),
        caution=t(language, "app.illustrative_why") if report.illustrative else "",
        author=t(language, "paper.author", province=province),
        above=t(language, "paper.above", province=province),
        foot=with_digest(t(language, "paper.foot", **about), found.digest, language),
        dated=found.today,
    )


def _sentences(found: Brief, language: Language) -> list[str]:
    report = found.overview
    said = [" ".join(results.overview(report, language))]
    # Not beside each value: the table has no room for it.
    examples = [
        each.measure.short[language] for each in report.groups[0].rates if each.target and each.target.illustrative
    ]
    if examples:
        said.append(t(language, "paper.examples", measures=", ".join(examples)))
    if line := nation_said.short(language, found.nation):
        said.append(line)
    if report.not_reported:
        names = ", ".join(_name(unit, language) for unit in report.not_reported[:SILENT])
        if more := len(report.not_reported) - SILENT:
            names = t(language, "paper.silent_more", units=names, many=more) if more > 0 else names
        said.append(t(language, "paper.silent", units=names))
    if found.broken:
        said.append(t(language, "paper.broken", many=len(found.broken)))
    return said


def _measures(found: Brief, language: Language) -> Table:
    columns = (
        Column(t(language, "paper.measure"), width=34),
        Column(t(language, "overview.now"), "figure"),
        Column(t(language, "overview.earlier"), "figure"),
        Column(t(language, "overview.change"), "figure"),
        Column(t(language, "paper.on_year"), "figure"),
        Column(t(language, "overview.change"), "figure"),
        Column(t(language, "paper.target"), "figure"),
        Column(t(language, "paper.verdict"), "figure", 17),
    )
    rows = tuple(_measure(rate, language) for rate in found.overview.groups[0].rates)
    return told(Table(t(language, "paper.measures"), columns, rows))


def told(table: Table) -> Table:
    """Without the columns that say nothing: in a first month there is nothing to compare with, and names need room."""
    gaps = {None, NOT_KNOWN}
    rows = [values_of(row) for row in table.rows]
    said = [at for at in range(len(table.columns)) if not rows or any(row[at] not in gaps for row in rows)]
    columns = tuple(table.columns[at] for at in said)
    return replace(table, columns=columns, rows=tuple(tuple(row[at] for at in said) for row in rows))


def _measure(rate: Rate, language: Language) -> Row:
    unit, target = rate.measure.unit, goal(rate.target)
    printed = [in_unit(language, value, unit, target=target) for value in (rate.now, rate.before, rate.last_year)]
    moved = [change(language, rate.now, value, unit, target=target) for value in (rate.before, rate.last_year)]
    asked = in_unit(language, rate.target.value, unit, plain=True) if rate.target else None
    verdict = targets.verdict(language, rate.target, rate.to_target)
    title = rate.measure.title[language]
    return (title, printed[0], printed[1], moved[0], printed[2], moved[1], asked, verdict)


def _places(found: Brief, language: Language) -> Table:
    columns = (
        Column(t(language, "overview.unit"), width=40),
        Column(t(language, "overview.late"), "whole"),
        Column(t(language, "overview.share"), "figure"),
        Column(t(language, "overview.earlier"), "whole"),
        Column(t(language, "paper.on_year"), "whole"),
        Column(t(language, "overview.leader"), width=24),
    )
    rows: tuple[Row, ...] = tuple(
        (
            _name(each.unit, language),
            each.late,
            percent(language, each.share, 0),
            _whole(each.before),
            _whole(each.last_year),
            shortened(found.leaders.get(each.unit.code), LONGEST_NAME) or None,
        )
        for each in found.overview.late_places
    )
    none = t(language, "overview.places_none" if found.overview.late_known else "overview.places_unknown")
    return told(Table(t(language, "paper.places"), columns, rows, none=none))


def _kinds(found: Brief, language: Language) -> list[Table]:
    """Every kind's rates; then who is first and last in each kind by the first measure."""
    report = found.overview
    columns = (
        Column(t(language, "overview.group"), width=30),
        Column(t(language, "overview.reported"), "figure"),
        *(Column(measure.short[language], "figure") for measure in report.headlines),
    )
    rows: tuple[Row, ...] = tuple(_kind(group, language) for group in report.groups)
    tables = [Table(t(language, "paper.kinds"), columns, rows)]
    measure = report.headlines[0]
    ends: list[Row | Heading] = []
    for group in report.groups[1:]:
        best, last = report.ends(group.kind, measure.id)
        shown = [*zip([*best.head(ENDS).to_dict("records")], [*last.tail(ENDS).to_dict("records")], strict=True)]
        if shown:
            ends.append(Heading((t(language, f"kind.{group.kind}"),)))
        for one, other in shown:
            cells: list[str] = []
            for row in (one, other):
                name = shortened(str(row["unit_name" if language == "vi" else "unit_name_en"]), LONGEST_NAME)
                value = in_unit(language, float(row["value"]), measure.unit, target=goal(row["target"]))
                cells += [f"{int(row['rank'])}. {name}", value]
            ends.append(tuple(cells))
    first, final = t(language, "overview.best"), t(language, "overview.last")
    value = measure.short[language]
    head = (Column(first, width=30), Column(value, "figure"), Column(final, width=30), Column(value, "figure"))
    return (
        [*tables, Table(t(language, "paper.ends", measure=measure.title[language]), head, tuple(ends))]
        if ends
        else tables
    )


def _kind(group: Group, language: Language) -> Row:
    rates = [in_unit(language, rate.now, rate.measure.unit, target=goal(rate.target)) for rate in group.rates]
    return (
        t(language, f"kind.{group.kind}"),
        f"{number(language, group.reported)}/{number(language, group.units)}",
        *rates,
    )


def _tasks(found: Brief, language: Language) -> Table:
    columns = (
        Column(t(language, "paper.task"), width=60),
        Column(t(language, "overview.leader"), width=22),
        Column(t(language, "paper.deadline"), "day", 12),
        Column(t(language, "paper.overdue_days"), "whole"),
    )
    rows: list[Row] = []
    for each in found.overdue[:TASKS]:
        content = shortened(each.task.details.content, LONGEST)
        leader = shortened(each.task.details.leaders[0].name, LONGEST_NAME) if each.task.details.leaders else None
        late = (found.today - each.task.deadline).days if each.task.deadline else None
        rows.append((f"{each.task.code}: {content}", leader, each.task.deadline, late))
    if (more := len(found.overdue) - TASKS) > 0:
        rows.append((t(language, "paper.tasks_more", many=more), "", "", ""))
    name = t(language, "paper.tasks", many=len(found.overdue))
    return Table(name, columns, tuple(rows), none=t(language, "paper.tasks_none"))


def _name(unit: Unit, language: Language) -> str:
    return shortened(unit.name if language == "vi" else unit.name_en, LONGEST)


def _whole(value: float) -> int | None:
    return None if value != value else int(value)  # noqa: PLR0124  NaN
