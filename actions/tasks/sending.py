"""Sends letters, each once, even if a run is repeated or interrupted; and says what became of a run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from actions.tasks.delivery import Post
from actions.tasks.letters import Letter
from core.clock import Clock
from core.errors import DashboardError
from core.viewer import Viewer
from store import audit, reminders
from store.database import Engine, writing

Waiting = tuple[Sequence[reminders.Sent], Callable[[], Letter]]
"""What a letter is recorded as, and the letter, which is made only when its turn comes."""


@dataclass(frozen=True)
class Run:
    """The result of a run, or of a dry run."""

    letters: tuple[Letter, ...]
    mailed: int = 0
    failed: tuple[DashboardError, ...] = ()
    """Of letters that go out with the next run."""


def send(
    engine: Engine, viewer: Viewer, waiting: Iterable[Waiting], post: Post, *, deed: str, about: str, clock: Clock
) -> Run:
    """Deliver the letters; one audit line for all of them, none where nothing went out."""
    out: list[Letter] = []
    failed: list[DashboardError] = []
    mailed = 0
    try:
        for keys, letter in waiting:
            try:
                delivered = _once(engine, keys, letter(), post, clock)
            except DashboardError as error:
                # Also of a database that is busy: this one goes out with the next run.
                failed.append(error)
                continue
            if delivered is not None:
                out.append(delivered[0])
                mailed += delivered[1]
    finally:
        # What went out is told, whatever ended the run.
        if out:
            with writing(engine) as connection:
                many = {"letters": len(out), "mailed": mailed}
                audit.append(connection, at=clock(), who=viewer.who, deed=deed, about=about, **many)
    return Run(tuple(out), mailed, tuple(failed))


def _once(
    engine: Engine, keys: Sequence[reminders.Sent], letter: Letter, post: Post, clock: Clock
) -> tuple[Letter, bool] | None:
    """The letter, and whether it was mailed too; None where another run had sent of it: the rest goes with the next."""
    # Sent and recorded in one transaction, and runs are serialised: nothing is sent twice, no failure is recorded.
    with writing(engine) as connection:
        if any(reminders.already(connection, key) for key in keys):
            return None
        for key in keys:
            reminders.sent(connection, key, at=clock())
        return letter, post.deliver(letter)
