"""One month of form II.06a: no score, no indicators, and most units have not reported."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.words import LANGUAGES, Language
from tests.crawl.following import act, crawled
from tests.serving import ROOT, Server, served

FORM = ROOT / "sample_data" / "forms" / "form_ii06a_2026-08.xlsx"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("form_alone")
    environment = {"NAMRO_DATABASE_URL": f"sqlite:///{folder / 'namro.db'}"}
    act(environment, "import", str(FORM), "--month", "2026-08", "--reason", "kiểm thử")
    with served(folder / "server.log", environment, accounts=True) as running:
        yield running


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_opens_a_page(server: Server, language: Language):
    crawled(server, language)
