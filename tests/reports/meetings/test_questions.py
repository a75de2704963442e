"""Which units a meeting asks about: as a plain count has it, by citizens affected; silent where a task is on track."""

import datetime as dt
from math import ceil

import pytest

from core.tasks import Details, Event, Link, Person, Task
from metrics.chance.certainty import chance_of_meeting
from metrics.rates.targets import Target
from reports.meetings.questions import ASKED, asked, avoidable, questions, short_of
from reports.results.months import monthly
from reports.results.overview import headlines_of
from reports.slices import Slice, ranked_units
from reports.versions import published
from store.database import open_engine
from tests.conftest import NOW, VIEWER
from tests.samples import sample_of

pytestmark = pytest.mark.slow
TODAY = NOW.date()


@pytest.fixture(scope="module", params=["nghe-an", "phu-tho"])
def data(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("questions") / "namro.db"
    engine = open_engine(sample_of(request.param, path, tmp_path_factory))
    with engine.connect() as connection:
        yield published(connection, VIEWER)
    engine.dispose()


def by_hand(data, month) -> list[tuple[float, int, str]]:
    """(−weight, −avoidable, code) of every unit that falls short, unit by unit and without what `questions` uses."""
    measure, found = headlines_of(data, month)[0], []
    for kind in data.kinds([month]):
        of = Slice(data, kind, month)
        target, known = data.target(measure, month), monthly(of, measure)
        if target is None:
            continue
        goals = [
            [each.value / 100 if each else float("nan")] for each in (data.target(measure, m) for m in known.months)
        ]
        below = 1 - chance_of_meeting(known.met, known.of, goals, "higher")[-1]
        for place, row in enumerate(ranked_units(of, measure).to_dict("records")):
            if row["denominator"] > 0:
                wanted = -(-target.value * int(row["denominator"]) // 100)
                short = int(wanted - row["numerator"])
                if short > 0:
                    found.append((-short * below[place], -short, row["unit_code"]))
    return sorted(found)


def test_the_order_is_that_of_a_plain_count(data):
    for month in data.all_months()[:3]:
        found = questions(data, month, [], {}, today=TODAY)
        plain = by_hand(data, month)
        assert [each.unit.code for each in found] == [code for _, _, code in plain]
        assert [each.avoidable for each in found] == [-many for _, many, _ in plain]
        for each, (weight, _, _) in zip(found, plain, strict=True):
            assert each.weight == pytest.approx(-weight)
        assert asked(found) == found[:ASKED]


def test_a_unit_leaves_the_list_while_its_task_is_on_track_and_comes_back_when_it_is_overdue(data):
    month = data.all_months()[0]
    first = questions(data, month, [], {}, today=TODAY)[0]
    link = Link(first.measure.id, first.unit.code, first.value, first.target.value)
    details = Details(content="Giảm trễ", deadline=TODAY + dt.timedelta(days=20), links=(link,), leaders=(Person("A"),))
    task = Task("NV-1", details, (Event("drafted", NOW, "x"), Event("issued", NOW, "x")))

    covered = questions(data, month, [task], {}, today=TODAY)
    assert first.unit.code not in [each.unit.code for each in asked(covered)]
    mine = next(each for each in covered if each.unit.code == first.unit.code)
    assert (mine.task, mine.weight, mine.avoidable) == ("NV-1", 0, first.avoidable)

    late = questions(data, month, [task], {}, today=TODAY + dt.timedelta(days=21))
    assert asked(late)[0].unit.code == first.unit.code
    assert short_of(data, month, first.unit.code).avoidable == first.avoidable


@pytest.mark.parametrize(
    ("met", "of", "goal", "short"),
    [(18, 20, 95, 1), (19, 20, 95, 0), (0, 0, 95, 0), (28, 30, 95, 1), (float("nan"), 20, 95, 0), (999, 1000, 100, 1)],
)
def test_avoidable_is_what_is_missing_to_the_target(data, met, of, goal, short):
    measure = headlines_of(data, data.all_months()[0])[0]
    target = Target.model_construct(measure=measure.id, value=goal)
    assert avoidable(met, of, target, measure) == short
    if of and short:
        assert met + short >= ceil(round(goal * of / 100, 6))
