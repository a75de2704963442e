"""The piece of a unit's score page that says what it would take, and lets one try."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from core.caching import cached
from core.counts import CountName
from core.periods import Period
from core.units import Unit
from core.words import number, t
from metrics.score.rules import ScoreRules
from metrics.score.what_if import LEVERS, Plan
from reports.published import Published
from reports.results.score import Score
from reports.results.what_if import Chances, chances
from views.screen import draw, filters, session
from views.screen.language import language
from views.screen.results import score
from views.wording.what_if import said

RANKS_OFFERED = 40
SLIDERS = 6
NO_PLAN = Plan({}, 0.0, reached=False)


def show(unit: Unit | None, rules: ScoreRules, month: Period) -> None:
    """The cheapest way to a better rank or band, its chance, and sliders; nothing where the unit is not ranked."""
    if unit is None or unit.kind == "province":
        return
    answer = score.report(rules, month, unit.kind)
    place = answer.table[answer.table["unit_code"].eq(unit.code)]
    if place.empty or place["status"].iloc[0] != "ranked":
        return
    found = chances_of(answer, unit)
    if not found.steps:
        return
    draw.heading(t(language(), "what_if.title"))
    choose, _ = st.columns([1.2, 2])
    with choose:
        goal = filters.choice(st.selectbox, "goal", _goals(found, rules), label="goal")
    kind, _, value = goal.partition("-")
    plan = found.to_rank(int(value)) if kind == "rank" else found.to_total(float(value))
    rank = int(value) if kind == "rank" else None
    draw.sentences(said(found, plan, rank, language()))
    _table(found, plan if _worth_showing(found, plan, rank) else NO_PLAN)
    with st.expander(t(language(), "what_if.try")):
        _sliders(found, plan, unit)


def chances_of(answer: Score, unit: Unit) -> Chances:
    return _chances(session.everything(), answer, unit)


@cached(64)
def _chances(data: Published, answer: Score, unit: Unit) -> Chances:
    return chances(data, answer, unit)


def _goals(found: Chances, rules: ScoreRules) -> dict[str, str]:
    mine = found.rank or 1
    ranks = range(mine - 1, 0, -1)[:RANKS_OFFERED]
    names = {f"rank-{rank}": t(language(), "what_if.goal_rank", rank=rank) for rank in ranks}
    floors = [band for band in reversed(rules.bands) if band.from_points > found.total]
    names |= {
        f"points-{band.from_points:g}": t(
            language(), "what_if.goal_band", points=number(language(), band.from_points), band=band.title[language()]
        )
        for band in floors
    }
    return names or {f"points-{found.total:g}": t(language(), "what_if.goal_top")}


def _worth_showing(found: Chances, plan: Plan, rank: int | None) -> bool:
    outlook = found.outlook(plan, rank) if rank is not None and plan.reached else None
    return outlook is None or outlook.worth_showing


def _table(found: Chances, plan: Plan) -> None:
    rooms = {lever.id: lever.room for lever in LEVERS}
    rows = [
        {
            "name": name,
            "worth": worth,
            "room": len(found.steps[name]),
            "now": found.counts[name],
            "of": found.counts[rooms[name]],
            "steps": plan.steps.get(name, 0),
            "all": float(found.steps[name].sum()),
        }
        for name, worth in found.value_of_one().items()
    ]
    draw.template("results/what_if.html", rows=rows)


def _sliders(found: Chances, plan: Plan, unit: Unit) -> None:
    names = list(found.value_of_one())[:SLIDERS]
    chosen = {}
    for name, column in zip(names, [*st.columns(3), *st.columns(3)], strict=False):
        chosen[name] = column.slider(
            t(language(), f"lever.{name}"),
            0,
            len(found.steps[name]),
            value=plan.steps.get(name, 0),
            # The sliders are reset to the plan when the goal or unit changes.
            key=f"step_{name}_{unit.code}_{plan.dossiers}_{language()}",
        )
    tried = Plan({name: steps for name, steps in chosen.items() if steps}, _gain(found, chosen), reached=True)
    total = found.total + tried.gain
    rank = int((pd.Series(found.rivals) > total).sum()) + 1
    gain = number(language(), found.promised(tried), 2, signed=True)
    draw.sentences([t(language(), "what_if.tried", gain=gain, total=number(language(), total, 2), rank=rank)])


def _gain(found: Chances, chosen: Mapping[CountName, int]) -> float:
    return float(sum(found.steps[name][:steps].sum() for name, steps in chosen.items()))
