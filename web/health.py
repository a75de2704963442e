"""`/healthz`, for probes: outside Streamlit, so that it needs no session and later no sign-in."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def healthz(_: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


ROUTES = [Route("/healthz", healthz)]
