"""Reads of what is restricted leave a line in the audit trail: who, what, when, once a session for each thing.

The lines are written aside: a page that is read waits neither for the disk nor for another deed.
"""

import atexit
import queue
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

import structlog
from cachetools import LRUCache

from core.clock import Clock
from core.errors import DatabaseUnavailableError
from store import accounts, audit, sessions
from store.database import Connection, Engine, writing

REMEMBERED = 20_000
"""Things that are known to have been told. One that is forgotten is told again."""
TOGETHER = 0.3
"""Seconds for which lines are collected for one transaction."""
AGAIN_AFTER = 5.0
"""Seconds until what a database did not take is tried again."""

log = structlog.get_logger()


class Read(NamedTuple):
    session: int
    about: str
    """The address of a page with the unit or the task, or the name of a file."""
    way: str
    """“page” or “file”."""


class Reads:
    """Of one process, as the sessions of a browser are."""

    def __init__(self, engine: Callable[[], Engine], clock: Clock) -> None:
        self._engine, self._clock = engine, clock
        self._told: LRUCache[Read, bool] = LRUCache(REMEMBERED)
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Read] = queue.SimpleQueue()
        self._open = 0
        self._begun = False

    def note(self, session: int, about: str, way: str) -> None:
        """Returns at once."""
        read = Read(session, about[:300], way)
        with self._lock:
            if read in self._told:
                return
            self._told[read] = True
            self._open += 1
            begin, self._begun = not self._begun, True
        self._waiting.put(read)
        if begin:
            threading.Thread(target=self._write, name="reads", daemon=True).start()
            atexit.register(self.finish, 2.0)

    def finish(self, seconds: float) -> bool:
        """Whether everything that was noted is written, waiting for it for so long."""
        until = time.monotonic() + seconds
        while self._open and time.monotonic() < until:
            time.sleep(0.02)
        return not self._open

    def _write(self) -> None:
        while True:
            reads = [self._waiting.get()]
            time.sleep(TOGETHER)
            while not self._waiting.empty():
                reads.append(self._waiting.get())
            while not self._written(reads):
                time.sleep(AGAIN_AFTER)
            with self._lock:
                self._open -= len(reads)

    def _written(self, reads: list[Read]) -> bool:
        try:
            with writing(self._engine()) as connection:
                for each in reads:
                    self._append(connection, each)
        except DatabaseUnavailableError:
            log.warning("reads", waiting=len(reads))
            return False
        return True

    def _append(self, connection: Connection, read: Read) -> None:
        session = sessions.of_id(connection, read.session)
        account = accounts.of_id(connection, session.account_id) if session else None
        if account is None:
            return
        audit.append_read(
            connection,
            at=self._clock(),
            who=account.name,
            deed="read_restricted",
            about=read.about,
            way=read.way,
            session=read.session,
        )
