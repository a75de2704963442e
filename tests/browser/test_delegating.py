"""The head of a unit delegates on the desk; the person finds the desk, and finds it closed again."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from actions.access import passwords
from core.clock import now
from core.periods import HANOI
from store import accounts
from store.database import open_engine, writing
from store.tables.access import sessions
from tests.browser.reading import idle
from tests.samples import sample_of
from tests.serving import Server, served, signed_in
from web.cookies import SESSION

pytestmark = pytest.mark.browser
DESK, UNIT = "/don-vi-cua-toi?unit=SNV&period=2026-10", "SNV"
PASSWORD = "một câu dài dễ nhớ"


@pytest.fixture
def server(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    environment = {"NAMRO_DATABASE_URL": sample_of("nghe-an", tmp_path / "namro.db", tmp_path_factory)}
    with served(tmp_path / "log", environment, accounts=True) as running:
        yield running


def opened(browser: Browser, server: Server, token: str, width: int = 1366) -> Page:
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 768})
    context.add_cookies([{"name": SESSION, "value": token, "url": server.url}])
    return context.new_page()


def given_long_ago(server: Server) -> None:
    """The head has a password now, which was last typed an hour ago."""
    engine, at = open_engine(server.database), now()
    with writing(engine) as connection:
        account = accounts.of_name(connection, "truong.phong")
        accounts.set_password(connection, account.id, passwords.hashed(PASSWORD))
        connection.execute(
            sa.update(sessions)
            .where(sessions.c.account_id == account.id)
            .values(confirmed_at=at - dt.timedelta(hours=1))
        )
    engine.dispose()


def test_the_head_delegates_and_takes_it_back(server: Server, browser: Browser):
    head = opened(browser, server, signed_in(server.database, "truong.phong", ["unit_head"], [UNIT]))
    person = opened(browser, server, signed_in(server.database, "<b>nguoi.a</b>", ["reader"], [UNIT]), 390)
    person.goto(DESK)
    idle(person)
    expect(person.get_by_text("nộp số liệu của đơn vị", exact=False).first).to_be_visible()
    expect(person.get_by_text("Ủy quyền trong đơn vị")).to_have_count(0)

    # Whoever finds the head's browser open delegates nothing.
    given_long_ago(server)
    head.goto(DESK)
    idle(head)
    expect(head.get_by_text("ủy quyền và thay đổi tài khoản cần nhập lại mật khẩu")).to_be_visible()
    head.get_by_role("button", name="Ủy quyền", exact=True).click()
    idle(head)
    expect(head.get_by_text("Việc này cần nhập lại mật khẩu").first).to_be_visible()
    head.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    head.get_by_role("button", name="Xác nhận").click()
    idle(head)
    expect(head.get_by_text("cần nhập lại mật khẩu")).to_have_count(0)
    head.get_by_role("button", name="Ủy quyền", exact=True).click()
    idle(head)
    expect(head.get_by_text("Hãy chọn ngày kết thúc").first).to_be_visible()
    last = dt.datetime.now(HANOI).date() + dt.timedelta(days=20)
    head.locator("[class*='st-key-delegating_until'] [role=spinbutton]").first.click()
    head.keyboard.type(f"{last:%d%m%Y}")
    head.keyboard.press("Tab")
    idle(head)
    head.get_by_role("button", name="Ủy quyền", exact=True).click()
    idle(head)
    expect(head.get_by_text("Đã ủy quyền cho <b>nguoi.a</b>.")).to_be_visible()
    expect(head.get_by_text(f"đến hết {last:%d/%m/%Y}")).to_be_visible()

    person.goto(DESK)
    idle(person)
    expect(person.get_by_text("<b>nguoi.a</b> đang nộp số liệu và trả lời thay")).to_be_visible()
    expect(person.get_by_role("button", name=re.compile("Ủy quyền|Thu hồi"))).to_have_count(0)
    assert person.evaluate("document.documentElement.scrollWidth") <= 390
    # Another unit's desk does not open, whatever the address says.
    person.goto(DESK.replace(UNIT, "STP"))
    idle(person)
    expect(person.get_by_text("Sở Tư pháp")).to_have_count(0)

    head.get_by_role("button", name="Thu hồi ủy quyền").click()
    idle(head)
    expect(head.get_by_text("Đã thu hồi ủy quyền.")).to_be_visible()
    person.goto(DESK)
    idle(person)
    expect(person.get_by_text("<b>nguoi.a</b> đang nộp số liệu và trả lời thay")).to_have_count(0)
