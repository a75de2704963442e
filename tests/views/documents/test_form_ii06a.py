"""Form II.06a out: our own loader reads back the very counts; empty stays empty; nobody sees more than they may."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
import sqlalchemy as sa

from actions.data.import_file import import_file
from actions.data.set_up import close_on
from core.counts import FORM_COUNTS
from core.errors import NoDataError, NotAllowedError, UnknownUnitError
from core.periods import parse
from core.viewer import Viewer, only
from loaders import load
from reports.data.form_out import form_out
from reports.versions import published
from store import settings
from store.database import open_engine, writing
from store.tables.units import units
from tests.conftest import NOW, VIEWER, accepted, clock
from tests.samples import sample_of
from views.documents.form_ii06a import form_file

TODAY = dt.date(2026, 11, 22)


def filled(engine, month, unit="", viewer=VIEWER):
    with engine.connect() as connection:
        data = published(connection, VIEWER)
        content = form_file(form_out(connection, data, viewer, parse(month), unit))
        closing = settings.closing_day(connection)
    loaded = load(content, "x.xlsx", units=data.units, month=None, today=TODAY, closing_day=closing)
    return data, content, loaded


def known(table) -> dict:
    rows = table[["unit_code", *FORM_COUNTS]].dropna(subset=list(FORM_COUNTS), how="all").to_dict("records")
    return {
        row["unit_code"]: [
            None if row[each] != row[each] or row[each] is None else int(row[each]) for each in FORM_COUNTS
        ]
        for row in rows
    }


def read_back(loaded) -> dict:
    return known(loaded.rows[loaded.rows["field"].isna()].astype(dict.fromkeys(FORM_COUNTS, "float")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("province", "month"), [("nghe-an", "2026-10"), ("nghe-an", "2025-05"), ("phu-tho", "2026-08")]
)
def test_the_loader_gives_back_exactly_what_is_published(province, month, tmp_path, tmp_path_factory):
    engine = open_engine(sample_of(province, tmp_path / "namro.db", tmp_path_factory))

    data, _, loaded = filled(engine, month)

    units = {each.code for each in data.of_kind(("department", "district", "commune"), [parse(month)])}
    here = data.counts[data.counts["month"].eq(f"{month}-01") & data.counts["unit_code"].isin(units)]
    assert read_back(loaded) == known(here)
    assert bool(known(here)) == (province == "nghe-an")  # Phú Thọ publishes the portal's tables alone
    assert [each.code for each in loaded.issues if each.severity == "error"] == ([] if known(here) else ["no_rows"])
    assert [each.code for each in loaded.months] == [month]


SOME = (
    b"unit_code,month,received,received_online,received_in_person,carried_over,resolved\n"
    b"H44.01,2026-08,30,20,7,3,\nH44.03,2026-08,0,0,0,0,0\n"
)


def some(engine) -> None:
    import_file(engine, VIEWER, SOME, "x.csv", month=None, clock=clock, reason_for=accepted)


def test_a_count_nobody_reported_is_an_empty_cell_and_a_nought_is_a_nought(copy_of):
    _, content, loaded = filled(copy_of("phu-tho", some), "2026-08")

    assert read_back(loaded) == {
        "H44.01": [30, 20, 7, 3, *[None] * 7],
        "H44.03": [0, 0, 0, 0, 0, *[None] * 6],
    }
    rows = {row[1]: row[2:] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)}
    assert rows["TỔNG CỘNG"] == (30, 20, 7, 3, 0, *[None] * 6)


def test_a_whole_that_nobody_reported_is_the_sum_of_its_parts_if_all_of_them_were(copy_of):
    def parts(engine):
        rows = (
            b"unit_code,month,received_online,received_in_person,carried_over,resolved_early,resolved_late\n"
            b"H44.01,2026-08,20,7,3,5,1\nH44.03,2026-08,2,1,,0,0\n"
        )
        import_file(engine, VIEWER, rows, "x.csv", month=None, clock=clock, reason_for=accepted)

    _, _, loaded = filled(copy_of("phu-tho", parts), "2026-08")

    assert read_back(loaded) == {
        "H44.01": [30, 20, 7, 3, None, 5, None, 1, None, None, None],
        "H44.03": [None, 2, 1, None, None, 0, None, 0, None, None, None],
    }


def test_of_one_unit_with_its_fields(copy_of):
    def by_field(engine):
        text = (
            b"unit_code,month,field,received_online,received_in_person\n"
            b"SNV,2026-08,,5,3\nSNV,2026-08,=H\xe1\xbb\x99 t\xe1\xbb\x8bch,2,1\nSNV,2026-08,\xc4\x90\xe1\xba\xa5t,3,2\n"
        )
        import_file(engine, VIEWER, text, "x.csv", month=None, clock=clock, reason_for=accepted)

    _, content, loaded = filled(copy_of("nghe-an", by_field), "2026-08", "SNV")

    assert read_back(loaded) == {"SNV": [None, 5, 3, *[None] * 8]}
    assert set(loaded.rows["field"].dropna()) == {"=Hộ tịch", "Đất"}
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_the_days_are_those_of_the_provinces_month(copy_of):
    def on_the_14th(engine):
        some(engine)
        with writing(engine) as connection:
            close_on(connection, VIEWER, 14, source="Công văn 5", at=NOW)

    _, content, loaded = filled(copy_of("phu-tho", on_the_14th), "2026-08")

    assert b"15/07/2026" in _words(content) and [each.code for each in loaded.months] == ["2026-08"]


def _words(content: bytes) -> bytes:
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    return " ".join(str(cell.value) for cell in cells).encode()


def test_a_units_own_numbers_are_for_who_may_see_them(copy_of):
    engine = copy_of("phu-tho", some)
    member = Viewer.holding("x", ["see_unit"], only("H44.01"))

    assert filled(engine, "2026-08", "H44.01", member)[2].rows["unit_code"].tolist() == ["H44.01"]
    for unit in ("", "H44.03"):
        with pytest.raises(NotAllowedError):
            filled(engine, "2026-08", unit, member)
    with pytest.raises(UnknownUnitError):
        filled(engine, "2026-08", "none")
    with pytest.raises(NoDataError):
        filled(engine, "2026-07")


def test_two_units_of_one_name_are_read_back_each_as_itself(nghe_an, viewer):
    with writing(nghe_an) as connection:
        connection.exec_driver_sql("UPDATE units SET name = 'Sở Nội vụ' WHERE code = 'STP'")
    text = "unit_code,month,received_online,received_in_person\nSNV,2026-10,1,2\nSTP,2026-10,3,4\n"
    import_file(nghe_an, viewer, text.encode(), "a.csv", month=None, clock=clock, reason_for=accepted)

    _, _, loaded = filled(nghe_an, "2026-10")

    assert not [each for each in loaded.issues if each.severity == "error"]
    assert {code: row[1] for code, row in read_back(loaded).items()} == {"SNV": 1, "STP": 3}


def test_a_long_name_has_the_room_of_its_lines_and_notes_tell_units_called_alike_apart(nghe_an, viewer):
    with writing(nghe_an) as connection:
        connection.exec_driver_sql("UPDATE units SET name = 'Sở Nội vụ' WHERE code = 'STP'")
        long = sa.update(units).where(units.c.code == "SYT").values(name="Xã rất dài " * 9)
        connection.execute(long)
    text = "unit_code,month,received_online\nSNV,2026-10,1\nSTP,2026-10,3\nSYT,2026-10,4\n"
    import_file(nghe_an, viewer, text.encode(), "a.csv", month=None, clock=clock, reason_for=accepted)

    _, content, _ = filled(nghe_an, "2026-10")

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    heights = {str(row[1].value): sheet.row_dimensions[row[1].row].height for row in sheet.iter_rows()}
    assert heights["Xã rất dài " * 9] == 45 and heights["Sở Nội vụ (SNV)"] is None
    with nghe_an.connect() as connection:
        data = published(connection, VIEWER)
        found = form_out(connection, data, VIEWER, parse("2026-10"))
    missing = replace(found, incomplete=(data.unit("SNV"), data.unit("STP")))
    assert "Sở Nội vụ (SNV), Sở Nội vụ (STP)." in _words(form_file(missing)).decode()
