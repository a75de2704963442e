"""What nobody sees is no part of a name."""

import pytest

from core.typed import name_of, seen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã Quỳ Hợp", "Xã Quỳ Hợp"),
        ("Xã \u202eABC\u202c", "Xã ABC"),
        ("bao_cao\u202exslx.exe", "bao_caoxslx.exe"),
        ("Sở\u200b Nội\x07 vụ\ufeff", "Sở Nội vụ"),
        ("một\ndòng\tkhác", "một\ndòng\tkhác"),
    ],
)
def test_marks_that_nobody_sees_are_dropped_and_line_breaks_stay(text, expected):
    assert seen(text) == expected


def test_a_name_is_one_line_of_what_is_seen_of_it():
    assert name_of(" Tỉnh\n Lam\u200b  Giang \u202e") == "Tỉnh Lam Giang"
    assert name_of("a" * 400) == "a" * 300
