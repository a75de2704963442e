"""python -m bench databases --engines [--rows N]: a month counted in ClickHouse and in Spark, beside a query by hand.

Each engine gets the same dossiers as Parquet. Printed are the first time, the median, our process's peak of memory,
and the ratio to the engine's own query, written by hand in its own words, in turns. Needs `make engines`.
"""

import multiprocessing
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from bench.by_hand import in_their_words
from core.periods import Period
from loaders.databases.answers import ask
from loaders.databases.connecting import open_source, reading
from loaders.databases.dossiers import counts_statement
from tests import clickhouse, spark
from tests.loaders.databases.by_files import columns_of, spark_database
from tests.loaders.databases.sources import TABLE, TODAY, Place, dossier_source

TIMES = 3
_PATIENT = {"statement_seconds": 3600, "connect_seconds": 120}


def measure(path: str, month: Period, rows: int) -> None:
    """Print a line of each engine that is installed; say which is not."""
    if clickhouse.there_is_one():
        with clickhouse.running() as server:
            place = _in_clickhouse(server, path)
            _line("ClickHouse", place, rows, month)
    else:
        print(clickhouse.ABSENT)
    if spark.there_is_one():
        with spark.running() as cluster:
            place = _in_spark(cluster, path)
            _line("Spark SQL", place, rows, month)
    else:
        print(spark.ABSENT)


def _in_clickhouse(server: str, path: str) -> Place:
    url = f"clickhousedb://{server}/default?send_receive_timeout=3600"
    writing = sa.create_engine(url, poolclass=NullPool)
    columns = columns_of(TABLE, "clickhousedb")
    with writing.connect() as connection:
        connection.exec_driver_sql(f"CREATE TABLE ho_so ({columns}) ENGINE = MergeTree ORDER BY tuple()")
        names = ", ".join(TABLE.c.keys())
        connection.exec_driver_sql(f"INSERT INTO ho_so SELECT {names} FROM file('{path}', Parquet)")  # noqa: S608
    return Place("clickhouse", writing, f"clickhousedb://{server}/default")


def _in_spark(cluster: spark.Spark, path: str) -> Place:
    """The file as it lies, in the folder of a database that only its owner may write to."""
    place = spark_database(cluster, "bench")
    folder = cluster.data / "bench" / "ho_so_files"
    folder.mkdir()
    (cluster.data / "bench" / "ho_so-__PLACEHOLDER__").mkdir()
    (folder / "ho_so.parquet").hardlink_to(path)
    folder.chmod(0o555)
    with place.writing.connect() as connection:
        columns = columns_of(TABLE, "impala4")
        connection.exec_driver_sql(f"CREATE TABLE ho_so ({columns}) USING parquet LOCATION '{folder}'")
    return place


Compared = tuple[list[float], list[float], float]
"""Seconds of ours and of theirs, in turns; MB that our process ever held."""


def _line(what: str, place: Place, rows: int, month: Period) -> None:
    """Measured in a process of its own, which holds nothing but the pull."""
    writing = place.writing.url.render_as_string(hide_password=False)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        ours, theirs, peak = pool.apply(_compared, (place.kind, place.url, writing, month))
    usual, hand = statistics.median(ours), statistics.median(theirs)
    print(f"{f'{what}, our statement, s':44}{ours[0]:9.3f}{usual:9.3f}{rows / usual / 1e6:9.1f}{peak:9.0f}")
    print(f"{f'{what}, written by hand, s':44}{theirs[0]:9.3f}{hand:9.3f}{rows / hand / 1e6:9.1f}")
    print(f"{'  ours to that, in turns (goal 1.30)':44}{'':9}{usual / hand:9.2f}", flush=True)


def _compared(kind: str, url: str, writing: str, month: Period) -> Compared:
    source = dossier_source(Place(kind, None, url), limits=_PATIENT)  # type: ignore[arg-type]
    theirs, engine = in_their_words(kind, month, TODAY), sa.create_engine(writing, poolclass=NullPool)

    def by_hand() -> list[Any]:
        return list(hand.exec_driver_sql(theirs.statement).all())

    with engine.connect() as hand, reading(source, open_source(source, {})) as connection:
        answer: dict[str, Any] = {
            unit: counts for (unit, _), counts in ask(connection, source, month, today=TODAY).rows
        }
        for unit, *counts in by_hand():
            # Another answer is no comparison.
            assert [int(count) for count in counts] == [answer[unit][name] for name in theirs.names], unit  # noqa: S101
        ours = counts_statement(source, month, today=TODAY)
        pairs = [(_once(lambda: connection.execute(ours).all()), _once(by_hand)) for _ in range(TIMES)]
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    return [each for each, _ in pairs], [each for _, each in pairs], peak


def _once(deed: Callable[[], Any]) -> float:
    started = time.perf_counter()
    deed()
    return time.perf_counter() - started
