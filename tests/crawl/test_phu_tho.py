"""Phú Thọ: one month, as the portal published it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.words import LANGUAGES, Language
from tests.crawl.following import crawled
from tests.samples import sample_of
from tests.serving import Server, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("phu_tho")
    environment = {"NAMRO_DATABASE_URL": sample_of("phu-tho", folder / "namro.db", tmp_path_factory)}
    environment["NAMRO_PROVINCE"] = "phu-tho"
    with served(folder / "server.log", environment) as running:
        yield running


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_opens_a_page(server: Server, language: Language):
    crawled(server, language)
