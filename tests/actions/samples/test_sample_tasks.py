"""The sample's tasks: lifelike, said to be invented, never beside anybody's own."""

from pathlib import Path

import pytest

from actions.samples.sample_tasks import task_sample
from actions.tasks.steps import draft
from core.tasks import Details
from metrics.tasks.clarity import lamps
from metrics.tasks.clarity_rules import Context
from metrics.tasks.status import standing
from store import tasks, units
from store.database import writing
from tests.conftest import NOW

FOLDER = Path(__file__).parents[3] / "sample_data" / "nghe-an"


def loaded(engine):
    with engine.connect() as connection:
        return tasks.everything(connection)


def test_every_issued_one_was_clear_and_every_one_says_it_is_invented(nghe_an, viewer):
    task_sample(nghe_an, viewer, FOLDER, note="minh họa")

    found = loaded(nghe_an)
    with nghe_an.connect() as connection:
        in_force = {unit.code: (unit.valid_from, unit.valid_to) for unit in units.everything(connection)}
    for task in found:
        issued = task.last("issued")
        if issued:
            assert [lamp for lamp in lamps(task.details, Context(issued.at.date(), in_force)) if not lamp.clear] == []
        assert task.events[0].note == "minh họa"
        assert [event.at for event in task.events] == sorted(event.at for event in task.events)
    states = {standing(task, today=NOW.date()).status for task in found}
    assert {"draft", "overdue", "due_soon", "in_time", "waiting_acceptance", "done_on_time", "done_late"} <= states


def test_it_is_never_mixed_with_anybodys_own(nghe_an, viewer):
    with writing(nghe_an) as connection:
        draft(connection, viewer, Details(content="Của tỉnh"), at=NOW)
    task_sample(nghe_an, viewer, FOLDER, note="minh họa")

    assert [task.details.content for task in loaded(nghe_an)] == ["Của tỉnh"]


@pytest.mark.parametrize("times", [2])
def test_loading_it_again_adds_nothing(nghe_an, viewer, times):
    for _ in range(times):
        task_sample(nghe_an, viewer, FOLDER, note="minh họa")

    assert len({task.code for task in loaded(nghe_an)}) == len(loaded(nghe_an)) == 10
