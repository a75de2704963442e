"""One file is parsed at a time, in the order of asking: a lock alone lets anybody pass, and nobody know.

Who drops a hundred files asks a hundred times, so another person's one file waits for one of them, not for all.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Told = Callable[[int], None]
_SECONDS = 0.5

_told: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def waiting(told: Told) -> Iterator[None]:
    """While this holds, `told` hears about twice a second how many files are before the one that waits.

    What it raises ends the waiting: a page that was left gives up its place.
    """
    token = _told.set(told)
    try:
        yield
    finally:
        _told.reset(token)


class Turns:
    """Whose turn it is, of the threads of this process."""

    def __init__(self) -> None:
        self._asked: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Holds from the moment it is this asker's turn; the next one's begins at its end."""
        me, told = object(), _told.get()
        with self._changed:
            self._asked.append(me)
        try:
            while ahead := self._ahead_of(me):
                if told is not None:
                    told(ahead)
            yield
        finally:
            with self._changed:
                self._asked.remove(me)
                self._changed.notify_all()

    def _ahead_of(self, me: object) -> int:
        """How many are before, at once or when that is none, else after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self._asked[0] is me, timeout=_SECONDS)
            return self._asked.index(me)
