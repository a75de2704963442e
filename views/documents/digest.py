"""A unit's month on one page: its place, why, what next, what it must explain, what is due and in how many days."""

import datetime as dt
from collections.abc import Iterator
from math import isnan

from core.periods import month_with
from core.printing import shortened
from core.words import NOT_KNOWN, Language, in_unit, number, t
from reports.data.integrity import arithmetic
from reports.digest import Digest
from reports.results.unit import Place
from views.documents.brief import told
from views.documents.document import Column, Document, Row, Table, with_digest
from views.wording import cohorts_and_commitments, unit_cards, what_if
from views.wording.targets import goal, state

TASKS, FLAGS, PROMISES, LONGEST, LONGEST_NAME = 5, 4, 4, 110, 60
"""What one page has room for; the texts in letters."""


def digest_document(found: Digest, language: Language) -> Document:
    """What `pdf(…, one_page=True)` prints."""
    name = shortened(_name(found, language), LONGEST)
    province = found.province.name if found.province and language == "vi" else ""
    province = found.province.name_en if found.province and language == "en" else province
    about = {"period": found.month, "version": str(found.version), "code": found.code, "day": found.today}
    return Document(
        tables=(
            _places(found, language),
            _why(found, language),
            Table(t(language, "digest.next"), (), (), sentences=tuple(_next(found, language))),
            Table(t(language, "digest.explain"), (), (), sentences=_flags(found, language)),
            _due(found, language),
            *_promises(found, language),
        ),
        title=t(language, "digest.title", unit=name, period=found.month),
        sentences=tuple(_where(found, language)),
        caution=t(language, "app.illustrative_why") if found.report.illustrative else "",
        author=t(language, "paper.author", province=province),
        above=t(language, "paper.above", province=province),
        foot=with_digest(t(language, "paper.foot", **about), found.digest, language),
        dated=found.today,
    )


def _name(found: Digest, language: Language) -> str:
    return found.unit.name if language == "vi" else found.unit.name_en


def _where(found: Digest, language: Language) -> Iterator[str]:
    """Its rank by the score, and whether that is unusual for it."""
    score = found.score
    if isnan(score.points):
        yield t(language, "digest.no_score", index=score.score.rules.short[language])
        return
    about = {
        "index": score.score.rules.short[language],
        "points": t(
            language,
            "score.out_of",
            points=number(language, score.points, 2),
            known=number(language, score.known_points),
        ),
    }
    if score.rank is None:
        yield t(language, "digest.unranked", **about)
        return
    usual = ""
    if score.rank_low is not None and score.rank_high is not None:
        usual = f" ({t(language, 'certainty.usual', low=score.rank_low, high=score.rank_high)})"
    yield t(language, "digest.ranked", rank=score.rank, of=score.of, usual=usual, **about)
    if score.unusual:
        key = "certainty.unusual_change_score" if score.unusual == "change" else "certainty.unusual_few_score"
        yield t(language, key, rank=score.rank, low=score.rank_low, high=score.rank_high)


def _places(found: Digest, language: Language) -> Table:
    columns = (
        Column(t(language, "paper.measure"), width=34),
        Column(t(language, "overview.now"), "figure"),
        Column(t(language, "overview.earlier"), "figure"),
        Column(t(language, "paper.on_year"), "figure"),
        Column(t(language, "unit_page.median_short"), "figure"),
        Column(t(language, "paper.target"), "figure"),
        Column(t(language, "paper.verdict"), "figure", 17),
        Column(t(language, "ranking.rank"), "figure"),
        Column(t(language, "certainty.column"), "figure"),
    )
    rows = tuple(_place(place, language) for place in found.report.places if place.status == "ranked")
    return told(Table(t(language, "digest.places"), columns, rows, none=t(language, "status.not_reported")))


def _place(place: Place, language: Language) -> Row:
    unit, target = place.measure.unit, goal(place.target)
    values = [
        NOT_KNOWN if isnan(value) else in_unit(language, value, unit, target=target)
        for value in (place.value, place.before, place.last_year, place.peers_median)
    ]
    asked = in_unit(language, place.target.value, unit, plain=True) if place.target else None
    if place.target and place.target.unit:
        asked = f"{asked} ({t(language, 'target.own')})"
    verdict = t(language, state(place.to_target)) if place.target else None
    known = place.rank_low is not None
    usual = t(language, "certainty.range", low=place.rank_low, high=place.rank_high) if known else None
    return (place.measure.short[language], *values, asked, verdict, f"{place.rank}/{place.of}", usual)


