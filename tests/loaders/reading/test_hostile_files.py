"""Files that would harm a reader are refused with a sentence, quickly, and the server lives on."""

import functools
import gzip
import io
import itertools
import os
import random
import resource
import struct
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
import xlwt

from core.errors import UnreadableFileError
from loaders import Loaded
from loaders.reading import fence, precheck

pytestmark = pytest.mark.slow

Load = Callable[..., Loaded]

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats'
    '-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {NS} xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'


def package(
    rows: Iterable[bytes | str] = (), *, prolog: str = "", more: dict[str, bytes] | None = None, code: str = "utf-8"
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<?xml version="1.0" encoding="{code}"?>{prolog}<worksheet {NS}><sheetData>'.encode(code))
            for row in rows:
                part.write(row if isinstance(row, bytes) else row.encode(code)[2 * (code == "utf-16") :])
            part.write("</sheetData></worksheet>".encode(code)[2 * (code == "utf-16") :])
        for name, body in (more or {}).items():
            archive.writestr(name, body)
    return out.getvalue()


LAUGHS = "".join(f'<!ENTITY {chr(98 + k)} "{("&" + chr(97 + k) + ";") * 10}">' for k in range(8))


def sparse() -> bytes:
    return package(['<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'])


@functools.cache
def bomb_1gb() -> bytes:
    def rows() -> Iterator[bytes]:
        yield b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
        block = b"A" * 2**20
        for _ in range(1024):
            yield block
        yield b"</t></is></c></row>"

    return package(rows())


@functools.cache
def bomb_rows() -> bytes:
    block = b"<row><c><v>1</v></c></row>" * 20_000
    return package(block for _ in range(500))


def wide() -> bytes:
    return package(f'<row r="{k}"><c r="A{k}"><v>1</v></c><c r="XFD{k}"><v>1</v></c></row>' for k in range(1, 2001))


def many_cells() -> bytes:
    return package(f'<row r="{k}">{"<c><v>1</v></c>" * 1000}</row>' for k in range(1, 500))


def laughs() -> bytes:
    return package([CELL.format("&i;")], prolog=f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]>')


def quadratic() -> bytes:
    return package([CELL.format("&a;" * 20_000)], prolog=f'<!DOCTYPE x [<!ENTITY a "{"A" * 50_000}">]>')


def xxe() -> bytes:
    return package([CELL.format("&x;")], prolog='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>')


def utf_16_dtd() -> bytes:
    return package([CELL.format("&x;")], prolog='<!DOCTYPE x [<!ENTITY x "y">]>', code="utf-16")


def late_dtd() -> bytes:
    comment = f"<!--{'x' * (2**20 - 100)}-->"
    return package([CELL.format("1")], prolog=f'{comment}<!DOCTYPE x [<!ENTITY x "y">]>')


def ole(*names: str) -> bytes:
    def entry(name: str) -> bytes:
        text = (name + "\0").encode("utf-16-le")
        return (text.ljust(64, b"\0") + struct.pack("<H", len(text))).ljust(128, b"\0")

    header = bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0")
    return header + b"".join(entry(name) for name in ("Root Entry", *names)).ljust(512, b"\0")


def real_workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def with_part(name: str, body: bytes = b"x") -> bytes:
    return package([CELL.format("1")], more={name: body})


def macro_by_relation() -> bytes:
    relation = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type='
    relation += '"http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="x.bin"/></Relationships>'
    return package([CELL.format("1")], more={"xl/_rels/other.xml.rels": relation.encode(), "xl/x.bin": b"x"})


def duplicate_parts() -> bytes:
    return with_part("XL/Worksheets/Sheet1.xml")


def encrypted_zip() -> bytes:
    content = bytearray(package([CELL.format("1")]))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def text_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


REFUSED: list[tuple[Callable[[], bytes], str]] = [
    (sparse, "too_many_cells"),
    (wide, "too_many_cells"),
    (many_cells, "too_many_cells"),
    (bomb_1gb, "zip_bomb"),
    (bomb_rows, "zip_bomb"),
    (lambda: package(more={f"xl/media/{k}": b"" for k in range(2000)}), "zip_bomb"),
    (laughs, "dtd"),
    (quadratic, "dtd"),
    (xxe, "dtd"),
    (utf_16_dtd, "dtd"),
    (late_dtd, "dtd"),
    (lambda: with_part("xl/vbaProject.bin"), "macro"),
    (lambda: with_part("xl/macrosheets/sheet1.xml"), "macro"),
    (macro_by_relation, "macro"),
    (lambda: ole("Workbook", "_VBA_PROJECT_CUR"), "macro"),
    (lambda: ole("EncryptionInfo", "EncryptedPackage"), "encrypted"),
    (encrypted_zip, "encrypted"),
    (duplicate_parts, "duplicate_parts"),
    (lambda: with_part("xl/workbook.bin"), "binary_workbook"),
    (lambda: ole("WordDocument"), "not_a_spreadsheet"),
    (text_document, "not_a_spreadsheet"),
    (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_spreadsheet"),
    (lambda: b"%PDF-1.7 ...", "not_a_spreadsheet"),
    (lambda: bytes(range(256)), "not_a_spreadsheet"),
    (lambda: b"\xef\xbb\xbf  <html><table><tr><td>1</td></tr></table></html>", "html"),
    (lambda: "<html>".encode("utf-16"), "html"),
    (lambda: b'<?xml version="1.0"?><Workbook/>', "html"),
    (lambda: gzip.compress(b"a,b\n1,2\n"), "compressed"),
    (lambda: b"", "empty"),
    (lambda: b" \r\n\t", "empty"),
    (lambda: b"x" * (20 * 2**20 + 1), "too_big"),
    (lambda: b"PK\x03\x04 is not enough", "broken"),
    (lambda: real_workbook()[:-300], "broken"),
]


@pytest.mark.parametrize(("make", "reason"), REFUSED, ids=[f"{k}-{reason}" for k, (_, reason) in enumerate(REFUSED)])
def test_precheck_refuses_in_under_a_second(make: Callable[[], bytes], reason: str) -> None:
    content = make()
    begun = time.process_time()
    with pytest.raises(UnreadableFileError) as refusal:
        precheck.kind_of(content)
    assert refusal.value.reason == reason
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_damaged_file_is_refused_or_read_and_never_a_traceback(ending: str, forms: Path, read: Load) -> None:
    whole = (forms / f"form_ii06a_2026-08.{ending}").read_bytes()
    draw = random.Random(6)
    for turn in range(600):
        damaged = bytearray(whole[: draw.randrange(len(whole))] if turn % 6 == 0 else whole)
        for _ in range(draw.choice([1, 3, 20])):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        try:
            precheck.kind_of(bytes(damaged))
            if turn < 60:
                read(bytes(damaged))
        except UnreadableFileError:
            pass


def test_precheck_needs_little_memory() -> None:
    bombs = [bomb_1gb(), bomb_rows(), many_cells(), sparse()]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for bomb in bombs:
        with pytest.raises(UnreadableFileError):
            precheck.kind_of(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_million_empty_rows_are_only_empty() -> None:
    content = package(b"".join(b'<row r="%d"/>' % (1000 * k + i) for i in range(1, 1001)) for k in range(1048))
    assert all(not sheet.rows for sheet in fence.read(content))


def test_columns_that_are_only_styled_do_not_count() -> None:
    rows = (f'<row r="{k}"><c r="A{k}"><v>1</v></c><c r="AMJ{k}" s="0"/></row>' for k in range(1, 9000))
    content = package(rows)
    assert len(fence.read(content)[0].rows) == 8999


def test_dtd_in_an_encoding_that_hides_it_is_refused_by_the_reader() -> None:
    hidden = package([CELL.format("&x;")], prolog='<!DOCTYPE x [<!ENTITY x "y">]>', code="cp037")
    assert precheck.kind_of(hidden) == "xlsx"
    with pytest.raises(UnreadableFileError) as refusal:
        fence.read(hidden)
    assert refusal.value.reason in ("dtd", "broken")


def test_xls_with_a_password_is_refused_as_such() -> None:
    book = xlwt.Workbook()
    book.add_sheet("S").write(0, 0, "x" * 5000)
    out = io.BytesIO()
    book.save(out)
    content = bytearray(out.getvalue())
    # The record after BOF becomes FILEPASS: what a password leaves at that place.
    content[512 + 4 + 16 : 512 + 4 + 18] = b"\x2f\x00"
    with pytest.raises(UnreadableFileError) as refusal:
        fence.read(bytes(content))
    assert refusal.value.reason == "encrypted"


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("import os; os.abort()", "reader_died"),
        ("import os; os.kill(os.getpid(), 9)", "reader_died"),
        ("raise MemoryError", "reader_died"),
        ("import time; time.sleep(60)", "reader_timeout"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "reader_timeout"),
    ],
)
def test_server_outlives_a_child_that_dies(deed: str, reason: str, forms: Path) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        fence.read(b"a,b\n1,2\n", command=[sys.executable, "-c", deed], wall_seconds=1)
    assert refusal.value.reason == reason
    assert fence.read(b"a,b\n1,2\n")[0].rows[2] == [1, 2]


def reading(deed: str) -> list[str]:
    """The child itself, whose reader of CSV does this and then answers that there are no sheets."""
    reader = f"def read(content):\n import json, os, time\n {deed}\n return []"
    code = "import sys\nfrom loaders.reading import child\nfrom loaders.reading.formats import csv_text\n"
    return [sys.executable, "-c", f"{code}{reader}\ncsv_text.read = read\nchild.main()"]


def test_memory_of_the_child_is_limited() -> None:
    assert fence.read(b"a", command=reading("held = bytearray(200 << 20)")) == []
    with pytest.raises(UnreadableFileError) as refusal:
        fence.read(b"a", command=reading("held = bytearray(2 << 30)"))
    assert refusal.value.reason == "reader_died"


def test_files_are_parsed_one_at_a_time(tmp_path: Path) -> None:
    """Five at once, each allowed a gigabyte, would be five gigabytes."""
    note = f"print(time.time(), time.sleep(0.2), time.time(), file=open({str(tmp_path)!r} + f'/{{os.getpid()}}', 'w'))"
    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(lambda _: fence.read(b"a", command=reading(note)), range(5))) == [[]] * 5

    spells = sorted(tuple(map(float, file.read_text().replace("None", "").split())) for file in tmp_path.iterdir())
    assert len(spells) == 5
    assert all(end <= begin for (_, end), (begin, _) in itertools.pairwise(spells))


def test_no_password_is_in_the_reach_of_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAMRO_DATABASE_URL", "postgresql://namro:bí-mật@host/namro")
    told = "raise __import__('core.errors').errors.UnreadableFileError('broken', seen=repr(dict(os.environ)))"

    with pytest.raises(UnreadableFileError) as refusal:
        fence.read(b"a", command=reading(told))

    assert "OPENPYXL" in refusal.value.values["seen"]
    assert "bí-mật" not in refusal.value.values["seen"]


def test_openpyxl_reads_xml_with_defusedxml() -> None:
    assert openpyxl.DEFUSEDXML is True


def test_child_starts_without_pandas() -> None:
    code = "import sys, loaders.reading.child, loaders.reading.formats.xlsx; raise SystemExit('pandas' in sys.modules)"
    assert os.system(f'cd "{Path(__file__).parents[3]}" && "{sys.executable}" -c "{code}"') == 0  # noqa: S605
