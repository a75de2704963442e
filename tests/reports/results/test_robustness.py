"""How far a rank can be trusted, on the sample: what is said of the last ten is what the tables hold."""

from dataclasses import replace

import pytest

from core.errors import NoMeasureDataError
from core.periods import parse
from metrics.rates.measures import NotCountedError, measure
from metrics.score.weights import shares_of_groups
from reports.results.analysis import funnel_of
from reports.results.control import control_of
from reports.results.robustness import NobodyScoredError, rank_sets_of, weights_of
from reports.results.score import score_of
from reports.slices import Slice, ranked_units
from reports.versions import published
from store.database import open_engine
from tests.conftest import VIEWER
from tests.samples import sample_of
from views.charts.rank_ranges import sets_data, weights_data
from views.charts.tables_of_ranks import of_sets, of_weights
from views.wording import robustness

MONTH = parse("2026-10")
ON_TIME = measure("on_time_resolved")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    engine = open_engine(sample_of("nghe-an", tmp_path_factory.mktemp("robustness") / "namro.db", tmp_path_factory))
    with engine.connect() as connection:
        yield published(connection, VIEWER)
    engine.dispose()


def scored(data, kind="commune"):
    return score_of(Slice(data, kind, MONTH), data.definitions(MONTH).score("qd766"))


def test_every_ranked_unit_has_a_set_that_widens_when_all_are_read_at_once(data):
    of = Slice(data, "commune", MONTH)
    table = rank_sets_of(of, ON_TIME).table

    assert list(table["unit_code"]) == list(ranked_units(of, ON_TIME).query("status == 'ranked'")["unit_code"])
    assert (table["low_together"] <= table["low"]).all() and (table["high_together"] >= table["high"]).all()
    assert table["low_together"].ge(1).all() and table["high_together"].le(len(table)).all()
    # Wider than the range that learns from the kind, and yet some units are told apart.
    assert (table["high"] - table["low"]).median() > (table["rank_high"] - table["rank_low"]).median()
    assert (table["high_together"] - table["low_together"]).min() < len(table) // 2


def test_the_official_weights_give_the_official_ranks_and_other_ones_move_some(data):
    answer = scored(data)
    table = weights_of(answer).table

    ranked = answer.table[answer.table["status"].eq("ranked")]
    shares, weights, _ = shares_of_groups(answer.indicators, list(ranked["unit_code"]))
    assert shares @ weights == pytest.approx(ranked["points"].to_numpy(dtype=float))
    assert list(table["rank"]) == list(ranked["rank"])
    inside = (table["low"] <= table["rank"]) & (table["rank"] <= table["high"])
    assert inside.mean() > 0.9
    assert table["left_out"].isin(["", *(group.id for group in answer.rules.groups)]).all()
    assert (table["high"] > table["low"]).any()


def test_sentence_chart_and_table_say_the_same_of_the_last_ten(data):
    report = weights_of(scored(data))
    _, stay = robustness.weights(report, "vi")

    names = set(report.surely_last["unit_name"])
    assert names and all(name in stay for name in names)
    assert len(names) == len([name for name in report.last["unit_name"] if name in stay])
    assert f"{len(names)} đơn vị vẫn ở" in stay
    shown = of_weights(report, "vi", 30)
    assert [first for _, first, _ in shown.rows] == list(weights_data(report, "vi", 30)["name"])
    sets = rank_sets_of(Slice(data, "commune", MONTH), ON_TIME)
    assert [cells[3] for _, _, cells in of_sets(sets, "vi", None).rows] == list(sets_data(sets, "vi")["wide_text"])


def test_of_few_units_fewer_are_the_first_and_the_last(data):
    report = rank_sets_of(Slice(data, "department", MONTH), ON_TIME)
    two = type(report)(report.measure, report.kind, report.month, report.table.head(2))

    assert report.ends == len(report.table) // 3
    assert not set(report.surely_first["unit_code"]) & set(report.surely_last["unit_code"])
    assert f"trong {report.ends} đơn vị cuối" in robustness.sets(report, "vi")[1]
    assert robustness.sets(two, "vi") == ["Chỉ có 2 đơn vị được xếp hạng."]


def test_a_figure_that_counts_no_dossiers_has_no_chances(data):
    days = measure("mean_days")

    for asked in (lambda: rank_sets_of(Slice(data, "commune", MONTH), days), lambda: control_of(data, days, "SNV")):
        with pytest.raises(NotCountedError):
            asked()
    with pytest.raises(NotCountedError):
        funnel_of(Slice(data, "commune", MONTH), days)


def test_where_nobody_is_ranked_it_is_said(data):
    with pytest.raises(NoMeasureDataError):
        rank_sets_of(Slice(data, "district", parse("2025-06")), measure("late_redated"))
    answer = scored(data)
    nobody = type(answer)(**{**vars(answer), "table": answer.table.assign(status="partly")})
    with pytest.raises(NobodyScoredError):
        weights_of(nobody)


def test_of_two_units_no_place_among_the_last_nought_is_told(data):
    report = weights_of(scored(data))
    two = replace(report, table=report.table.head(2))

    assert of_weights(report, "vi", None).head[-1] == f"Trong {report.ends} đơn vị cuối"
    assert two.ends == 0 and not [each for each in of_weights(two, "vi", None).head if "cuối" in each]
