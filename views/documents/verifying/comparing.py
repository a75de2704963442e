"""Two texts of one paper, compared line by line, and word by word where lines differ.

Lines first: there are thousands of words, most lines are alike, and few lines are there twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from loaders.papers import Line

MOST_PAIRS = 1_000_000
"""Of words of a part, to be compared each with each: about a second."""
SHORTER, LONGER = 3, 200
"""A file with many more lines than the paper has is another paper."""


@dataclass(frozen=True)
class Change:
    """Words that differ. Neighbours that changed together are one change."""

    place: str
    cell: str
    found: str
    published: str
    at: int
    """Which word of the published paper it is, or which one it stands before; counted from 0."""
    of: int
    """How many words of the published paper."""


@dataclass(frozen=True)
class _Word:
    text: str
    place: str
    cell: str
    at: int


def alike_enough(found: Sequence[Line], published: Sequence[Line]) -> bool:
    """Whether it is worth naming what differs, and takes a moment only."""
    return len(found) <= SHORTER * len(published) + LONGER


def changes(found: Sequence[Line], published: Sequence[Line]) -> list[Change]:
    """What differs, in the order of the published paper."""
    ours, theirs = _words(published), _words(found)
    matcher = SequenceMatcher(None, [_key(line) for line in published], [_key(line) for line in found], autojunk=False)
    return [
        change
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
        for change in _inside(
            [word for words in theirs[c:d] for word in words],
            [word for words in ours[a:b] for word in words],
            _next(ours, a, b),
        )
    ]


def _key(line: Line) -> tuple[str, ...]:
    # A sheet's name is compared too; the number of a page is not: one line more moves all that follows.
    return (line.place if line.cells else "", *line.words)


def _words(lines: Sequence[Line]) -> list[list[_Word]]:
    found, number = [], 0
    for line in lines:
        cells = line.cells or ("",) * len(line.words)
        words = []
        for word, cell in zip(line.words, cells, strict=True):
            words.append(_Word(word, line.place, cell, number))
            number += 1
        found.append(words)
    return found


def _next(ours: Sequence[Sequence[_Word]], begun: int, ended: int) -> int:
    """The number of the first word from a line on."""
    after = (line[0].at for line in ours[begun:] if line)
    return next(after, sum(map(len, ours)))


def _inside(theirs: Sequence[_Word], ours: Sequence[_Word], at: int) -> Iterator[Change]:
    if len(theirs) * len(ours) > MOST_PAIRS:
        yield _change(theirs, ours, at)
        return
    matcher = SequenceMatcher(None, [each.text for each in ours], [each.text for each in theirs], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        place = ours[a].at if a < len(ours) else (ours[-1].at + 1 if ours else at)
        if b - a == d - c:
            # As many as there were: each stands for one.
            for number in range(b - a):
                yield _change(theirs[c + number : c + number + 1], ours[a + number : a + number + 1], place + number)
        else:
            yield from _by_cell(theirs[c:d], ours[a:b], place)


def _by_cell(theirs: Sequence[_Word], ours: Sequence[_Word], at: int) -> Iterator[Change]:
    """Added words of a workbook are told by the cell; others as one text."""
    cells = dict.fromkeys(each.cell for each in theirs)
    if ours or len(cells) < 2:
        yield _change(theirs, ours, at)
        return
    for cell in cells:
        yield _change([each for each in theirs if each.cell == cell], [], at)


def _change(theirs: Sequence[_Word], ours: Sequence[_Word], at: int) -> Change:
    where = (*theirs, *ours)[0]
    found, published = (" ".join(each.text for each in words) for words in (theirs, ours))
    return Change(where.place, where.cell, found, published, ours[0].at if ours else at, len(ours))
