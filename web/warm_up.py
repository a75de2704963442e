"""Pay before the first visitor comes: imports, caches, and one last garbage collection."""

import gc
import importlib
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import anyio.to_thread
import structlog

# `import streamlit` leaves these to the first page that draws a table or a chart: 0.6 to 1.2 s.
HEAVY_MODULES = ("numpy", "pandas", "pyarrow", "altair", "streamlit.dataframe_util")

Step = Callable[[], object]
Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


def warm_up(steps: Iterable[Step]) -> None:
    """Import the heavy modules, take every step once, then freeze what stays for good.

    Streamlit collects all garbage after every rerun, 35 to 80 ms over the objects of pandas and Altair;
    frozen objects are not looked at again.
    """
    for name in HEAVY_MODULES:
        importlib.import_module(name)
    for step in steps:
        step()
    gc.collect()
    gc.freeze()
    structlog.get_logger().info("warm", objects=gc.get_freeze_count())


def lifespan(*steps: Step) -> Lifespan:
    """The application's lifespan: it is healthy once it is warm."""

    @asynccontextmanager
    async def warm(_: Any) -> AsyncIterator[None]:
        # In a thread: steps may run an event loop of their own, as AppTest does.
        await anyio.to_thread.run_sync(warm_up, steps)
        yield

    return warm
