"""The national portal's progress table: dossiers, on time, overdue, mean days.
The published score comes along to be compared with ours; published ratios are left.
"""

from loaders.monthly.sources.base import Source, Table, Target, captions, flat_table
from loaders.sheets import Sheet

PORTAL_LABELS: dict[Target, tuple[str, ...]] = {
    "ordinal": ("STT", "TT"),
    "month": ("period", "Kỳ báo cáo", "Tháng", "Kỳ"),
    "unit_code": ("unit_code", "Mã đơn vị", "Mã định danh"),
    "unit_name": ("unit_name", "Tên đơn vị", "Đơn vị", "Cơ quan, đơn vị", "Tên cơ quan"),
}
TOTAL = ("total_received", "Tổng số hồ sơ", "Tổng hồ sơ", "Tổng số hồ sơ tiếp nhận")
MEANING = captions(
    {
        **PORTAL_LABELS,
        "portal_dossiers": TOTAL,
        "portal_on_time": ("total_on_time", "Số hồ sơ đúng hạn", "Hồ sơ đúng hạn", "Đúng hạn"),
        "portal_overdue": ("total_overdue", "Số hồ sơ quá hạn", "Hồ sơ quá hạn", "Quá hạn"),
        "score_tdgq": ("score_max20", "Điểm tiến độ"),
        "mean_days": (
            "avg_processing_days",
            "Thời gian xử lý trung bình (ngày)",
            "Thời gian giải quyết trung bình (ngày)",
            "Thời gian xử lý trung bình",
            "Số ngày xử lý trung bình",
        ),
    }
)


def find(sheet: Sheet) -> Table | None:
    return flat_table(sheet, MEANING, ("portal_dossiers", "portal_on_time", "portal_overdue"))


SOURCE = Source(
    id="portal_progress",
    looks_for="unit_code, total_received, total_on_time, total_overdue "
    "(Mã đơn vị, Tổng số hồ sơ, Hồ sơ đúng hạn, Hồ sơ quá hạn)",
    find=find,
    counts=("portal_dossiers", "portal_on_time", "portal_overdue"),
)
