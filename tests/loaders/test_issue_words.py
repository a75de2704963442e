"""Every finding has its sentence in both languages, with the same blanks, and all blanks are filled."""

import ast
import re
import string
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from actions.data import settings_dated
from core.counts import COUNT_NAMES
from core.words import LANGUAGES, said_issue
from loaders import Loaded
from loaders.__main__ import main
from loaders.monthly.checks.parts_in_a_row import PARTS
from loaders.monthly.sources import SOURCES
from loaders.reading import fence

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
WORDS: dict[str, dict[str, Any]] = {
    lang: {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "locales" / lang).glob("*.toml")
    }
    for lang in LANGUAGES
}
CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")


def _literals(call: str, argument: int | str) -> Iterator[str]:
    """String literals given to calls of `call`, by place or name, in the rooms that judge what comes in."""
    for path in (path for room in ("loaders", "core", "actions") for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == call:
                given = {**dict(enumerate(node.args)), **{each.arg: each.value for each in node.keywords}}
                for constant in ast.walk(given[argument]) if argument in given else ():
                    if isinstance(constant, ast.Constant) and CODE.fullmatch(str(constant.value)):
                        yield str(constant.value)


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    used = {*_literals("Issue", 0), *_literals("NoMatch", 0), *_literals("NotANumber", 0), *_literals("report", 0)}
    used |= {*_literals("at", 3), *_literals("issue", 0), *_literals("ListColumns", "cell_error")}
    used |= {"number_percent", "number_fraction"}
    used |= {code for _, _, code in PARTS} | set(settings_dated.SLIPS.values())
    assert used == set(WORDS["vi"]["issue"])


def test_every_reason_has_a_sentence_and_every_sentence_a_reason() -> None:
    # A paper that comes back has words of its own for what becomes of any file.
    assert {*_literals("UnreadableFileError", 0)} - {"reason"} | set(fence.OF_PAPERS.values()) == set(
        WORDS["vi"]["error"]["file"]
    )


def test_languages_have_the_same_keys_and_blanks() -> None:
    def blanks(words: dict[str, Any], path: str = "") -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, value in words.items():
            if isinstance(value, dict):
                found |= blanks(value, f"{path}{key}.")
            else:
                found[path + key] = {name for _, name, _, _ in string.Formatter().parse(value) if name}
        return found

    assert blanks(WORDS["vi"]) == blanks(WORDS["en"])


def test_sources_and_counts_have_names() -> None:
    for words in WORDS.values():
        assert set(words["source"]) == {source.id for source in SOURCES} | {
            "database_dossiers",
            "database_monthly",
            "mapped",
        }
        assert set(words["count"]) == set(COUNT_NAMES)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_names_of_the_counts_are_captions_the_template_understands(
    lang: str, read: Callable[..., Loaded], workbook: Callable[..., bytes]
) -> None:
    names = WORDS[lang]["count"]
    unit, month = ("Mã đơn vị", "Tháng") if lang == "vi" else ("Unit code", "Month")
    loaded = read(workbook([[unit, month, *names.values()], ["SNV", "2026-08", *[0] * len(names)]]))
    assert loaded.source == "template"
    assert loaded.rows[list(COUNT_NAMES)].iloc[0].tolist() == [0] * len(names)
    assert loaded.issues == ()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_command_line_says_what_is_wrong(lang: str, forms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(forms / "form_ii06a_broken.xlsx"), "--lang", lang]) == 1
    said = capsys.readouterr().out
    assert "“II.06a”" in said and " E10: " in said
    assert "{" not in said
    assert main([str(forms / "form_ii06a_shifted.xlsx"), "--month", "2026-08", "--json"]) == 0
    assert main([__file__]) == 2


def test_all_blanks_of_a_sentence_are_filled(forms: Path, read: Callable[..., Loaded]) -> None:
    for name in ("form_ii06a_broken.xlsx", "form_ii06a_2026-08.xlsx", "form_ii06a_shifted.xlsx"):
        for issue in read(forms / name).issues:
            assert all("{" not in said_issue(language, issue) for language in LANGUAGES)
