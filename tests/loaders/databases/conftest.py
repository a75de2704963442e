"""Real servers over real connections, and one table of 200,000 dossiers on each of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

from core import unit_list
from core.settings import PROVINCES
from core.units import Unit
from sample_data.dossier_table import dossiers
from tests import clickhouse, mariadb, spark
from tests.loaders.databases.by_files import partitioned, spark_database
from tests.loaders.databases.sources import KINDS, LONG, TABLE, Place, fill, plain

ROWS = 200_000


@pytest.fixture(scope="session")
def units() -> list[Unit]:
    return unit_list.read(PROVINCES / "nghe-an")[0]


@pytest.fixture(scope="session")
def table(units: list[Unit]) -> pd.DataFrame:
    """The generator's dossiers, of the units in force today."""
    return dossiers(ROWS, [unit.code for unit in units if unit.valid_to is None and unit.kind != "province"])


@pytest.fixture(scope="session")
def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return plain(table)


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[tuple[str, int]]:
    if not mariadb.there_is_one():
        pytest.skip(mariadb.ABSENT)
    with mariadb.running() as server:
        yield server


@pytest.fixture(scope="session")
def clickhouse_server() -> Iterator[str]:
    if not clickhouse.there_is_one():
        pytest.skip(clickhouse.ABSENT)
    with clickhouse.running() as server:
        yield server


@pytest.fixture(scope="session")
def spark_cluster() -> Iterator[spark.Spark]:
    if not spark.there_is_one():
        pytest.skip(spark.ABSENT)
    with spark.running() as cluster:
        yield cluster


def _chosen(kinds: Iterable[str]) -> list[Any]:
    return [pytest.param(kind, marks=[pytest.mark.long] if kind in LONG else []) for kind in kinds]


def place_of(kind: str, folder: Path, request: pytest.FixtureRequest, name: str) -> Place:  # noqa: PLR0911
    """An empty database of its own; the table of a Parquet place is a file of the folder."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'nguon.db'}"
        return Place(kind, sa.create_engine(url), url)
    if kind == "duckdb":
        url = f"duckdb:///{folder / 'nguon.duckdb'}"
        return Place(kind, sa.create_engine(url, poolclass=sa.pool.NullPool), url)
    if kind == "parquet":
        return Place(kind, sa.create_engine("duckdb:///:memory:"), "duckdb://", parquet=f"{folder}/ho_so*.parquet")
    if kind == "clickhouse":
        server = request.getfixturevalue("clickhouse_server")
        with sa.create_engine(f"clickhousedb://{server}/default").connect() as connection:
            connection.execute(sa.schema.DDL(f"CREATE DATABASE {name}"))
        url = f"clickhousedb://{server}/{name}"
        return Place(kind, sa.create_engine(url, poolclass=sa.pool.NullPool), url)
    if kind == "spark":
        return spark_database(request.getfixturevalue("spark_cluster"), name)
    if kind in ("postgresql", "partitioned"):
        server = sa.make_url(request.getfixturevalue("postgres_url"))
        with sa.create_engine(server, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(sa.schema.DDL(f"CREATE DATABASE {name}"))
        url = server.set(database=name).render_as_string(hide_password=False)
        return Place(kind, sa.create_engine(url, poolclass=sa.pool.NullPool), url)
    socket, port = request.getfixturevalue("mariadb_server")
    root = f"mariadb+pymysql://root@/nguon?unix_socket={socket}&charset=utf8mb4&local_infile=1"
    return Place(
        kind,
        sa.create_engine(root, poolclass=sa.pool.NullPool),
        f"mariadb+pymysql://namro_doc:${{NAMRO_TEST_PASSWORD}}@127.0.0.1:{port}/nguon",
        {"NAMRO_TEST_PASSWORD": mariadb.PASSWORD},
    )


@pytest.fixture(scope="session", params=_chosen(KINDS))
def full(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    table: pd.DataFrame,
    rows: list[dict[str, Any]],
) -> Iterator[Place]:
    """All dossiers, on each kind of database in turn."""
    folder = tmp_path_factory.mktemp(f"full_{request.param}")
    place = place_of(request.param, folder, request, f"namro_nguon_full_{request.param}")
    if request.param == "parquet":
        half = len(table) // 2
        table[:half].to_parquet(folder / "ho_so_1.parquet")
        table[half:].to_parquet(folder / "ho_so_2.parquet")
    elif request.param in ("postgresql", "partitioned"):
        if request.param == "partitioned":
            partitioned(place.writing)
        _copy(place, rows)
    elif request.param == "duckdb":
        with place.writing.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.register("frame", table)
            connection.exec_driver_sql("CREATE TABLE ho_so AS SELECT * FROM frame")
            connection.commit()
    elif request.param == "mariadb":
        _load(place, table, folder / "ho_so.csv")
    else:
        fill(place.writing, rows)
    yield place
    place.writing.dispose()


def _copy(place: Place, rows: list[dict[str, Any]]) -> None:
    with place.writing.begin() as connection:
        TABLE.create(connection, checkfirst=True)
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY ho_so ({', '.join(rows[0])}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(list(row.values()))


def _load(place: Place, table: pd.DataFrame, path: Path) -> None:
    flags = {name: table[name].astype(int) for name in table.select_dtypes(bool)}
    table.assign(**flags).to_csv(path, sep="\t", header=False, index=False, na_rep="\\N")
    with place.writing.begin() as connection:
        TABLE.create(connection)
        connection.execute(sa.text("LOAD DATA LOCAL INFILE :path INTO TABLE ho_so"), {"path": str(path)})


@pytest.fixture(params=_chosen(kind for kind in KINDS if kind not in ("parquet", "partitioned")))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty database of the test's own, of each kind that has tables."""
    yield from _own(request.param, request, tmp_path)


@pytest.fixture
def sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where the kind of database does not matter."""
    yield from _own("sqlite", request, tmp_path)


def _own(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Place]:
    name = f"namro_nguon_{abs(hash(request.node.nodeid))}"
    place = place_of(kind, folder, request, name)
    yield place
    place.writing.dispose()
    if kind in ("postgresql", "partitioned"):
        server = sa.create_engine(request.getfixturevalue("postgres_url"), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(sa.schema.DDL(f"DROP DATABASE {name} WITH (FORCE)"))
    elif kind == "mariadb":
        with place.writing.begin() as connection:
            connection.exec_driver_sql("DROP DATABASE nguon")
            connection.exec_driver_sql("CREATE DATABASE nguon CHARACTER SET utf8mb4")
