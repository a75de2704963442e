"""What a publication changes is looked for only where something can differ, and all of it is found."""

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from reports.data import consequences
from reports.unit_lists import UnitLists
from reports.versions import as_published, published
from store import signatures
from store.database import open_engine, reading
from tests import tiers
from tests.conftest import VIEWER
from tests.samples import sample_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    """Two versions of a month that follow each other, for months that have some."""
    engine = open_engine(sample_of("nghe-an", tmp_path_factory.mktemp("pairs") / "namro.db", tmp_path_factory))
    found = []
    with reading(engine) as connection:
        months = published(connection, VIEWER).all_months()
        # Of the three newest two pairs each; before them they are all of one sort.
        for month in months if tiers.TIER == "all" else months[:3]:
            numbers = [each.id for each in signatures.signed(connection, month)]
            states = [as_published(connection, VIEWER, number) for number in numbers]
            found += [(older, newer, month) for older, newer in pairwise(states)]
    engine.dispose()
    assert len(found) >= 5
    return found


def thorough(monkeypatch, older, newer, month):
    """As if everything could differ."""
    with monkeypatch.context() as all_of_it:
        all_of_it.setattr(consequences, "_touched", lambda *_: COUNT_NAMES)
        return consequences.difference(older, newer, month)


def same(one, other):
    for name in ("cells", "ranks", "scores"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_nothing_is_missed(pairs, monkeypatch):
    changed = 0
    for older, newer, month in pairs:
        found = consequences.difference(older, newer, month)
        same(found, thorough(monkeypatch, older, newer, month))
        changed += len(found.ranks)
    assert changed > 0


def test_a_unit_that_is_gone_moves_the_ranks_of_others(pairs, monkeypatch):
    older, _, month = pairs[0]
    gone = older.of_kind(["commune"], [month])[0]
    without = replace(older, lists=UnitLists(tuple(each for each in older.units if each != gone)))

    found = consequences.difference(older, without, month)

    assert found.cells.empty and len(found.ranks)
    same(found, thorough(monkeypatch, older, without, month))
