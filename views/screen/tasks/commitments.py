"""Commitments: filtered, counted by outcome, each with its evidence; and those of one unit."""

from functools import partial

import streamlit as st

from core.caching import cached
from core.clock import now
from core.commitments import Commitment
from core.periods import today
from core.words import percent, t
from metrics.chance.commitment import rule_of
from reports.published import Published
from reports.tasks.cohorts import of_unit as followed
from reports.tasks.commitments import STANDINGS, CommitmentList, Judged, commitment_list, judge_all
from store import commitments
from store.database import reading
from views.documents.files import commitments_workbook
from views.screen import draw, filters, session
from views.screen.language import language
from views.screen.tasks import cohorts
from views.wording import cohorts_and_commitments

ALL = "all"
SHOWN = 200


def filtered() -> CommitmentList:
    """The filters in the bar, and the commitments that fit."""
    known = everything()
    everybody = t(language(), "commitments.all")
    units = {each.unit.code: filters.name_of(each.unit) for each in known}
    measures = {each.measure.id: each.measure.short[language()] for each in known}
    years = {str(each.commitment.promise.year): str(each.commitment.promise.year) for each in known}
    choices: dict[str, dict[str, str]] = {
        "unit": dict(sorted(units.items(), key=lambda item: item[1])),
        "measure": measures,
        "year": dict(sorted(years.items(), reverse=True)),
        "standing": {each: t(language(), f"commitments.standing_{each}") for each in STANDINGS},
    }
    asked = {}
    for (key, names), where in zip(choices.items(), st.columns([1.6, 1.3, 0.8, 1.1]), strict=True):
        with where:
            found = filters.choice(st.selectbox, key, {ALL: everybody, **names})
        asked[key] = "" if found == ALL else found
    return commitment_list(known, **asked)


def everything() -> tuple[Judged, ...]:
    """Every commitment, judged by what is shown."""
    return _judged(session.everything(), _signed(session.tasks_version()))


def broken() -> int:
    """How many were not kept."""
    return sum(each.standing == "broken" for each in everything())


@cached(4)
def _judged(seen: Published, signed: tuple[Commitment, ...]) -> tuple[Judged, ...]:
    return judge_all(seen, signed)


@cached(4)
def _signed(_version: tuple[str, int]) -> tuple[Commitment, ...]:
    with reading(session.engine()) as connection:
        return tuple(commitments.everything(connection))


@cached(64)
def _of_unit(seen: Published, signed: tuple[Commitment, ...], code: str) -> tuple[Judged, ...]:
    """Of one unit, those not withdrawn: its page does not wait for the judgement of all."""
    return judge_all(seen, [each for each in signed if each.promise.unit == code and not each.withdrawn])


def show(found: CommitmentList) -> None:
    """How many there are of each outcome, and those that fit, with their evidence."""
    if not any(found.counts.values()):
        draw.sentences([t(language(), "commitments.none_fit" if everything() else "commitments.none")])
        return
    asked = {key: st.query_params.get(key) for key in ("unit", "measure", "year")}
    draw.template(
        "tasks/commitment_counts.html", counts=[(name, many) for name, many in found.counts.items() if many], **asked
    )
    draw.template("tasks/commitments.html", rows=_rows(found.listed[:SHOWN]), total=len(found.listed))
    rule = rule_of(today(now()).year)
    said = {"on_track": percent(language(), 100 * rule.on_track, 0), "source": rule.source[language()]}
    draw.template("caption.html", text=t(language(), "commitments.caption", volume=f"{rule.volume:g}", **said))
    st.download_button(
        t(language(), "commitments.export"),
        # It runs outside the session, so everything it needs is passed in.
        partial(commitments_workbook, found.listed, language()),
        file_name=t(language(), "commitments.export_file"),
        icon=":material/download:",
        on_click="ignore",
        key="commitments_export",
    )


def of_unit(code: str) -> None:
    """The unit's commitments that stand, and the cohorts it is followed in; nothing where there is neither."""
    mine = _of_unit(session.everything(), _signed(session.tasks_version()), code)
    inside = followed(cohorts.everything(), code, today(now()))
    if mine or inside:
        draw.template("tasks/unit_following.html", commitments=_rows(mine), cohorts=inside)


def _rows(found: tuple[Judged, ...]) -> list[tuple[Judged, str, str]]:
    return [
        (each, cohorts_and_commitments.promised(each, language()), cohorts_and_commitments.evidence(each, language()))
        for each in found
    ]
