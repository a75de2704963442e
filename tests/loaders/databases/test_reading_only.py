"""U2, U5, U7: a source can be read and nothing else; strings are values; no personal data are asked for."""

import datetime as dt
import re

import pytest
import sqlalchemy as sa

from core.periods import parse
from loaders.databases.answers import ask
from loaders.databases.connecting import NotReadingError, reading
from loaders.databases.dossiers import counts_statement, undated_statement
from loaders.databases.late_list import late_dossiers, late_statement
from tests.loaders.databases.sources import TABLE, TODAY, Place, dossier_source, fill, opened

MONTH = parse("2026-10")
HOSTILE = (
    "x' OR '1'='1",
    'a"; DROP TABLE ho_so; --',
    "100% %s %(unit)s {0} :unit ?",
    "back\\slash\\' and ` tick",
    "Sở Y tế – ‘quận’ 🙂",
    "tab\tand\nnewline",
)


def row(unit: str = "SNV", **more: object) -> dict[str, object]:
    """A dossier received, due and resolved in October 2026, on time; `more` replaces columns."""
    times = {"ngay_tiep_nhan": dt.datetime(2026, 10, 5, 8), "ngay_hen_tra": dt.datetime(2026, 10, 20, 17)}
    others = dict.fromkeys(TABLE.c.keys()) | {"trang_thai": "DA_TRA", "hinh_thuc": "TRUC_TIEP"}
    return others | times | {"ma_don_vi": unit, "ngay_ket_thuc": dt.datetime(2026, 10, 20, 9), **more}


def test_u2_nothing_but_a_compiled_select_is_sent(place: Place):
    fill(place.writing, [row()])
    source = dossier_source(place)
    for statement in (
        sa.schema.DropTable(TABLE),
        sa.insert(TABLE).values(ma_don_vi="STP"),
        sa.text("SELECT 1"),
    ):
        with pytest.raises(NotReadingError), reading(source, opened(place, source)) as connection:
            connection.execute(statement)
    with pytest.raises(NotReadingError), reading(source, opened(place, source)) as connection:
        connection.exec_driver_sql("DROP TABLE ho_so")


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE t (a INTEGER)", "DELETE FROM ho_so WHERE 1 = 1", "DROP TABLE ho_so"]
)
def test_u2_the_database_itself_refuses_to_write(place: Place, statement: str):
    fill(place.writing, [row()])
    source = dossier_source(place)
    with reading(source, opened(place, source)) as connection:
        cursor = connection.connection.cursor()  # past SQLAlchemy, as a bug of ours might go
        with pytest.raises(Exception, match=r"(?i)read.?only|Permission denied|does not support DELETE"):
            cursor.execute(statement)
    with reading(source, opened(place, source)) as connection:
        assert ask(connection, source, MONTH, today=TODAY).rows[0][1]["received"] == 1


def test_u2_parquet_can_reach_no_other_file(tmp_path):
    import pandas as pd

    from tests.loaders.databases.sources import plain  # noqa: F401

    pd.DataFrame([row()]).to_parquet(tmp_path / "ho_so.parquet")
    (tmp_path.parent / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    place = Place("parquet", None, "duckdb://", parquet=f"{tmp_path}/*.parquet")  # type: ignore[arg-type]
    source = dossier_source(place)
    with reading(source, opened(place, source)) as connection:
        cursor = connection.connection.cursor()
        for statement in (
            f"SELECT * FROM read_csv('{tmp_path.parent}/secret.csv')",  # noqa: S608
            f"COPY (SELECT 1) TO '{tmp_path.parent}/out.csv'",
            "SET enable_external_access = true",
            "INSTALL httpfs",
        ):
            with pytest.raises(Exception, match=r"(?i)permission|disabled|locked|cannot"):
                cursor.execute(statement)


def test_u5_hostile_unit_codes_come_back_as_they_are(place: Place):
    fill(place.writing, [row(unit) for unit in HOSTILE for _ in range(2)])
    source = dossier_source(place)
    with reading(source, opened(place, source)) as connection:
        answer = ask(connection, source, MONTH, today=TODAY)
        assert {unit: counts["received"] for (unit, _), counts in answer.rows} == dict.fromkeys(HOSTILE, 2)
        for unit in HOSTILE:
            assert late_dossiers(connection, source, unit, MONTH, today=TODAY) == []


def test_u7_only_counts_leave_the_source_and_no_name_is_ever_selected(sqlite: Place):
    from loaders.databases.description import DossierColumns

    source = dossier_source(sqlite)
    text = str(counts_statement(source, MONTH, today=TODAY).compile())
    assert "GROUP BY d.unit" in text
    outer = text[: text.index("FROM")]
    assert re.findall(r"AS (\w+)", outer) and all(name.startswith("n_") for name in re.findall(r"AS (\w+)", outer))
    for column in ("ma_ho_so", "ma_thu_tuc", "ten_cong_dan", "so_dien_thoai"):
        assert column not in text + str(undated_statement(source).compile())
    late = str(late_statement(source, "SNV", MONTH, today=TODAY, page=0, size=50).compile())
    assert re.findall(r"d\.(\w+)", late[: late.index("FROM")]) == [
        *("code", "procedure", "received_at", "due_at", "resolved_at")
    ]
    for column in ("ten_cong_dan", "so_dien_thoai"):
        assert column not in late
    # And there is no key in sources.toml that could name such a column.
    assert set(DossierColumns.model_fields) == {
        *("unit", "received_at", "due_at", "resolved_at", "code", "procedure", "field", "province", "status"),
        *("online", "digitised", "e_result", "data_reused", "apologised"),
    }
