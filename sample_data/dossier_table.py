"""Invents a table of dossiers, one row each, as a one-stop system keeps it: for tests and for the bench.

The same seed gives the same rows. Among them are rows on the very edges of months and days, dossiers that were never
resolved, and some that are wrong as real ones are: without a due date, or resolved before they were received.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.periods import Period, month_of, months_back

SEED = 766
MONTHS: tuple[Period, ...] = tuple(months_back(month_of(2026, 10), 24))
COLUMNS = (
    *("ma_ho_so", "ma_don_vi", "ma_thu_tuc", "linh_vuc", "ten_cong_dan", "so_dien_thoai"),
    *("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc", "hinh_thuc", "trang_thai"),
    *("da_so_hoa", "kq_dien_tu", "tai_su_dung", "thanh_toan_truc_tuyen", "ngay_xin_loi"),
)
_CHANNELS = np.array(["TRUC_TUYEN", "TRUC_TIEP", "BUU_CHINH"])
_FIELDS = np.array(["Đất đai", "Hộ tịch", "Đầu tư", "Xây dựng", "Y tế"])
_SECOND = np.timedelta64(1, "s")
_DAY = np.timedelta64(86400, "s")
_CHUNK = 500_000


def dossiers(rows: int, units: Sequence[str], *, seed: int = SEED, first: int = 0) -> pd.DataFrame:
    """`rows` dossiers of `units`, received in the 24 months of `MONTHS` or shortly before.

    Returns:
        (…COLUMNS); times without a zone, in seconds, Vietnam's; `ngay_hen_tra`, `ngay_ket_thuc` and `ngay_xin_loi` NaT
        where there is none. The name and the telephone number are there to be left alone.
    """
    chance = np.random.default_rng([seed, first])
    begin = np.datetime64(MONTHS[0].start - dt.timedelta(days=45), "s")
    end = np.datetime64(MONTHS[-1].end + dt.timedelta(days=1), "s")
    # In order of receipt, as dossiers are numbered: an engine finds a month close together.
    received = begin + np.sort(chance.integers(0, int((end - begin) / _SECOND), rows)) * _SECOND
    # Due at the end of an office day, so that the hour of the answer is often after the hour of the due date.
    due = (
        received.astype("datetime64[D]").astype("datetime64[s]")
        + chance.integers(1, 30, rows) * _DAY
        + 61_200 * _SECOND
    )
    resolved = due + (chance.normal(-3.0, 4.0, rows) * 86_400).astype("int64") * _SECOND
    resolved = np.maximum(resolved, received + 600 * _SECOND)
    _put_on_edges(chance, received, due, resolved)
    no_due, too_soon = chance.random(rows) < 0.001, chance.random(rows) < 0.0005
    resolved[too_soon] = received[too_soon] - 40 * _DAY
    # Nobody knows the future: what would be resolved after the last month is not resolved yet; some never are.
    open_ = (resolved >= end) | (chance.random(rows) < 0.01)
    late = ~open_ & (resolved > due)
    apologised = np.where((late | open_) & (chance.random(rows) < 0.6), due + 2 * _DAY, np.datetime64("NaT", "s"))
    due[no_due] = np.datetime64("NaT")
    resolved[open_] = np.datetime64("NaT")
    number = np.arange(first, first + rows)
    weights = chance.lognormal(0.0, 0.8, len(units))
    values = (
        *(
            np.char.add("HS", number.astype(str)),
            np.asarray(units)[chance.choice(len(units), rows, p=weights / weights.sum())],
        ),
        *(np.char.add("TTHC", (number % 300).astype(str)), _FIELDS[number % len(_FIELDS)]),
        *(np.char.add("Nguyễn Văn ", number.astype(str)), np.char.add("09", (number % 10**8).astype(str))),
        *(received, due, resolved, _CHANNELS[chance.choice(3, rows, p=[0.6, 0.3, 0.1])]),
        np.where(chance.random(rows) < 0.01, "DA_RUT", np.where(open_, "DANG_XU_LY", "DA_TRA")),
        *(chance.random(rows) < share for share in (0.7, 0.5, 0.3, 0.4)),
        apologised,
    )
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def _put_on_edges(chance: np.random.Generator, *moments: "np.ndarray[tuple[int], np.dtype[np.datetime64]]") -> None:
    """Some moments to the last second of a month, or the first; and some answers to the second of their due date."""
    edges = np.array([month.start for month in MONTHS], dtype="datetime64[s]")
    for moment in moments:
        some = chance.random(len(moment)) < 0.01
        nearest = edges[np.minimum(np.searchsorted(edges, moment[some]), len(edges) - 1)]
        moment[some] = nearest - chance.integers(0, 2, some.sum()) * _SECOND
    _, due, resolved = moments
    same = chance.random(len(due)) < 0.01
    resolved[same] = due[same]


def chunks(rows: int, units: Sequence[str], *, seed: int = SEED) -> Iterator[pd.DataFrame]:
    """The same kind of rows, half a million at a time, for tables that do not fit into memory."""
    for first in range(0, rows, _CHUNK):
        yield dossiers(min(_CHUNK, rows - first), units, seed=seed, first=first)


def write_parquet(path: str, rows: int, units: Sequence[str], *, seed: int = SEED) -> None:
    """One Parquet file of `chunks`."""
    writer: pq.ParquetWriter | None = None
    for chunk in chunks(rows, units, seed=seed):
        table = pa.Table.from_pandas(chunk, preserve_index=False)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()
