"""U4: what can go wrong with a source is one sentence, nothing is stored, and it may be tried again."""

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from core.periods import parse
from core.words import LANGUAGES, explain
from loaders.databases.answers import SourceTooLongError
from loaders.databases.connecting import (
    SourceRefusedError,
    SourceTooSlowError,
    SourceUnavailableError,
    reading,
)
from loaders.databases.probing import SourceColumnsError, SourceTableError
from loaders.databases.pulling import pull
from tests import mariadb
from tests.loaders.databases.sources import COLUMNS, TABLE, TODAY, Place, dossier_source, fill, opened
from tests.loaders.databases.test_reading_only import row

MONTH = parse("2026-10")
SLOW = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n)",
    "postgresql": "(SELECT CAST(pg_sleep(60) AS text))",
    "mariadb": "(SELECT MAX(a.seq * b.seq) FROM seq_1_to_1000000 a, seq_1_to_1000000 b)",
    "duckdb": "(SELECT max(a.range * b.range) FROM range(1000000) a, range(1000000) b)",
    "clickhouse": "(SELECT sum(number * number) FROM numbers(1000000000000))",
    "spark": "(SELECT sum(id % 7) FROM range(60000000000))",
}


def of(place: Place, **more):
    return lambda units: pull(
        dossier_source(place, **more), MONTH, units=units, today=TODAY, environment=place.environment
    )


def said(error) -> str:
    sentences = [explain(language, error) for language in LANGUAGES]
    assert all(len(sentence.splitlines()) == 1 and "{" not in sentence for sentence in sentences)
    assert error.__cause__ is None and (error.__context__ is None or error.__suppress_context__)
    assert mariadb.PASSWORD not in str(error) + " ".join(sentences)
    return sentences[0]


@pytest.fixture
def slow(place: Place) -> Iterator[Place]:
    """A view under the source's name that answers after a minute."""
    fill(place.writing, [row()])
    names = ", ".join(column.name for column in TABLE.columns if column.name != "ma_don_vi")
    with place.writing.begin() as connection:
        rename = "RENAME TABLE ho_so TO that" if place.kind == "clickhouse" else "ALTER TABLE ho_so RENAME TO that"
        connection.exec_driver_sql(rename)
        unit = f"CASE WHEN {SLOW[place.kind]} IS NULL THEN 'SNV' ELSE 'STP' END AS ma_don_vi"
        connection.exec_driver_sql(f"CREATE VIEW ho_so AS SELECT {unit}, {names} FROM that")  # noqa: S608
    yield place
    with place.writing.begin() as connection:
        connection.exec_driver_sql("DROP VIEW ho_so")
        connection.exec_driver_sql("DROP TABLE that")


def test_u4_a_slow_source_is_given_up_at_its_limit(slow: Place, units):
    # Spark plans for seconds, and starts its tasks all the same where it is told to stop before it has.
    limit = 10 if slow.kind == "spark" else 1
    source = dossier_source(slow, limits={"statement_seconds": limit, "connect_seconds": 60})
    engine = opened(slow, source)
    with reading(source, engine):
        started = time.monotonic()  # connected, and proved to be read-only
    with pytest.raises(SourceTooSlowError) as caught:
        pull(source, MONTH, units=units, today=TODAY, environment=slow.environment, engine=engine)
    assert time.monotonic() - started < limit + 7
    assert f"{limit} giây" in said(caught.value)


def test_u4_a_server_that_stands_still_is_left_at_the_limit_too(request, tmp_path, units):
    from tests.loaders.databases.conftest import _own

    if os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("the server is not ours to stop")
    for place in _own("postgresql", request, tmp_path):
        fill(place.writing, [row()])
        source = dossier_source(place, limits={"statement_seconds": 1})
        stopped: list[int] = []
        try:
            with pytest.raises(SourceTooSlowError), reading(source, opened(place, source)) as connection:
                pid = connection.scalar(sa.select(sa.func.pg_backend_pid()))
                os.kill(pid, signal.SIGSTOP)
                stopped.append(pid)
                connection.execute(sa.select(sa.func.count()).select_from(TABLE))
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)
        assert of(place)(units).loaded.fit_to_store


