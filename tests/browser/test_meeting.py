"""A meeting in a real browser: prepared, shown to be read at eight metres, decided on with few keys, taken along."""

import re

import docx
import pytest

from tests.browser.reading import idle
from tests.samples import sample_of
from tests.serving import served

DECIDE, MOST_KEYS = "Giảm một nửa số hồ sơ quá hạn", 8
# Of the letters that are seen: each element with words of its own.
_WORDS = """const seen = [...document.querySelectorAll('.slide.now *, footer *, dialog[open] *')].filter((each) =>
  each.checkVisibility() && [...each.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim()));"""
SMALL = f"""() => {{ {_WORDS} return seen.map((each) => [each.textContent.trim().slice(0, 30),
  parseFloat(getComputedStyle(each).fontSize) * (each.ownerSVGElement ? each.getScreenCTM().a : 1)])
  .filter(([, size]) => size < 27.95); }}"""
PALE = f"""() => {{ {_WORDS}
  const clear = 'rgba(0, 0, 0, 0)', white = 'rgb(255, 255, 255)';
  const part = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = (colour) => {{ const [r, g, b] = colour.match(/[\\d.]+/g).map((each) => part(Number(each) / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; }};
  return seen.map((each) => {{
    let behind = each;
    while (behind.parentElement && getComputedStyle(behind).backgroundColor === clear) behind = behind.parentElement;
    const back = getComputedStyle(behind).backgroundColor, style = getComputedStyle(each);
    const two = [light(each.ownerSVGElement ? style.fill : style.color), light(back === clear ? white : back)];
    return [each.textContent.trim().slice(0, 30), (Math.max(...two) + 0.05) / (Math.min(...two) + 0.05)];
  }}).filter(([, ratio]) => ratio < 7); }}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("meeting")
    url = sample_of("nghe-an", folder / "namro.db", tmp_path_factory)
    with served(folder / "log", {"NAMRO_DATABASE_URL": url}) as found:
        yield found


@pytest.fixture(scope="module")
def address(server, browser) -> str:
    """Of the slides of a meeting that was prepared on the page."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{server.url}/phien-hop")
    idle(page)
    page.get_by_label("Người chủ trì").fill("Nguyễn Văn Chủ")
    page.get_by_role("button", name="Lập chương trình họp").click()
    page.get_by_text("PH-2026-001").first.wait_for()
    found = page.get_by_role("link", name="Trình chiếu").get_attribute("href")
    page.close()
    return server.url + found


def shown(browser, address):
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address)
    return page, faults


def test_every_slide_can_be_read_at_eight_metres(browser, address):
    page, faults = shown(browser, address)
    slides = page.locator(".slide").count()
    assert slides >= 10
    for _ in range(slides):
        assert page.evaluate(SMALL) == [] and page.evaluate(PALE) == []
        # Nothing lies below the edge: nobody scrolls a projector.
        assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
        page.keyboard.press("ArrowRight")
    page.keyboard.press("?")
    assert page.locator("dialog.help").is_visible() and page.evaluate(SMALL) == []
    assert faults == []
    # The measuring itself can tell.
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('.slide.now h1, .slide.now h2').style = 'color: #777; font-size: 20px'")
    assert page.evaluate(SMALL) and page.evaluate(PALE)
    page.close()


@pytest.mark.parametrize("width", [390, 820])
def test_on_a_telephone_and_a_tablet_words_stay_whole_and_nothing_sticks_out(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + "#5")
    page.locator(".slide.now table").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    first = page.locator(".slide.now tbody td").first
    assert first.bounding_box()["height"] < 60, "its letters do not stand one below the other"
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    bottom = page.locator(".slide.now table").bounding_box()
    assert bottom["y"] + bottom["height"] <= page.locator("footer").bounding_box()["y"]
    page.close()


def test_the_keyboard_alone_turns_the_slides(browser, address):
    page, _ = shown(browser, address)
    place = page.locator(".place")
    of = page.locator(".slide").count()
    for keys, at in (
        (["ArrowRight"], 2),
        (["End"], of),
        (["Home"], 1),
        (["4", "Enter"], 4),
        (["PageUp"], 3),
        ([" "], 4),
    ):
        for key in keys:
            page.keyboard.press(key)
        assert place.text_content() == f"{at}/{of}"
    page.keyboard.press("b")
    assert page.locator(".black").is_visible()
    page.keyboard.press("b")
    assert not page.locator(".black").is_visible()
    with page.expect_popup() as notes:
        page.keyboard.press("n")
    notes.value.get_by_text("Phút").first.wait_for()
    page.close()


