"""Answers that are kept: computed once, whoever asks meanwhile waits, and an error is not kept."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.caching import cached


def test_fifty_who_ask_at_once_get_one_answer_that_was_computed_once():
    computed = []
    together = threading.Barrier(50)

    @cached(4)
    def answer(about: str) -> object:
        computed.append(about)
        time.sleep(0.05)
        return object()

    def ask(_: int) -> object:
        together.wait()
        return answer("a")

    with ThreadPoolExecutor(50) as pool:
        answers = set(pool.map(ask, range(50)))

    assert (computed, len(answers)) == (["a"], 1)


def test_others_are_answered_while_one_is_computed():
    running, go_on = threading.Event(), threading.Event()

    @cached(4)
    def answer(about: str) -> str:
        if about == "slow":
            running.set()
            assert go_on.wait(10)
        return about

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(answer, "slow")
        assert running.wait(10)
        assert answer("quick") == "quick"
        go_on.set()
        assert slow.result(10) == "slow"


def test_an_error_is_not_kept_and_the_oldest_answer_goes_first():
    asked = []

    @cached(2)
    def answer(about: int) -> int:
        asked.append(about)
        if len(asked) == 1:
            raise ValueError
        return about

    with pytest.raises(ValueError):
        answer(1)
    for about in (1, 2, 3, 2, 1):
        answer(about)

    assert asked == [1, 1, 2, 3, 1]
