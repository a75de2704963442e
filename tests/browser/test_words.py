"""Every page of the dashboard, in Vietnamese, holds no English of Streamlit's."""

import pytest
from playwright.sync_api import Page

from tests.browser.reading import english_left, idle
from tests.serving import EVERY_PAGE

# A language calls itself by its own name.
OURS = frozenset({"English"})


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_english_is_left(page: Page, path: str):
    page.goto(path)
    idle(page)

    assert english_left(page, ours=OURS) == []