def _why(found: Digest, language: Language) -> Table:
    columns = (
        Column(t(language, "digest.indicator"), width=60),
        Column(t(language, "digest.lost"), "decimal"),
        Column(t(language, "digest.peers_lost"), "decimal"),
        Column(t(language, "digest.behind"), "decimal"),
    )
    rows: tuple[Row, ...] = tuple(
        (each.indicator.title[language], each.lost, _known(each.peers_lost), each.behind if each.behind > 0 else None)
        for each in found.score.losses
    )
    return Table(t(language, "brief.why"), columns, rows, none=t(language, "brief.no_loss"))


def _known(value: float) -> float | None:
    return None if isnan(value) else value


def _next(found: Digest, language: Language) -> Iterator[str]:
    """What it owes citizens, the plan with the fewest dossiers to its goal, and how its year will end."""
    score = found.score
    owed = [unit_cards.owed(score, what, language) for what in score.owed]
    if owed:
        yield f"{t(language, 'brief.owed')}: {'; '.join(owed)}."
    key, rank = unit_cards.aim(score)
    lines = []
    if rank is not None and found.chances and found.chances.steps:
        lines = what_if.said(found.chances, found.chances.to_rank(rank), rank, language)
    said = " ".join(lines) or t(language, "brief.top" if score.rank == 1 else "brief.no_plan")
    yield f"{t(language, key)}: {said}" if rank is not None else said
    if year := unit_cards.year(score, language):
        yield year
    if score.late is not None:
        answers = {
            name.removeprefix("late_"): NOT_KNOWN if many is None else number(language, many)
            for name, many in score.late_answers.items()
        }
        yield t(language, "brief.late", late=number(language, score.late), **answers)


def _flags(found: Digest, language: Language) -> tuple[str, ...]:
    lines = [arithmetic(each, language) for each in found.flags[:FLAGS]]
    if (more := len(found.flags) - FLAGS) > 0:
        lines.append(t(language, "digest.more", many=more))
    return tuple(lines) or (t(language, "integrity.none"),)


def _due(found: Digest, language: Language) -> Table:
    columns = (
        Column(t(language, "paper.task"), width=54),
        Column(t(language, "overview.leader"), width=20),
        Column(t(language, "paper.deadline"), "day", 20),
        Column(t(language, "digest.days_left"), "figure"),
    )
    rows: list[Row] = []
    for each in found.tasks[:TASKS]:
        leader = shortened(each.task.details.leaders[0].name, LONGEST_NAME) if each.task.details.leaders else None
        content = shortened(f"{each.task.code}: {each.task.details.content}", LONGEST)
        rows.append((content, leader, each.task.deadline, _left(each.task.deadline, found.today, language)))
    if (more := len(found.tasks) - TASKS) > 0:
        rows.append((t(language, "paper.tasks_more", many=more), "", "", ""))
    after = month_with(found.month.end + dt.timedelta(days=1))
    for delivery, on in found.due:
        said = t(language, "digest.report", period=after, what=delivery.title[language])
        rows.append((said, "", on, _left(on, found.today, language)))
    return Table(t(language, "digest.due"), columns, tuple(rows), none=t(language, "month_report.none"))


def _left(on: dt.date | None, today: dt.date, language: Language) -> str | None:
    """How many days are left, or since how many it is overdue."""
    if on is None:
        return None
    days = (on - today).days
    return t(language, "digest.left" if days >= 0 else "digest.overdue", days=abs(days))


def _promises(found: Digest, language: Language) -> Iterator[Table]:
    columns = (
        Column(t(language, "commitments.promise"), width=40),
        Column(t(language, "commitments.standing"), width=22),
        Column(t(language, "digest.evidence"), width=60),
    )
    rows: tuple[Row, ...] = tuple(
        (
            cohorts_and_commitments.promised(each, language),
            t(language, f"commitments.standing_{each.standing}"),
            shortened(cohorts_and_commitments.evidence(each, language), LONGEST),
        )
        for each in found.commitments[:PROMISES]
    )
    if rows:
        yield Table(t(language, "commitments.title"), columns, rows)
