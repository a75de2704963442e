"""Numbers as people write them; the same words in both languages."""

import string
from pathlib import Path

import pytest

from core import words
from core.counts import COUNT_NAMES
from core.errors import DashboardError
from core.periods import parse
from core.settings import ROOT


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (-0.04, 1, "0,0", "0.0"),
        (-1.5, 1, "−1,5", "−1.5"),
        (float("nan"), 1, "–", "–"),
    ],
)
def test_numbers_as_each_language_writes_them(value, decimals, vietnamese, english):
    assert words.number("vi", value, decimals) == vietnamese
    assert words.number("en", value, decimals) == english


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (98.71, "98,7\u00a0%", "98.7%"),
        (100.0, "100,0\u00a0%", "100.0%"),
        (99.97, "99,9\u00a0%", "99.9%"),  # one late dossier in 3 000 is not “100 %”
        (0.01, "0,1\u00a0%", "0.1%"),
        (0.0, "0,0\u00a0%", "0.0%"),
        (float("nan"), "–", "–"),
    ],
)
def test_percentages_never_round_to_all_or_nothing(value, vietnamese, english):
    assert words.percent("vi", value) == vietnamese
    assert words.percent("en", value) == english


def test_periods_as_each_language_says_them():
    said = {
        code: (words.period("vi", parse(code)), words.period("en", parse(code)))
        for code in ("2026-08", "2026-Q3", "2026-08-YTD")
    }
    assert said == {
        "2026-08": ("tháng 8/2026", "August 2026"),
        "2026-Q3": ("quý III/2026", "Q3 2026"),
        "2026-08-YTD": ("8 tháng năm 2026", "January–August 2026"),
    }


def test_both_languages_have_the_same_keys():
    assert words.keys("vi") == words.keys("en")


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_blanks_and_no_empty_text():
    vietnamese, english = (words._table(language) for language in ("vi", "en"))

    assert [key for key, text in vietnamese.items() if _blanks(text) != _blanks(english[key])] == []
    assert [key for table in (vietnamese, english) for key, text in table.items() if not text.strip()] == []


def test_every_count_has_a_name():
    assert {f"count.{name}" for name in COUNT_NAMES} <= words.keys("vi")


def _errors(kind: type) -> set[type]:
    return {kind} | {each for child in kind.__subclasses__() for each in _errors(child)}


def test_every_error_has_its_sentence():
    keys = {error.key for error in _errors(DashboardError) if error.__module__ == "core.errors"}
    assert keys <= words.keys("vi")


def test_templates_ask_only_for_words_that_exist():
    import re

    used = set()
    for path in [
        *Path(ROOT / "views").rglob("*.html"),
        *Path(ROOT / "views").rglob("*.py"),
        *Path(ROOT / "pages").rglob("*.py"),
    ]:
        used |= set(
            re.findall(
                r"""\bt\((?:language(?:\(\))?, |now, )?["']([a-z_.]+)["'](?! ~)""", path.read_text(encoding="utf-8")
            )
        )
    assert len(used) > 60
    assert {key for key in used if not key.endswith(".")} <= words.keys("vi")


@pytest.mark.parametrize(("value", "said"), [(95.0, "95 %"), (97.5, "97,5 %"), (97.25, "97,25 %"), (float("nan"), "–")])
def test_a_target_is_written_with_the_decimals_it_has(value, said):
    assert words.in_unit("vi", value, "percent", plain=True).replace("\u00a0", " ") == said
