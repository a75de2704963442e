"""Papers from the buttons of the pages; and one that comes back to be verified."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import idle


def downloaded(page: Page, button: str) -> Path:
    with page.expect_download(timeout=60_000) as begun:
        page.get_by_role("button", name=button).click()
    return begun.value.path().rename(begun.value.path().with_name(begun.value.suggested_filename))


def test_the_overview_prints_its_month_on_one_page_which_is_known_again_when_it_comes_back(page: Page):
    page.goto("/?period=2026-09")
    idle(page)

    paper = downloaded(page, "Bản tóm tắt 1 trang (PDF)")

    assert paper.name == "tom-tat-2026-09.pdf"
    content = paper.read_bytes()
    assert content.startswith(b"%PDF-1.7") and len(content) > 20_000

    page.goto("/cong-bo")
    idle(page)
    page.locator("input[type=file]").set_input_files(paper)

    expect(page.get_by_text("Tài liệu tự nhận là: tóm tắt một trang, tháng 9/2026")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Không có chữ nào, số nào trong tài liệu khác")).to_be_visible()
    expect(page.get_by_text("giống hệt tệp lập lại, từng byte")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "popover", "button", "name"),
    [
        (
            "/?period=2026-09",
            "Tải báo cáo của tháng",
            "Bảng rà soát: Sở, ban, ngành (PDF)",
            "bang-ra-soat-department-2026-09",
        ),
        ("/don-vi?unit=SNV&period=2026-09", "", "Phiếu thông tin (PDF)", "phieu-thong-tin-SNV-2026-09"),
    ],
)
def test_review_sheet_and_digest_are_printed(page: Page, address: str, popover: str, button: str, name: str):
    page.goto(address)
    idle(page)
    if popover:
        page.get_by_role("button", name=popover).click()

    paper = downloaded(page, button)

    assert paper.stem == name
    assert paper.read_bytes().startswith(b"%PDF-1.7")
