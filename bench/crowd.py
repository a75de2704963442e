"""Without a browser: what one rerun costs the server, and how fifty people at once fare."""

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.serving import Server
from tests.visitor import Visitor

PEOPLE = 50
THINK = 1.5
PAGE = "xep-hang"
# Nothing is cached that a person would not find cached: every rerun asks for another view than the last.
QUERIES = tuple(
    f"measure={measure}&period={period}&kind={kind}"
    for measure in ("on_time_resolved", "online", "digitised")
    for period in ("2026-09", "2026-08")
    for kind in ("commune", "department")
)


@dataclass(frozen=True)
class Load:
    """Seconds of every rerun, and the server's CPU seconds for all of them."""

    seconds: list[float]
    cpu: float

    @property
    def cpu_each(self) -> float:
        return self.cpu / len(self.seconds)


def alone(server: Server, times: int, page: str = PAGE, queries: Sequence[str] = QUERIES) -> Load:
    """One visitor, one rerun after the other, every view seen once before."""
    with Visitor(server.port, page) as visitor:
        for query in queries:
            visitor.run(query)
        before = server.cpu()
        seconds = [visitor.run(queries[number % len(queries)]).seconds for number in range(times)]
        return Load(seconds, server.cpu() - before)


def together(server: Server, *, seconds: float) -> Load:
    """`PEOPLE` visitors who click again after `THINK` seconds on average."""
    chance = random.Random(PEOPLE)  # noqa: S311  think times, no secrets
    visitors = [Visitor(server.port, PAGE) for _ in range(PEOPLE)]
    for visitor in visitors:
        visitor.run(QUERIES[0])
    found: list[float] = []
    until = time.monotonic() + seconds

    def click(visitor: Visitor, own: random.Random) -> None:
        time.sleep(own.uniform(0, THINK))
        while time.monotonic() < until:
            found.append(visitor.run(own.choice(QUERIES)).seconds)
            time.sleep(own.expovariate(1 / THINK))

    before = server.cpu()
    threads = [
        threading.Thread(target=click, args=(visitor, random.Random(chance.random())))  # noqa: S311
        for visitor in visitors
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load = Load(found, server.cpu() - before)
    for visitor in visitors:
        visitor.leave()
    return load


def memory(server: Server) -> float:
    """Resident megabytes of the server."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
