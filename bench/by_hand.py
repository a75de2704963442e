"""The same counts in each engine's own words, and in pandas': what the statement of `loaders` is compared with."""

import datetime as dt
from dataclasses import dataclass

import duckdb
import pandas as pd

from core.periods import Period

_BY_HAND = """
SELECT ma_don_vi,
       count(*) FILTER (new OR NOT aside) AS received,
       count(*) FILTER (new AND hinh_thuc = 'TRUC_TUYEN') AS received_online,
       count(*) FILTER (NOT new AND NOT aside) AS carried_over,
       count(*) FILTER (resolved) AS resolved,
       count(*) FILTER (resolved AND ngay_ket_thuc::DATE < ngay_hen_tra::DATE) AS resolved_early,
       count(*) FILTER (resolved AND ngay_ket_thuc::DATE > ngay_hen_tra::DATE) AS resolved_late,
       count(*) FILTER (pending) AS pending,
       count(*) FILTER (overdue) AS pending_overdue,
       count(*) FILTER ((overdue OR resolved AND ngay_ket_thuc::DATE > ngay_hen_tra::DATE)
                        AND ngay_xin_loi IS NOT NULL) AS late_apologised,
       count(*) FILTER ((resolved OR pending) AND da_so_hoa) AS digitised,
       count(*) FILTER (resolved AND kq_dien_tu) AS e_results,
       count(*) FILTER ((resolved OR pending) AND tai_su_dung) AS data_reused
FROM (SELECT *, ngay_tiep_nhan >= $a AS new, trang_thai = 'DA_RUT' AS aside,
             NOT aside AND coalesce(ngay_ket_thuc >= $a AND ngay_ket_thuc < $b, false) AS resolved,
             NOT aside AND (ngay_ket_thuc IS NULL OR ngay_ket_thuc >= $b) AS pending,
             pending AND coalesce(ngay_hen_tra < $due, false) AS overdue
      FROM ho_so
      WHERE ngay_tiep_nhan < $b AND (ngay_ket_thuc IS NULL OR ngay_ket_thuc >= $a OR ngay_tiep_nhan >= $a))
GROUP BY ma_don_vi
"""


def hand_written(connection: duckdb.DuckDBPyConnection, month: Period, today: dt.date) -> dict[str, dict[str, int]]:
    """{unit: {count: dossiers}} from the view `ho_so`."""
    b = month.end + dt.timedelta(days=1)
    found = connection.execute(_BY_HAND, {"a": month.start, "b": b, "due": min(b, today)})
    names = [column[0] for column in found.description or ()][1:]
    return {unit: dict(zip(names, counts, strict=True)) for unit, *counts in found.fetchall()}


_COUNTS = {
    "received": "fresh OR NOT aside",
    "received_online": "fresh AND hinh_thuc = 'TRUC_TUYEN'",
    "carried_over": "NOT fresh AND NOT aside",
    "resolved": "done",
    "resolved_early": "done AND {day}(ngay_ket_thuc) < {day}(ngay_hen_tra)",
    "resolved_late": "done AND {day}(ngay_ket_thuc) > {day}(ngay_hen_tra)",
    "pending": "pending",
    "pending_overdue": "overdue",
    "late_apologised": "(overdue OR done AND {day}(ngay_ket_thuc) > {day}(ngay_hen_tra)) AND ngay_xin_loi IS NOT NULL",
    "digitised": "(done OR pending) AND da_so_hoa",
    "e_results": "done AND kq_dien_tu",
    "data_reused": "(done OR pending) AND tai_su_dung",
}
_THEIRS = """
SELECT ma_don_vi, {counts}
FROM (SELECT *, ngay_tiep_nhan >= {a} AS fresh, trang_thai = 'DA_RUT' AS aside,
             NOT aside AND coalesce(ngay_ket_thuc >= {a} AND ngay_ket_thuc < {b}, false) AS done,
             NOT aside AND (ngay_ket_thuc IS NULL OR ngay_ket_thuc >= {b}) AS pending,
             pending AND coalesce(ngay_hen_tra < {due}, false) AS overdue
      FROM ho_so
      WHERE ngay_tiep_nhan < {b} AND (ngay_ket_thuc IS NULL OR ngay_ket_thuc >= {a} OR ngay_tiep_nhan >= {a})) AS d
GROUP BY ma_don_vi
"""


@dataclass(frozen=True)
class ByHand:
    """A statement that gives the unit and then the counts `names`."""

    statement: str
    names: tuple[str, ...]


def in_their_words(kind: str, month: Period, today: dt.date) -> ByHand:
    """As one who knows `clickhouse` or `spark` would write it: counts with a condition, and days by their function."""
    words = {"clickhouse": ("countIf", "toDate"), "spark": ("count_if", "date")}
    count, day = words[kind]
    b = month.end + dt.timedelta(days=1)
    counts = ", ".join(f"{count}({condition.format(day=day)}) AS n_{name}" for name, condition in _COUNTS.items())
    bounds = {name: f"'{value} 00:00:00'" for name, value in {"a": month.start, "b": b, "due": min(b, today)}.items()}
    return ByHand(_THEIRS.format(counts=counts, **bounds), tuple(_COUNTS))


def counted_by_pandas(path: str, month: Period, today: pd.Timestamp) -> pd.DataFrame:
    """The counts by unit, as one would write them in a notebook: every row read, then a groupby."""
    names = ("ma_don_vi", "ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc", "hinh_thuc", "trang_thai")
    flags = ("da_so_hoa", "kq_dien_tu", "tai_su_dung", "ngay_xin_loi")
    rows = pd.read_parquet(path, columns=[*names, *flags])
    a, b = pd.Timestamp(month.start), pd.Timestamp(month.end) + pd.Timedelta(days=1)
    received, due, done = rows["ngay_tiep_nhan"], rows["ngay_hen_tra"], rows["ngay_ket_thuc"]
    rows = rows[(received < b) & (done.isna() | (done >= a) | (received >= a))]
    received, due, done = rows["ngay_tiep_nhan"], rows["ngay_hen_tra"], rows["ngay_ket_thuc"]
    new, counts = received >= a, rows["trang_thai"] != "DA_RUT"
    resolved, pending = counts & (done >= a) & (done < b), counts & (done.isna() | (done >= b))
    late, overdue = resolved & (done.dt.normalize() > due.dt.normalize()), pending & (due < min(b, today))
    columns = {
        "received": new | counts,
        "received_online": new & (rows["hinh_thuc"] == "TRUC_TUYEN"),
        "carried_over": ~new & counts,
        "resolved": resolved,
        "resolved_early": resolved & (done.dt.normalize() < due.dt.normalize()),
        "resolved_late": late,
        "pending": pending,
        "pending_overdue": overdue,
        "late_apologised": (late | overdue) & rows["ngay_xin_loi"].notna(),
        "digitised": (resolved | pending) & rows["da_so_hoa"],
        "e_results": resolved & rows["kq_dien_tu"],
        "data_reused": (resolved | pending) & rows["tai_su_dung"],
    }
    return pd.DataFrame(columns).groupby(rows["ma_don_vi"]).sum()
