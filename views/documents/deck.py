"""What belongs to slides beside their document: the presenter's notes, and what the room needs to record outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """What slides need to record outcomes: only where they are shown by the server."""

    address: str
    """Of the meeting: `<address>/doc-lai` reads back, `<address>/ghi` keeps."""
    items: tuple[Mapping[str, str], ...]
    """Of each slide: `key`, and what its form begins with: `unit`, `leader`, `deadline`."""
    units: tuple[str, ...]
    """Names to choose from."""


@dataclass(frozen=True)
class Beside:
    """What belongs to a slide beside its table."""

    notes: tuple[str, ...] = ()
    """The presenter's."""
    outcomes: tuple[str, ...] = ()
