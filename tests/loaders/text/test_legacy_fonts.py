"""Text in TCVN3 and VNI-Windows is recognised, named and converted; Unicode is left alone."""

import csv
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UnreadableFileError
from core.units import Unit
from loaders import Loaded
from loaders.reading import fence
from loaders.text.fonts import _TCVN3, _VNI_LETTERS, _VNI_MARKS, from_tcvn3, from_vni, possible_fonts
from loaders.text.syllables import plausible

TO_TCVN3 = {letter: chr(code) for code, letter in _TCVN3.items()}
WORDS = "Sở Kế hoạch và Đầu tư Bộ Tài chính Ủy ban nhân dân xã Quỳ Hợp phường Cửa Lò Nghệ An Mường Xén thủ tục ưỡn"
WORDS += (
    " giải quyết đúng hạn trực tuyến bưu chính công ích khuỷu nghiễm ngoằn ngoèo thuở ghế kỹ lưỡng tặng dẫn ỉa ĩ ị ỵ"
)


def to_tcvn3(text: str) -> str:
    # The font has no capitals with tones: offices set them in another font, on the same codes.
    return "".join(TO_TCVN3.get(letter, TO_TCVN3.get(letter.lower(), letter)) for letter in text)


def to_vni(text: str) -> str:
    own = {new: old for old, new in _VNI_LETTERS.items()}
    marks = {unicodedata.normalize("NFD", accents): mark for mark, accents in _VNI_MARKS.items() if mark.islower()}
    out = []
    for letter in unicodedata.normalize("NFC", text):
        decomposed = unicodedata.normalize("NFD", letter)
        horned = unicodedata.normalize("NFC", decomposed[0] + "".join(m for m in decomposed[1:] if m == "\u031b"))
        rest = "".join(mark for mark in decomposed[1:] if mark != "\u031b")
        by_order = {"".join(sorted(key)): mark for key, mark in marks.items()}
        if letter in own:
            out.append(own[letter])
        elif rest:
            out.append(own.get(horned, horned) + by_order["".join(sorted(rest))])
        else:
            out.append(own.get(horned, horned))
    return "".join(out)


@pytest.mark.parametrize("word", WORDS.split())
def test_conversion_undoes_the_font(word: str) -> None:
    assert from_tcvn3(to_tcvn3(word)).lower() == word.lower()
    assert from_vni(to_vni(word)) == word


@given(st.lists(st.sampled_from(WORDS.split()), min_size=3, max_size=8))
def test_conversion_undoes_the_font_in_any_sentence(words: list[str]) -> None:
    text = " ".join(words)
    assert from_tcvn3(to_tcvn3(text)).lower() == text.lower()
    assert from_vni(to_vni(text)) == text


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Bé Tµi chÝnh", "TCVN3"),
        ("ñy ban nh©n d©n x· Quú Hîp", "TCVN3"),
        ("Sè l­îng hå s¬ tiÕp nhËn", "TCVN3"),
        ("Sôû Keá hoaïch vaø Ñaàu tö", "VNI-Windows"),
        ("Soá löôïng hoà sô tieáp nhaän", "VNI-Windows"),
    ],
)
def test_font_is_named(text: str, font: str) -> None:
    assert possible_fonts(text) == (font,)


@pytest.mark.parametrize("text", ["Tài chính", "Bé", "Café Münster", "hồ sơ", "Xã Na Loi", "TỔNG SỐ", "à, ò", "50 µg"])
def test_unicode_is_no_old_font(text: str) -> None:
    assert possible_fonts(text) == ()


def test_no_unit_and_no_caption_is_taken_for_an_old_font(
    nghe_an: list[Unit], phu_tho: list[Unit], golden: Path
) -> None:
    with (golden / "phutho_2026-08_progress_by_unit.csv").open(encoding="utf-8") as stream:
        texts = [cell for row in csv.reader(stream) for cell in row]
    texts += [name for unit in [*nghe_an, *phu_tho] for name in (unit.name, *unit.aliases)]
    assert [text for text in texts if possible_fonts(text) or not plausible(text)] == []


def _converted(rows: list[list[Any]], convert: Callable[[str], str]) -> list[list[Any]]:
    return [[convert(value) if isinstance(value, str) else value for value in row] for row in rows]


@pytest.mark.parametrize(("convert", "font"), [(to_tcvn3, "TCVN3"), (to_vni, "VNI-Windows")])
def test_form_in_an_old_font_gives_the_same_rows_and_a_note(
    convert: Callable[[str], str],
    font: str,
    read: Callable[..., Loaded],
    workbook: Callable[..., bytes],
    form: Callable[..., list[list[Any]]],
    good: list[int],
) -> None:
    rows = form([1, "Sở Nội vụ", *good], [2, "UBND xã Quỳ Hợp", *good], [3, "UBND phường Thành Vinh", *good])
    plain, old = read(workbook(rows)), read(workbook(_converted(rows, convert)))
    assert old.rows.equals(plain.rows)
    assert [(issue.code, issue.values["font"]) for issue in old.issues] == [("legacy_font", font)]


def test_unicode_beside_an_old_font_is_left_alone(
    read: Callable[..., Loaded], workbook: Callable[..., bytes], form: Callable[..., list[list[Any]]], good: list[int]
) -> None:
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], [2, "Tài chính", *good], [3, to_tcvn3("Sở Y tế"), *good])))
    assert loaded.rows["unit_code"].tolist() == ["SNV", "STC", "SYT"]
    assert [issue.values["how_many"] for issue in loaded.issues] == [1]


CSV = "Mã đơn vị;Tên đơn vị;Tháng;Tiếp nhận - tổng số\r\nSNV;Sở Nội vụ;08/2026;12\r\n17035;Xã Quỳ Hợp;08/2026;7\r\n"


def cp1258(text: str) -> bytes:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for letter in text:
        decomposed = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tones))
        out += base + "".join(mark for mark in decomposed if mark in tones)
    return out.encode("cp1258")


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        b"\xfe\xff" + CSV.encode("utf-16-be"),
        unicodedata.normalize("NFD", CSV).encode(),
        cp1258(CSV),
        to_tcvn3(CSV).encode("latin-1"),
        to_vni(CSV).encode("latin-1"),
        CSV.replace(";", ",").encode(),
        CSV.replace(";", "\t").encode(),
    ],
    ids=["utf8", "bom", "utf16", "utf16be", "nfd", "cp1258", "tcvn3", "vni", "comma", "tab"],
)
def test_csv_is_the_same_in_every_encoding(content: bytes, read: Callable[..., Loaded]) -> None:
    loaded = read(content)
    assert loaded.rows["unit_code"].tolist() == ["SNV", "17035"]
    assert loaded.rows["received"].tolist() == [12, 7]
    assert loaded.fit_to_store


@pytest.mark.parametrize("content", ["Größe;naïve;façade\r\n1;2;3".encode("cp1252"), b"a;b\r\n\xff\x81;\x8d"])
def test_csv_in_an_unknown_encoding_is_refused_not_guessed(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        fence.read(content)
    assert refusal.value.reason == "bad_encoding"
