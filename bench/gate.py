"""The gate: what it costs a request of somebody signed in, in seconds of CPU."""

import asyncio
import time
from collections.abc import Set
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from core.clock import now
from core.rights import Role
from core.settings import Settings, settings_from
from store.set_up import ready
from tests.serving import signed_in
from web.cookies import SESSION
from web.gate import Gate


def measured(database: Path, coded: Set[Role] = frozenset(), *, sessions: int = 1, runs: int = 6) -> list[float]:
    """The CPU of a request, in each of `runs` runs of 50 requests, over a new database that holds some sessions."""
    address = f"sqlite:///{database}"
    engine = ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": address}), clock=now)
    token = signed_in(address, roles=["publisher"], sessions=sessions)
    settings = Settings("nghe-an", address, coded_roles=frozenset(coded))
    gate = Gate(_nothing, engine=lambda: engine, settings=lambda: settings, clock=now)
    headers = [(b"host", b"x"), (b"cookie", f"{SESSION}={token}".encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers, "scheme": "http"}

    async def run(times: int) -> float:
        begun = time.process_time()
        for _ in range(times):
            await gate(scope, _nothing, _nothing)
        return (time.process_time() - begun) / times

    async def every() -> list[float]:
        await run(20)
        return [await run(50) for _ in range(runs)]

    # In a thread of its own: a test's process may have a loop running in its first one.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(asyncio.run, every()).result()
    engine.dispose()
    return found


async def _nothing(*_: Any) -> Any:
    return None
