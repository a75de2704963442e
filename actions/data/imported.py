"""A checked file on its way in, and what became of it."""

from dataclasses import dataclass

from actions.data.storing import ReasonFor
from core.periods import Period
from loaders import Loaded


@dataclass(frozen=True)
class Imported:
    """The result of an import. Nothing was stored where `loaded` holds an error."""

    loaded: Loaded
    versions: tuple[tuple[Period, int], ...]
    """The version that each month now has because of this file."""
    already: tuple[Period, ...]
    """Months for which these very bytes were stored before; left as they are."""
    drafts: tuple[tuple[Period, int], ...] = ()
    """The months stored and not published, with the ids of their imports."""
    unanswered: int = 0
    """How many warnings nobody has given a reason for: they keep a file that was to be published a draft."""
    without_note: tuple[Period, ...] = ()
    """Published months that the file would change and for which nobody said why."""
    changed: tuple[tuple[Period, int], ...] = ()
    """How many counts the new version of a month that was published before changed, all files of the drop together."""
    not_allowed: bool = False
    """It is a draft because whoever stored it may not publish."""


@dataclass(frozen=True)
class Checked:
    """A file that was read and checked, with its bytes and why each of its warnings is accepted."""

    loaded: Loaded
    content: bytes
    reason_for: ReasonFor
