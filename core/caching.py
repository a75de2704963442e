"""Answers that are kept, each computed once however many ask for it at the same time."""

from collections.abc import Callable
from threading import Condition
from typing import Any, ParamSpec, TypeVar

import cachetools

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def cached(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Keep a function's answers for the `most` arguments asked for last.

    Whoever asks for what another thread is computing waits for it: after a publication fifty browsers ask for the same
    page, and `functools.lru_cache` would compute it fifty times. An error is not kept.
    """
    cache: cachetools.LRUCache[object, Any] = cachetools.LRUCache(maxsize=most)
    return cachetools.cached(cache, condition=Condition(), info=True)
