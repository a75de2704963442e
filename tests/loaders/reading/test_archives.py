"""A zip is opened within limits; what it says of itself is not believed."""

import io
import zipfile

import pytest

from core.errors import UnreadableFileError
from core.words import LANGUAGES, explain
from loaders.reading import archives


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def test_the_spreadsheets_of_an_archive_and_nothing_else():
    content = zipped(
        ("Tháng 10/Xã B.csv", b"b"),
        ("Tháng 10/Phường A.xlsx", b"a"),
        ("__MACOSX/._Phường A.xlsx", b"x"),
        ("~$Phường A.xlsx", b"x"),
        ("đọc tôi.txt", b"x"),
    )
    assert archives.is_archive(content, "T10.ZIP")
    assert archives.unpacked(content) == [(b"a", "Phường A.xlsx"), (b"b", "Xã B.csv")]
    assert not archives.is_archive(content, "T10.xlsx"), "a workbook is a zip too"


def broken(reason: str) -> bytes:
    if reason == "archive_damaged":
        return zipped(("a.csv", b"a" * 9000))[:60]
    if reason == "archive_too_many":
        return zipped(*((f"{number}.csv", b"") for number in range(archives.MOST_FILES + 1)))
    if reason == "archive_too_large":
        return zipped(("a.csv", b"0" * (archives.MOST_BYTES + 1)))
    return zipped(("a.txt", b"a"))


@pytest.mark.parametrize("reason", ["archive_damaged", "archive_too_many", "archive_too_large", "archive_empty"])
def test_what_cannot_be_opened_is_one_sentence(reason):
    with pytest.raises(UnreadableFileError) as told:
        archives.unpacked(broken(reason))
    assert told.value.reason == reason
    assert all(explain(language, told.value) for language in LANGUAGES)
