"""Passkeys in a real browser with a virtual authenticator: made, used to sign in and to confirm, removed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from actions.access import links, managing
from core.clock import now
from core.viewer import everyone
from store.database import open_engine, writing
from tests.samples import sample_of
from tests.serving import Server, served
from tests.web.test_openid import stale
from views.access import ACCOUNT, CONFIRM, PASSKEY, SIGN_IN
from web.cookies import SESSION

pytestmark = pytest.mark.browser
NAME, PASSWORD = "le.thi.binh", "một câu dài dễ nhớ"


@dataclass
class Person:
    """At a browser with a fingerprint reader."""

    server: Server
    url: str
    context: BrowserContext
    page: Page
    devices: CDPSession
    device: str

    def passwords(self) -> None:
        self.page.goto(self.url + SIGN_IN)
        self.page.get_by_label("Tên đăng nhập").fill(NAME)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()

    def adds(self, called: str) -> None:
        self.page.goto(self.url + ACCOUNT)
        add = self.page.locator("#passkeys details").last
        if add.get_by_label("Tên khóa").is_hidden():
            add.locator("summary").click()
        add.get_by_label("Tên khóa").fill(called)
        if add.get_by_label("Mật khẩu").count():
            add.get_by_label("Mật khẩu").fill(PASSWORD)
        add.get_by_role("button", name="Thêm khóa truy cập").click()

    def verifies(self, verified: bool) -> None:
        """Whether the finger on the reader is the person's."""
        self.devices.send("WebAuthn.setUserVerified", {"authenticatorId": self.device, "isUserVerified": verified})

    def kept(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = self.devices.send("WebAuthn.getCredentials", {"authenticatorId": self.device})[
            "credentials"
        ]
        return found

    def token(self) -> str:
        return next((each["value"] for each in self.context.cookies() if each["name"] == SESSION), "")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("passkeys")
    address = sample_of("nghe-an", folder / "namro.db", tmp_path_factory)
    engine = open_engine(address)
    with served(folder / "log", {"NAMRO_DATABASE_URL": address}, accounts=True) as running:
        with writing(engine) as connection:
            link = managing.invite(connection, everyone("quan.tri"), NAME, "Lê Thị Bình", at=now())
            managing.grant(connection, everyone("quan.tri"), NAME, "role", "publisher", at=now())
        links.use(engine, link, NAME, "", PASSWORD, clock=now)
        engine.dispose()
        yield running


@pytest.fixture
def person(server: Server, browser: Browser) -> Iterator[Person]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable", {})
    device = devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )["authenticatorId"]
    # A passkey is of a name, and 127.0.0.1 is none.
    yield Person(server, server.url.replace("127.0.0.1", "localhost"), context, page, devices, device)
    context.close()


def test_a_passkey_from_the_account_page_to_the_day_it_is_removed(person: Person):
    page, faults = person.page, []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    person.passwords()
    person.adds("Máy cơ quan")
    expect(page.get_by_text("Đã thêm khóa truy cập")).to_be_visible()
    expect(page.get_by_text("Máy cơ quan")).to_be_visible()
    assert len(person.kept()) == 1

    # The same device makes no second one.
    person.adds("Lần nữa")
    expect(page.get_by_text("Thiết bị này đã có khóa truy cập của tài khoản.")).to_be_visible()

    person.context.clear_cookies()
    page.goto(f"{person.url}/xep-hang?measure=online")
    page.get_by_role("link", name="Đăng nhập bằng khóa truy cập").click()
    page.get_by_text(NAME).wait_for()
    assert page.url.startswith(f"{person.url}/xep-hang?measure=online"), "the deep link survives"
    assert person.kept()[0]["signCount"] >= 2

    stale(person.server, person.token())
    page.goto(f"{person.url}/cong-bo?period=2026-10")
    page.get_by_role("link", name="Xác nhận bằng khóa truy cập").click()
    page.wait_for_url(lambda url: url.startswith(f"{person.url}/cong-bo?period=2026-10"))
    page.get_by_text(NAME).wait_for()
    expect(page.get_by_role("link", name="Xác nhận bằng khóa truy cập")).to_have_count(0)

    page.goto(person.url + ACCOUNT)
    page.get_by_text("Đổi tên, gỡ").click()
    page.locator("#passkeys li").get_by_label("Tên khóa").fill("Điện thoại <b>")
    page.get_by_role("button", name="Đổi tên").click()
    expect(page.get_by_text("Điện thoại <b>", exact=True)).to_be_visible()
    page.get_by_text("Đổi tên, gỡ").click()
    expect(page.locator("#passkeys li").get_by_label("Mật khẩu")).to_have_count(0)
    page.get_by_role("button", name="Gỡ khóa này").click()
    expect(page.get_by_text("Đã gỡ khóa")).to_be_visible()

    person.context.clear_cookies()
    page.goto(person.url + PASSKEY)
    expect(page.get_by_text("Khóa truy cập này không mở được tài khoản nào ở đây")).to_be_visible()
    assert not person.token()
    # Refusals are answered 403, which a browser reports too.
    assert [each for each in faults if "Failed to load resource" not in each] == []


