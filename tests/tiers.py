"""How much is tried: `NAMRO_TESTS` is quick, test (the default) or all, as in `make quick`, `test`, `test-all`."""

import os

from hypothesis import HealthCheck, settings

TIER = os.environ.get("NAMRO_TESTS", "test")
TIMES = {"quick": 0.2, "test": 1.0, "all": 10.0}[TIER]


def examples(many: int = 100) -> settings:
    """Of a property: so many examples in `make test`, fewer or more in the other tiers.

    Without a deadline, for a busy machine is slow, not wrong; databases and files of the test are made once for all.
    """
    shared = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=max(int(many * TIMES), 5), deadline=None, suppress_health_check=shared)


settings.register_profile("namro", examples())
settings.load_profile("namro")
