"""python -m bench databases [--large | --rows N] [--engines]: a month counted out of 2 (20) million dossiers.

For DuckDB over Parquet and for PostgreSQL: how long the statement takes, how long a whole pull does, and how much
memory our process ever held. In the same run: the same counts by DuckDB's own words, written by hand, and by
pandas. Each in a process of its own; the goal is a ratio of at most 1.3 to the query by hand. With --engines the same
dossiers (10 million, unless said otherwise) in ClickHouse and in Spark instead, beside queries by hand in their words.
"""

import argparse
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import psycopg
import sqlalchemy as sa

from bench import engines
from bench.by_hand import counted_by_pandas, hand_written
from core import unit_list
from core.periods import parse
from core.settings import PROVINCES
from loaders.databases.answers import ask
from loaders.databases.connecting import open_source, reading
from loaders.databases.description import DossierSource
from loaders.databases.dossiers import counts_statement
from loaders.databases.pulling import pull
from sample_data.dossier_table import COLUMNS, write_parquet
from tests import postgres
from tests.loaders.databases.sources import TABLE, TODAY, Place, dossier_source

MONTH = parse("2026-09")
TIMES = 5
GOAL = 1.3


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench databases", description=__doc__)
    parser.add_argument("--large", action="store_true", help="20 million dossiers instead of 2 million")
    parser.add_argument("--rows", type=int, help="so many dossiers")
    parser.add_argument("--engines", action="store_true", help="ClickHouse and Spark; needs `make engines`")
    given = parser.parse_args(arguments)
    rows = given.rows or (20_000_000 if given.large else 10_000_000 if given.engines else 2_000_000)
    units, _ = unit_list.read(PROVINCES / "nghe-an")
    codes = [unit.code for unit in units if unit.valid_to is None and unit.kind != "province"]
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "ho_so.parquet")
        write_parquet(path, rows, codes)
        size = Path(path).stat().st_size / 1e6
        print(f"{rows:,} dossiers, {len(codes)} units, {size:,.0f} MB of Parquet; counts of {MONTH.code}")
        print(f"{'':44}{'first':>9}{'median':>9}{'Mrows/s':>9}{'peak MB':>9}")
        if given.engines:
            engines.measure(path, MONTH, rows)
            return
        _line("DuckDB/Parquet, our statement, s", rows, _duckdb_ours, path)
        ratio = _line("DuckDB/Parquet, written by hand, s", rows, _duckdb_by_hand, path)
        print(f"{f'  ours to that, in turns (goal {GOAL:.2f})':44}{'':9}{ratio:9.2f}")
        _line("DuckDB/Parquet, whole pull, s", rows, _duckdb_pull, path)
        _line("pandas, read and groupby, s", rows, _pandas, path)
        with postgres.running() as url:
            _fill(url, path, Path(folder) / "ho_so.csv")
            _line("PostgreSQL, our statement, s", rows, _postgres_ours, url)
            _line("PostgreSQL, whole pull, s", rows, _postgres_pull, url)


Measured = list[float] | tuple[list[float], float]
"""Seconds; of the comparison, its ratio too."""


def _line(what: str, rows: int, measured: Callable[[str], Measured], where: str) -> float:
    """Run in a process of its own; print the first time, the median, the speed and the memory; the ratio."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found, memory = pool.apply(_with_memory, (measured, where))
    seconds, ratio = found if isinstance(found, tuple) else (found, 1.0)
    usual = statistics.median(seconds)
    print(f"{what:44}{seconds[0]:9.3f}{usual:9.3f}{rows / usual / 1e6:9.1f}{memory:9.0f}", flush=True)
    return ratio


def _with_memory(measured: Callable[[str], Measured], where: str) -> tuple[Measured, float]:
    seconds = measured(where)
    # Not ru_maxrss: it survives exec, and would be the parent's.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return seconds, int(peak.split()[1]) / 1024


def _timed(deed: Callable[[], Any], times: int = TIMES) -> list[float]:
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        deed()
        seconds.append(time.perf_counter() - started)
    return seconds


def _of(place: Place) -> DossierSource:
    return dossier_source(place, limits={"statement_seconds": 600})


def _statement(place: Place) -> list[float]:
    source = _of(place)
    statement = counts_statement(source, MONTH, today=TODAY)
    with reading(source, open_source(source, {})) as connection:
        return _timed(lambda: connection.execute(statement).all())


def _pull(place: Place) -> list[float]:
    source, (units, _) = _of(place), unit_list.read(PROVINCES / "nghe-an")

    def deed() -> None:
        assert pull(source, MONTH, units=units, today=TODAY, environment={}).loaded.fit_to_store  # noqa: S101

    return _timed(deed, 3)


def _parquet(path: str) -> Place:
    return Place("parquet", None, "duckdb://", parquet=path)  # type: ignore[arg-type]


def _duckdb_ours(path: str) -> list[float]:
    return _statement(_parquet(path))


def _duckdb_pull(path: str) -> list[float]:
    return _pull(_parquet(path))


def _duckdb_by_hand(path: str) -> tuple[list[float], float]:
    """The times of the query by hand, and the ratio of ours to it: in turns, since the machine is shared."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.read_parquet(path).create_view("ho_so")
    theirs = hand_written(connection, MONTH, TODAY)
    source = _of(_parquet(path))
    with reading(source, open_source(source, {})) as ours:
        for (unit, _), counts in ask(ours, source, MONTH, today=TODAY).rows:
            # Another answer is no comparison.
            assert all(counts[name] == count for name, count in theirs[unit].items()), unit  # noqa: S101
        statement = counts_statement(source, MONTH, today=TODAY)
        pairs = [
            (_timed(lambda: ours.execute(statement).all(), 1)[0], _timed(lambda: by_hand(connection), 1)[0])
            for _ in range(3 * TIMES)
        ]
    seconds = [hand for _, hand in pairs]
    return seconds, statistics.median(each for each, _ in pairs) / statistics.median(seconds)


def by_hand(connection: duckdb.DuckDBPyConnection) -> None:
    hand_written(connection, MONTH, TODAY)


def _pandas(path: str) -> list[float]:
    return _timed(lambda: counted_by_pandas(path, MONTH, pd.Timestamp(TODAY)), 1)


def _postgres_ours(url: str) -> list[float]:
    return _statement(Place("postgresql", None, url))  # type: ignore[arg-type]


def _postgres_pull(url: str) -> list[float]:
    return _pull(Place("postgresql", None, url))  # type: ignore[arg-type]


def _fill(url: str, path: str, csv: Path) -> None:
    """The Parquet file into a table without indexes, by way of CSV."""
    duckdb.read_parquet(path).to_csv(str(csv), header=False)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        TABLE.create(connection)
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    command = f"COPY ho_so ({', '.join(COLUMNS)}) FROM STDIN (FORMAT csv)"
    with (
        psycopg.connect(address) as session,
        session.cursor() as cursor,
        csv.open("rb") as stream,
        cursor.copy(command) as copy,
    ):
        while block := stream.read(1 << 20):
            copy.write(block)
    with psycopg.connect(address, autocommit=True) as session:
        session.execute("VACUUM ANALYZE ho_so")
