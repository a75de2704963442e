"""A staff list takes the place of the one before; who has left keeps a lamp dark, who is not on it is not judged."""

import datetime as dt
from dataclasses import replace

import pytest

from actions.tasks import steps as deeds
from actions.tasks.people import load_people
from core.errors import NotAllowedError, UnclearTaskError
from core.viewer import ALL_UNITS, Viewer
from metrics.tasks.clarity import lamps
from store import people
from store.database import writing
from tests.actions.tasks.test_steps import CLEAR
from tests.conftest import NOW, clock
from tests.loaders.lists.test_people import workbook


def load(engine, viewer, *rows):
    return load_people(engine, viewer, workbook(*rows), "cán bộ.xlsx", clock=clock)


def dark(engine, details, days=0):
    with engine.connect() as connection:
        context = deeds.context(connection, NOW + dt.timedelta(days=days))
    return {lamp.clarity.id: [each.code for each in lamp.reasons] for lamp in lamps(details, context) if not lamp.clear}


def test_a_leader_who_has_left_the_unit_keeps_the_task_from_being_issued(nghe_an, viewer):
    load(nghe_an, viewer, [1, "TRẦN THỊ B", "Sở Nội vụ", "Phó Giám đốc", None, "31/10/2026"])

    assert dark(nghe_an, CLEAR) == {"leader": ["person_left"]}
    with writing(nghe_an) as connection:
        code = deeds.draft(connection, viewer, CLEAR, at=NOW)
    with pytest.raises(UnclearTaskError), writing(nghe_an) as connection:
        deeds.issue(connection, viewer, code, at=NOW)


def test_who_works_in_two_units_is_judged_by_the_one_named_and_who_is_not_on_the_list_is_not(nghe_an, viewer):
    load(
        nghe_an,
        viewer,
        [1, "Trần Thị B", "Sở Tư pháp", None, None, None],
        [2, "Trần Thị B", "Sở Nội vụ", None, "01/12/2026", None],
    )

    assert dark(nghe_an, CLEAR) == {"leader": ["person_left"]}  # not yet
    assert dark(nghe_an, CLEAR, days=10) == {}
    assert dark(nghe_an, replace(CLEAR, leaders=CLEAR.staff)) == {}  # Nguyễn Văn A is on no list


def test_the_newest_list_holds_whole_and_a_faulty_one_changes_nothing(nghe_an, viewer):
    load(nghe_an, viewer, [1, "Trần Thị B", "Sở Tư pháp", None, None, None])
    load(nghe_an, viewer, [1, "Lê Văn C", "Sở Y tế", None, None, None])
    assert dark(nghe_an, CLEAR) == {}

    assert not load(nghe_an, viewer, [1, "Trần Thị B", "Sở Không Có", None, None, None]).fit_to_load
    with nghe_an.connect() as connection:
        assert [post.name for post in people.newest(connection, ALL_UNITS).posts] == ["Lê Văn C"]


def test_who_may_not_assign_tasks_may_load_no_list(nghe_an):
    with pytest.raises(NotAllowedError):
        load(nghe_an, Viewer("a"), [1, "Trần Thị B", "Sở Tư pháp", None, None, None])
