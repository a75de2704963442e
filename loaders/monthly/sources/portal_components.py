"""The six component scores of Decision 766/QĐ-TTg as the national portal publishes them, to compare with and to take
DVCTT from, whose split is not public."""

from loaders.monthly.sources.base import Source, Table, captions, flat_table
from loaders.monthly.sources.portal_progress import PORTAL_LABELS
from loaders.sheets import Sheet

MEANING = captions(
    {
        **PORTAL_LABELS,
        "score_ckmb": ("CKMB_max18", "CKMB", "Công khai, minh bạch", "Điểm công khai, minh bạch"),
        "score_tdgq": ("TDGQ_max20", "TDGQ", "Tiến độ giải quyết", "Điểm tiến độ giải quyết"),
        "score_dvctt": ("DVCTT_max12", "DVCTT", "Dịch vụ công trực tuyến", "Điểm dịch vụ công trực tuyến"),
        "score_tttt": ("TTTT_max10", "TTTT", "Thanh toán trực tuyến", "Điểm thanh toán trực tuyến"),
        "score_mdhl": ("MDHL_max18", "MDHL", "Mức độ hài lòng", "Điểm mức độ hài lòng"),
        "score_mdsh": ("MDSH_max22", "MDSH", "Mức độ số hóa", "Điểm mức độ số hóa"),
    }
)


def find(sheet: Sheet) -> Table | None:
    return flat_table(sheet, MEANING, ("score_dvctt",))


SOURCE = Source(
    id="portal_components",
    looks_for="unit_code, CKMB_max18, TDGQ_max20, DVCTT_max12, TTTT_max10, MDHL_max18, MDSH_max22",
    find=find,
    counts=("score_ckmb_hundredths", "score_dvctt_hundredths"),
)
