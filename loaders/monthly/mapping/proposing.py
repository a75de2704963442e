"""What the columns of an unknown table may be: by their captions, and where these leave a doubt by arithmetic.

A column about which a doubt remains is proposed as not used, with the reason.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.counts import SUMS
from loaders.monthly.mapping import words
from loaders.monthly.mapping.captions import JOINED
from loaders.monthly.mapping.fields import ADDED
from loaders.monthly.mapping.labelling import labels
from loaders.monthly.mapping.shape import Shape, is_number
from loaders.monthly.mapping.sums import Sum, sums
from loaders.monthly.mapping.words import Meaning
from loaders.sheets import Value
from loaders.text.whole_numbers import whole
from loaders.units.matching import Directory

_MOST_SAMPLES = 3
Field = str
"""A target, or `ADDED` and a target: see `loaders.monthly.mapping.fields`."""
_WHOLE_OF = (
    ["in full", "in part"],
    ["in full", "in part", "otherwise"],
    ["by post", "in person"],
    ["apologised", "unapologised"],
)
"""Parts that make the whole count when they are added."""


@dataclass(frozen=True)
class Column:
    """One column of an unknown table."""

    number: int
    """From 1."""
    caption: str
    field: Field | None = None
    """The proposal; None for a column that is not used."""
    why: str = ""
    """The reason for the proposal, or for there being none: its words are `mapping.why_<why>`."""
    parts: tuple[int, ...] = ()
    """The columns that add up to it in every row."""
    samples: tuple[Value, ...] = ()


def proposed(shape: Shape, units: Directory) -> list[Column]:
    """Every column of the table that has a caption or a value."""
    values = {number: [shape.sheet.at(row, number) for row in shape.rows] for number in _numbers(shape)}
    captions = {number: shape.captions[number - 1] if number <= len(shape.captions) else "" for number in values}
    words_of = labels(shape, values, captions, units)
    counts = [
        number
        for number, cells in values.items()
        if number not in words_of and 2 * sum(map(is_number, cells)) >= sum(each is not None for each in cells) > 0
    ]
    found = _counts({number: captions[number] for number in counts}, {number: values[number] for number in counts})
    columns = [
        Column(
            number,
            captions[number],
            *(words_of.get(number) or found.get(number, (None, "unknown"))),
            samples=tuple(dict.fromkeys(each for each in cells if each is not None))[:_MOST_SAMPLES],
        )
        for number, cells in values.items()
        if captions[number] or any(each is not None for each in cells)
    ]
    totals = {each.total: each.parts for each in _sums({number: values[number] for number in counts})}
    return [replace(each, parts=totals.get(each.number, ())) for each in _each_once(columns)]


def _numbers(shape: Shape) -> range:
    return range(1, max(len(shape.captions), *(len(shape.sheet.rows[row]) for row in shape.rows[:50])) + 1)


def _counts(captions: Mapping[int, str], values: Mapping[int, Sequence[Value]]) -> dict[int, tuple[Field | None, str]]:
    """What each column of numbers counts, or why it is not known."""
    meanings = {number: words.meaning(text) for number, text in captions.items()}
    found: dict[int, tuple[Field | None, str]] = {}
    group, over = "", ""
    for number, each in meanings.items():
        # Without a group of its own, a part stands to the right of its whole, below the same caption.
        above = captions[number].rpartition(JOINED)[0]
        group, over = (each.group, above) if each.group else (group, over)
        found[number] = _one(each, group if above == over else "")
    together = _sums(values)
    _by_sums(found, meanings, together)
    _not_whole(found, meanings, together)
    return found


def _one(each: Meaning, group: str) -> tuple[Field | None, str]:
    if each.why_not:
        return None, each.why_not
    if not each.targets:
        return None, "unknown"
    (target, *others) = sorted(each.targets)
    # Only what cannot be a part of another whole beside it is taken by its caption alone.
    if others or (not each.group and group and target not in (group, *SUMS.get(group, ()))):  # type: ignore[call-overload]
        return None, "ambiguous"
    return target, "caption"


def _by_sums(
    found: dict[int, tuple[Field | None, str]], meanings: Mapping[int, Meaning], together: Sequence[Sum]
) -> None:
    """Settles doubts: a part that adds up to a known whole is a part of it; a whole is known by all its parts, and the
    last part by the whole and the others. A caption whose words say something else is left alone."""
    for total, parts in together:
        for name, needed in SUMS.items():
            names = [found[part][0] for part in parts]
            if found[total] == (None, "unknown") and meanings[total].group in ("", name) and {*names} == {*needed}:
                found[total] = name, "sum"
        whole_count = found[total][0]
        if whole_count not in SUMS:
            continue
        for part in parts:
            own = meanings[part].targets & {*SUMS[whole_count]}
            if found[part][1] == "ambiguous" and len(own) == 1:
                found[part] = next(iter(own)), "sum"
        unknown = [part for part in parts if found[part] == (None, "unknown")]
        missing = [each for each in SUMS[whole_count] if each not in {found[part][0] for part in parts}]
        if len(parts) == len(SUMS[whole_count]) and len(unknown) == len(missing) == 1:
            found[unknown[0]] = missing[0], "sum"


def _not_whole(
    found: dict[int, tuple[Field | None, str]], meanings: Mapping[int, Meaning], together: Sequence[Sum]
) -> None:
    """Takes back what only seems to be the count: split over columns, without those carried over, with those early."""
    for number, (target, _) in list(found.items()):
        split = [other for other in found if target is not None and found[other][0] == target and meanings[other].part]
        if len(split) > 1:
            parts = [meanings[other].part for other in split]
            whole = target is not None and sorted(parts) in _WHOLE_OF
            first, *more = split
            found |= dict.fromkeys(split, (None, "split"))
            if whole:
                found |= {first: (target, "split_added")} | dict.fromkeys(more, (f"{ADDED}{target}", "split_added"))
        if target == "received" and _parts_of(found, together, number) == {"received_online", "received_in_person"}:
            found[number] = None, "in_period"
    given: set[Field | None] = {target for target, _ in found.values()}
    if "resolved_early" not in given:
        found |= {number: (None, "merged") for number, (target, _) in found.items() if target == "resolved_on_due"}


def _parts_of(found: Mapping[int, tuple[Field | None, str]], together: Sequence[Sum], total: int) -> set[Field | None]:
    return next(({found[part][0] for part in each.parts} for each in together if each.total == total), set())


def _sums(values: Mapping[int, Sequence[Value]]) -> list[Sum]:
    if not values:
        return []
    numbers = np.array([[_float(cell) for cell in cells] for cells in values.values()], dtype=float).T
    return sums(numbers, list(values))


def _float(value: Value) -> float:
    number = whole(value) if is_number(value) else None
    return float(number) if isinstance(number, int) else np.nan


def _each_once(columns: Sequence[Column]) -> list[Column]:
    """Without the proposals that two columns share: which of them it is, only a person can say."""
    many = Counter(each.field for each in columns if each.field)
    return [
        replace(each, field=None, why="twice")
        if each.field and not each.field.startswith(ADDED) and many[each.field] > 1
        else each
        for each in columns
    ]
