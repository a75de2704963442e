"""What each indicator of the province's own index counts, with its document, and the form that enters it."""

import streamlit as st

from actions.data import score_points
from actions.data import score_weights as deeds
from core import words
from core.periods import HANOI, parse
from core.words import t
from metrics.in_force import definitions_of
from metrics.score.own import own_scores
from metrics.score.rules import ScoreRules
from store import settings
from store.database import reading
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.data.targets import months_ahead_first
from views.screen.language import language, name_of
from views.screen.session import do

_POINTS, _SOURCE = "weights_points", "weights_source"


def weights() -> None:
    """The list, then the form: what would change is said before it is saved."""
    with reading(session.engine()) as connection:
        who = {each.at: each.who for each in settings.entries(connection, settings.WEIGHTS)}
    held = [each for each in session.everything().settings.score_versions().values() if each.id in own_scores()]
    draw.sentences([t(language(), "settings.weights_why")])
    rows = [
        [
            each.title[language()],
            words.said(language(), parse(each.from_month)),
            _said(each),
            each.source,
            f"{each.entered_at.astimezone(HANOI):%d/%m/%Y %H:%M}" if each.entered_at else "",
            name_of(who.get(each.entered_at, "")) if each.entered_at else "",
        ]
        for each in held
    ]
    heads = ["filter.index", "settings.target_from", "settings.weights_points", "settings.source"]
    heads += ["upload.at", "upload.by"]
    draw.template("data/remembered.html", heads=[t(language(), head) for head in heads], rows=rows, nothing="–")
    _form({each.code for each in held if each.entered_at})


@only_for("settings")
def _form(entered: set[str]) -> None:
    which, when, why = st.columns([2, 1, 2], vertical_alignment="bottom")
    with which:
        names = {name: deeds.newest_index(name).title[language()] for name in own_scores()}
        score = filters.choice(st.selectbox, "own_index", names, label="index")
    with when:
        begin = parse(filters.choice(st.selectbox, "weights_from", months_ahead_first(), label="month"))
    why.text_input(t(language(), "settings.source"), key=_SOURCE)
    now = definitions_of(begin, session.everything().settings).scores.get(score)
    index = deeds.newest_index(score) if now is None else deeds.index_of(score, begin.code)
    widget = f"{_POINTS}@{score}@{begin.code}@{language()}"
    held = score_points.points_in(now or index, index)
    st.session_state.setdefault(widget, score_points.said_points(held, index, language()).replace("; ", ";\n"))
    typed = st.text_area(t(language(), "settings.weights_points"), key=widget, height="content")
    try:
        change = score_points.changes(held, score_points.points_of(typed, index), index, language())
        draw.sentences([t(language(), "settings.weights_change", period=begin, change=change)] if change else [])
    except (score_points.WeightsError, score_points.SumError) as slip:
        draw.alert("warning", words.explain(language(), slip))
    side_by_side, about = st.container(horizontal=True), (score, begin.code, widget)
    side_by_side.button(t(language(), "settings.save"), key="weights_save", on_click=_save, args=about)
    if f"{score}@{begin.code}" in entered:
        words_of = t(language(), "settings.weights_remove")
        side_by_side.button(words_of, key="weights_remove", on_click=_remove, args=about)


def _said(rules: ScoreRules) -> str:
    index = deeds.index_of(rules.id, rules.from_month)
    said = score_points.said_points(score_points.points_in(rules, index), index, language())
    return f"{said} ({t(language(), 'target.illustrative')})" if rules.illustrative else said


def _save(score: str, begin: str, widget: str) -> None:
    with session.told():
        points = score_points.points_of(st.session_state[widget], deeds.index_of(score, begin))
        do(deeds.set_weights, score, begin, dict(points), source=st.session_state[_SOURCE])
        st.session_state[_SOURCE] = ""


def _remove(score: str, begin: str, widget: str) -> None:
    with session.told():
        do(deeds.remove_weights, score, begin, source=st.session_state[_SOURCE])
        del st.session_state[widget]
