"""The province's targets: those that hold, since when and by which document, and the form that enters one."""

import datetime as dt

import streamlit as st

from actions.data import targets as deeds
from actions.data.target_entries import before
from core import words
from core.clock import now
from core.periods import HANOI, Period, month_with, months_back, parse, today
from core.units import RANKED_KINDS, UnitKind
from core.words import t
from metrics.dated import decided
from metrics.in_force import definitions_of
from metrics.rates.measures import all_measures
from metrics.rates.targets import Target
from store import settings
from store.database import reading
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.session import do

_VALUE, _SOURCE = "target_value", "target_source"
_BACK, _AHEAD = 24, 24
ALL, ONE = "all", "unit:"


def targets() -> None:
    """The list, then the form: what would change is said before it is saved."""
    with reading(session.engine()) as connection:
        entered = settings.entries(connection, settings.TARGET)
    who = {each.at: each.who for each in entered}
    held = decided(session.everything().settings.targets)
    draw.sentences([t(language(), "settings.targets_why"), *_not_inherited(held)])
    seen = session.everything()
    names = filters.unit_names(seen) | {code: name for name, code in seen.named_apart(language()).items()}
    measures = all_measures()
    rows = [
        [
            measures[each.measure].title[language()],
            names.get(each.unit, each.unit) or _whose(each.kind),
            words.said(language(), parse(each.from_month)),
            _said(each),
            each.source[language()],
            f"{each.entered_at.astimezone(HANOI):%d/%m/%Y %H:%M}" if each.entered_at else "",
            name_of(who.get(each.entered_at, "")) if each.entered_at else "",
        ]
        for each in sorted(
            held, key=lambda each: (list(measures).index(each.measure), each.kind or "", each.unit, each.from_month)
        )
    ]
    heads = [
        "filter.measure",
        "filter.target_kind",
        "settings.target_from",
        "settings.target_value",
        "settings.source",
        "upload.at",
        "upload.by",
    ]
    draw.template("data/remembered.html", heads=[t(language(), head) for head in heads], rows=rows, nothing="–")
    _form(held)


@only_for("structure")
def _form(held: list[Target]) -> None:
    what, who, when, value, why = st.columns([2, 1.8, 1, 0.8, 1.8], vertical_alignment="bottom")
    with what:
        names = {name: each.title[language()] for name, each in all_measures().items()}
        measure = filters.choice(st.selectbox, "target", names, label="measure")
    with who:
        scopes = {ALL: _whose(None)} | {kind: _whose(kind) for kind in RANKED_KINDS} | _units(held)
        chosen = filters.choice(st.selectbox, "whose", scopes, label="target_kind")
    kind = next((each for each in RANKED_KINDS if each == chosen), None)
    unit = chosen.removeprefix(ONE) if chosen.startswith(ONE) else ""
    with when:
        begin = parse(filters.choice(st.selectbox, "from", months_ahead_first(), label="month"))
    typed = value.text_input(t(language(), "settings.target_value"), key=_VALUE).strip()
    why.text_input(t(language(), "settings.source"), key=_SOURCE)
    _say_change(measure, kind, unit, begin, typed)
    ends = _say_end(measure, kind, unit, begin)
    side_by_side = st.container(horizontal=True)
    about = (measure, kind, unit, begin.code)
    side_by_side.button(t(language(), "settings.save"), key="target_save", on_click=_save, args=about)
    if any(each.entered_at and (each.measure, each.kind, each.unit, each.from_month) == about for each in held):
        side_by_side.button(t(language(), "settings.target_remove"), key="target_remove", on_click=_remove, args=about)
    if ends:
        side_by_side.button(t(language(), "settings.target_end"), key="target_end", on_click=_end, args=about)


def months_ahead_first() -> dict[str, str]:
    """The months a target may begin with; the first is next month."""
    this = month_with(today(now()))
    ahead = [this]
    for _ in range(_AHEAD):
        ahead.append(month_with(ahead[-1].end + dt.timedelta(days=1)))
    order = [*ahead[1:2], *ahead[2:], *reversed(months_back(this, _BACK))]
    return {each.code: filters.said(each) for each in order}


