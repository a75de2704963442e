"""A source that can be written to is not read: the probe that must be refused, on every kind of database (ADR 41)."""

import stat
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

from core.periods import parse
from core.words import LANGUAGES, explain
from loaders.databases import read_only, sessions
from loaders.databases.addresses import REQUIREMENTS, filled
from loaders.databases.answers import ask
from loaders.databases.connecting import SourceDriverError, open_source, reading
from loaders.databases.read_only import SourceWritableError
from tests.loaders.databases.sources import TODAY, Place, dossier_source, fill, opened
from tests.loaders.databases.test_reading_only import row

OCTOBER = parse("2026-10")


def tables_of(place: Place) -> set[str]:
    with place.writing.connect() as connection:
        statement = "SHOW TABLES" if place.kind in ("mariadb", "clickhouse", "spark") else None
        if statement is None:
            return set(sa.inspect(connection).get_table_names())
        return {str(row[-2] if place.kind == "spark" else row[0]) for row in connection.exec_driver_sql(statement)}


def test_a_source_that_refuses_to_be_written_to_is_read_and_left_as_it_was(place: Place):
    fill(place.writing, [row()])
    source = dossier_source(place)
    with reading(source, opened(place, source)) as connection:
        assert ask(connection, source, OCTOBER, today=TODAY).rows[0][1]["received"] == 1
    assert tables_of(place) == {"ho_so"}


def test_a_session_that_is_not_read_only_is_refused_and_nothing_stays(place: Place, monkeypatch: pytest.MonkeyPatch):
    """As a server would be that ignores our settings: Spark has none, so there the account is the owner's."""
    fill(place.writing, [row()])
    source = dossier_source(place)
    if place.kind == "spark":
        pytest.skip("its accounts are tried below")
    given = sessions.arguments

    def writable(kind: Any, *more: Any) -> dict[str, Any]:
        return {
            name: value
            for name, value in given(kind, *more).items()
            if name not in ("options", "readonly", "read_only")
        }

    monkeypatch.setattr(sessions, "arguments", writable)
    monkeypatch.setattr(sessions, "prepare", lambda *_: None)
    if place.kind == "sqlite":  # it is opened read-only by its address
        monkeypatch.setattr("loaders.databases.addresses.filled", lambda url, _: sa.make_url(url))
    with pytest.raises(SourceWritableError) as caught, reading(source, open_source(source, place.environment)):
        pass
    monkeypatch.undo()
    for language in LANGUAGES:
        sentence = explain(language, caught.value)
        assert "mot_cua" in sentence and "CREATE TABLE" in sentence and len(sentence.splitlines()) == 1
    assert tables_of(place) == {"ho_so"}


def test_a_failure_that_is_no_refusal_proves_nothing(sqlite: Place, monkeypatch: pytest.MonkeyPatch):
    fill(sqlite.writing, [row()])
    source = dossier_source(sqlite, schema="nowhere")
    with pytest.raises(SourceWritableError) as caught, reading(source, opened(sqlite, source)):
        pass
    assert caught.value.values["reason"] == "SQLITE_ERROR"


def test_files_beside_those_of_a_parquet_source_can_neither_be_made_nor_replaced(tmp_path: Path):
    pd.DataFrame([row()]).to_parquet(tmp_path / "ho_so_1.parquet")
    before = (tmp_path / "ho_so_1.parquet").read_bytes()
    source = dossier_source(Place("parquet", None, "duckdb://", parquet=f"{tmp_path}/*.parquet"))  # type: ignore[arg-type]
    with reading(source, open_source(source, {})) as connection:
        cursor = connection.connection.cursor()
        for name in ("ho_so_1", "ho_so_2"):
            with pytest.raises(Exception, match="Permission Error"):
                cursor.execute(f"COPY (SELECT 1 AS a) TO '{tmp_path}/{name}.parquet'")
    assert (tmp_path / "ho_so_1.parquet").read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["ho_so_1.parquet"]


