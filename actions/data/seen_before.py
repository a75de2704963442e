"""Was this exact file imported before? Reported before anything is stored, with the effect of storing it again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from actions.data.storing import changes_nothing, waiting
from core.periods import HANOI, Period
from core.words import Language, t
from loaders import Loaded
from store import imports
from store.database import Engine, reading
from store.imports import Known

_SHOWN = 3


@dataclass(frozen=True)
class KnownAlready:
    """The same bytes came before."""

    times: Sequence[Known]
    """Newest first."""
    changes: tuple[Period, ...]
    """The months that storing them again would change."""
    waits: bool = False
    """Whether they are a draft that waits for a reason or a note: imported again with it, that draft is published."""


def known_already(engine: Engine, loaded: Loaded) -> KnownAlready | None:
    """Earlier imports of the same bytes, and the effect of storing them again; None for a new file."""
    with reading(engine) as connection:
        times = imports.known(connection, loaded.sha256)
        if not times:
            return None
        changes = [each for each in loaded.months if not changes_nothing(connection, loaded, each)]
        waits = any(waiting(connection, loaded, each) is not None for each in loaded.months)
    return KnownAlready(times, tuple(changes), waits)


def said(language: Language, known: KnownAlready, name_of: Callable[[str], str] = str) -> list[str]:
    """In whole sentences; `name_of` writes who it was."""
    sentences = [
        t(
            language,
            f"known.{each.state}",
            at=f"{each.at.astimezone(HANOI):%d/%m/%Y %H:%M}",
            who=name_of(each.who),
            period=each.period,
            version=each.version or 0,
        )
        for each in known.times[:_SHOWN]
    ]
    if len(known.times) > _SHOWN:
        sentences.append(t(language, "known.more", times=len(known.times) - _SHOWN))
    if known.changes:
        sentences.append(t(language, "known.changes", periods=list(known.changes[:_SHOWN])))
    else:
        sentences.append(t(language, "known.waits" if known.waits else "known.changes_nothing"))
    return sentences
