"""Streamlit's own words in Vietnamese: the file is complete enough to be used, and its patterns are patterns."""

import re
import tomllib

import pytest

from web.shell import WORDS

TABLE = tomllib.loads(WORDS.read_text(encoding="utf-8"))


def say(english: str) -> str | None:
    """As `shell.js` does it; JavaScript's $1 is Python's \\1."""
    if english in TABLE["exact"]:
        return str(TABLE["exact"][english])
    for pattern, replacement in TABLE["patterns"].items():
        if re.search(pattern, english):
            return re.sub(pattern, re.sub(r"\$(\d)", r"\\\1", replacement), english)
    return None


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("20MB per file • CSV, XLSX", "Tối đa 20 MB mỗi tệp • CSV, XLSX"),
        ("File must be 20.0MB or smaller.", "Tệp phải nhỏ hơn hoặc bằng 20.0 MB."),
        ("text/plain files are not allowed.", "Không nhận loại tệp này: text/plain."),
        ("month, Khoảng start date", "tháng, Khoảng, ngày đầu"),
        ("month, Ngày", "tháng, Ngày"),
        ("11 – November", "tháng 11"),
        ("2 options available.", "Có 2 lựa chọn."),
        ("Remove so_lieu.csv", "Bỏ so_lieu.csv"),
        ("Sort ascending", "Sắp xếp tăng dần"),
    ],
)
def test_sentences_with_values_in_them(english: str, vietnamese: str):
    assert say(english) == vietnamese


def test_no_translation_is_translated_again():
    chained = {one: say(one) for one in TABLE["exact"].values() if say(one) not in (None, one)}

    assert not chained


def test_every_group_that_is_used_is_captured():
    for pattern, replacement in TABLE["patterns"].items():
        used = {int(number) for number in re.findall(r"\$(\d)", replacement)}
        assert used <= set(range(1, re.compile(pattern).groups + 1)), pattern
