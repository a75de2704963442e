"""Our own template, CSV or XLSX: unit, month and any of the counts, captions in Vietnamese or English.

A count's captions are its names in `locales/*/count.toml`; its name in `core.counts` works as well.
"""

from core.counts import COUNT_NAMES
from core.words import LANGUAGES, t
from loaders.monthly.sources.base import Source, Table, Target, captions, flat_table, target_of
from loaders.sheets import Sheet

_WORDS: dict[Target, tuple[str, ...]] = {
    "ordinal": ("STT", "TT", "No."),
    "unit_code": ("Mã đơn vị", "Unit code", "Mã định danh", "Mã"),
    "unit_name": ("Tên đơn vị", "Đơn vị", "Unit name", "Unit", "Cơ quan, đơn vị"),
    "month": ("Tháng", "Month", "Kỳ báo cáo", "Period", "Tháng báo cáo"),
    "field": ("Lĩnh vực", "Field"),
}
_COUNTS: dict[Target, tuple[str, ...]] = {
    target_of(name): (*(t(language, f"count.{name}") for language in LANGUAGES), target_of(name))
    for name in COUNT_NAMES
}
_RAW_NAMES: dict[Target, tuple[str, ...]] = {name: (name,) for name in COUNT_NAMES}
MEANING = captions(_WORDS) | captions(_COUNTS) | captions(_RAW_NAMES)


def find(sheet: Sheet) -> Table | None:
    return flat_table(sheet, MEANING, ())


SOURCE = Source(
    id="template",
    looks_for="Mã đơn vị, Tháng, Tiếp nhận - tổng số, Đã giải quyết - tổng số…",
    find=find,
)
