"""Tables of engines that are filled by files, not by INSERT, and of PostgreSQL in partitions."""

import itertools
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from sample_data.dossier_table import MONTHS
from tests import spark
from tests.spark import Spark

_NUMBERS = itertools.count()
_TYPES = {
    "impala4": {
        sa.String: "STRING",
        sa.DateTime: "TIMESTAMP_NTZ",
        sa.Boolean: "BOOLEAN",
        sa.Integer: "INT",
        sa.Numeric: "DECIMAL(10, 2)",
    },
    "clickhousedb": {
        sa.String: "LowCardinality(Nullable(String))",
        sa.DateTime: "Nullable(DateTime)",
        sa.Boolean: "Nullable(Bool)",
        sa.Integer: "Nullable(Int32)",
        sa.Numeric: "Nullable(Decimal(10, 2))",
    },
}
WAYS = frozenset(_TYPES)
"""Dialects of these engines."""
_ARROW = {
    sa.String: pa.string(),
    sa.DateTime: pa.timestamp("us"),
    sa.Boolean: pa.bool_(),
    sa.Integer: pa.int32(),
    sa.Numeric: pa.decimal128(10, 2),
    sa.Date: pa.date32(),
}


def spark_database(cluster: Spark, name: str) -> Any:
    """An empty database of the cluster, in a folder of the owner."""
    from tests.loaders.databases.sources import Place

    folder = cluster.data / name
    folder.mkdir()
    with sa.create_engine(cluster.url(spark.OWNER, "default"), poolclass=sa.pool.NullPool).connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} LOCATION '{folder}'")
    writing = sa.create_engine(cluster.url(spark.OWNER, name), poolclass=sa.pool.NullPool)
    writing.update_execution_options(folder=folder)
    return Place("spark", writing, cluster.url(spark.READER, name))


def columns_of(table: sa.Table, dialect: str, **others: str) -> str:
    """The columns as the engine declares them; `others` replaces types by name."""
    types = _TYPES[dialect] | {sa.Date: "DATE" if dialect == "impala4" else "Nullable(Date)"}
    return ", ".join(f"{column.name} {others.get(column.name, types[type(column.type)])}" for column in table.c)


def fill_by_files(
    engine: Engine,
    rows: Sequence[Mapping[str, Any]],
    table: sa.Table,
    arrow: Mapping[Any, pa.DataType] = _ARROW,
    **others: str,
) -> None:
    """Make the table anew, of two Parquet files; `others` are types of columns by name."""
    dialect, columns = engine.dialect.name, columns_of(table, engine.dialect.name, **others)
    schema = pa.schema([(column.name, arrow[type(column.type)]) for column in table.c])
    values = pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
        if dialect == "impala4":
            folder: Path = engine.get_execution_options()["folder"] / f"{table.name}_{next(_NUMBERS)}"
            folder.mkdir()
            write(values, folder)
            _let_register(folder.parent, table.name, "that")
            connection.exec_driver_sql(f"CREATE TABLE {table.name} ({columns}) USING parquet LOCATION '{folder}'")
            folder.chmod(0o555)  # from here on not even the owner's own account may put files in
            return
        connection.exec_driver_sql(f"CREATE TABLE {table.name} ({columns}) ENGINE = MergeTree ORDER BY tuple()")
        if rows:
            _insert(connection, values, table)


def _let_register(folder: Path, *tables: str) -> None:
    """Hive's catalogue insists on a folder of this name, which Spark's own server may not make here."""
    for table in tables:
        (folder / f"{table}-__PLACEHOLDER__").mkdir(exist_ok=True)


def write(values: pa.Table, folder: Path) -> None:
    half = (len(values) + 1) // 2
    for number, part in enumerate((values[:half], values[half:])):
        pq.write_table(part, folder / f"part_{number}.parquet")


def _insert(connection: sa.Connection, values: pa.Table, table: sa.Table) -> None:
    """By a file beside the server, for this ClickHouse has no network to read rows from."""
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"namro-{os.getpid()}-{next(_NUMBERS)}.parquet"
    try:
        pq.write_table(values, path)
        names = ", ".join(table.c.keys())
        connection.exec_driver_sql(f"INSERT INTO {table.name} SELECT {names} FROM file('{path}', Parquet)")  # noqa: S608
    finally:
        path.unlink()


def partitioned(engine: Engine) -> None:
    """The table in PostgreSQL, with a partition for each month of receipt and one for whatever is left."""
    from tests.loaders.databases.sources import TABLE

    ddl = str(sa.schema.CreateTable(TABLE).compile(engine)).strip()
    with engine.begin() as connection:
        connection.exec_driver_sql(f"{ddl} PARTITION BY RANGE (ngay_tiep_nhan)")
        connection.exec_driver_sql("CREATE TABLE ho_so_khac PARTITION OF ho_so DEFAULT")
        for month, after in itertools.pairwise(MONTHS):
            of = f"FOR VALUES FROM ('{month.start}') TO ('{after.start}')"
            name = month.code.replace("-", "_")
            connection.exec_driver_sql(f"CREATE TABLE ho_so_{name} PARTITION OF ho_so {of}")
