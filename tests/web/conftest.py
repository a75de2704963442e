"""A server with the sample and an account of every role, one for each file of tests that starts none of its own."""

from collections.abc import Iterator

import pytest

from tests.samples import sample_of
from tests.serving import Server, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    environment = {"NAMRO_DATABASE_URL": sample_of("nghe-an", folder / "namro.db", tmp_path_factory)}
    with served(folder / "log", environment, accounts=True) as running:
        yield running
