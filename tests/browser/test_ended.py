"""A session that ends while a page is open: the browser says so, and leads back to the page."""

from playwright.sync_api import Browser, expect

from core.clock import now
from store import accounts, sessions
from store.database import open_engine, writing
from tests.browser.reading import idle
from tests.samples import sample_of
from tests.serving import served


def test_an_ended_session_leads_to_signing_in_and_back(browser: Browser, tmp_path, tmp_path_factory):
    address = sample_of("phu-tho", tmp_path / "namro.db", tmp_path_factory)
    environment = {"NAMRO_DATABASE_URL": address, "NAMRO_PROVINCE": "phu-tho"}
    with served(tmp_path / "log", environment, accounts=True) as server:
        context = browser.new_context()
        page = server.admits(context).new_page()
        page.goto(f"{server.url}/xep-hang")
        idle(page)
        engine = open_engine(address)
        with writing(engine) as connection:
            account = accounts.of_name(connection, "kiem.thu")
            assert account is not None
            sessions.end_of_account(connection, account.id, at=now())
        engine.dispose()
        page.get_by_text("English", exact=True).first.click()
        expect(page.get_by_role("status")).to_contain_text("Phiên làm việc đã kết thúc", timeout=20_000)
        assert "den=%2Fxep-hang" in page.url
        context.close()
