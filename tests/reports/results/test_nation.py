"""The province among all: the real reads of September and October 2026, side by side."""

import json

import pytest

from actions.data.portal_reads import check_portal, load_all, load_portal
from core.errors import NotAllowedError
from core.portal import TOTAL
from core.settings import ROOT
from core.viewer import ALL_UNITS, Viewer
from core.words import said_issue
from loaders.portal.answers import Beside
from reports.results.nation import nation
from store import portal
from tests.conftest import clock
from views.wording import nation as said

REAL = (
    ROOT / "sample_data" / "portal_provinces.csv"
)  # the national portal's figures, read 26 September to 10 October 2026
CASES = ROOT / "tests" / "loaders" / "cases" / "portal"


def load(engine, viewer, text: bytes, name="a.csv", **beside) -> None:
    assert load_portal(engine, viewer, text, name, Beside(**beside), clock=clock).fit_to_load


def asked(engine, viewer, period=""):
    with engine.connect() as connection:
        return nation(connection, viewer, period)


def test_nghe_an_stands_where_the_portal_says(nghe_an, viewer):
    load(nghe_an, viewer, REAL.read_bytes())

    found = asked(nghe_an, viewer)

    ours = found.standings[TOTAL]
    # domain.md and the portal itself: 61.82, 21st of 34 on 10 October 2026.
    assert (ours.score, ours.rank, ours.of) == (61.82, 21, 34)
    assert [place.rank for place in found.neighbours] == [19, 20, 21, 22, 23]
    assert not found.hollow
    given = {
        line.split(",")[3]: int(line.split(",")[-1])
        for line in REAL.read_text().splitlines()
        if line[:10] == "2026-10-10" and ",H" in line
    }
    assert {place.code: place.rank for place in found.places} == given
    assert "61,82 điểm, hạng 21/34" in said.lead("vi", found, "Tỉnh Nghệ An")[0]


def test_movement_is_between_our_own_reads(nghe_an, viewer):
    load(nghe_an, viewer, REAL.read_bytes())

    moves = asked(nghe_an, viewer).moves

    assert [(move.score, move.rank) for move in moves] == [
        (61.82, 21),
        (61.74, 19),
        (59.99, 26),
        (59.43, 28),
        (59.72, 27),
    ]
    assert (moves[0].score_change, moves[0].rank_change) == (0.08, -2)
    assert moves[-1].score_change is None


def test_the_year_comes_before_the_months_that_were_read_after_it(nghe_an, viewer):
    head = "Tỉnh,Kỳ,Ngày đọc,Tổng điểm,CKMB\n"
    for period, day in (
        ("2026", "09/10/2026"),
        ("2026-08", "10/10/2026"),
        ("2026-Q3", "10/10/2026"),
        ("2025", "10/10/2026"),
    ):
        load(nghe_an, viewer, f"{head}Nghệ An,{period},{day},60,5\nHà Tĩnh,{period},{day},61,5\n".encode())

    assert asked(nghe_an, viewer).periods == ("2026", "2026-Q3", "2026-08", "2025")


def test_a_later_read_of_the_same_period_replaces_nothing(phu_tho, viewer):
    load(phu_tho, viewer, REAL.read_bytes())
    load(phu_tho, viewer, "Tỉnh,Mã,CKMB,Tổng điểm\nPhú Thọ,H44,1,50\n".encode(), period="2026", read_at=clock())

    found = asked(phu_tho, viewer)

    assert found.own == "H44"
    assert found.standings[TOTAL].of == 34, "a rank of one among one is none"
    assert len(found.moves) == 5
    with phu_tho.connect() as connection:
        assert len(portal.everything(connection)) == 6, "kept beside the others"
    assert not check_portal(phu_tho, viewer, REAL.read_bytes(), "b.csv", Beside(), clock=clock).new


def test_the_same_moment_with_other_figures_is_kept_beside_and_told(nghe_an, viewer):
    row = "Tỉnh,Mã,CKMB,Tổng điểm\nNghệ An,H41,1,{}\n"
    beside = Beside("2026", clock())
    load_portal(nghe_an, viewer, row.format(50).encode(), "a.csv", beside, clock=clock)

    found = load_portal(nghe_an, viewer, row.format(51).encode(), "b.csv", beside, clock=clock)

    assert [issue.code for issue in found.issues] == ["portal_other"]
    assert len(asked(nghe_an, viewer).moves) == 2


def test_a_month_at_the_floor_ranks_nobody(nghe_an, viewer):
    rows = "".join(f"Tỉnh {n},,2,16\n" for n in range(20)) + "Nghệ An,H41,5,40\n"
    load(nghe_an, viewer, ("Tỉnh,Mã,CKMB,Tổng điểm\n" + rows).encode(), period="2026-02", read_at=clock())

    found = asked(nghe_an, viewer)

    assert found.hollow
    assert said.short("vi", found) == ""
    assert "không xếp hạng" in said.lead("vi", found, "Tỉnh Nghệ An")[0]


