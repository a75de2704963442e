"""From a red number to an issued task, its product and its acceptance; what people type stays text."""

import re

from playwright.sync_api import Page, expect

from tests.browser.reading import idle

HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) $\\LaTeX$ :material/home:"


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)
    page.keyboard.press("Tab")
    idle(page)


def step(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()
    page.wait_for_timeout(300)
    idle(page)


def test_a_red_number_becomes_a_task_that_is_done(page: Page):
    page.goto("/don-vi?unit=SNV")
    idle(page)

    page.locator("a.assign").first.click()
    page.wait_for_url(re.compile("/soan-nhiem-vu"))
    idle(page)
    issue = page.get_by_role("button", name="Giao nhiệm vụ")
    expect(issue).to_be_disabled()
    fill(page, "Lãnh đạo chịu trách nhiệm", "Trần Thị B")
    fill(page, "Cán bộ thực hiện", HOSTILE)
    expect(issue).to_be_enabled()
    issue.click()
    page.wait_for_url(re.compile("/nhiem-vu-chi-tiet"))
    idle(page)

    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text(HOSTILE)
    assert page.locator("[data-testid=stMain] img[src=x]").count() == 0
    step(page, "Bắt đầu làm")
    page.get_by_text("Nộp sản phẩm", exact=True).first.click()
    idle(page)
    step(page, "Nộp sản phẩm")
    step(page, "Nghiệm thu")
    expect(main).to_contain_text("Hoàn thành đúng hạn")
    page.goto("/nhiem-vu")
    idle(page)
    expect(page.locator("table.tasks")).to_contain_text("Hoàn thành đúng hạn")
