"""Numbers as people write them; the same words in both languages."""

import string
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import words
from core.counts import COUNT_NAMES
from core.errors import CommitmentError, DashboardError
from core.periods import parse
from core.settings import ROOT
from core.version_errors import UnknownVersionError


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


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (6.25, 1, "6,3"),
        (100 * 5 / 80, 1, "6,3"),
        (2.5, 0, "3"),
        (-6.25, 1, "−6,3"),
        (100 * 0.285, 0, "29"),
        (1.005, 2, "1,01"),
    ],
)
def test_halves_are_rounded_up_as_excel_and_the_portal_do(value, decimals, said):
    assert words.number("vi", value, decimals) == said


@pytest.mark.parametrize(
    ("value", "target", "said"),
    [
        (100 * 208 / 219, 95, "94,98 %"),
        (100 * 190 / 200, 95, "95,0 %"),
        (95.04, 95, "95,04 %"),
        (94.9996, 95, "94,9996 %"),
        (93.5, 95, "93,5 %"),
    ],
)
def test_a_value_is_printed_on_its_own_side_of_the_target(value, target, said):
    assert words.in_unit("vi", value, "percent", target=target).replace("\u00a0", " ") == said


@given(
    now=st.floats(0, 100, allow_nan=False),
    before=st.floats(0, 100, allow_nan=False),
    target=st.sampled_from([None, 95.0, 80.0]),
)
def test_a_printed_change_is_the_difference_of_the_printed_numbers(now, before, target):
    """95.6 after 96.2 is −0.6, also where the true difference is nearer to −0.5."""

    def read(text: str) -> Decimal:
        return Decimal(text.split("\u00a0", maxsplit=1)[0].split(" ", maxsplit=1)[0].replace("%", "").replace("−", "-"))

    first, second = (read(words.in_unit("en", each, "percent", target=target)) for each in (now, before))
    assert read(words.change("en", now, before, "percent", target=target)) == first - second


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_an_error_that_begins_with_a_month_is_a_sentence(language):
    said = words.explain(language, UnknownVersionError(period=parse("2026-08"), number=2))
    assert said.startswith({"vi": "Tháng 8/2026 không", "en": "August 2026 has"}[language])


def test_what_somebody_typed_keeps_its_small_letter():
    said = words.explain("vi", CommitmentError("twice", unit="sở x", code="C1", year=2026))
    assert said.startswith("sở x đã ký")
