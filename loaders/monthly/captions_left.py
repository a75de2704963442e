"""What a template loses by a missing or misspelt caption: the measures that cannot be computed, by name."""

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import yaml

from core.counts import COUNT_NAMES, SUMS
from core.issues import Issue
from core.settings import ROOT
from core.words import LANGUAGES, t
from loaders.monthly.sources.base import Source, Table, caption, count_of
from loaders.sheets import letter
from loaders.text.canonical import unaccented

_NEAR = 0.8
_MOST_NAMED = 4
_NEARLY_ALL = 8
"""Counts of a template that was meant to be complete. Fewer are a table of one's own choice."""


class _Measure(NamedTuple):
    title: Mapping[str, str]
    above: frozenset[str]
    below: frozenset[str]


@cache
def _measures() -> tuple[_Measure, ...]:
    """Of `definitions/measures/`: here only which counts each one needs."""
    paths = sorted((ROOT / "definitions" / "measures").glob("*.yaml"))
    told: list[dict[str, Any]] = [
        each for path in paths for each in yaml.safe_load_all(path.read_text("utf-8")) if each
    ]
    return tuple(
        _Measure(each["title"], frozenset(each["numerator"]), frozenset(each.get("denominator") or ())) for each in told
    )


def counts_of_measures() -> frozenset[str]:
    """Every count that some measure needs."""
    return frozenset().union(*(each.above | each.below for each in _measures()))


@cache
def _names() -> dict[str, str]:
    """The count of each name it has, without accents."""
    return {unaccented(caption(t(language, f"count.{name}"))): name for language in LANGUAGES for name in COUNT_NAMES}


def of_captions(source: Source, table: Table) -> Iterator[Issue]:
    """Counts that are missing although the columns beside them are there, and captions close to a count's."""
    sheet, given = table.sheet.name, {count_of(target) for target in table.counts}
    for text, target in table.read_as:
        if target in table.counts:
            values = {"text": text, "count": count_of(target)}
            yield Issue("caption_read_as", "note", sheet, table.header, letter(table.columns[target]), values)
    if source.id != "template":
        return
    near = {count: text for text in table.ignored if (count := _near(text)) and count not in given}
    for count, text in near.items():
        yield Issue("caption_near", "warning", sheet, table.header, None, {"text": text, "count": count})
    for count in _left_out(given):
        lost = [dict(measure.title) for measure in _measures() if _needs(measure, count, given)]
        if lost and count not in near:
            told: dict[str, Any] = {"count": count, "measures": lost[:_MOST_NAMED]}
            yield Issue("column_missing_for", "warning", sheet, values=told)


def _near(text: str) -> str | None:
    found = difflib.get_close_matches(unaccented(caption(text))[:100], _names(), n=1, cutoff=_NEAR)
    return _names()[found[0]] if found else None


def _left_out(given: set[Any]) -> list[str]:
    """The one member of a sum that is missing, and the wholes of shares whose parts are given."""
    if len(given) < _NEARLY_ALL:
        return []
    families = [{whole, *parts} for whole, parts in SUMS.items()]
    alone = [next(iter(missing)) for family in families if len(missing := family - given) == 1]
    wholes = [count for each in _measures() if each.above <= given for count in each.below - given]
    return [name for name in COUNT_NAMES if name in {*alone, *wholes}]


def _needs(measure: _Measure, count: str, given: set[Any]) -> bool:
    return count in measure.above | measure.below and bool((measure.above | measure.below) & given)
