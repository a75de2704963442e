"""What a caption below a group of form II.06a means, in the Circular's words and in those that provinces use in 2026.

A count may be split over columns, such as “trực tuyến toàn trình” and “trực tuyến một phần”: its parts are added. A
column for the whole count beside them is taken instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.counts import CountName
from loaders.monthly.sources.base import Target, caption

Group = str


class Part(NamedTuple):
    """A caption that holds all of `words` is `part` of the count; the whole of it where `part` is empty."""

    words: tuple[str, ...]
    target: CountName | None
    """None: a count of something else, which belongs to no sum."""
    part: str = ""


# The first that fits decides.
_PARTS: dict[Group, tuple[Part, ...]] = {
    "received": (
        Part(("phi địa giới",), None),  # of the dossiers beside it, those of another commune
        Part(("trực tuyến", "toàn trình"), "received_online", "in full"),
        Part(("trực tuyến", "một phần"), "received_online", "in part"),
        Part(("trực tuyến", "khác"), "received_online", "otherwise"),
        Part(("toàn trình",), "received_online", "in full"),
        Part(("một phần",), "received_online", "in part"),
        Part(("trực tuyến",), "received_online"),
        Part(("trực tiếp", "bưu chính"), "received_in_person"),
        Part(("trực tiếp",), "received_in_person", "in person"),
        Part(("bưu chính",), "received_in_person", "by post"),
        Part(("kỳ trước",), "carried_over"),
        Part(("tổng",), "received"),
    ),
    "resolved": (
        Part(("đúng", "trước hạn"), None),
        Part(("trước", "đúng hạn"), None),
        Part(("trước hạn",), "resolved_early"),
        Part(("đúng hạn",), "resolved_on_due"),
        *(
            Part((late, *letter), "resolved_late", part)
            for late in ("quá hạn", "trễ hạn")
            for letter, part in ((("chưa", "xin lỗi"), "unapologised"), (("xin lỗi",), "apologised"), ((), ""))
        ),
        Part(("tổng",), "resolved"),
    ),
    "pending": (
        Part(("trong hạn",), "pending_in_time"),
        Part(("chưa đến hạn",), "pending_in_time"),
        *(
            Part((late, *letter), "pending_overdue", part)
            for late in ("quá hạn", "trễ hạn")
            for letter, part in ((("chưa", "xin lỗi"), "unapologised"), (("xin lỗi",), "apologised"), ((), ""))
        ),
        Part(("tổng",), "pending"),
    ),
}
COUNTS: tuple[CountName, ...] = tuple(
    dict.fromkeys(part.target for parts in _PARTS.values() for part in parts if part.target)
)
_APOLOGISED: tuple[CountName, ...] = ("resolved_late", "pending_overdue")
_TOGETHER = {"apologised", "unapologised"}
"""One of them alone is not the count."""


@dataclass
class Columns:
    """The columns of each count, as its parts."""

    of: dict[CountName, dict[str, int]] = field(default_factory=dict)
    repeated: list[tuple[Target, int, int]] = field(default_factory=list)

    def add(self, group: Group, words: Sequence[str], column: int) -> None:
        """`words`: the captions of the column, the lowest first; the first that is known decides."""
        found = next((part for text in words if (part := part_of(group, text))), None)
        if found is None or found.target is None:
            return
        known = self.of.setdefault(found.target, {})
        if found.part in known:
            self.repeated.append((found.target, known[found.part], column))
        else:
            known[found.part] = column

    def chosen(self) -> dict[Target, tuple[int, ...]]:
        """The columns to be added for each count."""
        found: dict[Target, tuple[int, ...]] = {}
        for count, parts in self.of.items():
            whole = (parts[""],) if "" in parts else tuple(parts.values())
            if "" in parts or not _TOGETHER & parts.keys() or parts.keys() >= _TOGETHER:
                found[count] = whole
        letters = [self.of.get(count, {}).get("apologised") for count in _APOLOGISED]
        if all(letters):
            found["late_apologised"] = tuple(column for column in letters if column)
        return found

    @property
    def split(self) -> bool:
        """Whether any count is split further than the Circular does."""
        return any(parts.keys() - {""} for parts in self.of.values())


def part_of(group: Group, text: str) -> Part | None:
    """What a caption (see `base.caption`) below the group means; None where it is not known."""
    return next((part for part in _PARTS[group] if _holds(text, part)), None)


def _holds(text: str, part: Part) -> bool:
    return all(caption(word) in text for word in part.words)


def first_and_more(chosen: Mapping[Target, tuple[int, ...]]) -> tuple[dict[Target, int], dict[Target, tuple[int, ...]]]:
    """The first column of each count, and the columns that are added to it."""
    return {name: columns[0] for name, columns in chosen.items()}, {
        name: columns[1:] for name, columns in chosen.items() if columns[1:]
    }
