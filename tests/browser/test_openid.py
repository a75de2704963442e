"""Sign-in by the provider in a real browser: there, back to the deep link, again for a deed, and out of both."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from actions.access import managing
from core.clock import now
from core.viewer import everyone
from store.database import open_engine, writing
from tests.identity_provider import CLIENT, SECRET, provided
from tests.samples import sample_of
from tests.serving import served
from tests.web.test_openid import stale
from views.access import ACCOUNT, SIGN_IN
from web.cookies import SESSION

pytestmark = pytest.mark.browser
ADMIN = everyone("quan.tri")


def test_in_by_the_provider_and_out_of_both(browser: Browser, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    address = sample_of("nghe-an", tmp_path / "namro.db", tmp_path_factory)
    with provided() as provider:
        environment = {
            "NAMRO_DATABASE_URL": address,
            "NAMRO_OPENID_ISSUER": provider.issuer,
            "NAMRO_OPENID_CLIENT": CLIENT,
            "NAMRO_OPENID_SECRET_FILE": str(tmp_path / "secret"),
        }
        provider.person = {"sub": "u1", "preferred_username": "tran.mai"}
        with served(tmp_path / "log", environment, accounts=True) as server:
            engine = open_engine(address)
            with writing(engine) as connection:
                managing.invite(connection, ADMIN, "tran.mai", "Trần Mai", at=now(), openid=True)
                managing.grant(connection, ADMIN, "tran.mai", "role", "publisher", at=now())
            engine.dispose()
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{server.url}/xep-hang?measure=online")
            page.get_by_role("link", name="Đăng nhập bằng hệ thống đăng nhập chung").click()
            page.get_by_text("tran.mai").wait_for()
            assert page.url.startswith(f"{server.url}/xep-hang?measure=online")

            token = next(each["value"] for each in context.cookies() if each["name"] == SESSION)
            stale(server, token)
            page.goto(f"{server.url}/cong-bo?period=2026-10")
            page.get_by_role("link", name="Xác thực lại").click()
            page.wait_for_function("() => !document.body.innerText.includes('Xác thực lại')")
            page.get_by_text("tran.mai").wait_for()
            assert page.url.startswith(f"{server.url}/cong-bo?period=2026-10")
            assert page.get_by_role("link", name="Xác thực lại").count() == 0

            page.goto(server.url + ACCOUNT)
            page.get_by_role("button", name="Đăng xuất", exact=True).click()
            page.wait_for_url(f"{server.url}{SIGN_IN}")
            page.goto(f"{server.url}/xep-hang")
            assert SIGN_IN in page.url
            context.close()
