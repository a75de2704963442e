"""The pieces of the page of charts that tell signal from noise: each with what it shows, and its numbers as a table."""

from collections.abc import Sequence

import streamlit as st

from core import words
from core.caching import cached
from core.periods import Period, month_with
from core.units import Unit, UnitKind
from core.words import Language, in_unit, number, t
from metrics.chance.control import FALSE_SIGNALS, TRIAL
from metrics.rates.measures import Measure
from metrics.rates.measures import measure as measure_of
from reports.published import Published
from reports.results.analysis import (
    BUMP_MONTHS,
    HEAT_MONTHS,
    FunnelReport,
    History,
    funnel_of,
    history_of,
)
from reports.results.control import ControlReport, control_of
from reports.results.tiles import has_former_districts
from reports.slices import Slice
from views.charts import control, funnel, history, tables_beside
from views.rendering import render
from views.screen import draw, filters, html, session
from views.screen.language import language
from views.screen.navigation import open_page
from views.wording import histories

VIEWS = ("funnel", "control", "heat", "tiles", "bump", "sets", "weights")
WORST = 30
NAMES = 5


def view() -> str:
    shown = VIEWS if has_former_districts(session.everything()) else [each for each in VIEWS if each != "tiles"]
    names = {each: t(language(), f"analysis.view.{each}") for each in shown}
    return filters.choice(st.segmented_control, "view", names, label="chart")


def measure(view: str, measures: Sequence[Measure]) -> Measure:
    """The chosen measure; funnel and control chart offer only measures with counts, because there is no chance model
    for a figure given ready-made."""
    counted = [each for each in measures if view in {"heat", "bump", "tiles"} or not each.given]
    return measure_of(filters.measure(counted))


def option(view: str, kind: UnitKind, month: Period) -> str:
    """What else the chart asks: how many units a heat map shows, whom a bump chart follows; blank for nothing."""
    units = session.everything().of_kind([kind], [month])
    if view in {"heat", "sets", "weights"} and len(units) > WORST:
        names = {each: t(language(), f"analysis.rows.{each}", units=WORST) for each in ("worst", "all")}
        return filters.choice(st.segmented_control, "rows", names)
    if view == "bump":
        names = {"": t(language(), "analysis.bump.nobody"), **{unit.code: filters.name_of(unit) for unit in units}}
        return filters.choice(st.selectbox, "unit", names, label="follow")
    return ""


def picture_of(view: str, shown: str, chosen: str) -> dict[str, str]:
    """What a picture of the view is asked for beside kind and month; `chosen` is what `option` gave."""
    about = {"index" if view == "weights" else "measure": shown}
    return about | ({"unit": chosen} if view == "bump" else {"rows": str(WORST)} if chosen == "worst" else {})


@cached(128)
def _funnel(data: Published, measure: str, kind: UnitKind, month: Period) -> FunnelReport:
    return funnel_of(Slice(data, kind, month), measure_of(measure))


@cached(128)
def _control(data: Published, measure: str, code: str) -> ControlReport:
    return control_of(data, measure_of(measure), code)


@cached(64)
def _history(data: Published, measure: str, kind: UnitKind, month: Period, months: int) -> History:
    return history_of(Slice(data, kind, month), measure_of(measure), months)


def show_funnel(asked: Measure, kind: UnitKind, month: Period, _: str) -> None:
    report = _funnel(session.everything(), asked.id, kind, month)
    far = {side: report.beyond(2 * side)["unit_name" if language() == "vi" else "unit_name_en"] for side in (1, -1)}
    said = t(
        language(),
        "analysis.funnel.lead",
        units=len(report.table),
        pooled=in_unit(language(), report.pooled, asked.unit),
        worse=_some(list(far[-1])),
        better=_some(list(far[1])),
    )
    wider = t(language(), "analysis.funnel.wider", tau=number(language(), report.tau, 1)) if report.tau >= 0.05 else ""
    draw.sentences([said])
    picked = draw.chart(
        funnel.points(language(), asked.unit),
        funnel.points_data(report, language()),
        key="funnel_points",
        alt=t(language(), "analysis.funnel.alt", measure=asked.title[language()], period=month),
        pick="code",
    )
    if picked:
        open_page("unit", unit=picked, measure=asked.id, period=month.code)
    left = t(language(), "analysis.funnel.left_out", units=report.left_out) if report.left_out else ""
    caption(t(language(), "analysis.funnel.caption"), wider, left)
    twin(tables_beside.of_funnel(report, language()), asked, month)


