"""The national portal's table of satisfaction: three indicators of group MDHL, Decision 766/QĐ-TTg."""

from loaders.monthly.sources.base import Source, Table, captions, flat_table
from loaders.monthly.sources.portal_progress import PORTAL_LABELS
from loaders.sheets import Sheet

MEANING = captions(
    {
        **PORTAL_LABELS,
        "satisfied": ("satisfied_dossiers", "Hồ sơ hài lòng", "Số hồ sơ hài lòng"),
        "satisfaction_base": ("total_dossiers", "Tổng số hồ sơ", "Tổng hồ sơ", "Tổng số hồ sơ tiếp nhận"),
        "feedback_on_time": ("feedback_on_time", "PAKN xử lý đúng hạn", "Phản ánh, kiến nghị xử lý đúng hạn"),
        "feedback": ("feedback_total", "Tổng số PAKN", "Tổng số phản ánh, kiến nghị"),
        "feedback_satisfied": ("feedback_satisfied", "PAKN hài lòng", "Phản ánh, kiến nghị hài lòng"),
        "score_mdhl": ("score", "Điểm", "Điểm hài lòng"),
    }
)


def find(sheet: Sheet) -> Table | None:
    return flat_table(sheet, MEANING, ("satisfied", "satisfaction_base"))


SOURCE = Source(
    id="portal_satisfaction",
    looks_for="unit_code, satisfied_dossiers, total_dossiers, feedback_total "
    "(Mã đơn vị, Hồ sơ hài lòng, Tổng số hồ sơ, Tổng số PAKN)",
    find=find,
    counts=("satisfied", "satisfaction_base", "feedback_on_time", "feedback", "feedback_satisfied"),
)