def test_u4_a_dropped_connection_is_said_and_the_retry_works(request, tmp_path, units):
    from tests.loaders.databases.conftest import _own

    kill = {
        "postgresql": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE query LIKE '%%pg_sleep%%' AND pid <> pg_backend_pid()",
        "mariadb": "SELECT id FROM information_schema.processlist"
        " WHERE info LIKE '%%SLEEP%%' AND id <> connection_id()",
    }
    wait = {"postgresql": sa.func.pg_sleep(30), "mariadb": sa.func.sleep(30)}
    for kind, statement in kill.items():
        for place in _own(kind, request, tmp_path):
            fill(place.writing, [row()])

            def cut(place: Place = place, statement: str = statement) -> None:
                time.sleep(1)
                with place.writing.begin() as connection:
                    for found in connection.exec_driver_sql(statement).scalars().all():
                        if place.kind == "mariadb":
                            connection.exec_driver_sql(f"KILL {int(found)}")

            cutting = threading.Thread(target=cut)
            cutting.start()
            source = dossier_source(place)
            with pytest.raises(SourceUnavailableError) as caught, reading(source, opened(place, source)) as connection:
                connection.execute(sa.select(wait[kind]))
            cutting.join()
            said(caught.value)
            assert of(place)(units).loaded.fit_to_store


@pytest.mark.parametrize(
    ("url", "environment"),
    [
        ("postgresql://nobody@127.0.0.1:1/x", {}),
        ("mariadb+pymysql://nobody:${PW}@127.0.0.1:1/x", {"PW": "canary"}),
        ("sqlite:////nowhere/at all.db", {}),
        ("duckdb:////nowhere/at all.duckdb", {}),
    ],
)
def test_u4_a_source_that_is_not_there(url, environment, units):
    place = Place("any", None, url, environment)  # type: ignore[arg-type]
    with pytest.raises(SourceUnavailableError) as caught:
        of(place, limits={"connect_seconds": 2})(units)
    assert "canary" not in said(caught.value)


def test_u4_a_refused_account(request, tmp_path, units):
    from tests.loaders.databases.conftest import _own

    for place in _own("mariadb", request, tmp_path):
        wrong = Place(place.kind, place.writing, place.url, {"NAMRO_TEST_PASSWORD": "cánary"})
        with pytest.raises(SourceUnavailableError) as caught:
            of(wrong)(units)
        assert "1045" in said(caught.value)
        assert "cánary" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"columns": COLUMNS | {"unit": "ma_donvi", "due_at": "Hạn trả"}}, "cột Hạn trả, ma_donvi."),
        ({"table": "hoso"}, "bảng hoso,"),
    ],
)
def test_u4_wrong_names_are_told(place: Place, units, change, named):
    fill(place.writing, [row()])
    with pytest.raises((SourceColumnsError, SourceTableError)) as caught:
        of(place, **change)(units)
    assert named in said(caught.value)


def test_u4_a_column_of_another_type_is_refused_with_the_databases_code(request, tmp_path, units):
    from tests.loaders.databases.conftest import _own

    for place in _own("postgresql", request, tmp_path):
        fill(place.writing, [row()])
        with pytest.raises(SourceRefusedError) as caught:
            of(place, columns=COLUMNS | {"digitised": "ma_thu_tuc"})(units)
        assert "42883" in said(caught.value)


def test_u4_an_answer_without_end_is_not_read(sqlite: Place, units):
    fill(sqlite.writing, [row(f"U{number}") for number in range(20)])
    with pytest.raises(SourceTooLongError) as caught:
        of(sqlite, limits={"rows": 10})(units)
    assert "10 dòng" in said(caught.value)