def show_control(asked: Measure, unit: Unit) -> None:
    report = _control(session.everything(), asked.id, unit.code)
    last = report.table.iloc[-1]
    lead = t(
        language(),
        "analysis.control.lead",
        middle=in_unit(language(), last["middle"], asked.unit),
        low=in_unit(language(), last["low"], asked.unit),
        high=in_unit(language(), last["high"], asked.unit),
    )
    recent = report.signals.tail(3).iloc[::-1].to_dict("records")
    told = [
        t(
            language(),
            f"analysis.control.{'told_better' if row['good'] else 'told_worse'}",
            period=month_with(row["month"].date()),
            rule=t(language(), f"analysis.rule.{row['rule']}"),
        )
        for row in recent
    ]
    draw.sentences([words.sentence_case(each) for each in [lead, *(told or [t(language(), "analysis.control.none")])]])
    draw.chart(
        control.series(language(), asked.unit),
        control.series_data(report, language()),
        key="control_series",
        alt=t(language(), "analysis.control.alt", measure=asked.title[language()], unit=filters.name_of(unit)),
    )
    trial = t(language(), "analysis.control.trial_why", months=TRIAL) if last["trial"] else ""
    based = t(language(), "analysis.control.rebased") if report.breaks else ""
    least, most = (round(10 * share) for share in FALSE_SIGNALS)
    caption(t(language(), "analysis.control.caption", least=least, most=most), trial, based)
    twin(tables_beside.of_control(report, language()), asked, None)


def show_heat(asked: Measure, kind: UnitKind, month: Period, rows: str) -> None:
    report = _history(session.everything(), asked.id, kind, month, HEAT_MONTHS)
    most = WORST if rows == "worst" else None
    draw.sentences(histories.heat(report, language()))
    draw.chart(
        history.heat(language()),
        history.heat_data(report, language(), most),
        key="heat_map",
        alt=t(language(), "analysis.heat.alt", measure=asked.title[language()], period=month),
    )
    caption(t(language(), "analysis.heat.caption", zero=history.NO_DOSSIERS, unknown=words.NOT_KNOWN))
    twin(tables_beside.of_values(report, language(), most), asked, month)


def show_bump(asked: Measure, kind: UnitKind, month: Period, chosen: str) -> None:
    report = _history(session.everything(), asked.id, kind, month, BUMP_MONTHS)
    draw.sentences(histories.bump(report, language(), chosen))
    draw.chart(
        history.bump(language(), report.table["unit_code"].nunique()),
        history.bump_data(report, language(), chosen),
        key="bump_chart",
        alt=t(language(), "analysis.bump.alt", measure=asked.title[language()], period=month),
    )
    caption(t(language(), "analysis.bump.caption", first=history.LEADERS))
    twin(tables_beside.of_ranks(report, language()), asked, month)


def link(unit: Unit, measure: str) -> None:
    """The way to the unit's control chart."""
    if not measure_of(measure).given:
        draw.template("results/control_link.html", unit=unit, measure=measure)


def _some(names: list[str]) -> str:
    """“3: Xã A, Xã B, Xã C”; not more than a few by name."""
    if not names:
        return number(language(), 0)
    more = t(language(), "analysis.more", more=len(names) - NAMES) if len(names) > NAMES else ""
    return f"{number(language(), len(names))} ({', '.join(names[:NAMES])}{more})"


def caption(*sentences: str) -> None:
    draw.template("caption.html", text=" ".join(each for each in sentences if each))


def twin(table: tables_beside.Twin, asked: Measure | None, month: Period | None) -> None:
    with st.expander(t(language(), "analysis.numbers")):
        html.show(_twin_html(table, asked.id if asked else None, month.code if month else None, language()))


@cached(64)
def _twin_html(twin: tables_beside.Twin, measure: str | None, month: str | None, language: Language) -> str:
    return render(language, "twin.html", head=twin.head, rows=twin.rows, measure=measure, month=month)