def test_a_decision_takes_few_keys_and_is_kept_at_once(browser, address):
    page, faults = shown(browser, address)
    page.goto(address + "#5")
    page.reload()
    keys = ["d"]
    page.keyboard.press("d")
    page.keyboard.type(DECIDE)
    for _ in range(2):
        keys.append("Control+Enter")
        page.keyboard.press("Control+Enter")
        if len(keys) == 2:
            page.locator(".said", has_text=DECIDE).wait_for()
            assert page.evaluate(SMALL) == [] and page.evaluate(PALE) == []
    line = page.locator(".slide.now .outcomes li")
    line.wait_for()
    assert DECIDE in line.text_content() and len(keys) <= MOST_KEYS
    page.reload()
    assert DECIDE in page.locator(".slide.now .outcomes").text_content(), "the slide still shows it"

    page.keyboard.press("g")
    page.keyboard.type("Nhiệm vụ chưa rõ")
    page.keyboard.press("Control+Enter")
    page.locator(".said.bad", has_text="còn thiếu").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".slide.now .outcomes li").count() == 1 and faults == []
    page.close()


def test_keys_pressed_while_the_server_answers_keep_one_decision_as_it_was_read_back(browser, address):
    page, faults = shown(browser, address + "#4")
    waiting = []

    def held(route):
        waiting.append(route)

    page.route("**/doc-lai*", held)
    page.keyboard.press("d")
    page.keyboard.type("Chưa đọc lại")
    page.keyboard.press("Control+Enter")
    page.keyboard.type(", còn sửa")
    waiting[0].continue_()
    page.wait_for_timeout(500)
    assert page.locator("[name=keep]").is_disabled(), "what was read back is not what is typed now"

    page.unroute("**/doc-lai*")
    page.keyboard.press("Control+Enter")
    page.locator(".said", has_text="còn sửa").wait_for()
    page.route("**/ghi*", held)
    for _ in range(4):
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(150)
    for each in waiting[1:]:
        each.continue_()
    page.locator(".slide.now .outcomes li").wait_for()
    page.reload()
    assert page.locator(".slide.now .outcomes li").count() == 1 and len(waiting) == 2 and faults == []
    page.close()


def test_a_unit_that_there_is_not_is_one_sentence_and_nothing_is_kept(browser, address):
    page, _ = shown(browser, address + "#3")
    page.keyboard.press("d")
    page.keyboard.type("Kết luận")
    page.locator("[name=unit]").fill("Sở Không Có")
    page.keyboard.press("Control+Enter")
    page.locator(".said.bad", has_text="Sở Không Có").wait_for()
    assert page.locator(".slide.now .outcomes li").count() == 0
    page.close()


def test_a_deadline_in_another_age_is_refused(browser, address):
    page, _ = shown(browser, address + "#3")
    page.keyboard.press("d")
    page.keyboard.type("Kết luận")
    for day, bad in (("0226-12-31", True), ("2026-12-31", False)):
        page.locator("[name=deadline]").fill(day)
        page.keyboard.press("Control+Enter")
        page.locator(".said", has_text=day if bad else "31/12/2026").wait_for()
        assert page.locator("[name=keep]").is_disabled() == bad
    page.close()


def test_who_saves_an_agenda_that_was_changed_meanwhile_is_told_so(server, browser, address):
    first, second = (browser.new_page(viewport={"width": 1366, "height": 768}) for _ in range(2))
    for page in (first, second):
        page.goto(f"{server.url}/phien-hop?meeting=PH-2026-001")
        idle(page)
    for page, text in ((first, "Nội dung thứ nhất"), (second, "Nội dung thứ hai")):
        page.get_by_label("Thêm nội dung khác").fill(text)
        page.get_by_role("button", name="Lưu chương trình").click()
        idle(page)
    assert first.get_by_text("Đã lưu chương trình").count() == 1
    assert second.get_by_text("vừa được người khác sửa").count() == 1
    assert second.get_by_text("Đã lưu chương trình").count() == 0
    first.close()
    second.close()


def test_the_bundle_opens_from_disk_and_asks_nobody(server, browser, address, tmp_path):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{server.url}/phien-hop?meeting=PH-2026-001")
    idle(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bản mang theo").click()
    kept = tmp_path / "hop.html"
    saved.value.save_as(kept)
    page.close()

    asked = []
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(kept.as_uri())
    page.keyboard.press("ArrowRight")
    assert page.locator(".place").text_content().startswith("2/")
    page.keyboard.press("d")
    assert page.locator("dialog").count() == 1, "without a server there is nothing to record with, but help"
    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'Nghệ')")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_when_it_is_closed_page_and_conclusions_carry_over_the_same(server, browser, address, tmp_path):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{server.url}/phien-hop?meeting=PH-2026-001")
    idle(page)
    page.get_by_text("Kết thúc phiên họp").first.click()
    page.get_by_role("button", name="Kết thúc phiên họp").last.click()
    idle(page)
    said = page.get_by_text("chuyển sang phiên sau").inner_text()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Thông báo kết luận").click()
    kept = tmp_path / "ket-luan.docx"
    saved.value.save_as(kept)
    lines = [each.text for each in docx.Document(str(kept)).paragraphs]
    carried = lines[lines.index("IV. Chuyển sang phiên họp sau") :]
    many = len([line for line in carried if re.match(r"\d+\. ", line)])
    assert many >= 5 and said.endswith(f": {many}")
    # What somebody added stands there once.
    assert page.locator("ol li", has_text="Nội dung thứ nhất").inner_text().count("Nội dung thứ nhất") == 1
    page.close()
