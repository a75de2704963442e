"""The protocol of a source, and the common case: one header row, one row a unit."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from core.counts import COUNTS, CountName
from loaders.sheets import Sheet, Value
from loaders.text.canonical import canonical, unaccented

Decimal = Literal[
    "mean_days",
    "score_ckmb",
    "score_tdgq",
    "score_dvctt",
    "score_tttt",
    "score_mdhl",
    "score_mdsh",
    "score_e_copy",
]
"""Days and points with decimals: `mean_days` becomes the count `mean_days_hundredths`."""
Target = CountName | Decimal | Literal["ordinal", "unit_code", "unit_name", "month", "field"]
"""What a column holds."""

DECIMALS: frozenset[str] = frozenset(get_args(Decimal))

LABELS: frozenset[Target] = frozenset({"ordinal", "unit_code", "unit_name", "month", "field"})
_DEEPEST_HEADER = 40
_PUNCTUATION = re.compile(r"[\s\-:;,.*()/_\[\]]+")


@dataclass(frozen=True)
class Table:
    """Where on a sheet the rows of a source stand."""

    sheet: Sheet
    columns: Mapping[Target, int]
    """Column numbers, from 1."""
    first_row: int
    titles: tuple[str, ...] = ()
    """The texts above the captions."""
    ignored: tuple[str, ...] = ()
    """Captions that mean nothing to the source."""
    repeated: tuple[tuple[Target, int, int], ...] = ()
    """Meanings that two columns share, which makes the table ambiguous."""
    header: int = 0
    """The first row of the captions; the last is the one before `first_row`."""
    repeats: tuple[int, ...] = ()
    """First rows of headers that come again below: after a page break, or over a second table."""
    skipped: frozenset[int] = frozenset()
    """Rows of those headers."""
    read_as: tuple[tuple[str, Target], ...] = ()
    """Captions understood although their accents differ, and as what."""
    added: Mapping[Target, tuple[int, ...]] = field(default_factory=dict)
    """Further columns of a count that is split: their numbers are added to that of its column."""
    differs: int | None = None
    """Where a second table with other columns begins."""

    @property
    def width(self) -> int:
        """The last column with a caption."""
        return max((len(self.sheet.rows.get(row, ())) for row in range(self.header, self.first_row)), default=0)

    @property
    def counts(self) -> dict[Target, int]:
        return {target: column for target, column in self.columns.items() if target not in LABELS}


@dataclass(frozen=True)
class Source:
    """One format. `find` gives the table on a sheet, or None where the sheet is not of this format."""

    id: str
    looks_for: str
    """The words it is recognised by, for the sentence that says no format was recognised."""
    find: Callable[[Sheet], Table | None]
    counts: tuple[CountName, ...] = field(default=())
    """Counts that a complete file always has a column for."""


def target_of(count: CountName) -> Target:
    """What a column that holds the count is called: days and points are read with their decimals."""
    decimal: dict[str, Target] = {f"{name}_hundredths": name for name in get_args(Decimal)}
    return decimal.get(count, count)


def count_of(target: Target) -> CountName:
    """The count that a column which is no label holds."""
    name = f"{target}_hundredths" if target in DECIMALS else target
    if name in COUNTS:
        return name
    raise ValueError(f"{target} is a label")


def caption(text: object) -> str:
    """A caption without case, line breaks and punctuation: "Tiếp nhận -\\ntổng số" is "tiếp nhận tổng số"."""
    return _PUNCTUATION.sub(" ", canonical(str(text))).strip()


def captions(words: Mapping[Target, Iterable[str]]) -> dict[str, Target]:
    """Maps every spelling of a caption to its meaning."""
    return {caption(text): target for target, texts in words.items() for text in texts}


def flat_table(sheet: Sheet, meaning: Mapping[str, Target], required: Iterable[Target]) -> Table | None:
    """The table under the first row that has a unit column, every required one, and at least one count."""
    titles: list[str] = []
    needed = set(required)
    unaccented_meaning = without_accents(meaning)
    for number in sorted(sheet.rows)[:_DEEPEST_HEADER]:
        cells = sheet.rows[number]
        found = [
            (meaning.get(words) or unaccented_meaning.get(unaccented(words))) if words else None
            for words in (caption(value) if isinstance(value, str) else "" for value in cells)
        ]
        present = {target for target in found if target}
        if present & {"unit_code", "unit_name"} and needed <= present and present - LABELS:
            return _table_under(sheet, number, found, titles, meaning)
        titles += texts(cells)
    return None


def without_accents(meaning: Mapping[str, Target]) -> dict[str, Target]:
    """The captions without accents; those that would then mean two things are left out."""
    found: dict[str, Target | None] = {}
    for words, target in meaning.items():
        plain = unaccented(words)
        found[plain] = target if found.get(plain, target) == target else None
    return {words: target for words, target in found.items() if target}


def _table_under(
    sheet: Sheet, number: int, found: list[Target | None], titles: list[str], meaning: Mapping[str, Target]
) -> Table:
    columns: dict[Target, int] = {}
    repeated: list[tuple[Target, int, int]] = []
    for column, target in enumerate(found, 1):
        if target and target in columns:
            repeated.append((target, columns[target], column))
        elif target:
            columns[target] = column
    ignored = tuple(
        str(value)
        for value, target in zip(sheet.rows[number], found, strict=True)
        if value is not None and target is None
    )
    read_as = tuple(
        (str(value), target)
        for value, target in zip(sheet.rows[number], found, strict=True)
        if target and caption(value) not in meaning
    )
    return Table(sheet, columns, number + 1, tuple(titles), ignored, tuple(repeated), number, read_as=read_as)


def texts(cells: Iterable[Value]) -> list[str]:
    return [value for value in cells if isinstance(value, str)]
