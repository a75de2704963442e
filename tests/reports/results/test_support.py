"""What the numbers support stands beside the official rank, and never changes it."""

import io

import numpy as np
import openpyxl
import pandas as pd
import pytest
import sqlalchemy as sa

from actions.data.import_file import import_file
from core.periods import parse
from metrics.chance.certainty import STATES
from metrics.chance.rank_curves import Curves
from reports.results.ranking import ranking
from reports.results.support import groups, supported
from reports.results.unit import unit_report
from reports.versions import published
from store.fields import counts_by_field
from store.tables.core import imports
from tests.conftest import VIEWER, accepted, clock
from views.documents.files import ranking_workbook
from views.wording import certainty

pytestmark = pytest.mark.slow

HEAD = "unit_code,month,received_online,received_in_person,resolved,resolved_early,resolved_on_due,resolved_late\n"


def load(engine, viewer, text: str, name: str = "x.csv"):
    done = import_file(engine, viewer, text.encode(), name, month=None, clock=clock, note="thử", reason_for=accepted)
    assert done.loaded.fit_to_store, done.loaded.issues


def six_communes(engine):
    with engine.connect() as connection:
        data = published(connection, VIEWER)
    return [unit.code for unit in data.lists.newest if unit.kind == "commune" and unit.valid_to is None][:6]


@pytest.fixture
def codes(nghe_an):
    return six_communes(nghe_an)


def month_of(codes, month, late) -> str:
    return "".join(
        f"{code},{month},60,40,{whole},0,{whole - each},{each}\n"
        for code, each, whole in zip(codes, late, [1000] * 5 + [4], strict=True)
    )


def seven_months(engine):
    codes, months = six_communes(engine), [f"2026-{number:02}" for number in range(1, 8)]
    load(engine, VIEWER, HEAD + "".join(month_of(codes, month, [5, 8, 60, 65, 300, 0]) for month in months))


@pytest.fixture
def ranked(copy_of):
    return copy_of("nghe-an", seven_months)


def ask(engine, viewer, question, *arguments, **named):
    with engine.connect() as connection:
        return question(connection, viewer, *arguments, **named)


def rows(engine, viewer, period: str) -> pd.DataFrame:
    return on_time(engine, viewer, period).table.set_index("unit_code")


def on_time(engine, viewer, period: str):
    return ask(engine, viewer, ranking, "on_time_resolved", parse(period), kind="commune")


def test_the_official_rank_stays_and_a_lucky_small_unit_has_a_wide_interval(ranked, viewer, codes):
    table = rows(ranked, viewer, "2026-07")

    assert table.loc[codes, "rank"].tolist() == [2, 3, 4, 5, 6, 1]
    small = table.loc[codes[-1]]
    assert small["rank_high"] - small["rank_low"] >= 3
    assert (table.loc[codes[:2], "rank_high"] <= 3).all() and (table.loc[[codes[4]], "rank_low"] >= 5).all()
    assert table.loc[codes, "tier"].tolist() == [1, 1, 2, 2, 3, 1]


def test_a_unit_that_is_not_ranked_has_no_interval(ranked, viewer):
    table = on_time(ranked, viewer, "2026-07").table

    silent = table[table["status"].eq("not_reported")]
    assert len(silent) and silent[["rank_low", "rank_middle", "rank_high", "tier"]].isna().all(axis=None)
    assert silent["certainty"].eq("").all()


def test_the_states_are_of_the_series_and_of_the_unit_page_too(ranked, viewer, codes):
    report = on_time(ranked, viewer, "2026-07")
    table = report.table.set_index("unit_code")
    assert table.loc[codes[:5], "certainty"].tolist() == ["met_sure"] * 2 + ["missed_sure"] * 3
    first = rows(ranked, viewer, "2026-01")  # one month of 94 % does not say so much against 95 %
    assert first.loc[codes[2], "certainty"] == "missed_unsure"

    place = ask(ranked, viewer, unit_report, codes[0], parse("2026-07")).places[0]

    row = table.loc[codes[0]]
    names = ["rank_low", "rank_middle", "rank_high"]
    assert [getattr(place, name) for name in names] == row[names].tolist()
    assert place.certainty == row["certainty"] in STATES


def test_outside_its_range_a_rank_says_that_a_real_change_did_it(ranked, viewer, codes):
    """August: the best unit has 400 late of 1,000, the others as before."""
    load(ranked, viewer, HEAD + month_of(codes, "2026-08", [400, 8, 60, 65, 300, 0]))

    table = rows(ranked, viewer, "2026-08").loc[codes]

    assert table["rank"].tolist() == [6, 2, 3, 4, 5, 1]
    assert table["rank_high"].iloc[0] < 6 and table["unusual"].iloc[0] == "change"
    assert ask(ranked, viewer, unit_report, codes[0], parse("2026-08")).places[0].unusual == "change"
    inside = table[table["rank"].between(table["rank_low"], table["rank_high"])]
    assert len(inside) and inside["unusual"].eq("").all()


