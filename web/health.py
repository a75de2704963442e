"""`/healthz` and `/readyz`, for probes: outside Streamlit, without a session."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from core.errors import DashboardError
from store.database import Engine, reading
from store.state import state

_NOT_KEPT = {"cache-control": "no-store"}


def healthz(_: Request) -> JSONResponse:
    """The process answers; whether its database does is no reason to start it again."""
    return JSONResponse({"status": "ok"}, headers=_NOT_KEPT)


ROUTES = [Route("/healthz", healthz)]


def routes(engine: Callable[[], Engine]) -> list[Route]:
    """Both; `/readyz` answers 503 where the database does not answer: a proxy then asks another process."""

    def asked() -> bool:
        try:
            with reading(engine()) as connection:
                state(connection)
        except DashboardError:
            return False
        return True

    async def readyz(_: Request) -> JSONResponse:
        if await run_in_threadpool(asked):
            return JSONResponse({"status": "ready"}, headers=_NOT_KEPT)
        return JSONResponse({"status": "no database"}, 503, headers=_NOT_KEPT)

    return [*ROUTES, Route("/readyz", readyz)]
