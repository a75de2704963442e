"""A small source of dossiers for both sides, so that late dossiers can be listed and a month can be pulled."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

_TOML = """
[sources.mot_cua]
what = {{vi = "Một cửa", en = "One stop"}}
url = "sqlite:///{database}"
shape = "dossiers"
table = "ho_so"
set_aside = ["DA_RUT"]

[sources.mot_cua.columns]
unit = "ma_don_vi"
received_at = "ngay_tiep_nhan"
due_at = "ngay_hen_tra"
resolved_at = "ngay_ket_thuc"
code = "ma_ho_so"
procedure = "ma_thu_tuc"
status = "trang_thai"

[sources.mot_cua.complete]
units = ["SNV"]
"""
UNITS = ("SNV", "STP", "16813")


def make(folder: Path) -> None:
    """`sources.toml` there, and its database: three units, a dossier every few hours, every fourth late."""
    database = folder / "mot_cua.db"
    (folder / "sources.toml").write_text(_TOML.format(database=database), encoding="utf-8")
    times = ", ".join(f"{name} DATETIME" for name in ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc"))
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            f"CREATE TABLE ho_so (ma_ho_so TEXT, ma_don_vi TEXT, ma_thu_tuc TEXT, {times}, trang_thai TEXT)"
        )
        connection.executemany("INSERT INTO ho_so VALUES (?, ?, ?, ?, ?, ?, ?)", map(_dossier, range(300)))


def _dossier(number: int) -> tuple[str | None, ...]:
    received = dt.datetime(2026, 9, 15, 8) + dt.timedelta(hours=5 * number)
    due = received + dt.timedelta(days=7)
    resolved = received + dt.timedelta(days=9 if number % 4 == 0 else 3)
    return (
        f"HS{number:05}",
        UNITS[number % len(UNITS)],
        f"1.{number % 7:06}",
        _stored(received),
        _stored(due),
        _stored(resolved) if number % 11 else None,
        "DA_RUT" if number % 50 == 0 else "DA_XONG",
    )


def _stored(at: dt.datetime) -> str:
    """As SQLAlchemy keeps a time in SQLite."""
    return at.isoformat(" ", "microseconds")
