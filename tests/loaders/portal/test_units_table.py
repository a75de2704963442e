"""A table of a province's units, as people copy it from the portal's page, and as the sample of Gia Lai has it."""

import datetime as dt

import pytest

from core.portal import MEAN_DAYS, RANK, RANK_IN_KIND, TOTAL
from core.settings import PROVINCES
from loaders.portal.answers import Beside
from loaders.portal.reading import read

NOW = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
GROUPS = {"DOSSIER_SYNC": "CKMB", "ON_TIME": "TDGQ", "PETITION_PROCESSING_ON_TIME": "MDHL"}
HEAD = "Kỳ;Ngày đọc;Mã;Đơn vị;CKMB;MDHL;Tổng điểm;Hạng"


def judged(*lines: str):
    text = "\n".join(lines)
    return read(text.encode(), "bang.csv", Beside(), groups=GROUPS, now=NOW)


def place(found, code: str, number: int = 0):
    return {each.item: each for each in found.reads[number].values if each.code == code}


def codes(found) -> list[str]:
    return [issue.code for issue in found.issues]


def test_units_are_no_provinces_and_their_scope_is_in_their_codes():
    found = judged(
        HEAD,
        "2026;10/10/2026;H21.17;Sở Văn hóa, Thể thao và Du lịch;11,79;18;79,27;1",
        "2026;10/10/2026;H21.125;UBND xã Đăk Song;11,79;18;73,95;3",
        "2026;10/10/2026;H41.101;Ủy ban nhân dân phường Vinh;11;18;70;1",
    )

    assert [(each.scope, each.answer, each.asked.period) for each in found.reads] == [
        ("H21", TOTAL, "2026"),
        ("H41", TOTAL, "2026"),
    ]
    assert {value.kind for value in place(found, "H21.17").values()} == {"department"}
    assert {value.kind for value in place(found, "H21.125").values()} == {"commune"}
    assert {value.kind for value in place(found, "H41.101", 1).values()} == {"commune"}
    assert place(found, "H21.125")[RANK].numerator == 3 and place(found, "H21.125")[RANK].score is None
    assert codes(found) == ["portal_part"]


def test_the_province_above_its_units_is_the_whole_of_them():
    found = judged(
        HEAD, "2026;10/10/2026;H21.125;UBND xã A;1;1;2;", "2026;10/10/2026;H21;UBND tỉnh Gia Lai;11,79;11,3;66,23;4"
    )

    (one,) = found.reads
    assert (one.scope, one.scope_name, one.values[0].kind) == ("H21", "UBND tỉnh Gia Lai", "province")


def test_among_other_provinces_it_is_one_of_them():
    rows = ("H21;UBND tỉnh Gia Lai", "H41;UBND tỉnh Nghệ An", "H21.125;UBND xã A")
    found = judged(HEAD, *(f"2026;10/10/2026;{row};1;1;2;" for row in rows))

    assert [(each.scope, len({value.code for value in each.values})) for each in found.reads] == [("", 2), ("H21", 1)]


def test_a_provinces_older_code_is_no_units():
    found = judged(HEAD, *(f"2026;10/10/2026;000.00.00.H{n};Tỉnh {n};1;1;2;" for n in (21, 41)))

    assert [(each.scope, {value.kind for value in each.values}) for each in found.reads] == [("", {"province"})]


def test_the_kind_that_the_table_names_goes_before_the_name():
    found = judged("Mã;Đơn vị;childGroup;CKMB;Tổng điểm;Kỳ;Ngày đọc", "H21.9;Xã hội;AGENCY;1;2;2026;10/10/2026")

    assert place(found, "H21.9")[TOTAL].kind == "department"


def test_indicators_have_their_counts_points_and_flag_by_the_portals_codes():
    names = "code,name,CKMB,total,period,read_on,avgProcessingDays,groupRank,totalReceived,totalOnTime"
    of_one = "DOSSIER_SYNC_num,DOSSIER_SYNC_den,DOSSIER_SYNC_score,DOSSIER_SYNC_max,DOSSIER_SYNC_flag"
    found = judged(
        f"{names},{of_one},NEW_ONE_num,OLD_ONE_num,OLD_ONE_max",
        "H21.9,UBND xã A,1,2,2026,2026-10-10,2.31,7,1200,1100,9,10,5.4,6,TEMP,3,4,0",
    )

    told = place(found, "H21.9")
    sync = told["DOSSIER_SYNC"]
    assert (sync.numerator, sync.denominator, sync.score, sync.max_score, sync.flag) == (9, 10, 5.4, 6, "TEMP")
    assert (told["ON_TIME"].numerator, told["ON_TIME"].denominator) == (1100, 1200)
    assert (told[MEAN_DAYS].numerator, told[RANK_IN_KIND].numerator) == (2.31, 7)
    assert "PAY_DOSSIER" not in told, "what the table does not have is missing, not 0"
    assert [issue.values for issue in found.issues if issue.code == "portal_flagged"] == [
        {"items": ["DOSSIER_SYNC"], "points": "6"}
    ]
    assert [issue.values["items"] for issue in found.issues if issue.code == "portal_unknown"] == [["NEW_ONE"]]


@pytest.mark.parametrize("value", ["x", "-3", "1,5"])
def test_a_count_that_is_none_is_told_with_its_cell(value):
    found = judged(
        "code;name;CKMB;total;period;read_on;DOSSIER_SYNC_num", f"H21.9;UBND xã A;1;2;2026;10/10/2026;{value}"
    )

    assert [(issue.code, issue.cell) for issue in found.issues] == [("index_number", "G2")]
    assert not found.fit_to_load


def test_the_sample_of_gia_lai_is_read_whole():
    path = PROVINCES / "gia-lai" / "portal_units_2026-10-10.csv"

    found = read(path.read_bytes(), path.name, Beside(), groups=GROUPS, now=NOW)

    assert found.fit_to_load
    assert len({value.code for value in found.reads[0].values}) == 20
    assert "portal_sum" not in codes(found), "the groups of every unit add up to its total"
