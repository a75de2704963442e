"""`/metrics` for Prometheus: counts and times, without addresses, names or query strings.

It is there where `NAMRO_METRICS_TOKEN` is set, for whoever sends it as a bearer token; nginx does not pass it on.
"""

import secrets
import time

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUESTS = Counter("namro_requests", "HTTP requests by status", ["status"])
SECONDS = Histogram("namro_request_seconds", "Seconds until a request was answered")
SOCKETS = Gauge("namro_sockets", "Open websockets: one a tab")


class Metrics:
    """Counts what passes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with SOCKETS.track_inprogress():
                await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                REQUESTS.labels(str(message["status"])).inc()
                SECONDS.observe(time.perf_counter() - begun)
            await send(message)

        await self._app(scope, receive, counted)


def routes(token: str) -> list[Route]:
    """None without a token."""

    def metrics(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        if not secrets.compare_digest(given.encode(), f"Bearer {token}".encode()):
            return PlainTextResponse("401\n", 401, {"cache-control": "no-store", "www-authenticate": "Bearer"})
        return Response(generate_latest(), headers={"cache-control": "no-store"}, media_type=CONTENT_TYPE_LATEST)

    return [Route("/metrics", metrics)] if token else []
