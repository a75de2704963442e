"""What is particular to engines beyond one machine: Spark, ClickHouse, PostgreSQL in partitions."""

import datetime as dt
import os
import re
import signal
import threading
from importlib.metadata import requires, version
from typing import Any

import pytest
import sqlalchemy as sa

from core.periods import parse
from loaders.databases.answers import ask
from loaders.databases.connecting import SourceUnavailableError, open_source, reading
from loaders.databases.dossiers import counts_statement
from loaders.databases.late_list import late_dossiers
from tests import clickhouse
from tests.loaders.databases import second
from tests.loaders.databases.by_files import fill_by_files, partitioned
from tests.loaders.databases.conftest import _own
from tests.loaders.databases.sources import TODAY, Place, dossier_source, fill, opened
from tests.loaders.databases.test_edges import EDGES, OF_EDGES, some
from tests.loaders.databases.test_reading_only import row

OCTOBER = parse("2026-10")
TIMES = ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc")


def counts(place: Place, **more: Any) -> dict[str, Any]:
    source = dossier_source(place, **more)
    with reading(source, opened(place, source)) as connection:
        return dict(dict(ask(connection, source, OCTOBER, today=TODAY).rows)["SNV", None])


def test_partitions_of_months_that_cannot_matter_are_not_looked_at(request, tmp_path):
    """Received before the month's end: later months are left out by their bounds, without a look at a row."""
    for place in _own("partitioned", request, tmp_path):
        partitioned(place.writing)
        with place.writing.begin() as connection:
            rows = [row(ngay_tiep_nhan=dt.datetime(2026, month, 5, 8)) for month in range(1, 10)]
            from tests.loaders.databases.sources import TABLE

            connection.execute(sa.insert(TABLE), rows)
        source = dossier_source(place)
        for month, after in (("2026-03", "2026-04"), ("2025-06", "2025-07")):
            statement = counts_statement(source, parse(month), today=TODAY)
            with place.writing.connect() as connection:
                compiled = statement.compile(connection.engine, compile_kwargs={"literal_binds": True})
                plan = "\n".join(connection.exec_driver_sql(f"EXPLAIN {compiled}".replace("%", "%%")).scalars())
            looked_at = set(re.findall(r"ho_so_(\d{4}_\d\d)\b", plan))
            assert month.replace("-", "_") in looked_at
            assert after.replace("-", "_") not in looked_at
            assert max(looked_at) == month.replace("-", "_")


@pytest.mark.long
def test_an_executor_killed_in_the_middle_changes_no_count(spark_cluster, request, rows, tmp_path):
    for place in _own("spark", request, tmp_path):
        fill(place.writing, rows[:60_000])
        expected = second.counts(rows[:60_000], OCTOBER, TODAY)
        source = dossier_source(place, limits={"statement_seconds": 300, "connect_seconds": 60})
        with reading(source, opened(place, source)) as connection:
            killed = threading.Timer(1.5, os.kill, (spark_cluster.executors()[0], signal.SIGKILL))
            killed.start()
            answer = ask(connection, source, OCTOBER, today=TODAY)
            killed.join()
        assert {unit: dict(found) for (unit, _), found in answer.rows} == expected


@pytest.mark.long
@pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMP_NTZ"])
def test_spark_tells_times_with_and_without_a_zone_on_our_clock(request, tmp_path, kind: str):
    """TIMESTAMP is a moment, and Parquet's are in UTC; TIMESTAMP_NTZ is what the clock on the wall said."""
    import pyarrow as pa

    from tests.loaders.databases import by_files
    from tests.loaders.databases.sources import TABLE

    shift = dt.timedelta(hours=7 if kind == "TIMESTAMP" else 0)
    moved = [edge | {name: edge[name] and edge[name] - shift for name in TIMES} for edge in EDGES]
    for place in _own("spark", request, tmp_path):
        arrow = by_files._ARROW | {sa.DateTime: pa.timestamp("us", tz="UTC" if kind == "TIMESTAMP" else None)}
        fill_by_files(place.writing, moved, TABLE, arrow, **dict.fromkeys((*TIMES, "ngay_xin_loi"), kind))
        assert some(counts(place)) == OF_EDGES
        source = dossier_source(place)
        with reading(source, opened(place, source)) as connection:
            late = late_dossiers(connection, source, "SNV", OCTOBER, today=TODAY)
        assert [dossier.received_at for dossier in late] == [dt.datetime(2026, 10, 1)]


