"""The timeline holds issued tasks with a deadline, each with its days; today stands once."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from core.tasks import Details, Event, Task
from core.viewer import everyone
from reports.tasks.listed import task_list
from tests.conftest import NOW
from views.charts.timeline import MOST, timeline_data

DRAFTED = Event("drafted", NOW - dt.timedelta(days=40), "a")
ISSUED = Event("issued", NOW - dt.timedelta(days=30), "a")


def task(code, *events, deadline=dt.date(2026, 12, 1)):
    return Task(code, Details(content="Việc", deadline=deadline), (DRAFTED, *events))


def drawn(*tasks):
    return timeline_data(task_list(tasks, everyone(), now=NOW), "vi")


def test_only_what_is_issued_and_has_a_deadline_is_drawn_from_issue_to_deadline():
    cancelled = replace(ISSUED, kind="cancelled", at=NOW)

    table = drawn(task("A", ISSUED), task("B"), task("C", ISSUED, deadline=None), task("D", ISSUED, cancelled))

    assert table["code"].tolist() == ["A"]
    assert (table["begin"][0], table["end"][0]) == (pd.Timestamp("2026-10-23"), pd.Timestamp("2026-12-01"))
    assert table["status"][0] == "Đang làm, trong hạn" and table["today"][0] == pd.Timestamp("2026-11-22")


def test_today_stands_once_and_no_more_than_can_be_read_are_drawn():
    table = drawn(*(task(f"T{number:03}", ISSUED) for number in range(MOST + 5)))

    assert len(table) == MOST and table["today"].notna().sum() == 1
    assert drawn().empty
