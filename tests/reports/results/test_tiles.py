"""Tiles by former district: who came from where, and who is worse than the target or the median."""

import datetime as dt

import pytest

from core.periods import parse
from core.units import Succession
from metrics.rates.measures import measure
from reports.results.ranking import ranking_of
from reports.results.tiles import NoFormerDistrictsError, has_former_districts, largest_share, tiles_of
from reports.slices import Slice
from reports.versions import published
from store.database import open_engine
from tests.conftest import VIEWER
from tests.samples import sample_of

MONTH = parse("2026-10")
ON_TIME = measure("on_time_resolved")


@pytest.fixture(scope="module", params=["nghe-an", "phu-tho"])
def data(request, tmp_path_factory):
    engine = open_engine(sample_of(request.param, tmp_path_factory.mktemp("tiles") / "namro.db", tmp_path_factory))
    with engine.connect() as connection:
        yield published(connection, VIEWER)
    engine.dispose()


@pytest.mark.parametrize("data", ["nghe-an"], indirect=True)
def test_met_and_missed_are_those_of_the_ranking_and_worse_districts_come_first(data):
    of = Slice(data, "commune", MONTH)
    found, table = tiles_of(of, ON_TIME), ranking_of(of, ON_TIME).table.set_index("unit_code")

    tiles = {tile.unit.code: tile for panel in found.panels for tile in panel.tiles}
    assert set(tiles) == set(table.index) and sum(len(panel.tiles) for panel in found.panels) == len(tiles)
    assert {code for code, tile in tiles.items() if tile.shade < 0} == set(table.index[table["to_target"] < 0])
    assert {code for code, tile in tiles.items() if tile.shade == 0} == set(table.index[table["value"].isna()])
    shares = [panel.worse / panel.known for panel in found.panels if panel.former and panel.known]
    assert shares == sorted(shares, reverse=True)
    for panel in found.panels:
        values = [tile.value for tile in panel.tiles if tile.shade]
        assert values == sorted(values)


def test_a_unit_stands_with_the_district_of_which_it_got_most():
    day = dt.date(2025, 7, 1)
    links = [Succession(old, new, day, share, "") for old, new, share in [("D1", "a", 0.3), ("D2", "a", 0.6)]]
    links += [Succession("D3", "a", day, 0.1, ""), Succession("D1", "b", day, 0.7, "")]

    assert largest_share(links) == largest_share(links[::-1]) == {"a": "D2", "b": "D1"}


@pytest.mark.parametrize("data", ["nghe-an"], indirect=True)
def test_departments_came_from_no_district(data):
    with pytest.raises(NoFormerDistrictsError):
        tiles_of(Slice(data, "department", MONTH), ON_TIME)


@pytest.mark.parametrize("data", ["phu-tho"], indirect=True)
def test_a_province_whose_list_has_no_districts_has_no_tiles(data):
    assert not has_former_districts(data)
