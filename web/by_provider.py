"""The pages of the provider of identities: their libraries are loaded only where there is one."""

from collections.abc import Callable
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from core.clock import Clock
from core.openid import OpenId
from store.database import Engine
from web.plain_pages import no_page


class ProviderPages(Protocol):
    """See `web.openid.OpenIdPages`."""

    async def start(self, request: Request) -> Response: ...

    async def answered(self, request: Request) -> Response: ...

    async def after_sign_out(self, request: Request) -> Response | None: ...


def pages_of(engine: Callable[[], Engine], settings: OpenId | None, clock: Clock) -> ProviderPages | None:
    """None where no provider is set up."""
    if settings is None:
        return None
    # A tenth of a second of every start, and most installations have no provider.
    from web.openid import OpenIdPages  # noqa: PLC0415

    return OpenIdPages(engine, settings, clock)


async def no_provider(request: Request) -> Response:
    return no_page(request)
