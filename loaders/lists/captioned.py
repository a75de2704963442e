"""The shared reader of lists: finds the header row of each table in a file by its captions, and reads the rows.

A kind of list says its columns (`ListColumns`) and what a row means; nothing else here depends on the kind.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from re import fullmatch

from core.errors import UnreadableFileError
from core.issues import Issue
from core.rows import Row
from core.typed import seen
from loaders.monthly.sources.base import caption
from loaders.reading import fence
from loaders.sheets import Position, Sheet, Value, letter, shown
from loaders.text.fonts import in_unicode

_DEEPEST_HEADER = 40
_SEVERITIES = ("error", "warning", "note")


def text_with_lines(value: Value) -> str:
    """The cell as text; line breaks are kept."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(int(value)) if isinstance(value, float) and value.is_integer() else shown(value)
    lines = unicodedata.normalize("NFC", value).splitlines()
    return "\n".join(" ".join(seen(line).split()) for line in lines if line.strip())


def text_on_one_line(value: Value) -> str:
    return " ".join(text_with_lines(value).split())


@dataclass(frozen=True)
class ListColumns:
    """The columns of one kind of list."""

    captions: Mapping[str, Sequence[str]]
    """Every way to write the caption of each column; a refusal names the first."""
    needed: Sequence[str]
    """A row with these captions is the header of a table."""
    cell_error: str
    """The code of the issue about a cell with a formula's error, or with a formula that was not calculated."""
    one_of: Sequence[str] = ()
    """The header needs one of these too; a header with the first is preferred, even where it is below another."""
    text: Callable[[Value], str] = text_on_one_line
    fills_merged_cells: bool = True
    """Whether each of several cells merged downwards has the value of the first."""

    @property
    def looked_for(self) -> str:
        """The captions a header must have, for a refusal."""
        first = [self.captions[name][0] for name in self.needed]
        either = " | ".join(self.captions[name][0] for name in self.one_of)
        return ", ".join([*first, either] if either else first)


@dataclass(frozen=True, eq=False)
class CaptionedTable:
    """A header, the rows below it and the texts above it."""

    kind: ListColumns
    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    titles: str
    """The texts above the header."""

    def value(self, row: Row, name: str) -> Value:
        """A cell of a row as the file has it, not yet text."""
        return self._value(row.number or 0, name)

    def caption(self, name: str) -> str:
        """The caption of a column as the file writes it."""
        return text_on_one_line(self.sheet.at(self.header, self.columns[name]))

    def rows(self, found: list[Issue]) -> Iterator[Row]:
        """The rows below the header; those with spoilt cells are left out, and their cells are added to `found`."""
        letters = {name: letter(column) for name, column in self.columns.items()}
        for number in sorted(self.sheet.rows):
            if number <= self.header:
                continue
            cells = {name: self.kind.text(self._value(number, name)) for name in self.kind.captions}
            row = Row(cells, self.sheet.name, number, letters)
            spoilt = self._spoilt(number)
            # Otherwise a formula's error would be read as a blank, and a blank has a meaning.
            found += [row.issue(self.kind.cell_error, name) for name in spoilt]
            if not spoilt:
                yield row

    def _value(self, row: int, name: str) -> Value:
        column = self.columns.get(name)
        if column is None:
            return None
        found = self.sheet.at(self._first_of_merged(row, column) if self.kind.fills_merged_cells else row, column)
        return None if found == "" else found

    def _first_of_merged(self, row: int, column: int) -> int:
        """The row of the first of the cells merged with this one, below the header."""
        top = next((m[0] for m in self.sheet.merged if m[0] <= row <= m[2] and m[1] <= column <= m[3]), row)
        return max(top, self.header + 1)

    def _spoilt(self, row: int) -> list[str]:
        """The columns that hold a formula's error, or a formula that was not calculated."""
        places: dict[str, Position] = {name: (row, column) for name, column in self.columns.items()}
        return [name for name, at in places.items() if at in self.sheet.errors or at in self.sheet.uncalculated]


def sheets_in(content: bytes) -> tuple[list[Sheet], list[Issue]]:
    """The sheets of a file, text in older fonts converted, and the issues about those fonts.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    return in_unicode(fence.read(content))


def tables_in(content: bytes, kind: ListColumns) -> tuple[list[CaptionedTable], list[Issue]]:
    """The tables of a kind of list, one for each visible sheet that has one, and the issues of the file.

    Raises:
        UnreadableFileError: the file cannot be read, or has no such table.
    """
    sheets, issues = sheets_in(content)
    tables = [table for sheet in sheets if not sheet.hidden and (table := table_in(sheet, kind))]
    if not tables:
        raise refusal(sheets, kind)
    return tables, issues


def table_in(sheet: Sheet, kind: ListColumns) -> CaptionedTable | None:
    """The table under the first row that has every needed caption; None where there is none."""
    meaning = {caption(words): name for name, all_words in kind.captions.items() for words in all_words}
    headers = [(number, _columns(sheet.rows[number], meaning)) for number in sorted(sheet.rows)[:_DEEPEST_HEADER]]
    for needed in [{*kind.needed, either} for either in kind.one_of] or [set(kind.needed)]:
        for number, columns in headers:
            if needed <= columns.keys():
                return CaptionedTable(kind, sheet, number, columns, _titles(sheet, number))
    return None


def refusal(sheets: Iterable[Sheet], kind: ListColumns) -> UnreadableFileError:
    """No table has the needed captions: names them, and the first cells of the sheets."""
    cells = [value for sheet in sheets for row in list(sheet.rows.values())[:5] for value in row if value is not None]
    seen = "; ".join(str(value)[:40] for value in cells[:12])
    return UnreadableFileError("unrecognised", looked_for=kind.looked_for, seen=seen)


def no_rows(tables: Sequence[CaptionedTable], found: Iterable[Issue]) -> list[Issue]:
    """The issue that a file has captions and no row; none where an error says why already."""
    told = any(issue.severity == "error" for issue in found)
    return [] if told else [Issue("list_no_rows", "error", tables[0].sheet.name)]


def in_order(found: Iterable[Issue]) -> list[Issue]:
    """Errors first, then warnings, then notes; each by sheet and row."""
    return sorted(found, key=lambda issue: (_SEVERITIES.index(issue.severity), issue.sheet or "", issue.row or 0))


def numbers_columns(row: Row) -> bool:
    """Whether the row numbers the columns: (1) (2) (3) below the captions."""
    texts = [text for text in row.cells.values() if text]
    return len(texts) > 1 and all(fullmatch(r"\(?\d{1,2}\)?", text) for text in texts)


def _columns(cells: Sequence[Value], meaning: Mapping[str, str]) -> dict[str, int]:
    """The place of each caption in a row; of a caption that stands twice, the first."""
    names = [meaning.get(caption(value)) if isinstance(value, str) else None for value in cells]
    return {name: place for place, name in reversed(list(enumerate(names, 1))) if name}


def _titles(sheet: Sheet, header: int) -> str:
    above = [value for number in sorted(sheet.rows) if number < header for value in sheet.rows[number]]
    return " ".join(text_with_lines(value) for value in above if isinstance(value, str))
