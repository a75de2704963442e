"""The national portal's table of online payment: three indicators of group TTTT, Decision 766/QĐ-TTg."""

from loaders.monthly.sources.base import Source, Table, captions, flat_table
from loaders.monthly.sources.portal_progress import PORTAL_LABELS
from loaders.sheets import Sheet

MEANING = captions(
    {
        **PORTAL_LABELS,
        "paid_online": ("paid_online_dossiers", "Hồ sơ thanh toán trực tuyến", "Số hồ sơ thanh toán trực tuyến"),
        "fee_dossiers": (
            "dossiers_with_payment_obligation",
            "Hồ sơ có nghĩa vụ thanh toán",
            "Hồ sơ phải thanh toán",
            "Số hồ sơ có nghĩa vụ tài chính",
        ),
        "fee_procedures_paid_online": (
            "procedures_paid_online",
            "Thủ tục có giao dịch thanh toán trực tuyến",
            "TTHC có giao dịch thanh toán trực tuyến",
        ),
        "fee_procedures_with_dossiers": (
            "procedures_with_fee_dossiers",
            "Thủ tục có phí phát sinh hồ sơ",
            "TTHC có phí phát sinh hồ sơ",
        ),
        "fee_procedures": ("procedures_with_fee", "Thủ tục có phí, lệ phí", "TTHC có phí, lệ phí", "Thủ tục có phí"),
        "score_tttt": ("score", "Điểm", "Điểm thanh toán trực tuyến"),
    }
)


def find(sheet: Sheet) -> Table | None:
    return flat_table(sheet, MEANING, ("paid_online", "fee_dossiers"))


SOURCE = Source(
    id="portal_payment",
    looks_for="unit_code, paid_online_dossiers, dossiers_with_payment_obligation "
    "(Mã đơn vị, Hồ sơ thanh toán trực tuyến, Hồ sơ có nghĩa vụ thanh toán)",
    find=find,
    counts=("paid_online", "fee_dossiers", "fee_procedures_paid_online", "fee_procedures"),
)
