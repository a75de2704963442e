"""U1: which databases may be reached at all, and what their description may say."""

import textwrap
import traceback
from pathlib import Path

import pytest

from core.errors import DashboardError
from core.words import LANGUAGES, explain
from loaders.databases import addresses, sources_file
from loaders.databases.connecting import SourcePasswordError, open_source
from loaders.databases.sources_file import SourcesFileError, UnknownSourceError
from tests.loaders.databases.sources import Place, dossier_source

SECRET = "canary-7d1f"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////srv/a.db",
        "sqlite+pysqlite:////srv/a b%23.db",
        "postgresql://reader@10.0.0.5/motcua",
        "postgresql+psycopg://reader:${PW}@10.0.0.5:5432/motcua?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "mysql+pymysql://reader:${PW}@h/d?charset=utf8mb4",
        "mariadb+pymysql://reader:${PW}@h/d?ssl_ca=/etc/ca.pem&ssl_verify_cert=true",
        "duckdb:////srv/a.duckdb",
        "impala4://reader:${PW}@10.0.0.7:10000/motcua?auth_mechanism=LDAP&use_ssl=true&ca_cert=/etc/ca.pem",
        "clickhousedb://reader:${PW}@10.0.0.8:8443/motcua?secure=true&ca_cert=/etc/ca.pem",
        "clickhousedb+connect://reader@h/d",
    ],
)
def test_u1_urls_of_the_list_are_used(url):
    assert addresses.objection(url) is None


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "no_url"),
        ("/etc/passwd", "no_url"),
        ("postgresql+psycopg2://h/d", "forbidden_dialect"),
        ("postgresql+pg8000://h/d", "forbidden_dialect"),
        ("POSTGRESQL://h/d", "forbidden_dialect"),
        ("sqlite+pysqlcipher:////srv/a.db", "forbidden_dialect"),
        ("sqlite+aiosqlite:////srv/a.db", "forbidden_dialect"),
        ("mysql://h/d", "forbidden_dialect"),
        ("mysql+mysqldb://h/d", "forbidden_dialect"),
        ("mssql+pyodbc:///?odbc_connect=Driver", "forbidden_dialect"),
        ("shillelagh://", "forbidden_dialect"),
        ("hive://h:10000/default", "forbidden_dialect"),
        ("impala://h:10000/default", "forbidden_dialect"),
        ("clickhouse+native://h/d", "forbidden_dialect"),
        ("clickhousedb+async://h/d", "forbidden_dialect"),
        ("impala4://h:10000", "no_database"),
        ("impala4://h:10000/d?auth_mechanism=NOSASL", "forbidden_argument"),
        ("impala4://h:10000/d?use_http_transport=true", "forbidden_argument"),
        ("clickhousedb://h/d?readonly=0", "forbidden_argument"),
        ("clickhousedb://h/d?interface=chdb", "forbidden_argument"),
        ("clickhousedb://h/d?verify=false", "forbidden_argument"),
        ("mysql+pymysql://h/d?local_infile=1", "forbidden_argument"),
        ("mysql+pymysql://h/d?init_command=SET+GLOBAL+x=1", "forbidden_argument"),
        ("mysql+pymysql://h/d?read_default_file=/etc/my.cnf", "forbidden_argument"),
        ("mysql+pymysql://h/d?ssl_disabled=true", "forbidden_argument"),
        ("mysql+pymysql://h/d?ssl_verify_cert=false", "forbidden_argument"),
        ("mysql+pymysql://h/d?unix_socket=/run/other", "forbidden_argument"),
        ("mysql+pymysql://h/d?charset=gbk", "forbidden_argument"),
        ("postgresql://h/d?options=-c%20default_transaction_read_only=off", "forbidden_argument"),
        ("postgresql://h/d?sslmode=disable", "forbidden_argument"),
        ("postgresql://h/d?sslmode=require&sslmode=disable", "forbidden_argument"),
        ("postgresql://h/d?host=evil.example", "forbidden_argument"),
        ("postgresql://h/d?service=other", "forbidden_argument"),
        (f"postgresql://h/d?password={SECRET}", "forbidden_argument"),
        ("postgresql://h/d?creator=os.system", "forbidden_argument"),
        ("sqlite:////srv/a.db?uri=true&mode=rwc", "forbidden_argument"),
        ("sqlite:////srv/a.db?mode=rw", "forbidden_argument"),
        ("duckdb:////srv/a.duckdb?access_mode=read_write", "forbidden_argument"),
        ("duckdb:////srv/a.duckdb?allow_unsigned_extensions=true", "forbidden_argument"),
        (f"postgresql://u:{SECRET}@h/d", "literal_password"),
        (f"postgresql://u:${{PW}}{SECRET}@h/d", "literal_password"),
        ("postgresql://u:@h/d", "literal_password"),
        ("sqlite://", "no_database"),
        ("sqlite:///:memory:", "no_database"),
        ("sqlite:///file:/srv/a.db", "no_database"),
        ("sqlite:///relative.db", "no_database"),
        ("duckdb:///md:my_cloud", "no_database"),
        ("duckdb://", "no_database"),
        ("postgresql://h", "no_database"),
    ],
)
def test_u1_no_other_url_is_used_and_no_secret_is_repeated(url, problem):
    found = addresses.objection(url)
    assert found is not None
    assert found.problem == problem
    assert SECRET not in found.what


