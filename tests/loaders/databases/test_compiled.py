"""The statements in the words of nine dialects, compared with what is stored: a change is seen before it is run.

    NAMRO_WRITE_COMPILED=1 python -m pytest tests/loaders/databases/test_compiled.py      # writes them anew

Run on servers in the other tests: sqlite, postgresql, mariadb (as mysql too), duckdb, impala4 (Spark), clickhousedb.
Compiled only, since no server is here: mssql, oracle.
"""

import os
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.periods import parse
from loaders.databases.dossiers import counts_statement, undated_statement
from loaders.databases.late_list import late_statement
from loaders.databases.monthly import month_statement
from tests.loaders.databases.sources import COLUMNS, TODAY, Place, dossier_source, monthly_source

DIALECTS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
    "duckdb": "duckdb",
    "mssql": "mssql+pyodbc",
    "oracle": "oracle+oracledb",
    "impala4": "impala4",
    "clickhousedb": "clickhousedb",
}
STORED = Path(__file__).parent / "compiled"


def compiled(name: str) -> str:
    """All four statements for a source that has every column, February 2026."""
    place = Place("any", None, "sqlite:////any")  # type: ignore[arg-type]
    columns = COLUMNS | {"province": "ma_tinh", "field": "linh_vuc"}
    source = dossier_source(place, columns=columns, province="40", schema="mot_cua")
    month = parse("2026-02")
    statements = (
        counts_statement(source, month, today=TODAY),
        undated_statement(source),
        late_statement(source, "SNV", month, today=TODAY, page=2, size=50),
        month_statement(monthly_source(place), month),
    )
    dialect = sa.make_url(f"{DIALECTS[name]}://host/x").get_dialect()()
    options = {"render_postcompile": True}
    texts = (str(statement.compile(dialect=dialect, compile_kwargs=options)) for statement in statements)
    return "\n;\n".join(re.sub(r" +\n", "\n", text) for text in texts) + "\n;\n"


@pytest.mark.parametrize("name", DIALECTS)
def test_the_statements_compile_as_stored(name: str):
    path = STORED / f"{name}.sql"
    if os.environ.get("NAMRO_WRITE_COMPILED"):
        path.write_text(compiled(name), encoding="utf-8")
    assert compiled(name) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DIALECTS)
def test_only_portable_constructs_are_used(name: str):
    text = re.sub(r'["`\[\]]', "", compiled(name))
    for construct in (r"FILTER", r"date_trunc", r"EXTRACT", r"strftime", r"IS (NOT )?(true|1)\b", r"DISTINCT", r" / "):
        assert not re.search(construct, text, flags=re.IGNORECASE), construct
    # SQLite tells by two patterns whether a text names a zone; see `moments`.
    for allowed in ("'40'", "'*Zz'", "'*+-0-90-9:0-90-9'", "'+7 hours'"):
        text = text.replace(allowed, "")
    assert not re.search(r"'[^']*'", text), "a literal"
    assert re.search(r"GROUP BY d\.unit, d\.province, d\.field", text)
