"""Opens a zip that an office sends instead of its files; each file then goes through the same fence as any other."""

import io
import lzma
import zipfile
import zlib
from pathlib import PurePosixPath

from core.errors import UnreadableFileError

MOST_FILES = 400
MOST_BYTES = 100 * 1024 * 1024
"""All files of an archive together, unpacked."""
_READABLE = frozenset({".xlsx", ".xls", ".ods", ".csv", ".tsv"})


def is_archive(content: bytes, name: str) -> bool:
    """Whether it is a zip of files. An .xlsx or .ods is a zip too, and is not taken apart."""
    return name.lower().endswith(".zip") and content.startswith(b"PK")


def unpacked(content: bytes) -> list[tuple[bytes, str]]:
    """(content, name) of each spreadsheet in the archive, by name; folders and other files are left out.

    Raises:
        UnreadableFileError: it is damaged, locked, too large, or holds no spreadsheet.
    """
    found: list[tuple[bytes, str]] = []
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if _wanted(each)]
            if len(members) > MOST_FILES:
                raise UnreadableFileError("archive_too_many", limit=MOST_FILES)
            for member in members:
                # What is unpacked is counted, not what the archive says of itself.
                with archive.open(member) as stream:
                    unpacked_bytes = stream.read(left + 1)
                left -= len(unpacked_bytes)
                if left < 0:
                    raise UnreadableFileError("archive_too_large", limit=MOST_BYTES // 1024 // 1024)
                found.append((unpacked_bytes, PurePosixPath(_name(member)).name))
    except RuntimeError as error:
        # zipfile's word for a password.
        raise UnreadableFileError("archive_locked") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        OSError,
        NotImplementedError,
        EOFError,
        ValueError,
    ) as error:
        raise UnreadableFileError("archive_damaged") from error
    if not found:
        raise UnreadableFileError("archive_empty")
    return sorted(found, key=lambda each: each[1])


def _wanted(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(_name(member))
    hidden = path.name.startswith(("._", "~$")) or "__MACOSX" in path.parts
    return not member.is_dir() and not hidden and path.suffix.lower() in _READABLE


def _name(member: zipfile.ZipInfo) -> str:
    """Windows writes names in its own code page, or in UTF-8 without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
