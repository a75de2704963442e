"""Nghệ An: 52 published versions, all tasks, every form of data."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.words import LANGUAGES, Language
from tests.crawl.following import crawled
from tests.samples import sample_of
from tests.serving import Server, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("nghe_an")
    environment = {"NAMRO_DATABASE_URL": sample_of("nghe-an", folder / "namro.db", tmp_path_factory)}
    with served(folder / "server.log", environment) as running:
        yield running


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_opens_a_page(server: Server, language: Language):
    crawled(server, language)
