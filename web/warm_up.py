"""Warm-up before the first visitor: imports, caches, and one last garbage collection."""

import gc
import importlib
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import anyio.to_thread
import structlog

# `import streamlit` leaves these to the first page that draws a table or a chart: 0.6 to 1.2 s.
HEAVY_MODULES = ("numpy", "pandas", "pyarrow", "altair", "streamlit.dataframe_util")
# Takes half a second and is not needed by the first page; `import scipy` loads it lazily at the first use.
LATER_MODULES = ("scipy.stats",)

Step = Callable[[], object]
Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


def take(modules: Iterable[str], steps: Iterable[Step]) -> None:
    """Import the modules, then take every step once."""
    for name in modules:
        importlib.import_module(name)
    for step in steps:
        step()


def warm_the_rest(steps: Iterable[Step]) -> None:
    """Runs once the server is healthy: the steps the first visitor does not need, then `gc.freeze` for lasting objects.

    Streamlit collects all garbage after every rerun, 35 to 80 ms over the objects of pandas and Altair;
    frozen objects are not looked at again.
    """
    take(LATER_MODULES, steps)
    gc.collect()
    gc.freeze()
    structlog.get_logger().info("warm", objects=gc.get_freeze_count())


def lifespan(first: Iterable[Step], later: Iterable[Step], *, ahead: bool = True) -> Lifespan:
    """The application's lifespan: healthy after `first`; the steps of `later` are taken while it already serves.

    Args:
        ahead: whether to load and compute what visitors will ask for; else the first of them waits for it.
    """

    @asynccontextmanager
    async def warm(_: Any) -> AsyncIterator[None]:
        # In a thread: steps may run an event loop of their own, as AppTest does.
        await anyio.to_thread.run_sync(take, HEAVY_MODULES if ahead else (), first)
        if ahead:
            threading.Thread(target=warm_the_rest, args=[later], name="warm-up", daemon=True).start()
        yield

    return warm
