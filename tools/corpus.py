"""What becomes of every file of a folder: `make corpus FOLDER=…`, against the outcomes that were kept beside them.

Each file goes through the sandboxed child, as on the page. Its outcome is `read` with the table that was recognised,
or the reason why it was refused. The first run keeps them in `outcomes.csv`; a later one names every file whose
outcome is another, and `KEEP=yes` keeps the new ones. Of every .xlsx that is read, the values of two readers,
openpyxl and calamine, are compared cell by cell.

Public collections to point it at: the EUSES corpus and the Enron spreadsheets (figshare.com), the test files of
openpyxl, LibreOffice (`sc/qa/unit/data`) and Apache POI (`test-data/spreadsheet`), and statistics that provinces
publish. They are downloaded by a person; none is in this repository.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import UnreadableFileError
from loaders.monthly.loading import recognised
from loaders.reading import fence
from loaders.sheets import Sheet, Value, letter

KEPT = "outcomes.csv"
SUFFIXES = (".csv", ".ods", ".tsv", ".txt", ".xls", ".xlsm", ".xlsx")
SECOND = (*fence.CHILD, "second")
_SHOWN = 3


@dataclass(frozen=True)
class Outcome:
    """What became of a file, and where its two readers differ."""

    file: str
    outcome: str
    differences: tuple[str, ...] = ()


def outcome(path: Path, name: str) -> Outcome:
    """One file, read as the page reads it."""
    content = path.read_bytes()
    try:
        sheets = fence.read(content)
    except UnreadableFileError as error:
        return Outcome(name, error.reason)
    try:
        said = f"read {recognised(sheets)[0].id}"
    except UnreadableFileError as error:
        said = f"read {error.reason}"
    return Outcome(name, said, tuple(_between(content, sheets)))


def _between(content: bytes, sheets: list[Sheet]) -> Iterator[str]:
    """The cells for which the second reader gives another value; nothing where a format has one reader alone."""
    try:
        others = {sheet.name: sheet for sheet in fence.read(content, command=SECOND)}
    except UnreadableFileError as error:
        if error.reason != "one_reader":
            yield f"the second reader: {error.reason}"
        return
    for sheet in sheets:
        other = others.get(sheet.name, Sheet(sheet.name, {}))
        for row in sorted(sheet.rows.keys() | other.rows.keys()):
            wide = max(len(sheet.rows.get(row, ())), len(other.rows.get(row, ())))
            for column in range(1, wide + 1):
                one, two = sheet.at(row, column), other.at(row, column)
                if not _same(one, two):
                    yield f"{sheet.name}!{letter(column)}{row}: {one!r} and {two!r}"


def _same(one: Value, two: Value) -> bool:
    """Blank text and no value are one; numbers are compared to fifteen digits, as Excel keeps them."""
    if isinstance(one, int | float) and isinstance(two, int | float):
        return one == two or abs(one - two) <= 1e-15 * max(abs(one), abs(two))
    return (one or None) == (two or None)


def outcomes(folder: Path) -> list[Outcome]:
    """Of every spreadsheet below a folder, by name."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.name != KEPT)
    return [outcome(path, path.relative_to(folder).as_posix()) for path in found]


def kept(folder: Path) -> dict[str, str]:
    path = folder / KEPT
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row["outcome"] for row in csv.DictReader(lines)}


def keep(folder: Path, found: list[Outcome]) -> None:
    with (folder / KEPT).open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(("file", "outcome"))
        writer.writerows((each.file, each.outcome) for each in found)


def main(arguments: list[str]) -> int:
    """Exit codes: 0 as kept (or kept now), 1 another outcome or two readers that differ, 2 a wrong command."""
    if not arguments or not Path(arguments[0]).is_dir():
        print("make corpus FOLDER=… [KEEP=yes]: a folder with spreadsheets", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    before, found = kept(folder), outcomes(folder)
    for said, many in Counter(each.outcome for each in found).most_common():
        print(f"{many:6}  {said}")
    differing = [each for each in found if each.differences]
    for each in differing:
        print(f"{each.file}: {len(each.differences)} cells differ: {'; '.join(each.differences[:_SHOWN])}")
    if not before or arguments[1:] == ["yes"]:
        keep(folder, found)
        return 1 if differing else 0
    now = {each.file: each.outcome for each in found}
    other = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    for name in other:
        print(f"{name}: was {before.get(name, 'not there')}, is {now.get(name, 'gone')}")
    return 1 if other or differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