@pytest.fixture(params=["UTC", "Asia/Ho_Chi_Minh"])
def zoned_clickhouse(request):
    if not clickhouse.there_is_one():
        pytest.skip(clickhouse.ABSENT)
    with clickhouse.running(request.param) as server:
        url = f"clickhousedb://{server}/default"
        yield Place("clickhouse", sa.create_engine(url, poolclass=sa.pool.NullPool), url)


@pytest.mark.long
@pytest.mark.parametrize(
    "kind",
    ["DateTime", "DateTime64(6)", "Nullable(DateTime('UTC'))", "DateTime64(3, 'Asia/Ho_Chi_Minh')", "Nullable(String)"],
)
def test_clickhouse_counts_alike_whatever_its_zone_and_its_types(zoned_clickhouse: Place, kind: str):
    """A column without a zone is read by the server's clock, as written; one that may not be empty holds 1970."""
    from tests.loaders.databases.sources import TABLE

    place, texts = zoned_clickhouse, sa.MetaData()
    table = sa.Table("ho_so", texts, *(sa.Column(c.name, sa.String if c.name in TIMES else c.type) for c in TABLE.c))
    shift = dt.timedelta(hours=7 if "UTC" in kind else 0)
    empty = None if "Nullable" in kind else "1970-01-01 00:00:00"
    written = [edge | {name: str(edge[name] - shift) if edge[name] else empty for name in TIMES} for edge in EDGES]
    fill_by_files(place.writing, written, table, **dict.fromkeys(TIMES, kind))
    assert some(counts(place)) == OF_EDGES
    source = dossier_source(place)
    with reading(source, opened(place, source)) as connection:
        late = late_dossiers(connection, source, "SNV", OCTOBER, today=TODAY)
    assert [(dossier.received_at, dossier.resolved_at) for dossier in late] == [
        (dt.datetime(2026, 10, 1), dt.datetime(2026, 11, 1))
    ]


@pytest.mark.parametrize("url", ["impala4://nobody@127.0.0.1:1/d", "clickhousedb://nobody@127.0.0.1:1/d"])
def test_a_server_that_is_not_there_is_one_sentence(url: str):
    place = Place("any", None, url)  # type: ignore[arg-type]
    source = dossier_source(place, limits={"connect_seconds": 2})
    with pytest.raises(SourceUnavailableError), reading(source, open_source(source, {})):
        pass


def test_what_impyla_brings_along_and_nobody_keeps_is_what_was_tried():
    """thrift-sasl and pure-sasl are old, and duckdb-engine is older than duckdb 2: see to what is new about them.

    Fails when another release is pinned. Run the long tests of sources then, and put its version here.
    """
    assert {name: version(name) for name in ("impyla", "thrift-sasl", "pure-sasl", "duckdb-engine")} == {
        "impyla": "0.24.0",
        "thrift-sasl": "0.4.3",
        "pure-sasl": "0.6.2",
        "duckdb-engine": "0.17.0",
    }
    assert any(need.startswith("thrift_sasl") or need.startswith("thrift-sasl") for need in requires("impyla") or ())
    assert version("duckdb").startswith("2.")


def test_what_we_reach_into_of_impyla_is_where_we_reach():
    """Its connection has no public name for the socket, and its states none for Spark's time-out."""
    from impala._thrift_gen.TCLIService.ttypes import TOperationState
    from thrift.transport.TSocket import TSocket
    from thrift_sasl import TSaslClientTransport

    assert 8 not in TOperationState._VALUES_TO_NAMES, "it knows TIMEDOUT_STATE now: `sessions.in_pythons_words` may go"
    assert TSaslClientTransport(lambda: None, "PLAIN", TSocket("127.0.0.1", 1))._trans.port == 1
