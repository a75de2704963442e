"""The same moments however they are spelt, in columns of text, on every engine, at both edges of a month."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from core.periods import parse
from loaders.databases.answers import ask
from loaders.databases.connecting import reading
from loaders.databases.late_list import late_dossiers
from tests.loaders.databases.sources import TABLE, TODAY, Place, dossier_source, fill, opened
from tests.loaders.databases.test_reading_only import row

TIMES = ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc")
AUGUST = parse("2026-08")
# Received, due, resolved, in UTC; August in Vietnam is 31 July 17:00 to 31 August 17:00.
MOMENTS = [
    ("2026-08-10 02:00:00", "2026-08-20 10:00:00", "2026-08-19 03:00:00"),
    ("2026-08-31 09:30:00", "2026-09-10 10:00:00", None),  # 31 August, 16:30
    ("2026-08-31 18:30:00", "2026-09-10 10:00:00", None),  # 1 September, 01:30
    ("2026-08-01 02:00:00", "2026-08-31 10:00:00", "2026-08-31 08:00:00"),
    ("2026-07-31 18:00:00", "2026-08-15 10:00:00", "2026-08-15 12:00:00"),  # 1 August, 01:00
    ("2026-07-31 05:00:00", "2026-08-15 10:00:00", "2026-08-14 23:00:00"),  # 31 July, carried over
    ("2026-07-31 16:59:59", "2026-08-31 10:00:00", "2026-08-31 17:00:00"),  # the last second before, the first after
    ("2026-07-31 17:00:00", "2026-08-14 10:00:00", "2026-08-31 16:59:59"),  # both edges, late
]
EXPECTED = {
    "received": 7,
    "carried_over": 2,
    "resolved": 5,
    "resolved_early": 1,
    "resolved_on_due": 3,
    "resolved_late": 1,
    "pending": 2,
    "pending_overdue": 1,
}
SPELLINGS = {
    "space": lambda moment: moment,
    "T": lambda moment: moment.replace(" ", "T"),
    "Z": lambda moment: moment.replace(" ", "T") + "Z",
    "offset": lambda moment: moment.replace(" ", "T") + "+00:00",
    "fraction": lambda moment: moment + ".000",
    "fraction and Z": lambda moment: moment.replace(" ", "T") + ".999Z",
}
TEXTS = sa.Table("ho_so", sa.MetaData(), *(sa.Column(column.name, sa.String(100)) for column in TABLE.c))


def _written(spelling: str) -> Iterator[dict[str, Any]]:
    for moments in MOMENTS:
        texts = (moment and SPELLINGS[spelling](moment) for moment in moments)
        # Booleans are texts too in this table.
        yield {name: value if value is None else str(value) for name, value in row().items()} | dict(
            zip(TIMES, texts, strict=True)
        )


def _counts(place: Place, **more: Any) -> dict[str, Any]:
    flags = {"unit": "ma_don_vi", **dict(zip(("received_at", "due_at", "resolved_at"), TIMES, strict=True))}
    source = dossier_source(place, columns=flags, set_aside=[], **more)
    with reading(source, opened(place, source)) as connection:
        found = dict(dict(ask(connection, source, AUGUST, today=TODAY).rows)["SNV", None])
        late = late_dossiers(connection, source, "SNV", AUGUST, today=TODAY)
    assert [f"{dossier.due_at:%d %H:%M}" for dossier in late] == ["14 17:00", "31 17:00"]
    return {name: found[name] for name in EXPECTED}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_texts_are_read_as_times_on_every_engine(place: Place, spelling: str):
    fill(place.writing, list(_written(spelling)), TEXTS)
    assert _counts(place, times="utc") == EXPECTED
    if spelling in ("Z", "offset", "fraction and Z"):
        assert _counts(place, times="local") == EXPECTED


def test_a_text_that_is_no_time_is_told_as_undated(sqlite: Place):
    fill(sqlite.writing, [row(), row()], TABLE)
    with sqlite.writing.begin() as connection:
        connection.exec_driver_sql("UPDATE ho_so SET ngay_tiep_nhan = '31/08/2026' WHERE rowid = 1")
    source = dossier_source(sqlite)
    with reading(source, opened(sqlite, source)) as connection:
        issues = ask(connection, source, parse("2026-10"), today=TODAY).issues
    assert [(issue.code, issue.values) for issue in issues] == [("dossiers_undated", {"how_many": 1})]


def test_columns_with_a_zone_count_alike_where_the_source_keeps_utc(request, tmp_path):
    from tests.loaders.databases.conftest import _own

    for kind in ("postgresql", "duckdb"):
        for place in _own(kind, request, tmp_path):
            fill(place.writing, list(_written("Z")), TEXTS)
            with place.writing.begin() as connection:
                for name in TIMES:
                    change = f"ALTER TABLE ho_so ALTER COLUMN {name} TYPE TIMESTAMPTZ"
                    connection.exec_driver_sql(change + (f" USING {name}::timestamptz" if kind == "postgresql" else ""))
            for times in ("utc", "local"):
                assert _counts(place, times=times) == EXPECTED, (kind, times)
