"""The cards of a unit's page: place, costliest indicators, the way up, and the year's end, on published rows."""

from pathlib import Path

import pytest

from actions.data.import_file import import_file
from core.periods import parse
from metrics.in_force import definitions_of, settings_in_files
from metrics.score.scoring import scores
from metrics.score.what_if import Plan, after
from reports.results.score import score_of
from reports.results.unit_cards import brief
from reports.results.what_if import chances
from reports.slices import Slice
from reports.versions import published
from tests.conftest import VIEWER, accepted, clock

AUGUST = parse("2026-08")
GOLDEN = Path(__file__).parents[2] / "golden"
FILES = ("progress_by_unit", "digitization_sample", "online_payment_sample", "satisfaction_sample")


def fill(engine) -> None:
    for name in (*FILES, "six_components_sample"):
        path = GOLDEN / f"phutho_2026-08_{name}.csv"
        content = path.read_bytes()
        import_file(engine, VIEWER, content, path.name, month=AUGUST, clock=clock, note="+", reason_for=accepted)


@pytest.fixture
def month(copy_of, viewer):
    with copy_of("phu-tho", fill).connect() as connection:
        yield published(connection, viewer)


@pytest.fixture
def answer(month):
    return score_of(Slice(month, "department", AUGUST), definitions_of(AUGUST, settings_in_files()).score("qd766"))


def unit(data, code: str):
    return next(each for each in data.units if each.code == code)


def test_what_costs_more_than_the_peers_comes_first_and_then_the_costliest(month, answer):
    found = brief(month, answer, unit(month, "H44.03"))

    assert (found.points, found.known_points, found.rank, found.of) == (pytest.approx(67.29), 100, 1, 3)
    # 385 of 588, 339 of 482 and 291 of 326 of 6 points: 2.07 lost where the three lose 2.07, 1.78 and 0.64. The others
    # cost no more than the peers: 12 - 7.09 and 4 - 0.
    assert [(loss.indicator.id, round(loss.lost, 2)) for loss in found.losses] == [
        ("ORIGINAL_RESULT_AVAILABLE", 2.07),
        ("DVCTT", 4.91),
        ("SYNCED_WITH_DVCQG_PERSONAL_STORAGE", 4.0),
    ]
    assert found.losses[0].behind == 0.29 and all(loss.behind <= 0 for loss in found.losses[1:])


def test_what_is_not_reported_is_none(month, answer):
    found = brief(month, answer, unit(month, "H44.03"))

    assert found.late is None and set(found.late_answers.values()) == {None}
    assert found.year is None


def test_the_way_up_passes_the_unit_above_when_it_is_scored_again(month, answer):
    second = unit(month, answer.table["unit_code"].iloc[1])
    found = chances(month, answer, second)

    plan = found.to_rank(1)

    moved = after(found.counts, plan).to_frame().T.assign(unit_code=second.code)
    total = scores(moved, answer.rules)["points"].sum()
    assert found.rank == 2
    assert plan.reached and total > answer.table["points"].iloc[0], "by the total that is printed"
    assert total - found.total == pytest.approx(found.promised(plan), abs=1e-9)
    fewer = {name: steps - 1 for name, steps in plan.steps.items()}
    assert found.total + found.promised(Plan(fewer, 0.0, True)) <= answer.table["points"].iloc[0]
