"""What pages with a password share: the work off the event loop, the status of a refusal, who asks from where."""

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request

from core.access_errors import TooManyTriesError
from core.errors import DashboardError
from reports.access.asking import SESSION_HEADER

_Found = TypeVar("_Found")
# Each takes 64 MB and a sixth of a second: two at a time, the others wait their turn.
_HASHING = anyio.CapacityLimiter(2)


async def hashing(deed: Callable[[], _Found]) -> _Found:
    return await anyio.to_thread.run_sync(deed, limiter=_HASHING)


def status_of(error: DashboardError) -> int:
    return 429 if isinstance(error, TooManyTriesError) else 403


def session_of(request: Request) -> int:
    """The id of the session, as the gate says it; 0 in a demonstration."""
    return int(request.headers.get(SESSION_HEADER, "0"))


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""