@pytest.mark.parametrize(
    ("differs", "why"), [([0, 0, 0], "few"), ([-1, 0, 0], "few"), ([1, 0, 0], "change"), ([0, -1, -1], "few")]
)
def test_a_change_counts_only_if_it_goes_the_way_the_rank_went(differs, why):
    """Three units known to a hair; the one that is third by twelve months is first this month."""
    table = pd.DataFrame({"unit_code": ["C", "A", "B"], "status": "ranked", "rank": [1, 2, 3]})
    curves = Curves(np.ones((1, 3)), np.array([[1.0, 3.0, 2.0]]), np.full((1, 3), 0.01))

    found = supported(table, curves, np.array(differs, dtype=float))

    assert found.loc["C", ["rank_low", "rank_high"]].tolist() == [3, 3]
    assert found.loc["C", "unusual"] == why


def test_a_quarter_has_intervals_and_states_of_its_own(ranked, viewer, codes):
    table = rows(ranked, viewer, "2026-Q2")

    assert table.loc[codes[0], "certainty"] == "met_sure" and table.loc[codes[4], "rank_low"] >= 5


def test_only_a_change_beyond_chance_is_called_an_improvement(ranked, viewer, codes):
    load(ranked, viewer, HEAD + "".join(month_of(codes, f"2026-{m:02}", [5, 8, 20, 61, 300, 1]) for m in (8, 9, 10)))

    report = on_time(ranked, viewer, "2026-10")

    assert report.progress.who("improved")["unit_code"].tolist() == [codes[2]]
    assert report.progress.who("worsened").empty
    said = certainty.progress(report, "vi")["said"]
    assert "tháng 10/2026" in said and "5 đơn vị" in said


def test_without_six_months_nobody_is_said_to_improve(ranked, viewer):
    assert on_time(ranked, viewer, "2026-03").progress is None


def test_the_neighbours_of_a_unit_have_about_as_many_dossiers(nghe_an, viewer, codes):
    head = "unit_code,month,received_online,received_in_person\n"
    sizes = [100, 105, 400, 95, 5000, 102]
    load(nghe_an, viewer, head + "".join(f"{code},2026-07,{n},0\n" for code, n in zip(codes, sizes, strict=True)))

    found = ask(nghe_an, viewer, unit_report, codes[0], parse("2026-07")).neighbours

    assert [unit.code for unit in found.units] == [codes[place] for place in (5, 1, 3, 2, 4)] and not found.by_mix


def test_the_workbook_has_the_supported_ranks_groups_and_states(ranked, viewer, codes):
    report = on_time(ranked, viewer, "2026-07")

    sheet = openpyxl.load_workbook(io.BytesIO(ranking_workbook(report, "vi", "0123abcd"))).active

    written = {row[1]: row for row in sheet.iter_rows(values_only=True)}
    row = report.table.set_index("unit_code").loc[codes[4]]
    assert written[codes[4]][8:13] == (
        row["rank_low"], row["rank_high"], 3, "Chưa đạt", "Nhiều tháng qua thường chưa đạt",
    )  # fmt: skip


FIELD_HEAD = "unit_code,month,field,resolved,resolved_early,resolved_on_due,resolved_late\n"
BY_FIELD = FIELD_HEAD + (
    "{0},2026-07,Đất đai,900,0,720,180\n{0},2026-07,Chứng thực,100,0,99,1\n"
    "{1},2026-07,Đất đai,100,0,70,30\n{1},2026-07,Chứng thực,900,0,891,9\n"
)


def test_with_fields_loaded_the_rate_with_everybodys_mix_stands_beside_the_raw_one(nghe_an, viewer, codes):
    load(nghe_an, viewer, BY_FIELD.format(*codes))

    table = rows(nghe_an, viewer, "2026-07")

    assert table.loc[codes[:2], "value"].tolist() == pytest.approx([81.9, 96.1])
    assert table.loc[codes[0], "adjusted"] > table.loc[codes[1], "adjusted"]
    assert ask(nghe_an, viewer, unit_report, codes[0], parse("2026-07")).month == parse("2026-07")


def test_fields_that_no_longer_add_up_to_what_is_published_are_left_out(nghe_an, viewer, codes):
    load(nghe_an, viewer, BY_FIELD.format(*codes))
    corrected = "unit_code,month,resolved,resolved_early,resolved_on_due,resolved_late\n"
    load(nghe_an, viewer, corrected + f"{codes[0]},2026-07,1000,0,900,100\n", "sửa.csv")

    table = rows(nghe_an, viewer, "2026-07")

    assert table.loc[codes[0], "value"] == pytest.approx(90.0) and pd.isna(table.loc[codes[0], "adjusted"])
    assert not pd.isna(table.loc[codes[1], "adjusted"])


def test_without_fields_nothing_is_adjusted(ranked, viewer):
    report = on_time(ranked, viewer, "2026-07")

    assert report.table["adjusted"].isna().all()


def test_a_drafts_fields_lie_over_the_published_ones(nghe_an, viewer, codes):
    load(nghe_an, viewer, BY_FIELD.format(*codes))
    with nghe_an.connect() as connection:
        newest = connection.execute(sa.select(sa.func.max(imports.c.id))).scalar_one()
        found = counts_by_field(connection, on_top=[newest])
    found = found[found["unit_code"].eq(codes[0])]

    assert found[["unit_code", "field", "resolved"]].to_numpy().tolist() == [
        [codes[0], "Chứng thực", 100.0],
        [codes[0], "Đất đai", 900.0],
    ]


def test_of_one_unit_alone_nothing_is_said_about_order():
    table = pd.DataFrame({"rank": [1, 2], "tier": [1, 1]})
    assert groups(table).many == 1 and groups(table.head(1)) is None
