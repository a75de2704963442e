"""Streamlit's own words in Vietnamese, the switch to English and back, and the content policy, in a browser."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.reading import english_left, idle
from tests.serving import ROOT, Server, served

APP = """
import streamlit as st
from starlette.middleware import Middleware
from views.screen import incident
from web import health, static
from web.headers import SecurityHeaders
from web.inbound import InboundFilter
from web.shell import Shell
from web.static import CompressedStatic
app = st.App(
    "everything.py",
    routes=[*health.ROUTES, *static.ROUTES],
    middleware=[*map(Middleware, (SecurityHeaders, InboundFilter, CompressedStatic, Shell))],
    on_script_error=incident.reported,
)
"""
# Names that stand on the test's own page.
OURS = frozenset({"text/plain"})


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("everything")
    (folder / "app.py").write_text(APP, encoding="utf-8")
    shutil.copy(Path(__file__).with_name("everything.py"), folder)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    with served(folder / "log", {"PYTHONPATH": str(ROOT)}, folder=folder) as running:
        yield running


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture(scope="module")
def visitor(browser: Browser, everything: Server) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=everything.url, locale="en-US", viewport={"width": 1366, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    visitor.clear_cookies()
    page = visitor.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/")
    idle(page)
    yield page
    page.close()


def test_no_english_is_left_on_any_widget(page: Page):
    assert english_left(page, ours=OURS) == []
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.title() == "Toàn cảnh"


def test_the_uploader_complains_in_vietnamese(page: Page):
    uploads = page.locator("[data-testid=stFileUploader]")
    inputs = page.locator("[data-testid=stFileUploaderDropzoneInput]")
    inputs.nth(0).set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
    inputs.nth(1).set_input_files({"name": "b.csv", "mimeType": "text/csv", "buffer": b"x" * (21 << 20)})
    idle(page)

    assert "Không nhận loại tệp này" in uploads.nth(0).inner_text()
    assert "Tệp phải nhỏ hơn hoặc bằng 20" in uploads.nth(1).inner_text()
    assert english_left(page, ours=OURS) == []


def test_menus_lists_and_calendar_are_vietnamese(page: Page):
    page.locator("[data-testid=stSelectbox] input").first.click()
    page.keyboard.type("zzz")
    page.get_by_text("Không có kết quả").first.wait_for()
    page.keyboard.press("Escape")
    page.locator(".st-key-day [data-testid=stDateInputField]").first.click()
    page.wait_for_timeout(300)
    assert english_left(page, ours=OURS) == []
    page.keyboard.press("Escape")
    table = page.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    table.hover(force=True)
    page.get_by_label("Ẩn/hiện cột").first.wait_for()
    page.get_by_label("Tìm", exact=True).first.wait_for()
    assert english_left(page, ours=OURS) == []
    page.locator("[data-testid=stMainMenu] button").click()
    page.get_by_text("Theo hệ thống").wait_for()
    assert english_left(page, ours=OURS) == []


def test_an_unknown_address_is_explained_in_vietnamese(page: Page):
    answer = page.goto("/khong-co-trang-nay")
    page.get_by_text("Không có trang này").wait_for()
    assert answer is not None and answer.status == 404
    # Drawn by the server, without Streamlit: its few words are Vietnamese, but for the switch to English.
    assert page.evaluate("document.documentElement.lang") == "vi"
    words = page.locator("body").inner_text().replace("English", "").replace("Năm Rõ", "")
    assert not any(line.isascii() for line in words.splitlines() if line.strip()), words


def test_the_language_switches_live_and_back(page: Page):
    upload = page.locator("[data-testid=stFileUploader]").first
    page.locator(".st-key-switch button", has_text="en").click()
    upload.get_by_text("20MB per file").wait_for()
    assert page.evaluate("[document.documentElement.lang, navigator.language]") == ["en", "en-GB"]
    assert "lang=en" in page.evaluate("document.cookie")

    idle(page)
    page.locator(".st-key-switch button", has_text="vi").click()
    upload.get_by_text("Tối đa 20 MB mỗi tệp").wait_for()
    idle(page)
    assert english_left(page, ours=OURS) == []


def test_the_content_policy_hinders_nothing(page: Page, complaints: list[str]):
    page.locator("[data-testid=stFileUploaderDropzoneInput]").first.set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": b"x"}
    )
    idle(page)

    assert page.locator("svg.marks, canvas.marks").count() == 1
    assert page.locator("[data-testid=stDataFrame] canvas").count() >= 1
    assert complaints == []


def test_a_bug_is_a_number_on_the_page_and_its_traceback_in_the_log(page: Page, everything: Server):
    page.locator(".st-key-bug button").click()
    shown = page.locator("[data-testid=stAlert]").inner_text()

    number = re.search(r"\b[0-9a-f]{8}\b", shown)
    assert number
    log = everything.log.read_text(encoding="utf-8")
    assert number[0] in log
    assert "ZeroDivisionError" in log
    assert "ZeroDivisionError" not in page.content()
    assert english_left(page, ours=OURS) == []


def test_text_is_set_in_be_vietnam_pro(page: Page):
    fonts = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")

    assert any("Be Vietnam Pro" in font for font in fonts)


def test_the_shell_survives_a_page_in_english_from_the_address(page: Page):
    page.goto("/?lang=en")
    idle(page)

    assert page.locator("html").get_attribute("lang") == "en"
    with pytest.raises(AssertionError):
        assert english_left(page, ours=OURS) == []


def test_a_primary_button_can_be_read_in_the_dark_theme(browser: Browser, everything: Server):
    context = browser.new_context(base_url=everything.url, color_scheme="dark")
    page = context.new_page()
    page.goto("/")
    idle(page)
    button = page.locator("[data-testid=stBaseButton-primary]")

    assert button.evaluate("(element) => getComputedStyle(element).color") == "rgb(14, 22, 25)"
    context.close()
