"""A database that is ready to use, with everything that an earlier program left unsigned signed."""

from actions.data.signing import sign_older
from core.clock import Clock
from core.settings import Settings
from store.database import Engine
from store.set_up import ready


def prepared(settings: Settings, *, clock: Clock) -> Engine:
    """As `store.set_up.ready`; versions from before answers were signed get theirs.

    Raises:
        DatabaseUnavailableError, WrongProvinceError: see there.
    """
    engine = ready(settings, clock=clock)
    sign_older(engine, clock=clock)
    return engine
