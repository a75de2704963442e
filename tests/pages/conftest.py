"""The frame and its pages in Streamlit's own test runner, on the sample province."""

import functools
import os
import re
from collections.abc import Iterator

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from core import unit_list
from core.settings import PROVINCES, ROOT, settings_from
from core.viewer import everyone
from store.set_up import ready
from tests.conftest import clock
from tests.samples import copied, sample_of
from views.screen import session

FRAME = str(ROOT / "views" / "frame.py")
# A server looks through all installed packages once, for components; AppTest at every run, half of what a page costs.
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest goes past the gate, which says who asks: here somebody who may do everything."""
    monkeypatch.setattr(session, "viewer", everyone)


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return sample_of("nghe-an", tmp_path_factory.mktemp("pages") / "namro.db", tmp_path_factory)


@pytest.fixture
def app(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("NAMRO_DATABASE_URL", sample_url)
    monkeypatch.delenv("NAMRO_PROVINCE", raising=False)
    yield AppTest.from_file(FRAME, default_timeout=60)


@pytest.fixture
def portal_app(tmp_path, tmp_path_factory, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Phú Thọ: one month, published table by table as the portal has them."""
    url = sample_of("phu-tho", tmp_path / "portal.db", tmp_path_factory)
    for name, value in {"DATABASE_URL": url, "PROVINCE": "phu-tho"}.items():
        monkeypatch.setenv(f"NAMRO_{name}", value)
    return AppTest.from_file(FRAME, default_timeout=60)


@pytest.fixture(scope="session")
def empty_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('empty') / 'namro.db'}"
    ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": url}), clock=clock).dispose()
    return url


@pytest.fixture
def empty_app(empty_url: str, tmp_path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """On a database with units and no numbers."""
    copied(empty_url, tmp_path / "empty.db")
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    return AppTest.from_file(FRAME, default_timeout=60)


def html(app: AppTest) -> str:
    """Everything the page drew as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def title(app: AppTest) -> str:
    """The heading without its badge."""
    return re.search(r"<h1>(.*?)(?: <span.*?)?</h1>", html(app))[1]


def page(app: AppTest, name: str) -> AppTest:
    """Open another page of the frame."""
    return app.run().switch_page(os.fspath(ROOT / "pages" / name)).run()


@pytest.fixture(scope="session")
def nghe_an_structure():
    """Units and successions."""
    return unit_list.read(PROVINCES / "nghe-an")


@pytest.fixture(scope="session")
def nghe_an_units():
    return unit_list.read(PROVINCES / "nghe-an")[0]


@pytest.fixture
def own_app(app, sample_url, tmp_path, monkeypatch):
    """Its own copy: the other pages' tests share the sample."""
    copied(sample_url, tmp_path / "namro.db")
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'namro.db'}")
    return app
