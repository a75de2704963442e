"""What the shell's script does without the server: tables that sort, find and fold, links, Back to the place."""

import re

from playwright.sync_api import Page, expect

from tests.browser.reading import idle

RANKING = "/xep-hang?kind=commune"
NAMES = "table.ranking tbody tr:not(.part):visible td.name"
RERUNS = """() => { window.alive = true; window.frames_sent = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...all) { window.frames_sent += 1; return send.apply(this, all); }; }"""


def test_a_ranking_sorts_finds_and_folds_without_a_rerun(page: Page):
    page.goto(RANKING)
    idle(page)
    page.evaluate(RERUNS)

    missed = page.locator(NAMES).all_inner_texts()
    assert 0 < len(missed) < 40  # those that meet the target are folded
    page.get_by_role("button", name="Đạt", exact=False).last.click()
    assert page.locator(NAMES).count() == 128

    page.locator("th button", has_text="Hồ sơ trễ").click()
    late = [int(text.replace(".", "")) for text in page.locator("table.ranking td.n:nth-child(6)").all_inner_texts()]
    assert late == sorted(late, reverse=True) and late[0] > late[-1]

    page.locator("#ranking_find").fill("QUYNH LUU")
    assert page.locator(NAMES).all_inner_texts() == ["Xã Quỳnh Lưu"]
    page.locator("#ranking_find").fill("")
    page.locator("th button", has_text="Hồ sơ trễ").click()
    page.locator("th button", has_text="Hồ sơ trễ").click()
    assert page.locator(NAMES).all_inner_texts()[: len(missed)] == missed
    assert page.evaluate("window.frames_sent") == 0


def test_a_link_does_not_load_the_application_anew_and_back_returns_to_the_place(page: Page):
    page.goto(RANKING)
    idle(page)
    page.evaluate("window.alive = true")
    page.locator("button.fold").last.click()
    link = page.locator("table.ranking td.name a").nth(90)
    name = link.inner_text()
    link.scroll_into_view_if_needed()
    before = page.locator("[data-testid=stMain]").evaluate("(element) => element.scrollTop")
    assert before > 1000

    link.click()
    page.wait_for_url("**/don-vi?**")
    expect(page.locator("h1").first).to_have_text(re.compile("^" + re.escape(name)))
    idle(page)

    page.go_back()
    page.wait_for_url("**/xep-hang?**")
    idle(page)
    page.wait_for_function(
        "(top) => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - top) < 5", arg=before
    )
    assert page.evaluate("window.alive") is True
    # The unit that was looked at is pointed out, and it is what its page opens with.
    assert name in page.locator("p.own").inner_text()
    page.goto("/don-vi")
    idle(page)
    assert page.locator("h1").inner_text().startswith(name)


def test_a_unit_is_found_from_any_page_without_accents(page: Page):
    page.goto("/")
    idle(page)
    search = page.locator(".masthead input.find")
    search.fill("quynh luu")
    assert page.locator("#masthead_units a:visible").all_inner_texts() == ["Xã Quỳnh Lưu"]
    search.press("Enter")
    page.wait_for_url("**/don-vi?**")
    expect(page.locator("h1").first).to_have_text(re.compile("^Xã Quỳnh Lưu"))


def test_on_a_telephone_the_search_does_not_lie_on_the_switch_of_languages(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    idle(page)
    # Without the badge of a demonstration, as in a province of its own.
    page.evaluate("document.querySelector('.masthead .badge')?.remove()")
    search = page.locator(".masthead input.find").bounding_box()
    switch = page.locator("[data-testid=stButtonGroup]").first.bounding_box()
    assert search["x"] + search["width"] <= switch["x"] or search["y"] >= switch["y"] + switch["height"]


def test_the_bar_keeps_the_month(page: Page):
    page.goto("/?period=2026-08")
    idle(page)
    page.locator("header a", has_text="Điểm 766").click()
    page.wait_for_url("**/diem?period=2026-08")
    expect(page.locator("h1").first).to_contain_text("tháng 8/2026")
