"""A commune's officer with a telephone: the month handed in, a number contested, the answer read."""

import pytest
from playwright.sync_api import expect

from actions.data.import_file import import_file
from core.clock import now
from core.periods import parse
from core.viewer import everyone
from store import publications, units
from store.database import open_engine, reading
from tests.browser.reading import idle
from tests.samples import sample_of
from tests.serving import served, signed_in
from web.cookies import SESSION

MOST_CLICKS = 6
NUMBERS = {
    "received_online": "1.200",
    "received_in_person": "30",
    "carried_over": "5",
    "resolved_early": "1000",
    "resolved_on_due": "200",
    "resolved_late": "15",
    "pending_in_time": "18",
    "pending_overdue": "2",
}
PUBLISHED = "2026-08"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    environment = {
        "NAMRO_DATABASE_URL": sample_of("phu-tho", folder / "namro.db", tmp_path_factory),
        "NAMRO_PROVINCE": "phu-tho",
    }
    _published_today(environment["NAMRO_DATABASE_URL"])
    with served(folder / "log", environment, accounts=True) as found:
        yield found


def _published_today(address: str) -> None:
    """The sample is of a day that stands still, and units may reply for five working days."""
    engine = open_engine(address)
    with reading(engine) as connection:
        month = parse(PUBLISHED)
        row = publications.counts(connection, period=month).dropna(subset=["digitised"]).iloc[0]
    again = f"unit_code,month,digitised\n{row['unit_code']},{PUBLISHED},{int(row['digitised']) + 1}\n".encode()
    who = everyone("test")
    import_file(engine, who, again, "moi.csv", month=month, clock=now, note="sửa", reason_for=lambda issue: "đúng")
    engine.dispose()


@pytest.fixture(scope="module")
def commune(server):
    engine = open_engine(server.database)
    with reading(engine) as connection:
        found = next(each for each in units.everything(connection) if each.kind == "commune")
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def phone(server, browser, commune):
    token = signed_in(server.database, "can.bo.xa", ("reader", "unit_member"), (commune.code,))
    context = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844}, locale="vi-VN")
    context.add_cookies([{"name": SESSION, "value": token, "url": server.url}])
    yield context.new_page()
    context.close()


def test_a_month_is_handed_in_on_a_telephone_with_few_clicks(server, browser, phone, commune):
    clicks = 0
    phone.goto("/")
    idle(phone)
    phone.locator("[data-testid=stMain]").get_by_role("link", name="Bàn của đơn vị").click()
    clicks += 1
    idle(phone)
    # Nothing that is typed draws the fields that follow anew.
    last = phone.locator("[class*='st-key-typed_'] input").last.element_handle()
    for name, text in NUMBERS.items():
        field = phone.locator(f"[class*='st-key-typed_'][class*='_{name}'] input").first
        field.focus()
        assert field.evaluate("(each) => each.inputMode") == "numeric"
        field.fill(text)
        field.press("Tab")
    idle(phone)
    expect(phone.get_by_text("1.235").first).to_be_visible()
    assert last.evaluate("(each) => each.isConnected")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    phone.get_by_role("button", name="Nộp số liệu", exact=True).click()
    clicks += 1
    expect(phone.get_by_text("Văn phòng sẽ kiểm tra trước khi công bố").first).to_be_visible()
    assert clicks <= MOST_CLICKS
    phone.goto("/")
    idle(phone)
    expect(phone.get_by_text("chờ công bố").first).to_be_visible()

    office = server.admits(browser.new_context(base_url=server.url, locale="vi-VN")).new_page()
    office.goto("/cong-bo")
    idle(office)
    expect(office.get_by_text("can.bo.xa").first).to_be_visible()
    office.close()


def test_a_number_is_contested_and_the_answer_is_read(server, browser, phone, commune):
    phone.goto(f"/don-vi-cua-toi?period={PUBLISHED}")
    idle(phone)
    phone.get_by_text("Ghi ý kiến về số liệu đã công bố").click()
    phone.get_by_role("radio", name="Đề nghị sửa").click()
    idle(phone)
    phone.get_by_label("Số đúng là bao nhiêu").fill("Đúng là 99 %, theo sổ")
    phone.get_by_label("Số đúng là bao nhiêu").blur()
    idle(phone)
    phone.get_by_role("button", name="Gửi ý kiến").click()
    expect(phone.get_by_text(f"YK-{PUBLISHED}-001").first).to_be_visible()

    office = server.admits(
        browser.new_context(base_url=server.url, locale="vi-VN", viewport={"width": 1366, "height": 768})
    ).new_page()
    office.goto(f"/cong-bo?period={PUBLISHED}")
    idle(office)
    expect(office.get_by_text("Đúng là 99 %, theo sổ").first).to_be_visible()
    office.get_by_role("radio", name="Giữ nguyên số liệu").click()
    office.get_by_label("Lý do, căn cứ", exact=True).last.fill("Đã đối chiếu với Cổng")
    office.get_by_role("button", name="Gửi trả lời").click()
    expect(office.get_by_text("Đã đối chiếu với Cổng").first).to_be_visible()
    office.goto(f"/don-vi?unit={commune.code}&period={PUBLISHED}")
    idle(office)
    expect(office.get_by_text("⚑").first).to_be_visible()
    office.close()

    phone.reload()
    idle(phone)
    expect(phone.get_by_text("Đã đối chiếu với Cổng").first).to_be_visible()
