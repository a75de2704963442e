"""A thread-safe LRU cache: concurrent calls with the same arguments compute the result only once."""

from collections.abc import Callable
from threading import Condition
from typing import Any, ParamSpec, TypeVar

import cachetools

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def cached(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Cache a function's results for the `most` recently used arguments.

    A caller waits if another thread is computing the same result: after a publication fifty browsers request the same
    page, and `functools.lru_cache` would compute it fifty times. Errors are not cached.
    """
    cache: cachetools.LRUCache[object, Any] = cachetools.LRUCache(maxsize=most)
    return cachetools.cached(cache, condition=Condition())
