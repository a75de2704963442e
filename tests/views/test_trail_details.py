"""What a line of the trail tells besides, in words: an auditor reads sentences, not the program's own names."""

import ast

import pytest

from core.settings import ROOT
from core.words import LANGUAGES, keys
from views.screen.access.details import said

UNITS = {"SNV": "Sở Nội vụ"}
NOT_DETAILS = {"at", "who", "deed", "about", None}


@pytest.mark.parametrize(
    ("details", "vi", "en"),
    [
        (
            {"way": "page", "session": 1},
            "cách: mở trang · phiên đăng nhập: 1",
            "way: page opened · session: 1",
        ),
        (
            {"value": "SNV", "since": "2026-12-01", "until": None},
            "giá trị: Sở Nội vụ (SNV) · từ ngày: 2026-12-01 · đến hết ngày: –",
            "value: Sở Nội vụ (SNV) · first day: 2026-12-01 · last day: –",
        ),
        (
            {"sha256": ["0" * 64], "codes": {"2026-08": "f" * 64}},
            "mã tệp: 00000000… · mã bản: 2026-08 ffffffff…",
            "file digest: 00000000… · codes: 2026-08 ffffffff…",
        ),
        ({"value": "publisher"}, "giá trị: Người công bố", "value: Publisher"),
        ({"gone": "since", "kind": "gone"}, "gone: since · loại: gone", "gone: since · kind: gone"),
        ({}, "", ""),
        (None, "", ""),
    ],
)
def test_it_is_said_in_words_and_what_has_none_any_more_as_it_was_written(details, vi, en):
    assert (said(details, "vi", UNITS), said(details, "en", UNITS)) == (vi, en)


def test_every_detail_that_a_deed_writes_has_words():
    written = set()
    for floor in ("actions", "store", "reports", "views"):
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and any(each.arg == "deed" for each in node.keywords):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                    if name in {"append", "append_read"}:
                        written |= {each.arg for each in node.keywords} - NOT_DETAILS

    assert {"note", "session", "reads", "units"} - written <= {"reads"}, "the reading itself works"
    for language in LANGUAGES:
        assert [each for each in sorted(written) if f"audit.detail.{each}" not in keys(language)] == []
