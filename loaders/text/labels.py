"""Classifies a line by its words: a total, a group, a “trong đó” line, a note, perhaps a unit."""

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.sheets import Value
from loaders.text.canonical import canonical

_BULLET = re.compile(r"^[-+•*\s]+")
_TOTAL = re.compile(
    r"(?:tổng\s*(?:cộng|số|hợp|toàn|chung|khối|cấp|mục|[:(]|$)|cộng(?! (?:đồng|hòa|tác))\b"
    r"|toàn tỉnh|toàn thành phố|(?:grand )?total\b)"
)
# Totals of the whole table; “Cộng”, “Tổng khối sở” may be totals of a block.
_GRAND = re.compile(
    r"(?:(?:tổng|tổng\s*(?:cộng|số|chung)|(?:tổng\s*)?cộng(?=\s*(?:toàn|chung))|(?:grand )?total)"
    r"(?:\s*(?:số|chung|hồ sơ))*(?:\s*toàn.*|\s*[:(].*)?|toàn (?:tỉnh|thành phố).*)"
)
_PART = re.compile(r"(?:trong đó|gồm|bao gồm)\b")
_END = re.compile(
    r"(?:ghi chú|nơi nhận|người lập|người tổng hợp|thủ trưởng|lãnh đạo|chủ tịch|chánh văn phòng|giám đốc"
    r"|tm\.|kt\.|ký tên)"
)
_ROMAN = re.compile(r"[ivx]{1,5}\.?")
_LETTER = re.compile(r"[a-hđ]\.?")
_LED_BY_ORDINAL = re.compile(r"(?P<ordinal>[ivx]{1,5}|[a-hđ])\s*[.)]\s*(?=\w)")
_LEADING = re.compile(
    r"^(?:(?:(?:[ivx]{1,5}|[a-hđ]) ?[.)] ?|\d{1,4}(?:\.\d{1,4}){0,4} ?[.)]? |\d{1,4} ?[.)] ?)(?=\w)){1,3}"
)
_PLACE = r"(?:xã|phường|huyện|thị xã|thị trấn|thành phố|quận|đặc khu)"
_GROUP = re.compile(
    r"(?:(?:các|khối|cấp|nhóm)\b"
    r"|(?:sở|ban)\s*(?:[,/-]\s*|và )?(?:các )?(?:ban|ngành|sở|cơ quan|đơn vị|tương đương)\b|cơ quan chuyên môn"
    rf"|ubnd (?:cấp|các)\b|(?:ubnd )?{_PLACE}\s*(?:[,/-]\s*|và )?(?:các )?{_PLACE}(?!\w)"
    rf"|(?:ubnd|ubnd {_PLACE}|{_PLACE}|sở)\s*(?:\(.*)?$)"
)
_UNIT = re.compile(
    rf"(?:{_PLACE}|sở|ban|ubnd|ủy ban|thanh tra|văn phòng|chi cục|cục|trung tâm|công an|bộ chỉ huy|bảo hiểm|thuế"
    r"|kho bạc|chi nhánh|[xphq]\.|t[xpt]\.)\s*\w"
)
_FIELD = re.compile(r"lĩnh vực\b")
_DOTTED = re.compile(r"(\d+)[.,]\d+\.?")
_DIGITS = re.compile(r"\d+")
_COLUMN_NUMBER = re.compile(r"\(?\s*[\da-e]{1,2}\s*\)?(?:\s*=.*)?")


def is_total(label: str) -> bool:
    plain = _plain(label)
    return bool(_TOTAL.match(plain)) and not looks_like_unit(plain.removeprefix("tổng hợp"))


def is_part(label: str) -> bool:
    return bool(_PART.match(_plain(label)))


def of_part(label: str) -> str:
    """The text after “trong đó”."""
    return _PART.sub("", _plain(label)).lstrip(" :-")


def ends_table(label: str) -> bool:
    return bool(_END.match(_plain(label)))


def is_column_number(value: Value) -> bool:
    """(2), 2, B, (3)=(4)+(5)+(6): a cell of the row that numbers the columns."""
    return value is not None and bool(_COLUMN_NUMBER.fullmatch(canonical(str(value))))


def count_up(values: Sequence[Value]) -> bool:
    """(3)=(4)+(5), (4), (5)…: column numbers, each higher than the one before."""
    if not all(is_column_number(value) for value in values):
        return False
    numbers = [_DIGITS.search(str(value)) for value in values]
    found = [int(number[0]) for number in numbers if number]
    return len(found) == len(values) and all(one < other for one, other in pairwise(found))


def is_grand_total(label: str) -> bool:
    return bool(_GRAND.fullmatch(_plain(label)))


def is_group(label: str) -> bool:
    """Whether the words alone say “a group of units”: Sở, ban, ngành; Các xã, phường."""
    return bool(_GROUP.match(_bare(label)))


def looks_like_unit(label: str) -> bool:
    """Whether the label begins with a unit's kind word (Sở, Xã, UBND, Chi cục…) and goes on with a name."""
    return bool(_UNIT.match(_bare(label))) and not is_group(label)


def begins_a_unit(words: str) -> bool:
    """Whether a unit's kind word stands here; “UBND tỉnh” and “Đơn vị” are none."""
    return bool(_UNIT.match(canonical(words)))


def is_field(ordinal: Value, label: str, of: Value) -> bool:
    """“Lĩnh vực đất đai”, or 1.2 below the unit numbered 1: a part of the unit above it."""
    dotted = _DOTTED.fullmatch(canonical(str(ordinal)) if ordinal is not None else "")
    below = dotted is not None and of is not None and dotted[1] == canonical(str(of)).rstrip(".").removesuffix(".0")
    return bool(_FIELD.match(_bare(label))) or (below and not looks_like_unit(label))


def ordinal_level(ordinal: Value, label: str) -> int | None:
    """0 for a letter (A, b), 1 for a Roman numeral, None for a number or none."""
    text = canonical(ordinal).rstrip(")") if isinstance(ordinal, str) else ""
    led = _LED_BY_ORDINAL.match(_plain(label))
    text = text or (led["ordinal"] if led else "")
    if _ROMAN.fullmatch(text):
        return 1
    return 0 if _LETTER.fullmatch(text) else None


def group_level(ordinal: Value, label: str) -> int | None:
    """0 for a lettered group (A, B), 1 for a Roman one (I, II), 2 for one known by its words; None for no group."""
    level = ordinal_level(ordinal, label)
    return 2 if level is None and is_group(label) else level


def _plain(label: str) -> str:
    return _BULLET.sub("", canonical(label))


def _bare(label: str) -> str:
    """Without bullet and leading ordinal: “1. ”, “II. ”, “a) ”, “1.2 ”."""
    return _LEADING.sub("", _plain(label))
