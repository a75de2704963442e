"""The counts of `loaders.databases.dossiers` a second time: one dossier after the other, in plain Python."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from core.periods import Period

Counted = dict[str, dict[str, int]]
NAMES = (
    *("received", "received_online", "received_in_person", "carried_over"),
    *("resolved", "resolved_early", "resolved_on_due", "resolved_late"),
    *("pending", "pending_in_time", "pending_overdue", "late_apologised"),
    *("digitisation_base", "digitised", "e_results", "data_reused"),
)


def counts(dossiers: Iterable[Mapping[str, Any]], month: Period, today: dt.date) -> Counted:
    """{unit: {count: dossiers}} for the units with any dossier in the month. A dossier is a row of the generator."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for dossier in dossiers:
        for name in _counted_as(dossier, month, today):
            found[dossier["ma_don_vi"]][name] += 1
    return {unit: {name: counter[name] for name in NAMES} for unit, counter in found.items()}


def _counted_as(dossier: Mapping[str, Any], month: Period, today: dt.date) -> Iterable[str]:
    received, due, resolved = (_day(dossier[name]) for name in ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc"))
    if received > month.end or (received < month.start and resolved is not None and resolved < month.start):
        return
    yield "looked_at"  # the unit has a row, even if nothing below counts
    aside = dossier["trang_thai"] == "DA_RUT"
    if received >= month.start:
        yield "received"
        yield "received_online" if dossier["hinh_thuc"] == "TRUC_TUYEN" else "received_in_person"
    elif not aside:
        yield "received"
        yield "carried_over"
    if not aside and (resolved is None or resolved >= month.start):
        yield from _handled(dossier, due, resolved, month, today)


def _handled(dossier: Mapping[str, Any], due: Any, resolved: Any, month: Period, today: dt.date) -> Iterable[str]:
    if resolved is None or resolved > month.end:
        yield "pending"
        late = due is not None and due <= month.end and due < today
        yield "pending_overdue" if late else "pending_in_time"
    else:
        yield "resolved"
        late = due is not None and resolved > due
        early = due is not None and resolved < due
        yield "resolved_late" if late else "resolved_early" if early else "resolved_on_due"
        if dossier["kq_dien_tu"]:
            yield "e_results"
    if late and dossier["ngay_xin_loi"] is not None:
        yield "late_apologised"
    yield "digitisation_base"
    yield from (
        name for name, column in (("digitised", "da_so_hoa"), ("data_reused", "tai_su_dung")) if dossier[column]
    )


def _day(moment: dt.datetime | None) -> Any:
    return None if moment is None else moment.date()
