"""Our own template, CSV or XLSX: unit, month and any of the counts, captions in Vietnamese or English.

A count's first two captions are its names in `locales/`; its name in `core.counts` works as well.
"""

from core.counts import COUNT_NAMES
from loaders.monthly.sources.base import Source, Table, Target, captions, flat_table
from loaders.sheets import Sheet

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
    "returned": ("Hồ sơ trả lại, rút hoặc dừng xử lý", "Returned, withdrawn or suspended"),
    "late_explained": ("Hồ sơ quá hạn đã giải trình", "Late, explained"),
    "late_redated": ("Hồ sơ quá hạn đã hẹn lại ngày trả", "Late, given a new date"),
    "announced": ("Thủ tục được công bố", "Procedures announced"),
    "announced_on_time": ("Thủ tục công bố đúng hạn", "Procedures announced on time"),
    "published": ("Thủ tục phải công khai", "Procedures to publish"),
    "published_on_time": ("Thủ tục công khai đúng hạn", "Procedures published on time"),
    "content_procedures": ("Thủ tục xét nội dung công khai", "Procedures whose content is judged"),
    "content_full": ("Thủ tục công khai đầy đủ nội dung", "Procedures with full content"),
    "sync_base": ("Hồ sơ phải đồng bộ lên Cổng DVCQG", "Dossiers to synchronise with the portal"),
    "synced": ("Hồ sơ đã đồng bộ lên Cổng DVCQG", "Dossiers synchronised with the portal"),
    "fee_dossiers": ("Hồ sơ có nghĩa vụ thanh toán", "Dossiers with a payment obligation"),
    "paid_online": ("Hồ sơ thanh toán trực tuyến", "Dossiers paid online"),
    "fee_procedures": ("Thủ tục có phí, lệ phí", "Procedures with a fee"),
    "fee_procedures_paid_online": ("Thủ tục có giao dịch thanh toán trực tuyến", "Procedures paid online"),
    "fee_procedures_with_dossiers": ("Thủ tục có phí phát sinh hồ sơ", "Procedures with a fee and dossiers"),
    "satisfaction_base": ("Hồ sơ xét hài lòng", "Dossiers judged for satisfaction"),
    "satisfied": ("Hồ sơ hài lòng (theo Cổng DVCQG)", "Satisfied dossiers (national portal)"),
    "feedback": ("Phản ánh, kiến nghị thuộc thẩm quyền", "Feedback within competence"),
    "feedback_on_time": ("Phản ánh, kiến nghị xử lý đúng hạn", "Feedback answered on time"),
    "feedback_satisfied": ("Phản ánh, kiến nghị hài lòng", "Feedback satisfied"),
    "score_ckmb": ("Điểm công khai, minh bạch (Cổng DVCQG)", "Transparency score (portal)", "score_ckmb"),
    "score_tdgq": ("Điểm tiến độ giải quyết (Cổng DVCQG)", "Progress score (portal)", "score_tdgq"),
    "score_dvctt": ("Điểm dịch vụ công trực tuyến (Cổng DVCQG)", "Online service score (portal)", "score_dvctt"),
    "score_tttt": ("Điểm thanh toán trực tuyến (Cổng DVCQG)", "Online payment score (portal)", "score_tttt"),
    "score_mdhl": ("Điểm mức độ hài lòng (Cổng DVCQG)", "Satisfaction score (portal)", "score_mdhl"),
    "score_mdsh": ("Điểm mức độ số hóa (Cổng DVCQG)", "Digitisation score (portal)", "score_mdsh"),
    "score_e_copy": ("Điểm chứng thực bản sao điện tử (Cổng DVCQG)", "Electronic copy score (portal)", "score_e_copy"),
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
