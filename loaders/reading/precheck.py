"""What kind of file is this, judged by its bytes and never by its name; and is it safe to hand to a reader?

Runs in the parsing child: a few hundred bytes can unpack to what takes a search many seconds.
"""

from typing import Literal

from core.errors import UnreadableFileError
from loaders.papers import PaperKind
from loaders.reading import packages

Kind = Literal["xlsx", "xls", "ods", "csv"]

LARGEST_FILE = 20 * 2**20
ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = 128
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
_PICTURES_AND_PAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", _PDF[:-1], b"{\\rtf")
_MARKUP = (b"<!doctype", b"<html", b"<head", b"<table", b"<meta", b"<style", b"<body", b"<?xml", b"mime-version")


def kind_of(content: bytes) -> Kind:
    """The kind of spreadsheet, after everything that would harm a reader has been refused.

    Raises:
        UnreadableFileError: empty, too_big, compressed, html, not_a_spreadsheet, and what `packages` and
            the OLE directory show: zip_bomb, duplicate_parts, dtd, macro, encrypted, binary_workbook,
            too_many_cells, broken.
    """
    fits(content)
    if content.startswith(ZIP):
        return packages.kind_of(content)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    return _kind_of_text(content)


def paper_kind_of(content: bytes) -> PaperKind:
    """The kind of a paper that comes back to be verified.

    Raises:
        UnreadableFileError: as `kind_of`, and not_a_paper.
    """
    fits(content)
    if content.startswith(_PDF):
        return "pdf"
    if content.startswith(_OLE) and _has_entry(content, "EncryptedPackage"):
        raise UnreadableFileError("encrypted")
    if not content.startswith(ZIP):
        raise UnreadableFileError("not_a_paper")
    return packages.paper_kind_of(content)


def fits(content: bytes) -> None:
    """
    Raises:
        UnreadableFileError: empty, too_big.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableFileError("empty")
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError("too_big", limit_mb=LARGEST_FILE // 2**20, size_mb=-(-len(content) // 2**20))


def _kind_of_ole(content: bytes) -> Kind:
    if _has_entry(content, "EncryptedPackage"):
        raise UnreadableFileError("encrypted")
    # Excel ignores the case of the name, and some writers write it in capitals.
    if not any(_has_entry(content, name) for name in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        raise UnreadableFileError("not_a_spreadsheet")
    if _has_entry(content, "_VBA_PROJECT_CUR") or _has_entry(content, "VBA"):
        raise UnreadableFileError("macro")
    return "xls"


def _has_entry(content: bytes, name: str) -> bool:
    """Whether the OLE directory holds a stream or storage of this name.

    Entries are 128 bytes long and aligned: the name in UTF-16, its length in bytes at offset 64.
    """
    wanted = (name + "\x00").encode("utf-16-le")
    at = content.find(wanted)
    while at != -1:
        if at % _DIRECTORY_ENTRY == 0 and content[at + 64 : at + 66] == len(wanted).to_bytes(2, "little"):
            return True
        at = content.find(wanted, at + 1)
    return False


def _kind_of_text(content: bytes) -> Kind:
    if content.startswith(_COMPRESSED):
        raise UnreadableFileError("compressed")
    if content.startswith(_PICTURES_AND_PAGES):
        raise UnreadableFileError("not_a_spreadsheet")
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").removeprefix(_UTF16[0])
    if start.removeprefix(_UTF16[1]).lstrip().lower().startswith(_MARKUP):
        raise UnreadableFileError("html")
    if b"\x00" in content and not content.startswith(_UTF16):
        raise UnreadableFileError("not_a_spreadsheet")
    return "csv"
