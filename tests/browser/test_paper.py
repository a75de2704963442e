"""The month on one page, from the button of the overview."""

from playwright.sync_api import Page

from tests.browser.reading import idle


def test_the_overview_prints_its_month_on_one_page(page: Page):
    page.goto("/?period=2026-09")
    idle(page)

    with page.expect_download(timeout=60_000) as begun:
        page.get_by_role("button", name="Bản tóm tắt 1 trang (PDF)").click()

    assert begun.value.suggested_filename == "tom-tat-2026-09.pdf"
    content = begun.value.path().read_bytes()
    assert content.startswith(b"%PDF-1.7") and len(content) > 20_000
