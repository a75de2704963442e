"""One's own account, as a browser without scripts uses it: the second factor set up, used, and turned off."""

import base64
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from websockets.exceptions import ConnectionClosed, InvalidStatus

from actions.access import links, lost, managing, ways
from core.clock import now
from core.settings import settings_from
from core.viewer import everyone
from reports.access.asking import lacks_second_factor
from store import accounts
from store.database import open_engine, reading, writing
from tests.samples import sample_of
from tests.serving import Server, served
from tests.visitor import Visitor
from views.access import ACCOUNT, CONFIRM, SIGN_IN
from web.cookies import SESSION

NAME, PASSWORD = "le.thi.binh", "một câu dài dễ nhớ"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("own")
    address = sample_of("nghe-an", folder / "namro.db", tmp_path_factory)
    engine = open_engine(address)
    with served(folder / "log", {"NAMRO_DATABASE_URL": address}, accounts=True) as running:
        with writing(engine) as connection:
            link = managing.invite(connection, everyone("quan.tri"), NAME, "Lê Thị Bình", at=now())
        links.use(engine, link, NAME, "", PASSWORD, clock=now)
        engine.dispose()
        yield running


def submit(server: Server, path: str, cookies: dict[str, str] | None = None, **fields: str) -> requests.Response:
    sent = {"origin": server.url, "content-type": "application/x-www-form-urlencoded"}
    body = urlencode(fields)
    return requests.post(server.url + path, body, headers=sent, cookies=cookies, allow_redirects=False, timeout=20)


def sign_in(server: Server, **more: str) -> requests.Response:
    return submit(server, SIGN_IN, name=NAME, password=PASSWORD, **more)


def at_localhost(server: Server, path: str, cookies: dict[str, str]) -> str:
    """By the name at which passkeys work."""
    host = {"host": f"localhost:{server.port}"}
    return requests.get(server.url + path, headers=host, cookies=cookies, allow_redirects=False, timeout=20).text


def code_of(secret: str, later: int = 0) -> str:
    key = base64.b32decode(secret.replace(" ", ""))
    return TOTP(key, 6, SHA1(), 30).generate(int(time.time()) + later).decode()  # noqa: S303


def test_a_second_factor_from_the_picture_to_the_day_the_telephone_is_lost(server: Server):
    cookies = {SESSION: sign_in(server).cookies[SESSION]}
    page = requests.get(server.url + ACCOUNT, cookies=cookies, timeout=20)
    assert "Bật xác thực hai bước" in page.text

    refused = submit(server, ACCOUNT, cookies, do="begin", password="sai rồi")
    assert refused.status_code == 403 and "<svg" not in refused.text
    begun = submit(server, ACCOUNT, cookies, do="begin", password=PASSWORD)
    assert "<svg" in begun.text and "viewBox" in begun.text, "whole, in whatever size it is drawn"
    (sealed,) = re.findall(r'name="begun" value="([^"]+)"', begun.text)
    (secret,) = re.findall(r"<code>([A-Z2-7 ]+)</code>", begun.text)

    wrong = submit(server, ACCOUNT, cookies, do="on", begun=sealed, code="000000")
    assert wrong.status_code == 403 and "<svg" in wrong.text, "the same picture again"
    on = submit(server, ACCOUNT, cookies, do="on", begun=sealed, code=code_of(secret))
    codes = re.findall(r"[0-9a-f]{8}-[0-9a-f]{8}", on.text)
    assert on.status_code == 200 and len(codes) == 10

    bare = sign_in(server)
    assert bare.status_code == 403 and SESSION not in bare.cookies and "mã 6 số trên điện thoại" in bare.text
    assert sign_in(server, code=code_of(secret, 30)).status_code == 303
    assert sign_in(server, code=codes[3]).status_code == 303
    assert sign_in(server, code=codes[3]).status_code == 403

    shown = requests.get(server.url + ACCOUNT, cookies=cookies, timeout=20)
    assert "Còn 9 mã khôi phục" in shown.text and secret not in shown.text
    kept = submit(server, ACCOUNT, cookies, do="off", password=PASSWORD, code="000000")
    assert kept.status_code == 403 and "Còn 9 mã khôi phục" in kept.text
    assert submit(server, ACCOUNT, cookies, do="off", password=PASSWORD, code=codes[4]).status_code == 200
    assert sign_in(server).status_code == 303


