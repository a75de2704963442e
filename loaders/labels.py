"""What kind of line is this, by its words: a total, a group, a “trong đó” line, the end of the table?"""

import re

from loaders.sheets import Value
from loaders.text import canonical

_BULLET = re.compile(r"^[-+•*\s]+")
_TOTAL = re.compile(
    r"(?:tổng\s*(?:cộng|số|hợp|toàn|chung|[:(]|$)|cộng\s*(?:toàn|chung|[:(i]|$)"
    r"|toàn tỉnh|toàn thành phố|(?:grand )?total\b)"
)
_PART = re.compile(r"(?:trong đó|gồm|bao gồm)\b")
_END = re.compile(
    r"(?:ghi chú|nơi nhận|người lập|người tổng hợp|thủ trưởng|lãnh đạo|chủ tịch|chánh văn phòng|giám đốc"
    r"|tm\.|kt\.|ký tên)"
)
_ROMAN = re.compile(r"[ivx]{1,5}\.?")
_LETTER = re.compile(r"[a-hđ]\.?")
_LED_BY_ORDINAL = re.compile(r"(?P<ordinal>[ivx]{1,5}|[a-hđ])\s*[.)]\s*(?=\w)")
_GROUP = re.compile(
    r"(?:(?:các|khối|cấp|nhóm) |(?:sở|ban)\s*(?:,|-|và)|cơ quan chuyên môn|ubnd (?:cấp|các|xã, phường|huyện,)"
    r"|(?:xã|phường|huyện),\s*(?:xã|phường|thị|thành|đặc))"
)
_COLUMN_NUMBER = re.compile(r"\(?\s*[\da-e]{1,2}\s*\)?(?:\s*=.*)?")


def is_total(label: str) -> bool:
    return bool(_TOTAL.match(_plain(label)))


def is_part(label: str) -> bool:
    return bool(_PART.match(_plain(label)))


def ends_table(label: str) -> bool:
    return bool(_END.match(_plain(label)))


def is_column_number(value: Value) -> bool:
    """(2), 2, B, (3)=(4)+(5)+(6): a cell of the row that numbers the columns."""
    return value is not None and bool(_COLUMN_NUMBER.fullmatch(canonical(str(value))))


def group_level(ordinal: Value, label: str) -> int | None:
    """0 for a lettered group (A, B), 1 for a Roman one (I, II), 2 for one known by its words; None for no group."""
    text = canonical(ordinal) if isinstance(ordinal, str) else ""
    led = _LED_BY_ORDINAL.match(_plain(label))
    text = text or (led["ordinal"] if led else "")
    if _ROMAN.fullmatch(text):
        return 1
    if _LETTER.fullmatch(text):
        return 0
    return 2 if _GROUP.match(_plain(label)) else None


def _plain(label: str) -> str:
    return _BULLET.sub("", canonical(label))
