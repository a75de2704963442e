"""The issues found in a file. For each code only as many are kept as a reader can use; the rest are counted."""

from collections import Counter
from collections.abc import Iterable, Iterator

from core.issues import Issue, Severity

MOST_SHOWN = 300
"""Maximum issues shown per code; the rest are counted in one line."""
_MOST_KEPT = 2_000
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def _place(issue: Issue) -> tuple[int, str, int, int, str]:
    column = issue.column or ""
    return _SEVERITIES.index(issue.severity), issue.sheet or "", issue.row or 0, len(column), column


class Findings:
    """Issues as they are found, in whatever order."""

    def __init__(self) -> None:
        self._kept: list[Issue] = []
        self._found: Counter[tuple[str, Severity]] = Counter()

    def add(self, issue: Issue) -> None:
        self._found[issue.code, issue.severity] += 1
        if self._found[issue.code, issue.severity] <= _MOST_KEPT:
            self._kept.append(issue)

    def extend(self, issues: Iterable[Issue]) -> None:
        for issue in issues:
            self.add(issue)

    @property
    def refuse(self) -> bool:
        """Whether there is an error among them."""
        return any(severity == "error" for _, severity in self._found)

    def in_order(self) -> Iterator[Issue]:
        """Errors first, then by sheet, row and column; at the end a note for every code of which there are too many."""
        shown: Counter[str] = Counter()
        first: dict[str, Issue] = {}
        ordered = sorted(self._kept, key=_place)
        for issue in ordered:
            first.setdefault(issue.code, issue)
            shown[issue.code] += 1
            if shown[issue.code] <= MOST_SHOWN:
                yield issue
        for code, issue in first.items():
            many = sum(self._found[code, severity] for severity in _SEVERITIES)
            if many > MOST_SHOWN:
                values = {"row": str(issue.row or "–"), "how_many": many - MOST_SHOWN}
                yield Issue("and_more", "note", issue.sheet, values=values)
