"""Task figures as a report prints them: which sums and shares do not follow from their own parts.

A figure that is not printed is None, never 0, and a check that needs it is skipped. One kind of column may be absent
altogether: many reports have none for tasks without a deadline; their sums are then checked over the columns printed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from metrics.tasks.status import Shares, Status

Among = Literal["all", "with_deadline"]
"""The two denominators in print: every task assigned, or those that have a deadline."""
AMONG: tuple[Among, ...] = get_args(Among)
Figure = Literal[
    "done_on_time",
    "done_late",
    "done_without_deadline",
    "done",
    "in_time",
    "overdue",
    "without_deadline",
    "in_progress",
    "assigned",
]
FIGURES: tuple[Figure, ...] = get_args(Figure)
Share = Literal["done_share", "overdue_share"]
SHARES: tuple[Share, ...] = get_args(Share)

_SUMS: Mapping[Figure, tuple[Figure, ...]] = {
    "done": ("done_on_time", "done_late", "done_without_deadline"),
    "in_progress": ("in_time", "overdue", "without_deadline"),
    "assigned": ("done", "in_progress"),
}
_WITHOUT: tuple[Figure, ...] = ("done_without_deadline", "without_deadline")


@dataclass(frozen=True)
class Printed:
    """One report's figures, in tasks; None where it prints none."""

    done_on_time: int | None = None
    done_late: int | None = None
    done_without_deadline: int | None = None
    done: int | None = None
    in_time: int | None = None
    """In progress, the deadline not yet past."""
    overdue: int | None = None
    """In progress, past the deadline."""
    without_deadline: int | None = None
    """In progress."""
    in_progress: int | None = None
    assigned: int | None = None
    done_share: Decimal | None = None
    """Percent, with as many decimals as are printed: 83.70 is not 83.7."""
    overdue_share: Decimal | None = None
    """The share of tasks done late or overdue, in percent; decimals likewise."""
    done_among: Among = "all"
    overdue_among: Among = "all"

    @property
    def blank(self) -> bool:
        """True if no figure is printed."""
        return all(getattr(self, name) is None for name in (*FIGURES, *SHARES))


@dataclass(frozen=True)
class Judged:
    """A printed sum or share, and the value computed from its own printed parts."""

    name: Figure | Share
    printed: Decimal
    right: Decimal
    """The computed value; a share is rounded to the decimals that are printed."""
    parts: tuple[int, ...]
    """The summands; of a share, the tasks counted and those they are a share of."""
    follows: bool
    """Whether the print is right; a share half a step off counts as right, since a half is rounded up or to even."""

    @property
    def difference(self) -> Decimal:
        """The printed figure less the computed one: above 0, the print is too high."""
        return self.printed - self.right


def judged(printed: Printed) -> list[Judged]:
    """Every printed sum and share whose own parts are printed too, sums first."""
    return [*_sums(printed), *_shares(printed)]


def _sums(printed: Printed) -> Iterator[Judged]:
    for name in _SUMS:
        total, parts = getattr(printed, name), _parts(printed, name)
        if total is not None and parts:
            yield Judged(name, Decimal(total), Decimal(sum(parts)), parts, total == sum(parts))


def _shares(printed: Printed) -> Iterator[Judged]:
    found: tuple[tuple[Share, Decimal | None, tuple[int, int] | None], ...] = (
        ("done_share", printed.done_share, _done(printed)),
        ("overdue_share", printed.overdue_share, _late(printed)),
    )
    for name, share, parts in found:
        if share is None or parts is None or not parts[1]:
            continue
        exact = Decimal(100 * parts[0]) / parts[1]
        step = Decimal(1).scaleb(int(share.as_tuple().exponent))
        yield Judged(name, share, exact.quantize(step, ROUND_HALF_UP), parts, abs(exact - share) * 2 <= step)


def _parts(printed: Printed, name: Figure) -> tuple[int, ...]:
    """The parts of a sum as they are printed; none where one that it needs is missing."""
    optional = [each for each in _SUMS[name] if each in _WITHOUT and getattr(printed, each) is None]
    parts = [_known(printed, each) for each in _SUMS[name] if each not in optional]
    return tuple(part for part in parts if part is not None) if None not in parts else ()


def _known(printed: Printed, name: Figure) -> int | None:
    """The printed figure, else the sum of its parts."""
    value: int | None = getattr(printed, name)
    if value is None and name in _SUMS and (parts := _parts(printed, name)):
        return sum(parts)
    return value


def _done(printed: Printed) -> tuple[int, int] | None:
    if printed.done_among == "all":
        return _both(_known(printed, "done"), _known(printed, "assigned"))
    return _both(_sum(printed.done_on_time, printed.done_late), _with_deadline(printed))


def _late(printed: Printed) -> tuple[int, int] | None:
    of = _known(printed, "assigned") if printed.overdue_among == "all" else _with_deadline(printed)
    return _both(_sum(printed.done_late, printed.overdue), of)


def _with_deadline(printed: Printed) -> int | None:
    without = _sum(printed.done_without_deadline, printed.without_deadline)
    assigned = _known(printed, "assigned")
    return None if without is None or assigned is None else assigned - without


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _both(part: int | None, whole: int | None) -> tuple[int, int] | None:
    return None if part is None or whole is None else (part, whole)


# Handed in and not yet accepted, and due soon: a report counts both as in progress and in time.
_OURS: Mapping[Figure, tuple[Status, ...]] = {
    "done_on_time": ("done_on_time",),
    "done_late": ("done_late",),
    "done_without_deadline": ("done_without_deadline",),
    "in_time": ("in_time", "due_soon", "waiting_acceptance"),
    "overdue": ("overdue",),
    "without_deadline": ("without_deadline",),
}


def ours(shares: Shares) -> dict[Figure, int]:
    """Our own counts, under the names that reports print."""
    counts: dict[Figure, int] = {
        name: sum(shares.by_status.get(each, 0) for each in statuses) for name, statuses in _OURS.items()
    }
    counts |= {name: sum(counts[part] for part in parts) for name, parts in _SUMS.items() if name != "assigned"}
    counts["assigned"] = counts["done"] + counts["in_progress"]
    return {name: counts[name] for name in FIGURES}
