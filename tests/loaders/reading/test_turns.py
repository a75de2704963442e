"""Files are read one at a time, in the order of asking, and who waits knows how many are before."""

import sys
import threading
import time

import pytest

from core.errors import UnreadableFileError
from loaders.reading import fence, turns
from loaders.reading.turns import Turns

QUICK = (sys.executable, "-c", "import sys; sys.stdin.read(); print('sheets 2\\n[]', end='')")
WAIT = 30.0


class Asker(threading.Thread):
    """Somebody who reads so many files, one after the other."""

    def __init__(self, place: Turns, order: list[str], name: str, files: int = 1, hold: threading.Event | None = None):
        super().__init__(daemon=True)
        self.place, self.order, self.files, self.hold = place, order, files, hold
        self.name, self.told = name, []
        self.began = threading.Event()

    def run(self) -> None:
        for _ in range(self.files):
            with turns.waiting(self.told.append), self.place.turn():
                self.order.append(self.name)
                self.began.set()
                if self.hold:
                    self.hold.wait(WAIT)


def asked(place: Turns, many: int) -> None:
    """Wait until so many ask, the one whose turn it is among them."""
    until = time.monotonic() + WAIT
    while len(place._asked) < many and time.monotonic() < until:
        time.sleep(0.01)
    assert len(place._asked) == many


def test_who_asked_first_is_read_first_and_each_is_told_how_many_are_before():
    place, order, done = Turns(), [], threading.Event()
    askers = [Asker(place, order, "đầu", hold=done)]
    for name in ("hai", "ba", "tư"):
        askers.append(Asker(place, order, name))
    for many, each in enumerate(askers, 1):
        each.start()
        asked(place, many)
    for each in askers[1:]:
        until = time.monotonic() + WAIT
        while not each.told and time.monotonic() < until:
            time.sleep(0.01)
    done.set()
    for each in askers:
        each.join(WAIT)

    assert order == ["đầu", "hai", "ba", "tư"]
    assert [each.told[:1] for each in askers] == [[], [1], [2], [3]]
    assert not place._asked


def test_one_file_does_not_wait_for_all_of_a_large_drop():
    place, order, done = Turns(), [], threading.Event()
    many = Asker(place, order, "nhiều", files=20, hold=done)
    many.start()
    assert many.began.wait(WAIT)
    one = Asker(place, order, "một")
    one.start()
    asked(place, 2)
    done.set()
    for each in (many, one):
        each.join(WAIT)

    assert order.index("một") == 1 and len(order) == 21


def test_a_page_that_is_left_gives_up_its_place():
    place, done = Turns(), threading.Event()
    first = Asker(place, [], "đầu", hold=done)
    first.start()
    assert first.began.wait(WAIT)

    def left(_: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError), turns.waiting(left), place.turn():
        raise AssertionError("it was not its turn")
    assert len(place._asked) == 1
    done.set()
    first.join(WAIT)
    assert not place._asked


def test_a_read_that_fails_ends_its_turn():
    with pytest.raises(UnreadableFileError):
        fence.read(b"", command=(sys.executable, "-c", "raise SystemExit(1)"))

    assert fence.read(b"", command=QUICK) == []
