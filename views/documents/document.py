"""Format-independent model of a document: a title, sentences, tables with typed columns and their charts, a stamp."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.spreadsheets import safe
from core.words import Language, t
from views.documents.mark import Mark

Kind = Literal["text", "exact", "fraction", "label", "whole", "number", "decimal", "figure", "day", "iso_day"]
"""What a column holds:

* text: for a reader. A file may change what a program would run: in a workbook “=1+1” becomes “'=1+1”.
* exact: text that a loader reads back. It is never changed, and stays text when somebody edits it.
* fraction: exact text such as 6/33; rows that somebody adds are text too, or a spreadsheet would make a day of it.
* label: text that names a row of a form to be filled in. It is never changed.
* whole: a whole number.
* number: with as many decimals as it has.
* decimal: shown with two decimals.
* figure: a number as pages print it, with its unit: 98,7 %. Text, to be read.
* day: 31/12/2026.
* iso_day: 2026-12-31.
"""

Value = str | int | float | dt.date | Mark | None
"""None is an empty cell: missing, never 0."""

Row = tuple[Value, ...]


@dataclass(frozen=True)
class Column:
    """A column's caption, the kind of its values, and its width in characters.

    A column without a caption stands after all others and has no cells: it only sets a width.
    """

    caption: str
    kind: Kind = "text"
    width: int = 14


@dataclass(frozen=True)
class Heading:
    """A row that is the heading of the rows below it."""

    values: Row


# A figure is what we printed ourselves: “+8,7 điểm” needs no apostrophe before it.
_UNCHANGED: frozenset[Kind] = frozenset({"exact", "fraction", "label", "figure"})


def safe_value(value: Value, column: Column, *, typed_cells: bool) -> Value:
    """The value as a writer puts it into a cell: no text that a spreadsheet would take for a formula.

    Args:
        typed_cells: whether a cell of the format says that it holds text. In one without types, such as CSV, a text
            that a loader reads back must be made safe too.
    """
    value = str(value) if isinstance(value, Mark) else value
    kept = typed_cells and column.kind in _UNCHANGED
    return safe(value) if isinstance(value, str) and not kept else value


def values_of(row: Row | Heading) -> Row:
    return row.values if isinstance(row, Heading) else row


@dataclass(frozen=True)
class Wrapping:
    """Which texts are broken into lines.

    The variants are those the workbooks had before they shared a writer.
    """

    header: Literal["none", "top", "middle"] = "none"
    """Vertical alignment of the wrapped captions."""
    rows: Literal["none", "text", "all"] = "none"
    """`text`: cells with text; the title and the sentences are then aligned to the top. `all`: empty cells too."""


@dataclass(frozen=True)
class Chart:
    """The drawing of a table, which is its twin: whoever cannot see it reads the same numbers."""

    specification: Mapping[str, Any]
    """Vega-Lite with its data, as the pages draw it."""
    alt: str
    """What it shows, in words."""
    labels: tuple[str, ...]
    """The names of the marks, for a format with charts of its own."""
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    """Each series with its name, a value a label."""
    lines: bool = False
    """Series over time; bars otherwise."""
    number_format: str = "0"
    """Of the values, as spreadsheets write it."""


@dataclass(frozen=True)
class Official:
    """What stands around an official paper: who issues it, its number, who receives it, who signs.

    State: the layout of Decree 30/2020/NĐ-CP. Party: that of the Party's papers, without the national motto.
    """

    layout: Literal["state", "party"]
    superior: str
    agency: str
    number: str
    """As “Số: …/TB-BCĐ”; the number itself is written by hand where it is not given yet."""
    place: str
    kind: str
    """THÔNG BÁO, BÁO CÁO; blank where the title says it."""
    recipients: tuple[str, ...]
    position: str
    """Of who signs."""
    signer: str = ""
    addressee: str = ""
    """Of a letter (công văn): “Kính gửi: …”. It stands where other papers have their title, and what it is about stands
    below the number."""


@dataclass(frozen=True)
class Table:
    """Columns and rows.

    Raises:
        ValueError: a row has more values than there are columns with a caption.
    """

    name: str
    """Short title: the name of its sheet in a workbook."""
    columns: tuple[Column, ...]
    rows: tuple[Row | Heading, ...]
    frozen_columns: int = 0
    """Number of frozen columns; the header row is always frozen."""
    wrapping: Wrapping = Wrapping()
    none: str = ""
    """What is said where there is no row."""
    chapter: str = ""
    """The heading of a chapter that begins with this table, on a new page."""
    sentences: tuple[str, ...] = ()
    """Between the table's name and the table."""
    chart: Chart | None = None

    def __post_init__(self) -> None:
        many = len(self.filled_columns)
        for row in self.rows:
            if len(values_of(row)) > many:
                raise ValueError(f"more values than the {many} columns: {values_of(row)}")

    @property
    def filled_columns(self) -> tuple[Column, ...]:
        """The columns with a caption."""
        return tuple(column for column in self.columns if column.caption)


@dataclass(frozen=True)
class Document:
    """What is written to a file; see `views.documents.writers`."""

    tables: tuple[Table, ...]
    title: str = ""
    """Above every table. Blank in a file that a loader reads back, which begins with the captions."""
    sentences: tuple[str, ...] = ()
    """Above the first table, below the title: what it is about, its source."""
    stamp: str = ""
    """Result of `views.documents.stamp.stamp_line`; blank where the file cannot be verified. A workbook prints it,
    other formats have it among their keywords."""
    caution: str = ""
    """A warning about the numbers; blank where there is none."""
    author: str = ""
    """Of what is printed: who issues it."""
    above: str = ""
    """Above the title, on paper."""
    dated: dt.date | None = None
    """The day of what is printed: paper needs one."""
    foot: str = ""
    """At the foot of every page, on paper: which version of the data."""
    contents: str = ""
    """The heading of a table of contents; blank where there is none."""
    official: Official | None = None
    across: bool = False
    """Whether the paper lies across."""
    one_page: bool = False
    """Whether it must fit on one page."""

    def lines(self, *, first: bool) -> tuple[str, ...]:
        """The lines above a table; the sentences and the stamp above the first one only."""
        title = (self.title,) if self.title else ()
        return (*title, *self.sentences, *filter(None, (self.stamp, self.caution))) if first else title


def with_digest(foot: str, digest: str, language: Language) -> str:
    """The foot with the digest of the audit trail, where there is one."""
    return f"{foot} · {t(language, 'audit.digest')} {digest}" if digest else foot
