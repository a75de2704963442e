"""What a line of the audit trail tells besides who, when and about what: in words."""

import re
from collections.abc import Mapping

from core.words import Language, keys, t

_MOST = 300
_SAID = {"way": "audit.said.", "link": "audit.said.", "kind": "audit.said.", "role": "role.", "right": "right."}
"""Where the words of a detail's value are."""


def said(details: object, language: Language, units: Mapping[str, str]) -> str:
    """“cách: mở trang · phiên đăng nhập: 1”, a digest by its first digits.

    What has no words any more is shown as it was written, for a line outlives the program that wrote it.

    Args:
        units: the names of units by their codes.
    """
    if not isinstance(details, Mapping):
        return str(details or "")[:_MOST]
    parts = (
        f"{_word(language, 'audit.detail.', name)}: {_value(name, value, language, units)}"
        for name, value in details.items()
    )
    text = " · ".join(parts)
    return re.sub(r"\b([0-9a-f]{8})[0-9a-f]{56}\b", r"\1…", text)[:_MOST]


def _value(name: str, value: object, language: Language, units: Mapping[str, str]) -> str:
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_value('', each, language, units)}" for key, each in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_value(name, each, language, units) for each in value)
    text = str(value)
    if name in {"unit", "value"} and text in units:
        return f"{units[text]} ({text})"
    if name == "value":
        return _word(language, "role.", text)
    return _word(language, _SAID[name], text) if name in _SAID else text


def _word(language: Language, table: str, code: str) -> str:
    return t(language, table + code) if table + code in keys(language) else code
