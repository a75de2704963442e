"""Is this zip a workbook that is safe to parse? Streams every part once; nothing is unpacked to memory or disk."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Literal, TypeVar

from core.errors import UnreadableFileError
from loaders.reading.bounds import MOST_MERGED_CELLS

Kind = TypeVar("Kind", bound=str)
MOST_PARTS = 2_000
LARGEST_UNPACKED = 200 * 2**20
MOST_CELLS = 400_000
LARGEST_AREA = 5_000_000
_MOST_STYLED_CELLS = 2_000_000
_CHUNK = 1 << 20
_OVERLAP = 64

# XML may be UTF-16 of either end: the words with a zero byte after, or before, every letter.
_DTD = re.compile(
    b"|".join(
        re.escape(word.encode(code))
        for word in ("<!DOCTYPE", "<!ENTITY")
        for code in ("ascii", "utf-16-le", "utf-16-be")
    )
)
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
# `<c r="A1" s="3"/>` and `<c …></c>` carry a style and no value; a styled column is no data.
# `[^<>]`, because “<c <c <c …” would be looked through to its end from each “<c”.
_CELL_WITH_VALUE = re.compile(rb"<(?:\w+:)?c((?:\s[^<>]*)?)(?<!/)>\s*<(?!/)")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_MACRO = re.compile(rb"vbaproject|macrosheet", re.IGNORECASE)


def kind_of(content: bytes) -> Literal["xlsx", "ods"]:
    """`xlsx` or `ods`, by the parts inside.

    Raises:
        UnreadableFileError: zip_bomb, duplicate_parts, dtd, macro, encrypted, binary_workbook,
            not_a_spreadsheet, too_many_cells, broken.
    """
    return _judged(content, _kind_of_parts)


def paper_kind_of(content: bytes) -> Literal["xlsx", "docx", "pptx"]:
    """The office's own kinds of paper.

    Raises:
        UnreadableFileError: as `kind_of`, and not_a_paper.
    """
    return _judged(content, _kind_of_paper)


def _judged(content: bytes, kind_of_parts: Callable[[zipfile.ZipFile, set[str]], Kind]) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_by_declaration(parts)
            kind = kind_of_parts(archive, {_plain(part.filename) for part in parts})
            _read_through(archive, parts)
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise UnreadableFileError("broken") from error


def _plain(name: str) -> str:
    return name.lower().replace("\\", "/").lstrip("/")


def _refuse_by_declaration(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise UnreadableFileError("zip_bomb", limit_mb=LARGEST_UNPACKED // 2**20)
    if len({_plain(part.filename) for part in parts}) != len(parts):
        raise UnreadableFileError("duplicate_parts")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError("encrypted")


def _kind_of_parts(archive: zipfile.ZipFile, names: set[str]) -> Literal["xlsx", "ods"]:
    if any(_MACRO.search(name.encode()) or name.startswith(("basic/", "scripts/")) for name in names):
        raise UnreadableFileError("macro")
    if "xl/workbook.bin" in names:
        raise UnreadableFileError("binary_workbook")
    if "[content_types].xml" in names and any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        if b"opendocument.spreadsheet" not in _start(archive, "mimetype"):
            raise UnreadableFileError("not_a_spreadsheet")
        if b"encryption-data" in _start(archive, "meta-inf/manifest.xml"):
            raise UnreadableFileError("encrypted")
        return "ods"
    raise UnreadableFileError("not_a_spreadsheet")


def _kind_of_paper(_: zipfile.ZipFile, names: set[str]) -> Literal["xlsx", "docx", "pptx"]:
    if any(_MACRO.search(name.encode()) for name in names):
        raise UnreadableFileError("macro")
    known: tuple[tuple[str, Literal["xlsx", "docx", "pptx"]], ...] = (
        ("xl/workbook.xml", "xlsx"),
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
    )
    for name, kind in known:
        if name in names:
            return kind
    raise UnreadableFileError("not_a_paper")


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    for part in archive.infolist():
        if _plain(part.filename) == name:
            with archive.open(part) as stream:
                return stream.read(_CHUNK)
    return b""


def _read_through(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = cells = styled = merged = 0
    for part in parts:
        name = _plain(part.filename)
        lowest = rightmost = 0
        inside_a_tag = False
        for piece in _pieces(archive, part):
            # Real bytes: a header may lie about its size.
            unpacked += len(piece) - _OVERLAP
            if unpacked > LARGEST_UNPACKED:
                raise UnreadableFileError("zip_bomb", limit_mb=LARGEST_UNPACKED // 2**20)
            if not name.endswith((".xml", ".rels", ".vml")):
                continue
            if _DTD.search(piece):
                raise UnreadableFileError("dtd")
            ends = max(piece.rfind(b"<"), piece.rfind(b">"))
            # expat looks through an unfinished tag again with every piece it gets: 8 MB of one name take seconds.
            if inside_a_tag and ends == -1 and len(piece) > _CHUNK:
                raise UnreadableFileError("broken")
            inside_a_tag = piece[ends] == ord("<") if ends != -1 else inside_a_tag
            if name.endswith((".rels", "types].xml")) and _MACRO.search(piece):
                raise UnreadableFileError("macro")
            if "worksheets/" in name:
                styled += len(_ANY_CELL.findall(piece))
                for found in _CELL_WITH_VALUE.finditer(piece):
                    cells += 1
                    if place := _REFERENCE.search(found[1]):
                        lowest, rightmost = max(lowest, int(place[2])), max(rightmost, _column_number(place[1]))
                merged += sum(map(_area, _MERGED.finditer(piece)))
                if merged > MOST_MERGED_CELLS:
                    raise UnreadableFileError("too_many_cells", limit=MOST_MERGED_CELLS)
                if cells > MOST_CELLS or styled > _MOST_STYLED_CELLS or lowest * rightmost > LARGEST_AREA:
                    raise UnreadableFileError("too_many_cells", limit=MOST_CELLS)


def _area(merged: re.Match[bytes]) -> int:
    """Cells of a merged area; openpyxl makes each of them."""
    wide = _column_number(merged[3]) - _column_number(merged[1]) + 1
    return max(wide * (int(merged[4]) - int(merged[2]) + 1), 0)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces of about 1 MiB, each led by the end of the one before so that no word is cut in two."""
    tail = b" " * _OVERLAP
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:].rjust(_OVERLAP)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
