"""What a province has said of its own tables and of the names in them, remembered for the files to come."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import DashboardError


class MappingError(DashboardError):
    """A table cannot be mapped so. `reason` chooses the sentence: `error.mapping.<reason>`."""

    def __init__(self, reason: str, **values: object) -> None:
        self.key = f"error.mapping.{reason}"
        super().__init__(**values)
        self.reason = reason


class RowAnswerError(DashboardError):
    """A row cannot be answered for so. `reason` chooses the sentence: `error.row_answer.<reason>`."""

    def __init__(self, reason: str, **values: object) -> None:
        self.key = f"error.row_answer.{reason}"
        super().__init__(**values)
        self.reason = reason


@dataclass(frozen=True)
class TableMapping:
    """What each column of a table holds that no form of ours describes."""

    captions: tuple[str, ...]
    """One a column: its rows of captions joined by “ / ”; blank where it has none."""
    fields: tuple[str | None, ...]
    """One a column: a count or a label (`loaders.monthly.sources.base.Target`); None for a column not used."""
    height: int
    """How many rows the captions take."""
    fingerprint: str
    """Of the captions; the same in every month's file."""
    file_name: str = ""
    """The file it was first made for."""
    at: dt.datetime | None = None
    who: str = ""


@dataclass(frozen=True)
class RowAnswer:
    """What a row is whose name or code matches no unit: another name of a unit, or nothing that counts."""

    label: str
    unit: str | None
    """The unit's code; None for a row that is left out."""
    reason: str = ""
    """Why it is left out."""
    key: str = ""
    """The label as it is compared."""
    file_name: str = ""
    at: dt.datetime | None = None
    who: str = ""


@dataclass(frozen=True)
class Remembered:
    """Everything a province has said, by fingerprint and by key."""

    tables: Mapping[str, TableMapping] = field(default_factory=dict)
    rows: Mapping[str, RowAnswer] = field(default_factory=dict)


NOTHING = Remembered()
