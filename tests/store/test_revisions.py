"""First and newest versions of revised months are what publications hold, layer by layer."""

import datetime as dt

import pandas as pd
import pytest
from sqlalchemy.engine import Engine

from actions.data.import_file import import_file
from core.periods import parse
from core.viewer import ALL_UNITS, Viewer, only
from store import publications, revisions
from tests.conftest import accepted, clock

NAMES = ("received_online", "received_in_person")
FIRST = "unit_code,month,received_online,received_in_person\nSNV,2026-07,80,20\nSTP,2026-07,70,30\nSNV,2026-08,1,2\n"
CORRECTION = "unit_code,month,received_online\nSNV,2026-07,85\n"


@pytest.fixture
def revised(nghe_an: Engine, viewer: Viewer) -> Engine:
    for number, text in enumerate((FIRST, CORRECTION)):
        name = f"{number}.csv"
        done = import_file(nghe_an, viewer, text.encode(), name, month=None, clock=clock, reason_for=accepted, note="+")
        assert done.loaded.fit_to_store, done.loaded.issues
    return nghe_an


def test_a_version_is_what_was_published_and_a_month_with_one_version_is_left_out(revised):
    july = parse("2026-07")
    with revised.connect() as connection:
        found = revisions.first_and_last(connection, NAMES, since=dt.date(2026, 1, 1), scope=ALL_UNITS)
        newest = publications.newest(connection)
        versions = [
            publications.counts(connection, as_of=int(number), period=july)[["unit_code", *NAMES]]
            for number in (newest["id"].min() - 1, newest["id"].max())
        ]

    assert set(found["month"]) == {pd.Timestamp("2026-07-01")}
    assert found.groupby("unit_code").size().to_dict() == {"SNV": 2, "STP": 2}
    assert found[["unit_code", *NAMES]].to_numpy().tolist() == pd.concat(versions).to_numpy().tolist()
    assert found["published_at"].dt.tz is not None


def test_before_the_second_version_there_is_nothing_revised(revised):
    with revised.connect() as connection:
        assert revisions.first_and_last(connection, NAMES, since=dt.date(2026, 1, 1), scope=ALL_UNITS, as_of=2).empty
        assert revisions.first_and_last(connection, NAMES, since=dt.date(2026, 8, 1), scope=ALL_UNITS).empty
        found = revisions.first_and_last(connection, NAMES, since=dt.date(2026, 1, 1), scope=only("STP"))

    assert set(found["unit_code"]) == {"STP"}
