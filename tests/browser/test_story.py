"""What a person does: look, rank, share the link, load a file, change the language."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import idle
from tests.serving import ROOT, Server

FORMS = ROOT / "sample_data" / "forms"


def choose(page: Page, key: str, option: str) -> None:
    """Pick an option of a select box by its text."""
    page.locator(f"[class*='st-key-{key}-'] input, [class*='st-key-{key}'] input").first.click()
    page.get_by_role("option", name=option, exact=True).click()
    idle(page)


def test_from_the_overview_to_a_link_that_opens_the_same_ranking(page: Page, browser: Browser, server: Server):
    page.goto("/")
    idle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Toàn cảnh tháng 10/2026"))

    page.get_by_role("link", name="Xếp hạng", exact=True).click()
    idle(page)
    choose(page, "measure", "Hồ sơ tiếp nhận trực tuyến")
    page.get_by_role("radio", name="Sở, ban, ngành").click()
    idle(page)
    choose(page, "period", "Tháng 8/2026")
    table = page.locator("table.ranking").inner_text()
    assert "measure=online" in page.url and "kind=department" in page.url and "period=2026-08" in page.url

    elsewhere = server.admits(browser.new_context(base_url=server.url, locale="en-US"))
    other = elsewhere.new_page()
    other.goto(page.url)
    idle(other)
    assert other.locator("table.ranking").inner_text() == table
    expect(other.get_by_role("heading", level=1)).to_have_text(page.get_by_role("heading", level=1).inner_text())
    elsewhere.close()


def test_the_browsers_back_button_takes_a_filter_back(page: Page):
    page.goto("/xep-hang")
    idle(page)
    before = page.get_by_role("heading", level=1).inner_text()
    choose(page, "measure", "Hồ sơ được số hóa")
    assert page.get_by_role("heading", level=1).inner_text() != before

    page.go_back()
    idle(page)

    assert page.get_by_role("heading", level=1).inner_text() == before


def test_a_broken_file_is_shown_with_its_problems_and_a_good_one_is_published(page: Page):
    page.goto("/nhap-so-lieu?of=2026-08")
    idle(page)
    upload = page.locator("[data-testid=stFileUploaderDropzoneInput]")
    upload.set_input_files(FORMS / "form_ii06a_broken.xlsx")
    page.locator("table.issues").wait_for()
    idle(page)
    problems = page.locator("table.issues").inner_text()
    assert "Huyện Quỳ Hợp" in problems and "Xã Quỳ Hợp" in problems
    assert len(re.findall(r"\b[A-Z]{1,2}\d+\b", problems)) >= 6
    assert page.get_by_role("button", name="Lưu và công bố").count() == 0

    page.get_by_label("Bỏ form_ii06a_broken.xlsx").or_(
        page.locator("[data-testid=stFileUploaderDeleteBtn] button")
    ).first.click()
    idle(page)
    upload.set_input_files(FORMS / "form_ii06a_2026-08.xlsx")
    publish = page.get_by_role("button", name="Lưu và công bố")
    # All that the file would change is computed before: on a machine that is busy, longer than a browser waits.
    publish.wait_for(timeout=120_000)
    idle(page)
    assert publish.is_disabled(), "a warning nobody has answered for, and an amendment without a reason"

    reasons = page.locator("input[aria-label^='Lý do ']")
    assert reasons.count() >= 1
    for number in range(reasons.count()):
        reasons.nth(number).fill("Đã đối chiếu với đơn vị")
        page.keyboard.press("Enter")
        idle(page)
    page.get_by_role("radio", name="Để trống = chưa báo cáo").click()
    idle(page)
    page.get_by_label(re.compile("Ghi chú của bản công bố")).fill("Bổ sung báo cáo")
    page.keyboard.press("Enter")
    idle(page)
    publish.click()
    page.get_by_text(re.compile("Đã công bố tháng 8/2026, bản")).wait_for()


def test_a_published_version_is_verified_by_the_code_at_the_foot_of_the_page(page: Page):
    page.goto("/")
    idle(page)
    code = page.locator(".foot code").inner_text()
    page.get_by_role("button", name="Số liệu").click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Công bố").click()
    idle(page)
    page.get_by_label(re.compile("Mã in ở cuối trang")).fill(code)
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("khớp hoàn toàn")).wait_for()


def test_going_back_after_a_change_of_language_keeps_the_filters(page: Page):
    page.goto("/xep-hang?measure=online&kind=department&period=2026-07")
    idle(page)
    page.get_by_role("radio", name="English").click()
    idle(page)
    page.get_by_role("link", name="Overview", exact=True).click()
    idle(page)

    page.go_back()
    idle(page)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ranking of departments · Dossiers received online")
    assert "measure=online" in page.url


def test_the_language_changes_everything_and_keeps_the_filters(page: Page):
    page.goto("/xep-hang?kind=department&measure=online")
    idle(page)
    page.get_by_role("radio", name="English").click()
    idle(page)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ranking of departments · Dossiers received online")
    assert "lang=en" in page.url and "measure=online" in page.url
    text = page.locator("[data-testid=stMain]").inner_text()
    assert not re.search(r"\d,\d\s?%", text), "a Vietnamese number on an English page"

    page.get_by_role("link", name="Overview", exact=True).click()
    idle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Overview, October 2026")


def test_a_bar_opens_its_unit(page: Page):
    page.goto("/xep-hang?kind=department")
    idle(page)
    page.locator(".mark-rect path").nth(3).click()
    page.wait_for_url(re.compile("/don-vi"))
    idle(page)

    assert "unit=" in page.url
    expect(page.locator("table.standing")).to_be_visible()


def test_tables_are_tables_with_figures_on_the_right(page: Page):
    page.goto("/xep-hang")
    idle(page)
    cell = page.locator("table.ranking tbody td.n").first

    assert cell.evaluate("(element) => getComputedStyle(element).textAlign") == "right"
    assert "tabular-nums" in cell.evaluate("(element) => getComputedStyle(element).fontVariantNumeric")
    assert page.locator("table.ranking tbody tr:not(.part)").count() == 128


def test_sample_files_for_the_story_are_there():
    assert all(Path(FORMS / name).exists() for name in ("form_ii06a_broken.xlsx", "form_ii06a_2026-08.xlsx"))
