"""A measure by field: what is one field, what is counted, who misses most, what is not compared."""

import pytest

from actions.data.import_file import import_file
from actions.data.targets import set_target
from core.errors import NoMeasureDataError
from core.periods import parse
from metrics.rates.measures import measure
from reports.commands.asked import answered
from reports.results.fields import UnknownFieldError, by_field, measures_by_field
from reports.versions import published
from store.database import writing
from tests.conftest import NOW, accepted, clock
from views.screen.results import fields as screen

HEAD = "unit_code,month,field,resolved,resolved_early,resolved_on_due,resolved_late\n"
ON_TIME, AUGUST = measure("on_time_resolved"), parse("2026-08")


def row(code, month, field, resolved, late):
    return f"{code},{month},{field},{resolved},{resolved - late},0,{late}\n"


WHOLE = {"SNV": (110, 13), "STP": (300, 4), "SYT": (50, 0)}
AUGUST_ROWS = (
    "".join(row(code, "2026-08", "", *of) for code, of in WHOLE.items())
    + row("SNV", "2026-08", "Đất đai", 100, 12)
    + row("SNV", "2026-08", "Văn hoá", 10, 1)
    + row("STP", "2026-08", "LĨNH VỰC ĐẤT  ĐAI", 100, 3)
    + row("STP", "2026-08", "Văn hóa", 200, 1)
    # These do not add up to the 50 that are published.
    + row("SYT", "2026-08", "Đất đai", 40, 40)
)


def loaded(engine, viewer, rows, name="a.csv"):
    content = (HEAD + rows).encode()
    done = import_file(engine, viewer, content, name, month=None, clock=clock, reason_for=accepted, note="+")
    assert done.versions, done.loaded.issues
    with engine.connect() as connection:
        return published(connection, viewer)


@pytest.fixture
def data(nghe_an, viewer):
    return loaded(nghe_an, viewer, AUGUST_ROWS)


def test_a_field_is_one_however_it_is_written_and_the_most_missed_stands_first(data):
    found = by_field(data, ON_TIME, AUGUST)
    table = found.table.set_index("key")

    assert list(table.index) == ["đất đai", "văn hóa"]
    assert table["field"].to_dict() == {"đất đai": "LĨNH VỰC ĐẤT ĐAI", "văn hóa": "Văn hoá"}
    assert table.loc["đất đai", ["units", "numerator", "denominator", "value", "missed"]].tolist() == [
        2, 185, 200, 92.5, 15
    ]  # fmt: skip
    assert table["share"].tolist() == pytest.approx([100 * 15 / 17, 100 * 2 / 17])
    assert table["to_target"].tolist() == pytest.approx([92.5 - 95, 100 * 208 / 210 - 95])
    units = found.of_field("đất đai")
    assert units[["unit_code", "missed"]].to_numpy().tolist() == [["SNV", 12], ["STP", 3]]
    assert units["share"].tolist() == [80, 20]


def test_a_unit_whose_fields_do_not_add_up_is_left_out_and_that_is_said(data):
    found = by_field(data, ON_TIME, AUGUST)

    assert (found.told, found.known) == (2, 3)
    assert found.covered == pytest.approx(100 * 410 / 460)
    drawn = screen._html(found, "", (), "vi").replace("\u00a0", " ")
    assert "2/3 đơn vị báo cáo theo lĩnh vực, chiếm 89,1 % số hồ sơ." in drawn
    assert "lĩnh vực LĨNH VỰC ĐẤT ĐAI: 15 hồ sơ, 88,2 %" in drawn


def test_it_is_compared_with_the_month_before_only_where_the_same_units_told(nghe_an, viewer):
    july = (
        row("SNV", "2026-07", "", 60, 6) + row("SNV", "2026-07", "Đất đai", 50, 5)
        + row("SNV", "2026-07", "Văn hóa", 10, 1)
        + row("STP", "2026-07", "", 50, 5) + row("STP", "2026-07", "đất đai", 50, 5)
    )  # fmt: skip
    loaded(nghe_an, viewer, july, "july.csv")
    before = by_field(loaded(nghe_an, viewer, AUGUST_ROWS), ON_TIME, AUGUST).table.set_index("key")["before"]

    assert before["đất đai"] == 90
    assert before.isna()["văn hóa"]


def test_a_unit_and_a_kind_are_held_to_their_own_targets_as_everywhere(nghe_an, viewer, data):
    with writing(nghe_an) as connection:
        for value, whose in ((90.0, {"kind": "department"}), (80.0, {"unit": "SNV"})):
            set_target(connection, viewer, "on_time_resolved", "2026-08", value, **whose, source="QĐ 1", at=NOW)
    again = loaded(nghe_an, viewer, row("SCT", "2026-08", "", 10, 0), "b.csv")

    assert by_field(again, ON_TIME, AUGUST).target.value == 95
    found = by_field(again, ON_TIME, AUGUST, "department")
    assert found.target.value == 90 and found.table["to_target"].iloc[0] == 2.5
    assert found.of_field("đất đai")["to_target"].tolist() == [88 - 80, 97 - 90]
    drawn = screen._html(found, "đất đai", (), "vi").replace("\u00a0", " ")
    assert drawn.count("≥ 80 % (chỉ tiêu riêng)") == 1 and "≥ 90 %" in drawn


def test_without_fields_there_is_no_measure_and_one_sentence(nghe_an, viewer):
    data = loaded(nghe_an, viewer, row("SNV", "2026-08", "", 110, 13))

    assert measures_by_field(data, AUGUST) == ()
    with pytest.raises(NoMeasureDataError):
        by_field(data, ON_TIME, AUGUST)


def test_a_program_gets_the_fields_and_the_units_of_one(data, viewer, nghe_an):
    about = {"measure": "on_time_resolved", "period": "2026-08"}
    with nghe_an.connect() as connection:
        every = answered(connection, viewer, "fields", about, "vi")
        one = answered(connection, viewer, "fields", {**about, "field": "ĐẤT ĐAI", "kind": "department"}, "en")
        with pytest.raises(UnknownFieldError):
            answered(connection, viewer, "fields", {**about, "field": "hộ tịch"}, "vi")

    assert every.to_csv(index=False).splitlines()[:2] == [
        "field,units,numerator,denominator,value,missed,share",
        "LĨNH VỰC ĐẤT ĐAI,2,185,200,92.5,15,88.23529411764706",
    ]
    assert one[["unit_code", "unit_name", "missed"]].to_numpy().tolist() == [
        ["SNV", "Department of Home Affairs", 12],
        ["STP", "Department of Justice", 3],
    ]