def test_our_units_come_from_answers_that_name_them_by_id_alone(nghe_an, viewer):
    files = [(path.read_bytes(), path.name) for path in sorted(CASES.glob("*.json"))]
    files = [(text.replace(b'"H99', b'"H41'), name) for text, name in files]

    found = load_all(nghe_an, viewer, files, Beside(read_at=clock()), clock=clock)

    assert all(each.fit_to_load for each in found)
    report = asked(nghe_an, viewer, "2026")
    assert [(unit.kind, unit.rank) for unit in report.units.places] == [("department", 1), ("commune", 1)]
    assert report.units.places[0].scores.keys() == {"TOTAL", "CKMB", "TDGQ", "DVCTT", "TTTT", "MDSH", "MDHL"}
    assert report.flagged == ("DOSSIER_SYNC",)
    department = report.units.places[0]
    assert department.computed["TDGQ"] == department.scores["TDGQ"] == 18.55, "371 of 400 in time: the answer of TDGQ"
    assert report.units.rates["on_time_portal"]["H41.01"].value == 92.75
    assert not report.units.ranks_printed and not report.units.partly
    assert said.units("vi", report.units)[0] == "Điểm do Cổng công bố. Hạng tính trong từng loại đơn vị."


BAD = {
    "refused": json.dumps({"code": "ERR", "data": {"x": 1}}).encode(),
    "cut_off": b'{"code": "OK", "data": {"overview": {"totalSc',
    "no_answer": b'{"hello": 1}',
    "no_table": b"a,b\n1,2\n",
    "empty": b"",
    "a_picture": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("first", [True, False])
def test_one_bad_file_of_a_drop_takes_nothing_from_the_others(nghe_an, viewer, bad, first):
    files = [(REAL.read_bytes(), "a.csv"), (BAD[bad], f"{bad}.json")]

    found = load_all(nghe_an, viewer, files[::-1] if first else files, Beside("2026", clock()), clock=clock)

    assert {each.name: each.fit_to_load for each in found} == {"a.csv": True, f"{bad}.json": False}
    assert asked(nghe_an, viewer).standings[TOTAL].rank == 21
    assert all(f"{bad}.json" in said_issue("vi", issue) for each in found for issue in each.issues if bad != "refused")
    with nghe_an.connect() as connection:
        assert [file.name for file in portal.files(connection)] == ["a.csv"]


def test_a_drop_of_bad_files_alone_loads_nothing_and_names_each(nghe_an, viewer):
    found = load_all(
        nghe_an, viewer, [(each, f"{name}.json") for name, each in BAD.items()], Beside("2026", clock()), clock=clock
    )

    assert not any(each.fit_to_load for each in found)
    assert [each.name for each in found] == [f"{name}.json" for name in BAD]
    assert asked(nghe_an, viewer) is None


def test_who_may_not_import_loads_nothing(nghe_an):
    with pytest.raises(NotAllowedError):
        load_portal(
            nghe_an, Viewer.holding("x", {"see_results"}, ALL_UNITS), REAL.read_bytes(), "a.csv", Beside(), clock=clock
        )


def test_a_period_has_the_name_it_has_everywhere():
    assert [said.period("en", code) for code in ("2026-08", "2026-Q3", "2026")] == [
        "August 2026",
        "Q3 2026",
        "2026 to date",
    ]
    assert said.period("vi", "2026-Q3") == "quý III/2026"


def test_a_drop_is_stored_whole_or_not_at_all(nghe_an, viewer, monkeypatch):
    """The database fails at the second file: nothing of the first stays."""
    files = [(REAL.read_bytes(), "a.csv"), ("Tỉnh,Mã,CKMB,Tổng điểm\nNghệ An,H41,1,50\n".encode(), "b.csv")]
    real, calls = portal.add, []

    def failing(*given, **named):
        calls.append(named["file_name"])
        if named["file_name"] == "b.csv":
            raise OSError("disk full")
        return real(*given, **named)

    monkeypatch.setattr(portal, "add", failing)
    with pytest.raises(OSError, match="disk full"):
        load_all(nghe_an, viewer, files, Beside("2026", clock()), clock=clock)

    assert "a.csv" in calls
    assert asked(nghe_an, viewer) is None


@pytest.mark.parametrize("name", ["Nghệ An", "UBND tỉnh Nghệ An", "Uỷ ban nhân dân tỉnh NGHỆ AN", "Tỉnh Nghệ An"])
def test_a_province_without_a_code_is_known_by_its_name(nghe_an, viewer, name):
    load(nghe_an, viewer, f"Tỉnh,CKMB,Tổng điểm\n{name},1,50\nHà Tĩnh,1,60\n".encode(), period="2026", read_at=clock())

    assert asked(nghe_an, viewer).standings[TOTAL].rank == 2


TABLE = (
    "Kỳ,Ngày đọc,Mã,Đơn vị,CKMB,TDGQ,Tổng điểm,totalOnTime,totalReceived\n2026,{day},H41.01,Sở A,5,{points},50,90,100\n"
)


def test_points_that_do_not_come_out_of_their_counts_are_told_beside_the_portals(nghe_an, viewer):
    load(nghe_an, viewer, REAL.read_bytes())
    load(nghe_an, viewer, TABLE.format(day="10/10/2026", points=17.5).encode())

    found = asked(nghe_an, viewer).units

    (place,) = found.places
    assert place.differs("TDGQ") and place.computed == {"TDGQ": 18.0}
    assert (found.checkable, found.not_checkable, found.differing) == (1, 1, 1)
    assert "0/1" in " ".join(said.units("vi", found))


def test_the_newest_table_of_our_units_is_shown(nghe_an, viewer):
    load(nghe_an, viewer, REAL.read_bytes())
    for day, points in (("10/10/2026", 18), ("09/10/2026", 17)):
        load(nghe_an, viewer, TABLE.format(day=day, points=points).encode())

    assert asked(nghe_an, viewer).units.places[0].scores["TDGQ"] == 18
