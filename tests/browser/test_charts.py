"""Words in a chart can be read: they do not lie on each other, however near the things they name."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.reading import idle
from tests.serving import ROOT, Server, served

# A line of letters may touch the next by the room under it, but not more.
_TOUCH = """(slack) => {
  const texts = [...document.querySelectorAll('svg.marks text')]
    .filter((each) => each.textContent.trim() && !each.closest('[class*=role-axis], [class*=role-legend]'))
    .map((each) => [each.textContent, each.getBoundingClientRect()]);
  const over = ([, a], [, b]) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom - slack && b.top < a.bottom - slack;
  const pairs = texts.flatMap((one, at) => texts.slice(at + 1).map((two) => [one, two]));
  const touching = pairs.filter(([one, two]) => over(one, two)).map(([one, two]) => [one[0], two[0]]);
  return [texts.length, touching];
}"""


# Of many units, so as dots with the outermost named.
DOTS = [f"/xep-hang?kind=commune&period=2026-09&measure={each}" for each in ("on_time_resolved", "online")]


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log: Path = tmp_path_factory.mktemp("two_days") / "server.log"
    script = str(ROOT / "tests" / "browser" / "two_days.py")
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        script,
        "--server.port",
        "{port}",
        "--server.address",
        "127.0.0.1",
    ]
    with served(log, {"PYTHONPATH": str(ROOT)}, command=command) as running:
        yield running


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("months", [1, 2, 5, 12])
def test_the_words_of_two_days_do_not_touch(browser: Browser, two_days: Server, months: int, width: int):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{two_days.url}/?months={months}")
    idle(page)

    drawn, touching = page.evaluate(_TOUCH, 3)
    page.close()

    assert drawn == 2
    assert touching == []


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("path", ["/nhom-theo-doi", "/chi-so", "/phan-tich?view=funnel", *DOTS, f"{DOTS[1]}&lang=en"])
def test_no_words_in_a_chart_touch(page: Page, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    idle(page)

    drawn, touching = page.evaluate(_TOUCH, 3)

    assert drawn > 1
    assert touching == []
