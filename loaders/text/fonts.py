"""Text typed in a font older than Unicode (TCVN3/ABC, VNI-Windows): recognised, named, converted.

Such text is valid Unicode inside a workbook, so no decoder complains: “Bé Tµi chÝnh” is “Bộ Tài chính”.
Tables: TCVN 5712:1993 (VN3) and VNI-Windows.
"""

import dataclasses
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from core.issues import Issue
from loaders.sheets import Sheet, letter
from loaders.text.syllables import plausible

Font = Literal["TCVN3", "VNI-Windows"]
FONTS: tuple[Font, ...] = ("TCVN3", "VNI-Windows")

_TCVN3_CODES = [
    *range(0xA1, 0xAF),
    *range(0xB5, 0xBA),
    *range(0xBB, 0xBF),
    *range(0xC6, 0xCD),
    *range(0xCE, 0xD9),
    *range(0xDC, 0xE0),
    *range(0xE1, 0xF0),
    *range(0xF1, 0xFF),
]
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = dict(zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True))

# One letter after its base: the tone, or circumflex or breve with a tone.
_VNI_MARKS = dict(
    zip(
        "ùøûõïâáàåãäêéèúüë",
        ["\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]
        + ["\u0302" + tone for tone in ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")]
        + ["\u0306" + tone for tone in ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")],
        strict=True,
    )
)
_VNI_MARKS |= {mark.upper(): accents for mark, accents in _VNI_MARKS.items()}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI_LETTERS |= {old.upper(): new.upper() for old, new in _VNI_LETTERS.items()}
_VNI_PIECE = re.compile(f"([aeouyôöAEOUYÔÖ])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])")

# Letters no older font can produce: they show that the text is Unicode already.
_SURELY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323\u1e00-\u1eff]")
_LATIN_1 = re.compile("[\u00a1-\u00ff]")


def from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """As VNI-Windows shows it. A mark whose base takes none stays, and so is not plausible Vietnamese."""

    def piece(found: re.Match[str]) -> str:
        if found[3]:
            return _VNI_LETTERS[found[3]]
        return _VNI_LETTERS.get(found[1], found[1]) + _VNI_MARKS[found[2]]

    return unicodedata.normalize("NFC", _VNI_PIECE.sub(piece, text))


_CONVERT = {"TCVN3": from_tcvn3, "VNI-Windows": from_vni}


@functools.lru_cache(maxsize=20_000)
def possible_fonts(text: str) -> tuple[Font, ...]:
    """Fonts in which the text is Vietnamese although it is not as it stands; none for ordinary text."""
    if not _LATIN_1.search(text) or _SURELY_UNICODE.search(text) or plausible(text):
        return ()
    return tuple(font for font in FONTS if _CONVERT[font](text) != text and plausible(_CONVERT[font](text)))


def legacy_font(text: str) -> Font | None:
    """The one font in which the whole text makes Vietnamese."""
    fonts = possible_fonts(text)
    return fonts[0] if len(fonts) == 1 else None


def in_unicode(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Issue]]:
    """The sheets with text in older fonts converted, and what was done about it.

    A text that is Vietnamese either way follows the rest of its sheet; where that is mixed, it is left alone.
    """
    converted, issues = [], []
    for sheet in sheets:
        sheet_in_unicode, found = _sheet_in_unicode(sheet)
        converted.append(sheet_in_unicode)
        issues += found
    return converted, issues


def _suspects(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    for row, cells in sheet.rows.items():
        for column, value in enumerate(cells, 1):
            if not isinstance(value, str) or value.isascii():
                continue
            if _LATIN_1.search(value) and not _SURELY_UNICODE.search(value):
                yield row, column, value


def _sheet_in_unicode(sheet: Sheet) -> tuple[Sheet, list[Issue]]:
    suspects = list(_suspects(sheet))
    certain = Counter(fonts[0] for _, _, text in suspects if len(fonts := possible_fonts(text)) == 1)
    if not certain:
        unsure = [(row, column, text) for row, column, text in suspects if possible_fonts(text)]
        return sheet, [
            Issue("legacy_font_unsure", "error", sheet.name, row, letter(column), {"text": text})
            for row, column, text in unsure[:1]
        ]
    font = certain.most_common(1)[0][0]
    rows = {row: list(cells) for row, cells in sheet.rows.items()}
    changed = 0
    mixed = any(_SURELY_UNICODE.search(str(value)) for cells in sheet.rows.values() for value in cells)
    for row, column, text in suspects:
        if mixed and not possible_fonts(text):
            continue  # “Tài chính” would become “Tài chớnh”
        after = _CONVERT[font](text)
        if after != text and plausible(after):
            rows[row][column - 1] = after
            changed += 1
    note = Issue("legacy_font", "note", sheet.name, values={"font": font, "how_many": changed})
    return dataclasses.replace(sheet, rows=rows), [note]
