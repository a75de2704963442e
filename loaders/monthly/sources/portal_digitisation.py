"""The national portal's digitisation table: seven indicators of group MDSH, Decision 766/QĐ-TTg."""

from loaders.monthly.sources.base import Source, Table, captions, flat_table
from loaders.monthly.sources.portal_progress import PORTAL_LABELS, TOTAL
from loaders.sheets import Sheet

MEANING = captions(
    {
        **PORTAL_LABELS,
        "digitisation_base": TOTAL,
        "e_results": ("with_e_result", "Hồ sơ có kết quả điện tử", "Hồ sơ cấp kết quả điện tử"),
        "digitised": ("digitised_dossiers", "Hồ sơ số hóa", "Hồ sơ được số hóa", "Hồ sơ đã số hóa"),
        "data_reused": ("reused_data", "Hồ sơ tái sử dụng dữ liệu", "Hồ sơ khai thác, sử dụng lại dữ liệu số hóa"),
        "personal_storage": ("synced_personal_storage", "Hồ sơ đồng bộ kho dữ liệu cá nhân"),
        "citizen_data": ("citizen_data_dossiers", "Hồ sơ khai thác dữ liệu công dân"),
        "citizen_procedures": ("citizen_data_procedures", "Thủ tục khai thác dữ liệu công dân"),
        "procedures": ("procedures_total", "Tổng số thủ tục"),
        "score_e_copy": ("e_certified_copy_score", "Điểm chứng thực bản sao điện tử"),
        "score_mdsh": ("score", "Điểm", "Điểm số hóa"),
    }
)


def find(sheet: Sheet) -> Table | None:
    return flat_table(sheet, MEANING, ("digitisation_base", "e_results", "digitised"))


SOURCE = Source(
    id="portal_digitisation",
    looks_for="unit_code, total_received, with_e_result, digitised_dossiers "
    "(Mã đơn vị, Tổng số hồ sơ, Hồ sơ có kết quả điện tử, Hồ sơ số hóa)",
    find=find,
    counts=("digitisation_base", "e_results", "digitised", "data_reused"),
)