def test_without_the_persons_finger_nothing_opens(person: Person):
    person.passwords()
    person.adds("Máy cơ quan")
    expect(person.page.get_by_text("Đã thêm khóa truy cập")).to_be_visible()
    person.context.clear_cookies()
    person.verifies(False)
    person.page.goto(person.url + PASSKEY)
    expect(person.page.get_by_text("Chưa nhận được khóa")).to_be_visible()
    assert not person.token()
    person.verifies(True)
    person.page.get_by_role("button", name="Dùng khóa truy cập").click()
    person.page.wait_for_url(lambda url: PASSKEY not in url)
    assert person.token()


def test_an_answer_that_is_sent_again_opens_nothing(person: Person):
    person.passwords()
    person.adds("Máy cơ quan")
    expect(person.page.get_by_text("Đã thêm khóa truy cập")).to_be_visible()
    person.context.clear_cookies()
    sent: list[str] = []
    person.page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.method == "POST" else None)
    person.page.goto(person.url + PASSKEY)
    person.page.wait_for_url(lambda url: PASSKEY not in url)
    (body,) = sent
    headers = {"origin": person.url, "content-type": "application/x-www-form-urlencoded"}
    # With the very cookie of the browser that asked.
    again = person.context.request.post(person.url + PASSKEY, data=body, headers=headers, max_redirects=0)
    assert again.status == 403 and "đã được trả lời" in again.text()
    foreign = headers | {"origin": "https://evil.example"}
    assert person.context.request.post(person.url + PASSKEY, data=body, headers=foreign).status == 403


def test_signing_in_needs_no_script_and_runs_no_other_than_ours(person: Person, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    answer = page.goto(person.url + SIGN_IN)
    assert answer
    assert "script" not in answer.headers["content-security-policy"] and "<script" not in page.content()
    page.get_by_role("link", name="Đăng nhập bằng khóa truy cập").click()
    # Not looked at: the browser's emulation runs no script, and shows no <noscript> either.
    assert "Khóa truy cập cần JavaScript" in page.content()
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_text("Trình duyệt chưa gửi khóa truy cập nào")).to_be_visible()
    page.get_by_role("link", name="Đăng nhập bằng mật khẩu").click()
    page.get_by_label("Tên đăng nhập").fill(NAME)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    assert any(each["name"] == SESSION for each in context.cookies())
    context.close()

    shown = person.page.goto(person.url + PASSKEY)
    assert shown
    (scripts,) = re.findall(r"script-src ([^;]+)", shown.headers["content-security-policy"])
    assert scripts == f"{person.url}/assets/passkeys.js"
    refused: list[str] = []
    person.page.on("console", lambda message: refused.append(message.text))
    person.page.evaluate(
        "() => { const s = document.createElement('script'); s.src = '/assets/fonts/x.js'; document.head.append(s) }"
    )
    person.page.wait_for_timeout(300)
    assert any("Content Security Policy" in each for each in refused)


def test_at_an_address_of_digits_there_are_none(person: Person):
    person.page.goto(person.server.url + SIGN_IN)
    expect(person.page.get_by_role("link", name="Đăng nhập bằng khóa truy cập")).to_have_count(0)
    person.page.goto(person.server.url + PASSKEY)
    assert person.page.url.startswith(person.server.url + SIGN_IN)
    assert not person.page.url.startswith(person.server.url + PASSKEY)


def test_who_has_none_here_is_told_so(person: Person):
    person.passwords()
    person.page.goto(person.url + CONFIRM)
    # Those of the tests before are of this account: none of them is on this device.
    expect(person.page.get_by_text(re.compile("Chưa nhận được khóa|chưa có khóa truy cập nào"))).to_be_visible()
