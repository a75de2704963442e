"""What was compared, what differs, and what could not be compared."""

from collections import Counter
from dataclasses import dataclass, field

SAME, DIFFERENT, NOT_COMPARED = range(3)


@dataclass
class Tally:
    """Filled while things are compared, by several threads; each difference is printed as it is found."""

    compared: Counter[str] = field(default_factory=Counter)
    different: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    again: int = 0
    """So many pictures were taken again."""

    def same(self, what: str, about: str, equal: bool, how: str = "") -> None:
        """One more of its sort, such as a picture, is compared."""
        self.compared[what] += 1
        if not equal:
            self.differs(f"{what}: {about}{': ' + how if how else ''}")

    def differs(self, line: str) -> None:
        self.different.append(line)
        print(f"DIFFERS       {line}", flush=True)

    def fails(self, line: str) -> None:
        self.failed.append(line)
        print(f"NOT COMPARED  {line}", flush=True)

    def expect(self, *sorts: str) -> None:
        """Of each of these at least one must have been compared."""
        for sort in sorts:
            if not self.compared[sort]:
                self.fails(f"not one {sort}")

    @property
    def code(self) -> int:
        """The exit code. To have compared nothing is not to have found it the same."""
        if self.different:
            return DIFFERENT
        return NOT_COMPARED if self.failed or not self.compared.total() else SAME

    @property
    def summary(self) -> str:
        counts = ", ".join(f"{many} of {sort}" for sort, many in sorted(self.compared.items())) or "nothing"
        return f"Compared: {counts}. {len(self.different)} differ, {len(self.failed)} could not be compared."
