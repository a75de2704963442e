"""Our own template, CSV or XLSX: unit, month and any of the counts, captions in Vietnamese or English.

A count's first two captions are its names in `locales/`; its name in `core.counts` works as well.
"""

from core.counts import COUNT_NAMES
from loaders.sheets import Sheet
from loaders.sources.base import Source, Table, Target, captions, flat_table

_WORDS: dict[Target, tuple[str, ...]] = {
    "ordinal": ("STT", "TT", "No."),
    "unit_code": ("Mã đơn vị", "Unit code", "Mã định danh", "Mã"),
    "unit_name": ("Tên đơn vị", "Đơn vị", "Unit name", "Unit", "Cơ quan, đơn vị"),
    "month": ("Tháng", "Month", "Kỳ báo cáo", "Period", "Tháng báo cáo"),
    "field": ("Lĩnh vực", "Field"),
    "received": ("Tiếp nhận - tổng số", "Received - total"),
    "received_online": ("Tiếp nhận trực tuyến", "Received online"),
    "received_in_person": ("Tiếp nhận trực tiếp, bưu chính", "Received in person or by post"),
    "carried_over": ("Từ kỳ trước chuyển sang", "Carried over from before"),
    "resolved": ("Đã giải quyết - tổng số", "Resolved - total"),
    "resolved_early": ("Giải quyết trước hạn", "Resolved early"),
    "resolved_on_due": ("Giải quyết đúng hạn", "Resolved on the due date"),
    "resolved_late": ("Giải quyết quá hạn", "Resolved late"),
    "pending": ("Đang giải quyết - tổng số", "Pending - total"),
    "pending_in_time": ("Đang giải quyết trong hạn", "Pending, not yet due"),
    "pending_overdue": ("Đang giải quyết quá hạn", "Pending, overdue"),
    "late_apologised": ("Hồ sơ quá hạn đã xin lỗi", "Late, with a written apology"),
    "digitisation_base": ("Hồ sơ thuộc diện số hóa", "Subject to digitisation"),
    "digitised": ("Hồ sơ đã số hóa", "Digitised"),
    "e_results": ("Hồ sơ có kết quả điện tử", "With an electronic result"),
    "data_reused": ("Hồ sơ tái sử dụng dữ liệu", "Data reused"),
    "personal_storage": ("Hồ sơ đồng bộ kho dữ liệu cá nhân", "Synced to personal storage"),
    "citizen_data": ("Hồ sơ khai thác dữ liệu công dân", "With citizen data"),
    "citizen_procedures": ("Thủ tục khai thác dữ liệu công dân", "Procedures with citizen data"),
    "procedures": ("Tổng số thủ tục", "Procedures"),
    "portal_dossiers": ("Hồ sơ trên Cổng Dịch vụ công quốc gia", "Dossiers on the national portal"),
    "portal_on_time": ("Đúng hạn trên Cổng Dịch vụ công quốc gia", "On time on the national portal"),
    "portal_overdue": ("Quá hạn trên Cổng Dịch vụ công quốc gia", "Overdue on the national portal"),
    "mean_days": ("Số ngày xử lý trung bình", "Mean days to process", "mean_days"),
}
_RAW_NAMES: dict[Target, tuple[str, ...]] = {name: (name,) for name in COUNT_NAMES}
_MEANING = captions(_WORDS) | captions(_RAW_NAMES)


def find(sheet: Sheet) -> Table | None:
    return flat_table(sheet, _MEANING, ())


SOURCE = Source(
    id="template",
    looks_for="Mã đơn vị, Tháng, Tiếp nhận - tổng số, Đã giải quyết - tổng số…",
    find=find,
)
