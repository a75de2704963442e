"""T1, T2: the second that decides, whatever the zone and the type of the column."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from core.periods import parse
from loaders.databases.answers import ask
from loaders.databases.connecting import reading
from loaders.databases.late_list import LateDossier, late_dossiers
from tests.loaders.databases.sources import TABLE, TODAY, Place, dossier_source, fill, opened
from tests.loaders.databases.test_reading_only import row

OCTOBER = parse("2026-10")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-{text}")


def counts(place: Place, month: str = "2026-10", today: dt.date = TODAY, **more: Any) -> Mapping[str, Any]:
    source = dossier_source(place, **more)
    with reading(source, opened(place, source)) as connection:
        return dict(ask(connection, source, parse(month), today=today).rows).get(("SNV", None), {})


@pytest.mark.parametrize(
    ("received", "due", "resolved", "expected"),
    [
        ("09-30 23:59:59", "10-20 17:00", "10-20 09:00", {"carried_over": 1, "resolved_on_due": 1}),
        ("10-01 00:00:00", "10-20 17:00", "10-20 09:00", {"received_in_person": 1, "resolved_on_due": 1}),
        ("10-31 23:59:59", "11-20 17:00", None, {"received_in_person": 1, "pending_in_time": 1}),
        ("11-01 00:00:00", "11-20 17:00", None, {}),
        ("10-05 08:00", "10-20 17:00", "10-20 17:00:00", {"received_in_person": 1, "resolved_on_due": 1}),
        ("10-05 08:00", "10-20 17:00", "10-20 23:59:59", {"received_in_person": 1, "resolved_on_due": 1}),
        ("10-05 08:00", "10-20 17:00", "10-21 00:00:00", {"received_in_person": 1, "resolved_late": 1}),
        ("10-05 08:00", "10-20 00:00", "10-20 16:00", {"received_in_person": 1, "resolved_on_due": 1}),
        ("10-05 08:00", "10-20 00:00", "10-19 23:59:59", {"received_in_person": 1, "resolved_early": 1}),
        ("10-05 08:00", "11-02 17:00", "10-31 23:59:59", {"received_in_person": 1, "resolved_early": 1}),
        ("10-05 08:00", "10-31 17:00", "11-01 00:00:00", {"received_in_person": 1, "pending_overdue": 1}),
        ("10-05 08:00", "11-01 00:00", None, {"received_in_person": 1, "pending_in_time": 1}),
        ("09-05 08:00", "09-20 17:00", "10-01 00:00:00", {"carried_over": 1, "resolved_late": 1}),
        ("09-05 08:00", "09-20 17:00", "09-30 23:59:59", {}),
        ("10-05 08:00", None, "10-09 08:00", {"received_in_person": 1, "resolved_on_due": 1}),
        ("10-05 08:00", None, None, {"received_in_person": 1, "pending_in_time": 1}),
        ("10-05 08:00", "10-20 17:00", "09-09 08:00", {"received_in_person": 1}),
    ],
)
def test_t1_each_dossier_is_where_its_day_puts_it(sqlite: Place, received, due, resolved, expected):
    moments = dict(zip(("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc"), (received, due, resolved), strict=True))
    fill(sqlite.writing, [row(**{name: at(text) if text else None for name, text in moments.items()})])
    found = counts(sqlite)
    names = (
        *("carried_over", "received_online", "received_in_person", "resolved_early", "resolved_on_due"),
        *("resolved_late", "pending_in_time", "pending_overdue"),
    )
    assert {name: found[name] for name in names if found.get(name)} == expected


EDGES = [
    row(ngay_tiep_nhan=at("09-30 23:59:59"), ngay_hen_tra=at("10-31 17:00"), ngay_ket_thuc=at("10-31 23:59:59")),
    row(ngay_tiep_nhan=at("10-01 00:00:00"), ngay_hen_tra=at("10-31 00:00"), ngay_ket_thuc=at("11-01 00:00:00")),
    row(ngay_tiep_nhan=at("10-31 23:59:59"), ngay_hen_tra=at("11-01 00:00"), ngay_ket_thuc=None),
    row(ngay_tiep_nhan=at("11-01 00:00:00"), ngay_hen_tra=at("11-09 00:00"), ngay_ket_thuc=None),
]
OF_EDGES = {"received": 3, "carried_over": 1, "resolved": 1, "resolved_on_due": 1, "pending": 2, "pending_overdue": 1}


def some(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in OF_EDGES}


def test_t1_the_same_on_every_engine(place: Place):
    fill(place.writing, EDGES)
    assert some(counts(place)) == OF_EDGES


def test_t1_columns_with_a_zone_are_read_on_vietnams_clock(request, tmp_path):
    """The servers of these tests keep UTC; DuckDB takes the machine's zone."""
    from tests.loaders.databases.conftest import _own

    kinds = {"postgresql": "TIMESTAMPTZ", "mariadb": "TIMESTAMP NULL", "duckdb": "TIMESTAMPTZ"}
    for kind, zoned in kinds.items():
        for place in _own(kind, request, tmp_path):
            fill(place.writing, EDGES)
            with place.writing.begin() as connection:
                if kind == "mariadb":
                    connection.exec_driver_sql("SET time_zone = '+07:00'")
                    changes = [f"MODIFY {name} {zoned}" for name in ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc")]
                    connection.exec_driver_sql(f"ALTER TABLE ho_so {', '.join(changes)}")
                    continue
                name = "TimeZone" if kind == "duckdb" else "timezone"
                connection.exec_driver_sql(f"SET {name} = 'Asia/Ho_Chi_Minh'")
                for column in ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc"):
                    connection.exec_driver_sql(f"ALTER TABLE ho_so ALTER COLUMN {column} TYPE {zoned}")
            assert some(counts(place)) == OF_EDGES, kind


def test_t1_columns_without_a_zone_that_hold_utc_are_shifted(place: Place):
    seven = dt.timedelta(hours=7)
    times = ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc")
    fill(place.writing, [edge | {name: edge[name] and edge[name] - seven for name in times} for edge in EDGES])
    assert some(counts(place, times="utc")) == OF_EDGES
    source = dossier_source(place, times="utc")
    with reading(source, opened(place, source)) as connection:
        late = late_dossiers(connection, source, "SNV", OCTOBER, today=TODAY)
    assert [dossier.received_at for dossier in late] == [at("10-01 00:00:00")]


@pytest.mark.parametrize(
    "form", ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S+07:00"]
)
def test_t1_sqlite_may_write_its_times_in_any_iso_form(sqlite: Place, form: str):
    as_text = sa.Table("ho_so", sa.MetaData(), *(sa.Column(column.name, sa.String) for column in TABLE.c))
    times = ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc")
    written = [edge | {name: edge[name] and edge[name].strftime(form) for name in times} for edge in EDGES]
    fill(sqlite.writing, written, as_text)
    assert some(counts(sqlite)) == OF_EDGES


def test_t2_overdue_begins_when_the_due_day_is_over(sqlite: Place):
    fill(sqlite.writing, [row(ngay_hen_tra=at("10-20 17:00"), ngay_ket_thuc=None)])
    overdue = {day: counts(sqlite, today=dt.date(2026, 10, day))["pending_overdue"] for day in (19, 20, 21)}
    assert overdue == {19: 0, 20: 0, 21: 1}


def test_a_dossier_set_aside_is_received_once_and_never_pending(sqlite: Place):
    aside = row(trang_thai="DA_RUT", ngay_tiep_nhan=at("09-10 08:00"), ngay_ket_thuc=None)
    fill(sqlite.writing, [aside, row(trang_thai=None)])
    september, october = counts(sqlite, "2026-09"), counts(sqlite)
    assert [september[name] for name in ("received", "resolved", "pending")] == [1, 0, 0]
    assert [october[name] for name in ("received", "carried_over", "resolved", "pending")] == [1, 0, 1, 0]


def test_what_belongs_to_no_month_or_has_no_unit_is_told(sqlite: Place, units):
    from loaders.databases.pulling import pull

    fill(sqlite.writing, [row(), row(ngay_tiep_nhan=None), row(unit=None), row(unit="")])
    loaded = pull(dossier_source(sqlite), OCTOBER, units=units, today=TODAY, environment={}).loaded
    codes = [(issue.code, issue.severity) for issue in loaded.issues]
    assert ("dossiers_undated", "warning") in codes and ("unit_missing", "error") in codes


def test_two_codes_of_one_unit_are_added_and_fields_add_up_to_it(sqlite: Place, units):
    from loaders.databases.pulling import pull

    fields = [("SNV", "Đất đai"), ("H41.7", "Đất đai"), ("SNV", "Hộ tịch"), ("SNV", None)]
    fill(sqlite.writing, [row(unit, linh_vuc=field) for unit, field in fields])
    from tests.loaders.databases.sources import COLUMNS

    source = dossier_source(sqlite, unit_codes={"H41.7": "SNV"}, columns=COLUMNS | {"field": "linh_vuc"})
    loaded = pull(source, OCTOBER, units=units, today=TODAY, environment={}).loaded
    assert loaded.fit_to_store, loaded.issues
    found = {row.field if isinstance(row.field, str) else None: row.received for row in loaded.rows.itertuples()}
    assert found == {None: 4, "Đất đai": 2, "Hộ tịch": 1}


def test_a_table_of_many_provinces_is_asked_for_one(place: Place):
    from tests.loaders.databases.sources import COLUMNS

    fill(place.writing, [row(linh_vuc="40"), row(linh_vuc="40"), row(linh_vuc="25")])
    assert counts(place, province="40", columns=COLUMNS | {"province": "linh_vuc"})["received"] == 2


def test_late_dossiers_come_page_by_page_each_once(place: Place):
    days = [at(f"10-{day:02d} 17:00") for day in range(1, 11)]
    late = [row(ma_ho_so=f"HS{day.day}", ngay_hen_tra=day, ngay_ket_thuc=at("10-25 09:00")) for day in days]
    more = [row(ma_ho_so="OPEN", ngay_hen_tra=at("10-30 17:00"), ngay_ket_thuc=None), row(), row(unit="STP")]
    fill(place.writing, [*late, *more])
    source = dossier_source(place)
    with reading(source, opened(place, source)) as connection:
        pages = [late_dossiers(connection, source, "SNV", OCTOBER, today=TODAY, page=page, size=4) for page in range(4)]
    assert [len(page) for page in pages] == [4, 4, 3, 0]
    assert [dossier.code for page in pages for dossier in page] == [f"HS{day.day}" for day in days] + ["OPEN"]
    assert pages[2][-1] == LateDossier("OPEN", None, None, at("10-05 08:00"), at("10-30 17:00"), None)