GOOD = """
    [sources.mot_cua]
    what = {vi = "Một cửa", en = "One stop"}
    url = "postgresql://reader:${NAMRO_PW}@h/d"
    shape = "dossiers"
    table = "ho_so"
    columns = {unit = "u", received_at = "r", due_at = "d", resolved_at = "x"}
    complete = {kinds = ["commune"]}
"""


def described(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        ('table = "ho_so"', "", "sources.mot_cua.table", "missing"),
        ('table = "ho_so"', 'tabel = "ho_so"\ntable = "x"', "sources.mot_cua.tabel", "extra_forbidden"),
        ('table = "ho_so"', 'query = "SELECT 1"\ntable = "x"', "sources.mot_cua.query", "extra_forbidden"),
        ('unit = "u", ', "", "sources.mot_cua.columns.unit", "missing"),
        ('unit = "u"', 'unit = "u", citizen_name = "n"', "sources.mot_cua.columns.citizen_name", "extra_forbidden"),
        (
            'unit = "u"',
            'unit = "u", online = {column = "c", values = [1], filled = true}',
            "sources.mot_cua.columns.online",
            "flag_says_two_things",
        ),
        ('"dossiers"', '"sql"', "sources.mot_cua", "wrong_value"),
        ('kinds = ["commune"]', "", "sources.mot_cua.complete", "expects_nobody"),
        ('kinds = ["commune"]', 'kinds = ["village"]', "sources.mot_cua.complete.kinds.0", "wrong_value"),
        ('table = "ho_so"', 'table = "x"\nset_aside = ["R"]', "sources.mot_cua", "half_a_pair"),
        (
            'table = "ho_so"',
            'table = "x"\nlimits = {read_only = false}',
            "sources.mot_cua.limits.read_only",
            "wrong_value",
        ),
        ("${NAMRO_PW}", SECRET, "sources.mot_cua", "literal_password"),
        ("@h/d", f"@h/d?password={SECRET}", "sources.mot_cua", "forbidden_argument"),
        ("postgresql:", "oracle:", "sources.mot_cua", "forbidden_dialect"),
        ("[sources.mot_cua]", "[source.mot_cua]", "source", "extra_forbidden"),
        ("[sources.mot_cua]", "[sources.mot_cua", "", "no_toml"),
    ],
)
def test_a_wrong_description_is_one_sentence_with_file_and_key_and_never_a_password(tmp_path, old, new, where, problem):
    assert old in GOOD
    path = described(tmp_path, GOOD.replace(old, new))

    with pytest.raises(SourcesFileError) as caught:
        sources_file.read(path)

    assert caught.value.key == f"error.sources_file.{problem}"
    for language in LANGUAGES:
        sentence = explain(language, caught.value)
        assert str(path) in sentence and where in sentence
        assert len(sentence.splitlines()) == 1
    assert SECRET not in "".join(traceback.format_exception(caught.value)) + explain("vi", caught.value)


def test_every_way_a_description_can_be_wrong_has_its_sentence():
    from core.words import keys

    problems = {*sources_file._SAID, "absent", "no_toml", "wrong_value"}
    assert {f"error.sources_file.{problem}" for problem in problems} == {
        key for key in keys("vi") if key.startswith("error.sources_file.")
    }


def test_every_error_of_a_source_has_its_sentence():
    import loaders.databases.pulling  # noqa: F401
    from core.words import keys

    def all_of(kind: type) -> set[type]:
        return {kind} | {each for child in kind.__subclasses__() for each in all_of(child)}

    found = {each.key for each in all_of(DashboardError) if each.__module__.startswith("loaders.databases")}
    assert found - {"error.unknown"} <= keys("vi")
    assert len(found) >= 8


def test_the_example_can_be_copied_and_unknown_names_are_told_the_known_ones(tmp_path):
    from core.settings import ROOT

    sources = sources_file.read(ROOT / "sources.example.toml")
    assert [source.shape for source in sources.values()] == ["dossiers", "monthly"]
    with pytest.raises(UnknownSourceError) as caught:
        sources_file.named(sources, "nothing")
    assert "mot_cua, bao_cao" in explain("vi", caught.value)
    with pytest.raises(SourcesFileError, match="absent"):
        sources_file.read(sources_file.path_from({"NAMRO_SOURCES": str(tmp_path / "nowhere.toml")}))


def test_the_password_comes_from_the_environment_and_is_shown_nowhere(tmp_path):
    source = sources_file.read(described(tmp_path, GOOD))["mot_cua"]
    with pytest.raises(SourcePasswordError) as caught:
        open_source(source, {})
    assert "NAMRO_PW" in explain("vi", caught.value)

    engine = open_source(source, {"NAMRO_PW": SECRET})

    assert engine.url.password == SECRET
    assert SECRET not in f"{engine!r} {engine.url} {source!r} {source.model_dump_json()}"


def test_a_missing_sqlite_file_is_not_made(tmp_path):
    from loaders.databases.connecting import SourceUnavailableError
    from loaders.databases.probing import check_columns

    place = Place("sqlite", None, f"sqlite:///{tmp_path}/no such #file?.db")  # type: ignore[arg-type]
    source = dossier_source(Place("sqlite", None, f"sqlite:///{tmp_path / 'absent.db'}"))  # type: ignore[arg-type]
    with pytest.raises(SourceUnavailableError):
        check_columns(source, open_source(source, place.environment))
    assert list(tmp_path.iterdir()) == []
