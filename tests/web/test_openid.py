"""Sign-in by a provider of identities: a real one over HTTP, in front of the real application; and attacks on it."""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
import requests
from websockets.exceptions import ConnectionClosed

from actions.access import links, managing, ways
from core.access_errors import BadLinkError, LastAdministratorError, OpenIdAccountError, OpenIdError
from core.clock import now
from core.openid import openid_from
from core.viewer import everyone
from store import accounts, sessions
from store.database import open_engine, reading, writing
from store.tables.core import audit_events
from tests.identity_provider import CLIENT, SECRET, STRANGE_KEY, Claims, IdentityProvider, provided, signed, unsigned
from tests.samples import sample_of
from tests.serving import Server, free_port, served
from tests.visitor import Visitor
from views.access import ACCOUNT, AGAIN, BACK, OPENID, OPENID_ANSWER, SIGN_IN, SIGN_OUT
from web.cookies import OPENID as KEPT
from web.cookies import SESSION

ADMIN = everyone("quan.tri")
PASSWORD = "một câu dài dễ nhớ"
DEEP = "/xep-hang?measure=online&kind=commune"


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with provided() as running:
        yield running


@pytest.fixture(scope="module")
def server(provider: IdentityProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("openid")
    secret = folder / "secret"
    secret.write_text(SECRET + "\n", encoding="utf-8")
    environment = {
        "NAMRO_DATABASE_URL": sample_of("nghe-an", folder / "namro.db", tmp_path_factory),
        "NAMRO_OPENID_ISSUER": provider.issuer,
        "NAMRO_OPENID_CLIENT": CLIENT,
        "NAMRO_OPENID_SECRET_FILE": str(secret),
        "NAMRO_OPENID_LABEL": "Cổng SSO tỉnh",
    }
    with served(folder / "log", environment, accounts=True) as running:
        do(running, managing.invite, "nhan.vien", "Trần Mai", openid=True)
        do(running, managing.grant, "nhan.vien", "role", "publisher")
        do(running, managing.grant, "nhan.vien", "role", "secretariat")
        yield running


@pytest.fixture(autouse=True)
def honest(provider: IdentityProvider) -> None:
    provider.person = {"sub": "u1", "preferred_username": "Nhan.Vien", "name": "Trần Mai"}
    provider.told, provider.document, provider.authenticated = None, {}, 0
    provider.at_hash, provider.slow = True, 0.0


def do(server: Server, deed, *arguments, **named):
    engine = open_engine(server.database)
    with writing(engine) as connection:
        found = deed(connection, ADMIN, *arguments, at=now(), **named)
    engine.dispose()
    return found


@dataclass
class Browser:
    """Follows nothing by itself, keeps cookies by host and port as no library does on one machine."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> requests.Response:
        answer = requests.get(self.server.url + path, cookies=self.cookies, allow_redirects=False, timeout=30)
        return self._kept(answer)

    def post(self, path: str, **fields: str) -> requests.Response:
        sent = {"origin": self.server.url, "content-type": "application/x-www-form-urlencoded"}
        answer = requests.post(
            self.server.url + path,
            urlencode(fields),
            headers=sent,
            cookies=self.cookies,
            allow_redirects=False,
            timeout=30,
        )
        return self._kept(answer)

    def _kept(self, answer: requests.Response) -> requests.Response:
        for line in answer.raw.headers.getlist("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
            if "Max-Age=0" in line:
                del self.cookies[name]
        return answer

    def to_the_provider(self, back: str = DEEP, **more: str) -> str:
        """Where the provider sends the browser back to, a path of ours with the code."""
        answer = self.get(f"{OPENID}?{urlencode({BACK: back, **more})}")
        assert answer.status_code == 303, answer.text
        there = requests.get(answer.headers["location"], allow_redirects=False, timeout=20)
        assert there.status_code == 302
        return there.headers["location"].removeprefix(self.server.url)

    def sign_in(self, back: str = DEEP, **more: str) -> requests.Response:
        return self.get(self.to_the_provider(back, **more))

    def enters(self) -> bool:
        return self.get("/_stcore/health").status_code == 200


def fault(answer: requests.Response) -> str:
    """The reason for which nobody was let in."""
    assert answer.status_code == 303
    where = urlsplit(answer.headers["location"])
    assert where.path == SIGN_IN and not where.netloc
    return parse_qs(where.query)["loi"][0]


def test_the_button_leads_there_and_the_deep_link_survives(server: Server, provider: IdentityProvider):
    browser = Browser(server)
    page = browser.get(f"{SIGN_IN}?{BACK}={quote(DEEP, safe='')}")
    assert "Đăng nhập bằng Cổng SSO tỉnh" in page.text and 'name="password"' in page.text
    assert "Sign in by Cổng SSO tỉnh" in browser.get(f"{SIGN_IN}?lang=en").text
    (href,) = re.findall(rf'href="({OPENID}[^"]*)"', page.text)

    begun = browser.get(href.replace("&amp;", "&"))
    asked = dict(parse_qs(urlsplit(begun.headers["location"]).query))
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    assert len(asked["nonce"][0]) >= 43 and len(asked["state"][0]) >= 43 and asked["ui_locales"] == ["vi"]
    cookie = begun.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Max-Age=600" in cookie
    assert asked["state"][0] not in cookie and asked["nonce"][0] not in cookie, "sealed"

    there = requests.get(begun.headers["location"], allow_redirects=False, timeout=20)
    answer = browser.get(there.headers["location"].removeprefix(server.url))

    assert (answer.status_code, answer.headers["location"]) == (303, DEEP)
    assert browser.enters() and KEPT not in browser.cookies
    with Visitor(server.port, "cong-bo", browser.cookies[SESSION]) as visitor:
        drawn = visitor.run().html
    assert "nhan.vien" in drawn and "không được phép" not in drawn


def lie(change: Claims) -> Callable[[IdentityProvider], Callable[[Claims], str]]:
    return lambda provider: lambda claims: signed(claims | change, provider.key)


def lacking(name: str) -> Callable[[IdentityProvider], Callable[[Claims], str]]:
    return lambda provider: lambda claims: signed({k: v for k, v in claims.items() if k != name}, provider.key)


def with_public_key(provider: IdentityProvider) -> Callable[[Claims], str]:
    import hashlib
    import hmac

    def told(claims: Claims) -> str:
        header = {"alg": "HS256", "kid": "k1"}
        content = unsigned(claims, header).rpartition(".")[0]
        public = provider.key.as_pem(private=False)
        return unsigned(claims, header, hmac.new(public, content.encode(), hashlib.sha256).digest())

    return told


LIES = {
    "alg none": lambda provider: lambda claims: unsigned(claims, {"alg": "none"}),
    "alg None": lambda provider: lambda claims: unsigned(claims, {"alg": "None", "kid": "k1"}),
    "HS256 with the public key": with_public_key,
    "another key": lambda provider: lambda claims: signed(claims, STRANGE_KEY),
    "RS512, which is not in the list": lambda provider: (
        lambda claims: signed(
            claims, type(provider.key).import_key({**provider.key.as_dict(private=True), "alg": "RS512"}), "RS512"
        )
    ),
    "no token": lambda provider: lambda claims: "",
    "no JSON": lambda provider: lambda claims: "a.b.c",
    "wrong nonce": lie({"nonce": "another"}),
    "no nonce": lacking("nonce"),
    "wrong issuer": lie({"iss": "https://evil.example"}),
    "no issuer": lacking("iss"),
    "wrong audience": lie({"aud": "another"}),
    "for others too": lie({"aud": [CLIENT, "another"], "azp": CLIENT}),
    "no audience": lacking("aud"),
    "authorized another": lie({"azp": "another"}),
    "expired": lie({"exp": int(time.time()) - 3600}),
    "no expiry": lacking("exp"),
    "issued in the future": lie({"iat": int(time.time()) + 7200, "exp": int(time.time()) + 9000}),
    "no moment": lacking("iat"),
    "another access token": lie({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
    "no subject": lacking("sub"),
    "a subject that is no text": lie({"sub": ["u1"]}),
    "an expiry that is no number": lie({"exp": "tomorrow"}),
    "authenticated in no year": lie({"auth_time": 1e18}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_token_that_does_not_hold_signs_nobody_in(server: Server, provider: IdentityProvider, name: str):
    browser = Browser(server)
    provider.told = LIES[name](provider)

    assert fault(browser.sign_in()) == "refused"
    assert not browser.enters() and SESSION not in browser.cookies and KEPT not in browser.cookies


def test_the_fault_is_one_sentence_on_the_page_where_a_password_may_be_typed(server: Server):
    answer = Browser(server).get(f"{OPENID_ANSWER}?code=x&state=y&lang=en")
    page = Browser(server).get(answer.headers["location"])
    assert page.status_code == 403 and "did not begin in this browser" in page.text
    assert 'name="password"' in page.text and "Traceback" not in page.text
    crafted = Browser(server).get(f"{SIGN_IN}?loi=<script>")
    assert crafted.status_code == 200 and "<script>" not in crafted.text


def test_a_forged_state_and_an_answer_of_another_browser_are_refused(server: Server):
    victim, attacker = Browser(server), Browser(server)
    answer = attacker.to_the_provider()
    assert fault(victim.get(answer)) == "old", "an attacker's code does not sign in somebody else's browser"

    victim.to_the_provider()
    assert fault(victim.get(answer)) == "old", "nor where that browser has begun a sign-in of its own"

    mine = victim.to_the_provider()
    assert fault(victim.get(re.sub(r"state=[^&]+", "state=" + "x" * 43, mine))) == "old"
    mine = victim.to_the_provider()
    victim.cookies[KEPT] = victim.cookies[KEPT][:-8] + "AAAAAAA="
    assert fault(victim.get(mine)) == "old"
    mine = victim.to_the_provider()
    assert fault(victim.get(re.sub(r"iss=[^&]+", "iss=https%3A%2F%2Fevil.example", mine))) == "refused"
    assert not victim.enters()


def test_a_code_and_a_kept_cookie_are_good_for_once(server: Server):
    browser = Browser(server)
    answer = browser.to_the_provider()
    kept = dict(browser.cookies)
    assert browser.get(answer).headers["location"] == DEEP
    assert fault(browser.get(answer)) == "old"
    assert fault(Browser(server, kept).get(answer)) == "refused", "the provider knows that it was used"


def test_a_second_tab_takes_the_sign_in_from_nobody(server: Server):
    browser = Browser(server)
    first, second = browser.to_the_provider("/diem"), browser.to_the_provider()
    assert fault(browser.get(first)) == "old"
    assert fault(browser.get(f"{OPENID_ANSWER}?code=x&state=forged")) == "old"
    assert browser.get(second).headers["location"] == DEEP and browser.enters()
    assert KEPT not in browser.cookies


def test_what_was_sealed_for_something_else_is_no_sign_in(server: Server):
    from store import keys

    browser = Browser(server)
    answer = browser.to_the_provider()
    engine = open_engine(server.database)
    with reading(engine) as connection:
        for other in (b"7 1764500000 00ff", b"[]", b'{"state": "x"}', b"\xff"):
            browser.cookies[KEPT] = keys.sealed(connection, other)
            assert fault(browser.get(answer)) == "old"
    engine.dispose()


def test_an_old_sign_in_is_not_finished(server: Server):
    import json

    from store import keys

    browser = Browser(server)
    answer = browser.to_the_provider()
    engine = open_engine(server.database)
    with reading(engine) as connection:
        begun = json.loads(keys.unsealed(connection, browser.cookies[KEPT]) or b"")
        browser.cookies[KEPT] = keys.sealed(connection, json.dumps(begun | {"at": begun["at"] - 601}).encode())
    engine.dispose()
    assert fault(browser.get(answer)) == "old"


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example", OPENID, OPENID_ANSWER])
def test_the_deep_link_leads_to_this_server_alone(server: Server, evil: str):
    assert Browser(server).sign_in(evil).headers["location"] == "/"


def test_a_session_that_was_there_before_is_not_the_one_that_begins(server: Server):
    planted = server.token
    browser = Browser(server, {SESSION: planted})
    browser.sign_in()
    assert browser.cookies[SESSION] != planted and browser.enters()


def test_the_person_said_no(server: Server):
    browser = Browser(server)
    state = parse_qs(urlsplit(browser.to_the_provider()).query)["state"][0]
    answer = browser.get(f"{OPENID_ANSWER}?error=access_denied&error_description=%3Cscript%3E&state={state}")
    assert fault(answer) == "denied"
    assert "<script>" not in browser.get(answer.headers["location"]).text


def test_who_is_not_known_here_is_told_so_and_no_account_is_made(server: Server, provider: IdentityProvider):
    provider.person = {"sub": "u9", "preferred_username": "nguoi.la", "name": "Người Lạ"}
    browser = Browser(server)
    answer = browser.sign_in()
    assert fault(answer) == "unknown"
    assert "chưa có tài khoản ở đây" in browser.get(answer.headers["location"]).text
    for name in ("", "local", "a" * 300, None, "kiem.thu"):
        provider.person = {"sub": f"u-{str(name)[:9]}"} | ({} if name is None else {"preferred_username": name})
        assert fault(Browser(server).sign_in()) == "unknown", "an account with a password is nobody's by the provider"
    engine = open_engine(server.database)
    with reading(engine) as connection:
        assert accounts.of_name(connection, "nguoi.la") is None
    engine.dispose()


def test_a_name_that_changes_hands_at_the_provider_takes_no_account_along(server: Server, provider: IdentityProvider):
    browser = Browser(server)
    assert browser.sign_in().headers["location"] == DEEP
    provider.person = {"sub": "u2", "preferred_username": "nhan.vien"}
    assert fault(Browser(server).sign_in()) == "unknown"
    provider.person = {"sub": "u1", "preferred_username": "nhan.vien.moi"}
    assert Browser(server).sign_in().headers["location"] == DEEP, "the person is known, whatever the name now"


def test_who_is_disabled_does_not_come_in_and_an_open_page_is_cut_off(server: Server, provider: IdentityProvider):
    do(server, managing.invite, "nghi.viec", "", openid=True)
    do(server, managing.grant, "nghi.viec", "role", "leader")
    provider.person = {"sub": "u3", "preferred_username": "nghi.viec"}
    browser = Browser(server)
    browser.sign_in()
    with Visitor(server.port, "don-vi", browser.cookies[SESSION]) as visitor:
        assert "không được phép" not in visitor.run("unit=SNV").html
        do(server, managing.withdraw, "nghi.viec", "role", "leader")
        assert "không được phép" in visitor.run("unit=STP").html, "a role that was withdrawn counts at the next click"
        do(server, managing.disable, "nghi.viec")
        with pytest.raises(ConnectionClosed):
            visitor.run("unit=SNV")
    assert not browser.enters()
    assert fault(Browser(server).sign_in()) == "unknown"


def test_an_account_of_the_provider_has_no_password_here(server: Server):
    engine = open_engine(server.database)
    answers = []
    # The first of a process takes longer: there is something to compare with from then on.
    Browser(server).post(SIGN_IN, name="ai.do", password=PASSWORD)
    for name in ("nhan.vien", "khong.he.co"):
        taken = []
        for _ in range(3):
            begun = time.perf_counter()
            answer = Browser(server).post(SIGN_IN, name=name, password=PASSWORD)
            taken.append(time.perf_counter() - begun)
        answers.append((answer.status_code, answer.text.replace(name, "?"), min(taken)))
    assert answers[0][:2] == answers[1][:2] and answers[0][0] == 403
    assert answers[0][2] == pytest.approx(answers[1][2], abs=0.5)
    with pytest.raises(OpenIdAccountError):
        do(server, managing.link, "nhan.vien")

    link = do(server, managing.invite, "chuyen.di", "")
    assert do(server, ways.use_openid, "chuyen.di") is None
    with pytest.raises(BadLinkError):
        links.use(engine, link, "", "", PASSWORD, clock=now)
    link = do(server, ways.use_password, "chuyen.di")
    token = links.use(engine, link, "", "", PASSWORD, clock=now)
    assert Browser(server, {SESSION: token}).enters()
    do(server, ways.use_openid, "chuyen.di")
    assert not Browser(server, {SESSION: token}).enters(), "what was begun with a password has ended"
    assert Browser(server).post(SIGN_IN, name="chuyen.di", password=PASSWORD).status_code == 403
    engine.dispose()


def test_somebody_with_a_password_manages_accounts_whatever_the_provider_does(server: Server):
    with pytest.raises(LastAdministratorError):
        do(server, ways.use_openid, "kiem.thu")


def stale(server: Server, token: str) -> None:
    """The last time is over ten minutes ago."""
    engine = open_engine(server.database)
    with writing(engine) as connection:
        session = sessions.of_token(connection, token)
        sessions.confirm(connection, session.id, at=now() - dt.timedelta(minutes=11))
    engine.dispose()


def confirmed(server: Server, token: str) -> bool:
    engine = open_engine(server.database)
    with reading(engine) as connection:
        found = sessions.of_token(connection, token).confirmed(now())
    engine.dispose()
    return found


def test_publishing_asks_the_provider_who_it_is_again(server: Server, provider: IdentityProvider):
    browser = Browser(server)
    browser.sign_in()
    token = browser.cookies[SESSION]
    stale(server, token)
    with Visitor(server.port, "cong-bo", token) as visitor:
        drawn = visitor.run("period=2026-10").html
    assert "Xác thực lại" in drawn and f"{OPENID}?{AGAIN}=1" in drawn

    # The provider remembers, and did not ask.
    provider.authenticated = int(time.time()) - 3600
    assert fault(browser.sign_in("/cong-bo?period=2026-10", **{AGAIN: "1"})) == "stale"
    provider.told = lacking("auth_time")(provider)
    assert fault(browser.sign_in("/cong-bo?period=2026-10", **{AGAIN: "1"})) == "stale"
    provider.told, provider.authenticated = None, 0
    # Somebody else sat down.
    provider.person = {"sub": "u7", "preferred_username": "nguoi.khac"}
    assert fault(browser.sign_in("/cong-bo?period=2026-10", **{AGAIN: "1"})) == "other"
    assert not confirmed(server, token)

    provider.person = {"sub": "u1", "preferred_username": "nhan.vien"}
    answer = browser.sign_in("/cong-bo?period=2026-10", **{AGAIN: "1"})
    assert answer.headers["location"] == "/cong-bo?period=2026-10"
    assert provider.seen[-1]["max_age"] == "0"
    assert browser.cookies[SESSION] == token and confirmed(server, token)


def test_what_was_begun_before_signing_out_confirms_nothing(server: Server):
    browser = Browser(server)
    browser.sign_in()
    answer = browser.to_the_provider("/cong-bo", **{AGAIN: "1"})
    browser.post(SIGN_OUT)
    assert fault(browser.get(answer)) == "other"
    assert not browser.enters()


def test_signing_out_ends_the_session_and_leads_to_the_providers(server: Server, provider: IdentityProvider):
    browser = Browser(server)
    browser.sign_in()
    assert "được đặt ở đó" in browser.get(ACCOUNT).text and 'name="password"' not in browser.get(ACCOUNT).text
    page = browser.post(SIGN_OUT)
    assert page.status_code == 200 and not browser.enters()
    (where,) = set(re.findall(rf'href="({provider.issuer}/logout[^"]*)"', page.text))
    asked = parse_qs(urlsplit(where.replace("&amp;", "&")).query)
    assert asked == {"client_id": [CLIENT], "post_logout_redirect_uri": [server.url + SIGN_IN]}

    provider.document = {"end_session_endpoint": None}
    browser.sign_in()
    assert browser.post(SIGN_OUT).headers["location"] == SIGN_IN
    local = Browser(server, {SESSION: server.token})
    assert local.get(ACCOUNT).status_code == 200, "the tests' own session stays"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"issuer": "https://evil.example"}, "refused"),
        ({"token_endpoint": "http://evil.example/token"}, "refused"),
        ({"jwks_uri": None}, "refused"),
    ],
)
def test_a_provider_that_is_not_who_it_should_be(server: Server, provider: IdentityProvider, said: Claims, reason: str):
    provider.document = said
    assert fault(Browser(server).get(OPENID)) == reason


def test_the_server_answers_others_while_the_provider_thinks(server: Server, provider: IdentityProvider):
    from concurrent.futures import ThreadPoolExecutor

    provider.slow = 3.0
    with ThreadPoolExecutor(12) as pool:
        waiting = [pool.submit(Browser(server).get, OPENID) for _ in range(12)]
        time.sleep(0.5)
        assert requests.get(f"{server.url}/readyz", timeout=10).status_code == 200
        assert Browser(server).get(SIGN_IN).status_code == 200
        assert not any(each.done() for each in waiting)
        assert {each.result().status_code for each in waiting} == {303}


def test_without_a_provider_that_answers_a_password_still_does(tmp_path: Path):
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    address = f"sqlite:///{tmp_path / 'namro.db'}"
    environment = {
        "NAMRO_DATABASE_URL": address,
        "NAMRO_OPENID_ISSUER": f"http://127.0.0.1:{free_port()}",
        "NAMRO_OPENID_CLIENT": CLIENT,
        "NAMRO_OPENID_SECRET_FILE": str(tmp_path / "secret"),
    }
    with served(tmp_path / "log", environment, accounts=True) as running:
        engine = open_engine(address)
        links.use(engine, do(running, managing.invite, "mai", ""), "", "", PASSWORD, clock=now)
        engine.dispose()
        browser = Browser(running)
        answer = browser.get(OPENID)
        assert fault(answer) == "unreachable"
        page = browser.get(answer.headers["location"])
        assert page.status_code == 503 and "Chưa liên lạc được với hệ thống đăng nhập chung" in page.text
        assert browser.post(SIGN_IN, name="mai", password=PASSWORD).status_code == 303 and browser.enters()


def test_accounts_are_made_where_that_is_set_and_have_that_role_alone(
    provider: IdentityProvider, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    environment = {
        "NAMRO_DATABASE_URL": sample_of("nghe-an", tmp_path / "namro.db", tmp_path_factory),
        "NAMRO_OPENID_ISSUER": provider.issuer,
        "NAMRO_OPENID_CLIENT": CLIENT,
        "NAMRO_OPENID_SECRET_FILE": str(tmp_path / "secret"),
        "NAMRO_OPENID_CLAIM": "email",
        "NAMRO_OPENID_NEW_ROLE": "reader",
        "NAMRO_OPENID_ACR": "mfa",
    }
    with served(tmp_path / "log", environment, accounts=True) as running:
        person = {"sub": "u5", "email": "hoa@lamgiang.vn", "name": "Lê Hoa", "acr": "mfa"}
        for unproved in ({}, {"email_verified": False}, {"email_verified": "true"}):
            provider.person = person | unproved
            assert fault(Browser(running).sign_in()) == "unknown"
        provider.person = person | {"email_verified": True, "acr": "password"}
        assert fault(Browser(running).sign_in()) == "weak"
        provider.person = person | {"email_verified": True, "groups": ["administrator"]}
        assert Browser(running).sign_in().headers["location"] == DEEP
        assert provider.seen[-1]["acr_values"] == "mfa"
        engine = open_engine(running.database)
        with reading(engine) as connection:
            account = accounts.of_name(connection, "hoa@lamgiang.vn")
            lines = connection.execute(audit_events.select().where(audit_events.c.who == "hoa@lamgiang.vn")).all()
        engine.dispose()
        assert account.openid and account.roles(now()) == ["reader"] and account.full_name == "Lê Hoa"
        assert [each.deed for each in lines] == ["account_openid_made", "account_signed_in"]


@pytest.mark.parametrize(
    "change",
    [
        {"NAMRO_OPENID_ISSUER": "http://sso.example.vn"},
        {"NAMRO_OPENID_CLIENT": ""},
        {"NAMRO_OPENID_SECRET_FILE": "/nowhere/secret"},
        {"NAMRO_OPENID_SECRET_FILE": ""},
        {"NAMRO_OPENID_NEW_ROLE": "king"},
    ],
)
def test_a_setting_that_is_wrong_is_named(tmp_path: Path, change: dict[str, str]):
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    right = {
        "NAMRO_OPENID_ISSUER": "https://sso.example.vn",
        "NAMRO_OPENID_CLIENT": CLIENT,
        "NAMRO_OPENID_SECRET_FILE": str(tmp_path / "secret"),
    }
    assert openid_from(right) and SECRET not in repr(openid_from(right))
    with pytest.raises(OpenIdError) as told:
        openid_from(right | change)
    assert told.value.values["setting"] in change


def test_a_server_with_a_wrong_setting_does_not_start(tmp_path: Path):
    environment = {
        "NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}",
        "NAMRO_OPENID_ISSUER": "http://sso.example.vn",
    }
    with pytest.raises(RuntimeError, match="NAMRO_OPENID_ISSUER"), served(tmp_path / "log", environment):
        pass


def test_without_the_setting_there_is_no_such_address(tmp_path: Path):
    environment = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}"}
    with served(tmp_path / "log", environment, accounts=True) as running:
        assert Browser(running).get(OPENID).status_code == 404
        assert Browser(running).get(OPENID_ANSWER).status_code == 404
        assert "openid" not in Browser(running).get(SIGN_IN).text