def _units(held: list[Target]) -> dict[str, str]:
    """The units that are ranked today, and those with a target of their own; of two called alike each with its code."""
    seen = session.everything()
    names = {code: name for name, code in seen.named_apart(language()).items()}
    ever = filters.unit_names(seen)
    return {
        f"{ONE}{code}": name
        for code, name in ({each.unit: ever.get(each.unit, each.unit) for each in held if each.unit} | names).items()
    }


def _say_change(measure: str, kind: UnitKind | None, unit: str, begin: Period, typed: str) -> None:
    """Old → new, and the published months that keep the old one; or why what is typed is no target, beside it: the
    page is long, and what the deed refuses is said at its top."""
    try:
        if typed:
            deeds.in_range(all_measures()[measure], deeds.value_of(typed))
    except deeds.TargetValueError as slip:
        draw.alert("warning", words.explain(language(), slip))
        return
    of_unit = session.everything().by_code.get(unit)
    # Until a unit has one of its own, that of its kind holds for it, and until then the one for all.
    holds = definitions_of(begin, session.everything().settings).target(
        measure, of_unit.kind if of_unit else kind, unit
    )
    before = _said(holds) if holds else words.NOT_KNOWN
    now_said = typed or words.NOT_KNOWN
    lines = [t(language(), "settings.target_change", period=begin, before=before, now=now_said)]
    with reading(session.engine()) as connection:
        kept = deeds.unchanged_months(connection, begin)
    if kept:
        lines.append(t(language(), "settings.target_kept", months=len(kept)))
    draw.sentences(lines)


def _say_end(measure: str, kind: UnitKind | None, unit: str, begin: Period) -> bool:
    """Whether a target of its own holds until the month, which could end: then what would hold is said."""
    if not (kind or unit):
        return False
    with reading(session.engine()) as connection:
        own = before(connection, (measure, kind, unit, begin))
    if own is None:
        return False
    of_unit = session.everything().by_code.get(unit)
    common = definitions_of(begin, session.everything().settings).target(measure, of_unit.kind if of_unit else None)
    change = {"before": _said(own), "now": _said(common) if common else words.NOT_KNOWN}
    draw.sentences([t(language(), "settings.target_end_change", period=begin, **change)])
    return True


def _not_inherited(held: list[Target]) -> list[str]:
    """One sentence on the units that have ended while a target of their own was in force."""
    seen = session.everything()
    newest = {each.key: each for each in sorted(held, key=lambda each: each.from_month)}
    running = {each.unit for each in newest.values() if not each.ended}
    names = [filters.name_of(each) for each in seen.units if each.code in running and each.valid_to]
    return [t(language(), "settings.target_not_inherited", units="; ".join(names))] if names else []


def _said(target: Target) -> str:
    if target.ended:
        return t(language(), "target.common")
    value = words.in_unit(language(), target.value, all_measures()[target.measure].unit, plain=True)
    example = target.entered_at is None and target.illustrative
    return f"{value} ({t(language(), 'target.illustrative')})" if example else value


def _whose(kind: UnitKind | None) -> str:
    return t(language(), f"kind.{kind}") if kind else t(language(), "settings.target_all")


def _save(measure: str, kind: UnitKind | None, unit: str, begin: str) -> None:
    with session.told():
        value = deeds.value_of(st.session_state[_VALUE])
        do(deeds.set_target, measure, begin, value, kind=kind, unit=unit, source=st.session_state[_SOURCE])
        st.session_state[_VALUE] = st.session_state[_SOURCE] = ""


def _remove(measure: str, kind: UnitKind | None, unit: str, begin: str) -> None:
    with session.told():
        do(deeds.remove_target, measure, begin, kind=kind, unit=unit, source=st.session_state[_SOURCE])


def _end(measure: str, kind: UnitKind | None, unit: str, begin: str) -> None:
    with session.told():
        do(deeds.end_target, measure, begin, kind=kind, unit=unit, source=st.session_state[_SOURCE])
