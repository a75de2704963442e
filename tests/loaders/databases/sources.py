"""One table of dossiers on every kind of database, and its description."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from loaders.databases.connecting import open_source
from loaders.databases.description import DossierSource, MonthlySource, Source
from tests.loaders.databases.by_files import WAYS, fill_by_files

TODAY = dt.date(2026, 11, 22)
KINDS = ("sqlite", "postgresql", "mariadb", "duckdb", "parquet", "partitioned", "clickhouse", "spark")
"""`partitioned` is PostgreSQL with a partition for each month of receipt."""
LONG = frozenset({"clickhouse", "spark"})
"""What needs an engine of half a gigabyte: for `make test-all` only."""
COLUMNS = {
    "unit": "ma_don_vi",
    "received_at": "ngay_tiep_nhan",
    "due_at": "ngay_hen_tra",
    "resolved_at": "ngay_ket_thuc",
    "code": "ma_ho_so",
    "procedure": "ma_thu_tuc",
    "status": "trang_thai",
    "online": {"column": "hinh_thuc", "values": ["TRUC_TUYEN"]},
    "digitised": "da_so_hoa",
    "e_result": "kq_dien_tu",
    "data_reused": "tai_su_dung",
    "apologised": {"column": "ngay_xin_loi", "filled": True},
}
TABLE = sa.Table(
    "ho_so",
    sa.MetaData(),
    *(sa.Column(name, sa.String(100)) for name in ("ma_ho_so", "ma_don_vi", "ma_thu_tuc", "linh_vuc")),
    *(sa.Column(name, sa.String(100)) for name in ("ten_cong_dan", "so_dien_thoai")),
    *(sa.Column(name, sa.DateTime) for name in ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc")),
    *(sa.Column(name, sa.String(20)) for name in ("hinh_thuc", "trang_thai")),
    *(sa.Column(name, sa.Boolean) for name in ("da_so_hoa", "kq_dien_tu", "tai_su_dung", "thanh_toan_truc_tuyen")),
    sa.Column("ngay_xin_loi", sa.DateTime),
)


@dataclass(frozen=True)
class Place:
    """A database to put tables in: how its administrator writes, and how a source reads."""

    kind: str
    writing: Engine
    url: str
    environment: Mapping[str, str] = field(default_factory=dict)
    parquet: str | None = None


def dossier_source(place: Place, **more: Any) -> DossierSource:
    """The generator's table as a source; `more` replaces keys of the description."""
    described: dict[str, Any] = {
        "name": "mot_cua",
        "what": {"vi": "Một cửa", "en": "One stop"},
        "shape": "dossiers",
        "url": place.url,
        "table": "ho_so",
        "parquet": place.parquet,
        "columns": COLUMNS,
        "set_aside": ["DA_RUT"],
        "complete": {"units": ["SNV"]},
    }
    return DossierSource.model_validate(described | more)


def monthly_source(place: Place, **more: Any) -> MonthlySource:
    described: dict[str, Any] = {
        "name": "bao_cao",
        "what": {"vi": "Báo cáo", "en": "Report"},
        "shape": "monthly",
        "url": place.url,
        "table": "tong_hop",
        "columns": {"unit": "don_vi", "month": "thang", "counts": {"received": "tiep_nhan", "resolved": "da_xong"}},
        "complete": {"units": ["SNV"]},
    }
    return MonthlySource.model_validate(described | more)


def opened(place: Place, source: Source) -> Engine:
    return open_source(source, place.environment)


def plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows with Python's own types and None for what is not there."""
    columns = {
        name: [None if value is pd.NaT else value.to_pydatetime() for value in column]
        if column.dtype.kind == "M"
        else column.tolist()
        for name, column in frame.items()
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def fill(engine: Engine, rows: Sequence[Mapping[str, Any]], table: sa.Table = TABLE) -> None:
    """Make the table anew and put the rows in."""
    if engine.dialect.name in WAYS:
        fill_by_files(engine, rows, table)
        return
    with engine.begin() as connection:
        table.drop(connection, checkfirst=True)
        table.create(connection)
        for batch in _batches(rows):
            connection.execute(sa.insert(table), batch)


def _batches(rows: Sequence[Mapping[str, Any]], size: int = 20_000) -> Iterable[list[Mapping[str, Any]]]:
    return (list(rows[start : start + size]) for start in range(0, len(rows), size))
