"""The pieces of the pages that show points: every unit of a kind, and one unit's indicators."""

from functools import partial

import pandas as pd
import streamlit as st

from core.caching import cached
from core.periods import Period
from core.units import Unit, UnitKind
from core.words import t
from metrics.score.rules import ScoreRules
from reports.published import Published
from reports.results.score import DEFAULT, Score, beside, known, province_score, score_of
from reports.results.score_formula import formula
from reports.results.support import groups
from reports.slices import Slice
from views.documents.files import score_workbook
from views.screen import data_state, draw, filters, session
from views.screen.language import language
from views.screen.results import score_table
from views.wording import certainty


def rules(month: Period) -> ScoreRules:
    """Which score, of those in force; its newest version unless the address names an older one."""
    in_force = session.everything().definitions(month)
    names = {name: each.short[language()] for name, each in in_force.scores.items()}
    return in_force.score(filters.choice(st.selectbox, "index", names, default=DEFAULT))


def compared(with_what: ScoreRules, month: Period, kind: UnitKind) -> Score | None:
    """The other score or version to set beside it, if one is chosen."""
    names = {"none": t(language(), "score.beside_none")}
    settings = session.everything().settings
    for code, each in settings.score_versions().items():
        if code != with_what.code:
            names[code] = t(language(), "score.version", index=each.short[language()], month=each.from_month)
    code = filters.choice(st.selectbox, "beside", names, label="beside")
    return None if code == "none" else report(settings.score_version(code), month, kind)


def beside_table(report: Score, other: Score) -> None:
    """Each unit's points and rank by both, those that move most first."""
    table = beside(report, other)
    table = table.assign(_moves=table["places"].abs().fillna(-1)).sort_values("_moves", ascending=False, kind="stable")
    rows = list(table.astype(object).where(table.notna(), None).itertuples())
    draw.template("results/beside.html", rows=rows, report=report, other=other)


@cached(64)
def of_kind(data: Published, rules: ScoreRules, month: Period, kind: UnitKind) -> Score:
    return score_of(Slice(data, kind, month), rules)


def report(rules: ScoreRules, month: Period, kind: UnitKind) -> Score:
    return of_kind(session.everything(), rules, month, kind)


def lead(report: Score) -> None:
    """The kind's own score by its dossiers, the mean of its units beside it, and how many groups can be told apart."""
    points, out_of = known(report.pooled)
    told_apart = certainty.told_apart(groups(score_table.supported(report)), language())
    common = score_table.common(report)
    draw.template(
        "results/score_lead.html", report=report, pooled=points, pooled_of=out_of, told_apart=told_apart, common=common
    )


def download(report: Score) -> None:
    """The points as a workbook, made only when somebody asks for it."""
    st.download_button(
        t(language(), "score.download"),
        # It runs outside the session, so everything it needs is passed in.
        partial(score_workbook, report, language(), data_state.code(), data_state.as_of()),
        file_name=t(language(), "score.file", index=report.rules.id, period=report.month.code),
        on_click="ignore",
    )


def province_line(month: Period) -> None:
    """The province's own score in one line that leads to its indicators; nothing where no score has a number."""
    rules = session.everything().definitions(month).scores.get(DEFAULT)
    if rules is None:
        return
    points, out_of = known(_of_province(session.everything(), rules, month))
    if out_of:
        draw.template("results/score_line.html", rules=rules, month=month.code, points=points, out_of=out_of)


@cached(32)
def _of_province(data: Published, rules: ScoreRules, month: Period) -> pd.DataFrame:
    return province_score(data, rules, month)


def indicators(unit: Unit | None, rules: ScoreRules, month: Period) -> None:
    """Each indicator with points won and lost, its counts, and the formula with its numbers."""
    published = session.everything()
    if unit is None or unit.kind == "province":
        rows, place = _of_province(published, rules, month), None
    else:
        answer = report(rules, month, unit.kind)
        rows = answer.of_unit(unit.code)
        place = answer.table[answer.table["unit_code"].eq(unit.code)].iloc[0]
    points, out_of = known(rows)
    by_id = {each.id: each for each in rules.indicators}
    draw.template(
        "results/indicators.html",
        rules=rules,
        unit=unit,
        month=month.code,
        place=place,
        points=points,
        out_of=out_of,
        band=rules.band(100 * points / out_of) if out_of else None,
        groups=[
            (
                group,
                [
                    (row, by_id.get(row["indicator"]), formula(by_id.get(row["indicator"]), row, language()))
                    for row in rows[rows["group"].eq(group.id)].to_dict("records")
                ],
            )
            for group in rules.groups
        ],
    )


def title(rules: ScoreRules, what: str, month: Period) -> str:
    return t(language(), "score.title", index=rules.short[language()], what=what, period=month)
