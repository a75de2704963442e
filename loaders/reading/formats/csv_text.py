"""Reads text tables: comma, semicolon, tab or bar, in several encodings; an uncertain encoding is refused."""

import csv
import io
import itertools
from collections.abc import Sequence

from core.errors import UnreadableFileError
from loaders.sheets import MOST_ROWS, Sheet, Value, filled
from loaders.text.fonts import legacy_font
from loaders.text.syllables import plausible

LARGEST_AREA = 5_000_000
_LONGEST_FIELD = 100_000
_HEAD = 100
"""Titles and captions above the rows."""
_DELIMITERS = (",", ";", "\t", "|")
_STATES_IT = "sep="


def read(content: bytes) -> list[Sheet]:
    """One sheet without a name. Whole numbers written plainly are ints, everything else is text.

    A first line `sep=|` names the delimiter; it is no row, in Excel either.

    Raises:
        UnreadableFileError: bad_encoding, too_many_cells, too_many_rows, unclosed_quote, long_field or broken.
    """
    # Programs of DOS end a file with a character of their own.
    text = decoded(content).rstrip("\x1a")
    csv.field_size_limit(_LONGEST_FIELD)
    rows: dict[int, list[Value]] = {}
    area = 0
    # newline="": a file of an old Mac ends its lines with CR alone.
    raw = list(io.StringIO(text, newline=""))
    delimiter = _stated(raw)
    raw = raw[1:] if delimiter else raw
    delimiter = delimiter if delimiter in _DELIMITERS else _delimiter(raw)
    lines, above = csv.reader(raw, delimiter=delimiter), 0
    try:
        for number, line in enumerate(lines, 1):
            if _misquoted(line, raw[above : lines.line_num], delimiter):
                raise UnreadableFileError("unclosed_quote", row=str(number))
            above = lines.line_num
            area += len(line)
            if area > LARGEST_AREA:
                raise UnreadableFileError("too_many_cells", limit=LARGEST_AREA)
            if cells := filled([_value(cell) for cell in line]):
                rows[number] = cells
            if len(rows) > MOST_ROWS + _HEAD:
                raise UnreadableFileError("too_many_rows", limit=MOST_ROWS)
    except csv.Error as error:
        if "field limit" in str(error):
            raise UnreadableFileError("long_field", row=str(lines.line_num), limit=_LONGEST_FIELD) from error
        raise UnreadableFileError("broken") from error
    return [Sheet(name=None, rows=rows)]


def _misquoted(cells: Sequence[str], raw: Sequence[str], delimiter: str) -> bool:
    """Whether a cell took in the rows below it: its quote was never closed, or only by the quote of a later cell."""
    if len(raw) == 1 or not any("\n" in cell or "\r" in cell for cell in cells):
        return False
    try:
        # Strict: a quote that closes is the end of its cell.
        return not list(csv.reader(raw, delimiter=delimiter, strict=True))
    except csv.Error:
        return True


def _value(text: str) -> Value:
    # Convert only where nothing is lost: 00412 stays text, and so does 1.234.
    if text.isascii() and text.isdigit() and len(text) < 16 and (text[0] != "0" or text == "0"):
        return int(text)
    return text if text.strip() else None


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, the Vietnamese code page 1258, or a TCVN3/VNI font.

    Raises:
        UnreadableFileError: bad_encoding.
    """
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1258")
        if plausible(text):
            return text
    except UnicodeDecodeError:
        pass
    # Fonts older than Unicode put Vietnamese letters on the places of Western European ones.
    text = content.decode("latin-1")
    if legacy_font(text) is not None:
        return text
    raise UnreadableFileError("bad_encoding")


def _stated(lines: Sequence[str]) -> str:
    """The delimiter that a first line `sep=;` names, also quoted or followed by delimiters; blank where there is none.

    A tool that saves the file anew fills that line up to the width of the table.
    """
    first = lines[0].rstrip("\r\n").removeprefix('"') if lines else ""
    if first[: len(_STATES_IT)].lower() != _STATES_IT:
        return ""
    named = first[len(_STATES_IT) :]
    return named[0] if named and not named.strip("".join(_DELIMITERS) + '"') else ""


def _delimiter(raw: Sequence[str]) -> str:
    """The delimiter that splits most of the first lines into the same number of cells, more than one."""
    lines = list(itertools.islice((line for line in raw if line.strip()), 30))

    def cells(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        common = max(set(widths), key=lambda width: (width > 1, widths.count(width), width), default=1)
        return (widths.count(common) if common > 1 else 0, common)

    try:
        return max(_DELIMITERS, key=cells)
    except csv.Error:
        return ","