@pytest.mark.long
def test_an_account_that_may_make_tables_in_spark_is_refused(spark_cluster, tmp_path: Path):
    """The folder is open to everybody, so the catalogue lets `namro_doc` put a table in."""
    from tests.loaders.databases.by_files import spark_database

    place = spark_database(spark_cluster, "open_to_all")
    fill(place.writing, [row()])
    (spark_cluster.data / "open_to_all").chmod(0o777)
    source = dossier_source(place)
    with pytest.raises(SourceWritableError) as caught, reading(source, opened(place, source)):
        pass
    assert caught.value.values["reason"] == "CREATE TABLE"
    assert tables_of(place) == {"ho_so"}


@pytest.mark.long
def test_files_of_a_table_in_spark_that_may_be_written_are_refused(spark_cluster):
    """The catalogue guards the table, and the server's own account may write its files all the same."""
    from tests.loaders.databases.by_files import spark_database

    place = spark_database(spark_cluster, "open_files")
    fill(place.writing, [row()])
    folder = next(each for each in (spark_cluster.data / "open_files").iterdir() if each.name.startswith("ho_so_"))
    folder.chmod(0o777)
    source = dossier_source(place)
    with pytest.raises(SourceWritableError) as caught, reading(source, opened(place, source)):
        pass
    assert caught.value.values["reason"] == "INSERT"
    folder.chmod(0o555)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o555
    with reading(source, opened(place, source)) as connection:
        assert ask(connection, source, OCTOBER, today=TODAY).rows[0][1]["received"] == 1


def test_postgresqls_role_without_rights_is_a_proof_too(request, tmp_path):
    """42501: where a pooler drops our settings, an account that may only read is enough."""
    from tests.loaders.databases.conftest import _own

    for place in _own("postgresql", request, tmp_path):
        fill(place.writing, [row()])
        with place.writing.begin() as connection:
            connection.exec_driver_sql("CREATE ROLE chi_doc LOGIN")
            connection.exec_driver_sql("GRANT SELECT ON ho_so TO chi_doc")
        engine = sa.create_engine(sa.make_url(place.url).set(username="chi_doc"), poolclass=sa.pool.NullPool)
        driver = engine.raw_connection()
        read_only.prove("postgresql", driver.driver_connection, dossier_source(place), engine.dialect)
        driver.close()
        engine.dispose()
        with place.writing.begin() as connection:
            connection.exec_driver_sql("DROP OWNED BY chi_doc")
            connection.exec_driver_sql("DROP ROLE chi_doc")


@pytest.mark.parametrize("url", ["impala4://u@h:10000/d", "clickhousedb://u@h:8123/d"])
def test_without_the_extra_one_sentence_names_the_file_to_install(url: str, monkeypatch: pytest.MonkeyPatch):
    def absent(*_: Any, **__: Any) -> None:
        raise sa.exc.NoSuchModuleError("no such dialect")

    monkeypatch.setattr(sa, "create_engine", absent)
    source = dossier_source(Place("any", None, url))  # type: ignore[arg-type]
    with pytest.raises(SourceDriverError) as caught:
        open_source(source, {})
    for language in LANGUAGES:
        sentence = explain(language, caught.value)
        assert any(file in sentence for file in REQUIREMENTS.values()) and len(sentence.splitlines()) == 1


def test_the_files_that_drivers_are_installed_by_are_there():
    from core.settings import ROOT

    for file in (*REQUIREMENTS.values(), "requirements.txt"):
        assert (ROOT / file).is_file()


def test_spark_is_told_a_name_by_sasl_unless_the_source_says_ldap():
    assert filled("impala4://u@h:10000/d", {}).query == {"auth_mechanism": "PLAIN"}
    assert filled("impala4://u:${PW}@h:10000/d?auth_mechanism=LDAP", {"PW": "x"}).query == {"auth_mechanism": "LDAP"}