def test_a_role_that_asks_for_a_second_factor_opens_nothing_without(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    """Not the pages, nor what programs ask for, nor an open websocket; then everything."""
    address = sample_of("nghe-an", tmp_path / "namro.db", tmp_path_factory)
    environment = {"NAMRO_DATABASE_URL": address, "NAMRO_SECOND_FACTOR_ROLES": "publisher, administrator"}
    engine = open_engine(address)
    with served(tmp_path / "log", environment, accounts=True) as running:
        with writing(engine) as connection:
            link = managing.invite(connection, everyone("quan.tri"), NAME, "Lê Thị Bình", at=now())
            managing.grant(connection, everyone("quan.tri"), NAME, "role", "secretariat", at=now())
        token = links.use(engine, link, NAME, "", PASSWORD, clock=now)
        cookies = {SESSION: token}

        def asked(path: str) -> requests.Response:
            return requests.get(running.url + path, cookies=cookies, allow_redirects=False, timeout=20)

        assert asked("/_stcore/health").status_code == 200, "no role of hers asks for it yet"
        given = re.findall(r"lich-rieng\.ics\?khoa=[\w-]+", submit(running, ACCOUNT, cookies, do="calendar").text)
        with Visitor(running.port, "don-vi", token) as visitor:
            assert "Sở Nội vụ" in visitor.run("unit=SNV").html
            with writing(engine) as connection:
                managing.grant(connection, everyone("quan.tri"), NAME, "role", "publisher", at=now())
            with pytest.raises(ConnectionClosed):
                visitor.run("unit=STP")
        with pytest.raises(InvalidStatus):
            Visitor(running.port, "don-vi", token)
        led = asked("/xep-hang?measure=online")
        assert led.headers["location"] == f"{ACCOUNT}?den=%2Fxep-hang%3Fmeasure%3Donline"
        for path in ("/_stcore/health", "/lich-nhiem-vu.ics", "/media/x.csv"):
            refused = asked(path)
            assert refused.status_code == 403 and "cần xác thực hai bước" in refused.text
        for path in ("/so-lieu/ranking.csv", "/phien-hop/trinh-chieu", "/cong-bo", "/nothing", "//tai-khoan-cua-toi"):
            assert asked(path).status_code == 303
        upload = f"{running.url}/_stcore/upload_file/a/b"
        assert (
            requests.put(upload, b"a", headers={"origin": running.url}, cookies=cookies, timeout=20).status_code == 403
        )
        assert events(running, f"{running.url}/{given[0]}")[0] == 403
        # A passkey may be given instead; this account has none.
        assert submit(
            running, ACCOUNT, cookies, do="calendar"
        ).status_code == 403 and "chưa có khóa truy cập nào của địa chỉ này" in at_localhost(running, CONFIRM, cookies)

        page = asked(led.headers["location"])
        assert "Vai trò của bạn cần xác thực hai bước" in page.text and "Về trang chính" not in page.text
        begun = submit(running, ACCOUNT, cookies, do="begin", password=PASSWORD)
        (sealed,) = re.findall(r'name="begun" value="([^"]+)"', begun.text)
        (secret,) = re.findall(r"<code>([A-Z2-7 ]+)</code>", begun.text)
        on = submit(running, led.headers["location"], cookies, do="on", begun=sealed, code=code_of(secret))
        assert 'href="/xep-hang?measure=online"' in on.text
        assert asked("/_stcore/health").status_code == 200
        assert events(running, f"{running.url}/{given[0]}")[0] == 200

        with writing(engine) as connection:
            lost.remove_second_factor(connection, everyone("quan.tri"), NAME, at=now())
            ways.use_openid(connection, everyone("quan.tri"), NAME, at=now())
            account = accounts.of_name(connection, NAME)
        plain = settings_from(environment)
        sure = settings_from(environment | {"NAMRO_OPENID_ACR": "mfa"})
        with reading(engine) as connection:
            assert lacks_second_factor(connection, account, plain, at=now()), "nobody makes sure of it"
            assert not lacks_second_factor(connection, account, sure, at=now())
        assert submit(running, "/dang-xuat", cookies).status_code in (303, 401)
    engine.dispose()


def test_a_misspelt_role_leaves_nothing_open(tmp_path: Path):
    environment = {
        "NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}",
        "NAMRO_SECOND_FACTOR_ROLES": "publisher,administator",
    }
    with pytest.raises(RuntimeError, match="administator"), served(tmp_path / "log", environment):
        pass


def events(server: Server, address: str) -> tuple[int, bytes]:
    """As a calendar asks: without a cookie."""
    answer = requests.get(address, timeout=20)
    return answer.status_code, answer.content


def test_a_calendar_follows_the_person_and_ends_with_the_address(server: Server):
    cookies = {SESSION: sign_in(server).cookies[SESSION]}

    def given() -> str:
        page = submit(server, ACCOUNT, cookies, do="calendar").text
        (found,) = re.findall(rf"<code>({re.escape(server.url)}/lich-rieng\.ics\?khoa=[\w-]+)</code>", page)
        return found

    first = given()
    assert events(server, first)[0] == 403, "who has no role sees no task here either"
    granting(server, "role", "unit_member")
    granting(server, "unit", "SYT")
    status, mine = events(server, first)
    granting(server, "role", "leader")
    _, everybodys = events(server, first)
    assert status == 200 and mine.count(b"BEGIN:VEVENT") < everybodys.count(b"BEGIN:VEVENT")

    second = given()
    assert events(server, first)[0] == 404 and events(server, second)[0] == 200
    submit(server, ACCOUNT, cookies, do="calendar_end")
    assert events(server, second)[0] == 404

    third = given()
    engine = open_engine(server.database)
    with writing(engine) as connection:
        managing.disable(connection, everyone("quan.tri"), NAME, at=now())
    assert events(server, third)[0] == 404
    with writing(engine) as connection:
        managing.enable(connection, everyone("quan.tri"), NAME, at=now())
    engine.dispose()


def granting(server: Server, kind: str, value: str) -> None:
    engine = open_engine(server.database)
    with writing(engine) as connection:
        managing.grant(connection, everyone("quan.tri"), NAME, kind, value, at=now(), since=None, until=None)
    engine.dispose()


@pytest.mark.parametrize("fields", [{"do": "on"}, {"do": "on", "begun": "x:y", "code": "1"}, {"do": "?"}, {"x": "y"}])
def test_forms_that_no_page_of_ours_sends_are_one_sentence(server: Server, fields: dict[str, str]):
    cookies = {SESSION: sign_in(server).cookies[SESSION]}
    answer = submit(server, ACCOUNT, cookies, **fields)
    assert answer.status_code in (200, 403) and "Traceback" not in answer.text


def test_another_site_turns_nothing_on_or_off(server: Server):
    cookies = {SESSION: sign_in(server).cookies[SESSION]}
    sent = {"origin": "https://evil.example", "content-type": "application/x-www-form-urlencoded"}
    body = urlencode({"do": "begin", "password": PASSWORD})
    answer = requests.post(server.url + ACCOUNT, body, headers=sent, cookies=cookies, timeout=20)
    assert answer.status_code == 403 and "<svg" not in answer.text


def test_without_a_session_there_is_no_account_page(server: Server):
    answer = submit(server, ACCOUNT, do="begin", password=PASSWORD)
    assert answer.status_code in (303, 401, 403) and "<svg" not in answer.text
