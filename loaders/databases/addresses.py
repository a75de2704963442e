"""Which database URLs may be used at all, and where their password comes from.

Both lists say what is allowed, never what is forbidden: drivers keep adding arguments, and one such as
`local_infile`, `init_command`, `options` or SQLite's `uri` lets a URL read files of this server or undo read-only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import make_url

Kind = Literal["sqlite", "postgresql", "mysql", "duckdb", "spark", "clickhouse"]

# Keyed by dialect and driver together: `sqlite+pysqlcipher` and `postgresql+pg8000` were never tested here.
_KINDS: dict[str, tuple[Kind, str]] = {
    "sqlite": ("sqlite", "sqlite+pysqlite"),
    "sqlite+pysqlite": ("sqlite", "sqlite+pysqlite"),
    "postgresql": ("postgresql", "postgresql+psycopg"),
    "postgresql+psycopg": ("postgresql", "postgresql+psycopg"),
    "mysql+pymysql": ("mysql", "mysql+pymysql"),
    "mariadb+pymysql": ("mysql", "mariadb+pymysql"),
    "duckdb": ("duckdb", "duckdb"),
    "impala4": ("spark", "impala4"),
    "clickhousedb": ("clickhouse", "clickhousedb+connect"),
    "clickhousedb+connect": ("clickhouse", "clickhousedb+connect"),
}
ALLOWED = tuple(_KINDS)

# Allowed query parameters of a URL and their values; an empty tuple allows any value.
_ARGUMENTS: dict[Kind, dict[str, tuple[str, ...]]] = {
    "sqlite": {},
    "duckdb": {},
    "postgresql": {"sslmode": ("require", "verify-ca", "verify-full"), "sslrootcert": (), "application_name": ()},
    "mysql": {"charset": ("utf8mb4",), "ssl_ca": (), "ssl_verify_cert": ("true",), "ssl_verify_identity": ("true",)},
    # HiveServer2's protocol: PLAIN believes the name it is told, LDAP asks for its password.
    "spark": {"auth_mechanism": ("PLAIN", "LDAP"), "use_ssl": ("true",), "ca_cert": ()},
    "clickhouse": {"secure": ("true",), "ca_cert": ()},
}
REQUIREMENTS: dict[Kind, str] = {"spark": "requirements-spark.txt", "clickhouse": "requirements-clickhouse.txt"}
"""The file that installs the driver, of kinds that `requirements.txt` has none for."""
_FROM_ENVIRONMENT = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")

Problem = Literal["no_url", "forbidden_dialect", "forbidden_argument", "literal_password", "no_database"]


@dataclass(frozen=True)
class Objection:
    """Why a URL is not used. `what` names the part at fault, never its value where that may be secret."""

    problem: Problem
    what: str = ""


def objection(url: str, *, parquet: bool = False) -> Objection | None:
    """The problem of a URL; None where it may be used.

    Args:
        url: as in `sources.toml`, its password as `${NAME}`.
        parquet: the source is Parquet files, which DuckDB reads without a database of its own.
    """
    try:
        parsed = make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        return Objection("no_url")
    if parsed.drivername not in _KINDS:
        return Objection("forbidden_dialect", parsed.drivername)
    if parsed.password is not None and not _FROM_ENVIRONMENT.fullmatch(str(parsed.password)):
        return Objection("literal_password")
    if argument := _forbidden_argument(parsed):
        return Objection("forbidden_argument", argument)
    return None if _names_a_database(parsed, parquet=parquet) else Objection("no_database", parsed.drivername)


def _forbidden_argument(url: sa.URL) -> str | None:
    allowed = _ARGUMENTS[kind_of(url)]
    for argument, value in url.query.items():
        values = allowed.get(argument)
        if values is None or not isinstance(value, str) or (values and value not in values):
            return argument
    return None


def _names_a_database(url: sa.URL, *, parquet: bool) -> bool:
    if parquet:
        return url.drivername == "duckdb" and url.database in (None, "", ":memory:")
    if kind_of(url) in ("sqlite", "duckdb"):
        # Reject “file:…?mode=rwc”, “md:…” and relative paths, which depend on the server's working directory.
        return str(url.database or "").startswith("/")
    return bool(url.database)


def kind_of(url: sa.URL) -> Kind:
    """Raises KeyError where the URL may not be used."""
    return _KINDS[url.drivername][0]


def password_variable(url: str) -> str | None:
    """Name of the environment variable that holds the password; None where the URL needs none."""
    found = _FROM_ENVIRONMENT.fullmatch(str(make_url(url).password or ""))
    return found[1] if found else None


def filled(url: str, environment: Mapping[str, str]) -> sa.URL:
    """The URL with the driver we use and the password of the environment; KeyError where it is not set.

    Its `str` and `repr` show `***`, as all of SQLAlchemy's do.
    """
    parsed = make_url(url)
    parsed = parsed.set(drivername=_KINDS[parsed.drivername][1])
    if kind_of(parsed) == "sqlite":
        # mode=ro: a missing file must be an error; SQLite would otherwise create an empty database.
        return parsed.set(database=f"file:{quote(str(parsed.database))}", query={"mode": "ro", "uri": "true"})
    if kind_of(parsed) == "spark":
        parsed = parsed.set(query={"auth_mechanism": "PLAIN", **parsed.query})
    variable = password_variable(url)
    return parsed.set(password=environment[variable]) if variable else parsed
