"""The gate in front of the real application: who is let in, by which path, for how long, and as whom."""

import datetime as dt
import gc
import http.client
import json
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import requests
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from websockets.exceptions import ConnectionClosed, InvalidStatus

from actions.access import links, managing
from bench import gate
from core.clock import now
from core.errors import DatabaseUnavailableError
from core.rights import Role
from core.settings import Settings, settings_from
from core.viewer import everyone
from core.words import LANGUAGES, t
from reports.access.asking import PART_HEADER, SESSION_HEADER
from store import accounts, sessions
from store.database import Engine, open_engine, reading, writing
from store.set_up import ready
from tests.samples import sample_of
from tests.serving import Server, served, signed_in
from tests.visitor import Visitor
from tests.web.asking import Client, serving
from views.access import BACK, SIGN_IN, back
from web import signing_in
from web.cookies import SECURE_SESSION, SESSION
from web.gate import Gate

ADMIN = everyone("quản trị")
PASSWORD = "một câu dài dễ nhớ"
SECRET = "Sở Nội vụ"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample with accounts."""
    folder: Path = tmp_path_factory.mktemp("gate")
    environment = {"NAMRO_DATABASE_URL": sample_of("nghe-an", folder / "namro.db", tmp_path_factory)}
    with served(folder / "log", environment, accounts=True) as running:
        yield running


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    return f"sqlite:///{server.log.parent / 'namro.db'}"


def ask(server: Server, path: str, *, token: str = "", method: str = "GET", **headers: str):
    """Exactly this path, dots and all; nothing is followed."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        sent["cookie"] = f"{SESSION}={token}"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request(method, path, headers=sent)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def do(address: str, deed, *arguments, **named):
    engine = open_engine(address)
    with writing(engine) as connection:
        found = deed(connection, ADMIN, *arguments, at=now(), **named)
    engine.dispose()
    return found


def person(address: str, name: str) -> None:
    engine = open_engine(address)
    links.use(engine, do(address, managing.invite, name, name), "", "", PASSWORD, clock=now)
    engine.dispose()


def submit(server: Server, path: str, fields: dict[str, str], **headers: str):
    sent = {"origin": server.url, "content-type": "application/x-www-form-urlencoded"} | headers
    return requests.post(server.url + path, urlencode(fields), headers=sent, allow_redirects=False, timeout=20)


@pytest.mark.parametrize("path", ["/", "/xep-hang?measure=online", "/don-vi?unit=SNV", "/nothing"])
def test_a_page_leads_to_signing_in_and_back(server: Server, path: str):
    status, headers, body = ask(server, path)

    assert (status, headers["location"]) == (303, f"{SIGN_IN}?{BACK}={quote(path, safe='')}")
    assert body == b""


CLOSED = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/stream",
    "/_stcore/script-health-check",
    "/media/abc.csv",
    "/component/x/index.html",
    "/static/index.js",
    "/lich-nhiem-vu.ics",
)


@pytest.mark.parametrize("path", CLOSED)
def test_what_programs_ask_for_is_refused_with_a_status(server: Server, path: str):
    assert ask(server, path)[0] == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_is_done_for_who_is_not_signed_in(server: Server, method: str):
    for path in ("/", f"/_stcore/upload_file/{uuid.uuid4()}/{uuid.uuid4()}", "/dang-xuat"):
        assert ask(server, path, method=method, origin=server.url)[0] == 401


TRICKS = (
    "//_stcore/health",
    "/_stcore//health",
    "/%5fstcore/health",
    "/_stcore%2fhealth",
    "/_STCORE/health",
    "/_stcore/health.",
    "/_stcore/health/",
    "/healthz/../_stcore/health",
    "/healthz/%2e%2e/_stcore/health",
    "/assets/../_stcore/health",
    "/assets/%2e%2e/_stcore/health",
    "/assets/..%2f_stcore%2fhealth",
    "/assets/fonts/..%5c..%5c_stcore/health",
    "/assets//_stcore/health",
    "/dang-nhap/../_stcore/health",
    "/dang-nhap/",
    "/DANG-NHAP",
    "/lien-ket/x/../../_stcore/health",
    "/lien-ket/%2e%2e%2f_stcore%2fhealth",
    "/lien-ket/",
    "/healthz;/_stcore/health",
    "/healthz%00/_stcore/health",
    "/.",
    "/%2e%2e/",
)


@pytest.mark.parametrize("path", TRICKS)
def test_no_way_of_writing_a_path_goes_past_the_gate(server: Server, path: str):
    status, _, body = ask(server, path)

    assert status in (303, 401), (path, status, body[:200])
    assert body.strip() in (b"", "Cần đăng nhập.".encode())


@pytest.mark.parametrize("path", ["/healthz", SIGN_IN, "/assets/fonts/be-vietnam-pro-latin-400-normal.woff2"])
def test_what_signing_in_needs_is_open(server: Server, path: str):
    status, headers, body = ask(server, path)

    assert status == 200
    assert SECRET.encode() not in body
    if path == SIGN_IN:
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"


def test_a_websocket_without_a_session_is_not_accepted(server: Server):
    for token in ("", "x" * 43, "1"):
        with pytest.raises(InvalidStatus) as refused:
            Visitor(server.port, token=token)
        assert refused.value.response.status_code == 403


def test_who_is_signed_in_sees_pages_and_may_upload(server: Server):
    with Visitor(server.port, "don-vi", server.token) as visitor:
        assert SECRET in visitor.run("unit=SNV").html
        assert visitor.upload(b"a,b\n") == 204
    assert ask(server, "/_stcore/health", token=server.token)[0] == 200
    assert ask(server, "/lich-nhiem-vu.ics", token=server.token)[0] == 200


def test_no_client_can_say_who_it_is(server: Server):
    for forged in ({SESSION_HEADER: "1"}, {"X-Namro-Session": "1"}, {PART_HEADER: "everything"}):
        with pytest.raises(InvalidStatus):
            Visitor(server.port, headers=forged)
        assert requests.get(server.url, headers=forged, allow_redirects=False, timeout=20).status_code == 303


def test_a_reader_does_not_become_another_by_headers(server: Server, address: str):
    reader = signed_in(address, "nguoi.xem", ["reader"])
    forged = {SESSION_HEADER: "1", PART_HEADER: "everything"}
    with Visitor(server.port, "thiet-lap", reader, headers=forged) as visitor:
        drawn = visitor.run().html
    assert "không được phép thay đổi thiết lập" in drawn
    assert ask(server, "/lich-nhiem-vu.ics", token=reader, **{SESSION_HEADER: "1"})[0] == 403


def test_signing_in_by_the_form_and_out(server: Server, address: str):
    person(address, "mai")
    where = f"{SIGN_IN}?{BACK}={quote('/xep-hang?measure=online', safe='')}"

    answer = submit(server, where, {"name": " MAI ", "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/xep-hang?measure=online")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie and "Secure" not in cookie
    token = answer.cookies[SESSION]
    again = submit(server, where, {"name": "mai", "password": PASSWORD}, cookie=f"{SESSION}={token}")
    assert again.cookies[SESSION] != token, "a session that somebody planted is not the one that begins"

    assert ask(server, "/_stcore/health", token=token)[0] == 200
    assert submit(server, "/dang-xuat", {}, cookie=f"{SESSION}={token}").status_code == 303
    assert ask(server, "/_stcore/health", token=token)[0] == 401, "a cookie that was kept opens nothing"
    assert ask(server, "/_stcore/health", token=again.cookies[SESSION])[0] == 200
    submit(server, "/dang-xuat", {"everywhere": "yes"}, cookie=f"{SESSION}={again.cookies[SESSION]}")
    assert ask(server, "/_stcore/health", token=again.cookies[SESSION])[0] == 401


def test_wrong_and_unknown_are_alike_and_too_many_are_stopped(server: Server, address: str):
    person(address, "nguyen.lan")
    answers = {}
    for name in ("nguyen.lan", "khong.co"):
        found = [submit(server, SIGN_IN, {"name": name, "password": "sai mật khẩu"}) for _ in range(6)]
        answers[name] = [(each.status_code, each.text.replace(name, "?")) for each in found[:4]]
        assert found[-1].status_code == 429
    assert answers["nguyen.lan"] == answers["khong.co"]
    assert {status for status, _ in answers["nguyen.lan"]} == {403}


def test_a_form_from_elsewhere_or_of_megabytes_is_not_read(server: Server):
    for origin in ("https://evil.example", "null", ""):
        answer = submit(server, SIGN_IN, {"name": "kiem.thu", "password": PASSWORD}, origin=origin)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers
    out = submit(server, "/dang-xuat", {}, origin="https://evil.example", cookie=f"{SESSION}={server.token}")
    assert out.status_code == 403
    assert ask(server, "/_stcore/health", token=server.token)[0] == 200
    assert submit(server, SIGN_IN, {"name": "x" * 100_000}).status_code == 413


def test_a_cookie_planted_for_a_host_does_not_count_over_https():
    from starlette.requests import HTTPConnection

    from web import cookies

    def asked(scheme: str, cookie: str) -> HTTPConnection:
        headers = [(b"cookie", cookie.encode()), (b"host", b"a")]
        return HTTPConnection(
            {"type": "http", "scheme": scheme, "path": "/", "query_string": b"", "headers": headers, "server": ("a", 1)}
        )

    assert cookies.session(asked("https", f"{SESSION}=a")) == ""
    assert cookies.session(asked("https", f"{SECURE_SESSION}=a")) == "a"
    answer = JSONResponse({})
    cookies.begin(asked("https", ""), answer, "token")
    assert answer.headers["set-cookie"].startswith(f"{SECURE_SESSION}=token;")
    assert "Secure" in answer.headers["set-cookie"] and "Domain" not in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "asked",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/a\r\nset-cookie: x=1",
        "/dang-nhap?den=/",
        "/dang-xuat",
        "/lien-ket/abc",
        "/x" * 2000,
        "",
        # Taking these apart fails.
        "//[",
        "http://[",
        "//\u2100.example",
    ],
)
def test_a_deep_link_leads_nowhere_else(asked: str):
    assert back(asked) == "/"


@pytest.mark.parametrize("asked", ["/", "/xep-hang?measure=online&kind=commune", "/don-vi?unit=H44.10", "/?as_of=3"])
def test_a_deep_link_is_kept(asked: str):
    assert back(asked) == asked


def test_an_open_websocket_is_cut_at_the_next_message(server: Server, address: str):
    token = signed_in(address, "hoa", ["secretariat"])
    with Visitor(server.port, "don-vi", token) as visitor:
        assert SECRET in visitor.run("unit=SNV").html
        do(address, managing.disable, "hoa")
        with pytest.raises(ConnectionClosed):
            visitor.run("unit=STP")
    with pytest.raises(InvalidStatus):
        Visitor(server.port, token=token)


def test_a_role_that_is_withdrawn_or_ended_counts_at_the_next_click(server: Server, address: str):
    token = signed_in(address, "cuong", ["secretariat"])
    with Visitor(server.port, "nhap-so-lieu", token) as visitor:
        assert "không được phép" not in visitor.run().html
        do(address, managing.withdraw, "cuong", "role", "secretariat")
        do(address, managing.grant, "cuong", "role", "reader")
        assert "không được phép nhập" in visitor.run().html
    yesterday = now().date() - dt.timedelta(days=2)
    do(address, managing.grant, "cuong", "role", "secretariat", since=yesterday, until=yesterday)
    with Visitor(server.port, "nhap-so-lieu", token) as visitor:
        assert "không được phép nhập" in visitor.run().html


def test_a_unit_sees_its_own_details_alone(server: Server, address: str):
    token = signed_in(address, "can.bo.snv", ["unit_member"], ["SNV"])
    for page, mine, others in (
        ("don-vi", "unit=SNV", "unit=STP"),
        ("diem-don-vi", "unit=SNV", "unit=STP"),
        ("nguon-goc", "unit=SNV&period=2026-10", "unit=STP&period=2026-10"),
        ("ho-so-tre-han", "unit=SNV", "unit=STP"),
        ("phan-tich", "view=control&unit=SNV", "view=control&unit=STP"),
    ):
        with Visitor(server.port, page, token) as visitor:
            assert "không được phép" not in visitor.run(mine).html, page
        with Visitor(server.port, page, token) as visitor:
            assert "không được phép" in visitor.run(others).html, page
    with Visitor(server.port, "xep-hang", token) as visitor:
        drawn = visitor.run("kind=department").html
        assert "Sở Tư pháp" in drawn and "Sở Nội vụ" in drawn


def test_a_refused_page_is_in_the_trail(server: Server, address: str):
    from store.tables.core import audit_events

    token = signed_in(address, "tham", ["reader"])
    with Visitor(server.port, "cong-bo", token) as visitor:
        assert "không được phép" in visitor.run().html
        visitor.run()
    engine = open_engine(address)
    with reading(engine) as connection:
        found = connection.execute(audit_events.select().where(audit_events.c.who == "tham")).all()
    engine.dispose()
    assert [(each.deed, each.about) for each in found] == [("account_refused", "/cong-bo")]


def test_a_one_time_link_opens_once(server: Server, address: str):
    path = f"/lien-ket/{do(address, managing.invite, 'moi', 'Người Mới')}"
    assert ask(server, path)[0] == 200
    assert ask(server, path)[0] == 200, "to look at it does not use it"
    assert submit(server, path, {"password": "ngắn"}).status_code == 403
    answer = submit(server, path, {"password": PASSWORD})
    assert answer.status_code == 303
    assert ask(server, "/_stcore/health", token=answer.cookies[SESSION])[0] == 200
    assert "đã dùng" in submit(server, path, {"password": PASSWORD}).text
    assert "đã dùng" in ask(server, "/lien-ket/" + "x" * 43)[2].decode()


@pytest.fixture
def gated(tmp_path: Path) -> Iterator[tuple[Client, str]]:
    """The gate around an application that says which of our headers came."""
    address = f"sqlite:///{tmp_path / 'namro.db'}"
    engine = ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": address}), clock=now)
    settings = {"production": False}

    def said(request: Request) -> JSONResponse:
        return JSONResponse({key: value for key, value in request.headers.items() if key.startswith("x-namro-")})

    gate = Middleware(Gate, engine=lambda: engine, settings=lambda: Settings("nghe-an", address, **settings), clock=now)
    with serving(Starlette(routes=[Route("/{path:path}", said)], middleware=[gate])) as client:
        yield client, address
    engine.dispose()


def test_samples_are_looked_at_without_an_account_until_there_is_one(gated):
    client, address = gated
    assert json.loads(client.get("/").text) == {PART_HEADER: "everything"}
    assert json.loads(client.get("/", headers={"cookie": "namro_part=leader"}).text) == {PART_HEADER: "leader"}
    assert json.loads(client.get("/", headers={"cookie": "namro_part=king"}).text) == {PART_HEADER: "everything"}

    token = signed_in(address)

    assert client.get("/").status == 303
    found = json.loads(client.get("/", headers={"cookie": f"{SESSION}={token}", SESSION_HEADER: "7"}).text)
    assert found == {SESSION_HEADER: "1"}


def test_a_session_is_seen_again_by_the_minute(gated):
    client, address = gated
    token = signed_in(address)
    engine = open_engine(address)
    with writing(engine) as connection:
        sessions.seen(connection, 1, at=now() - dt.timedelta(minutes=30))
    assert client.get("/", headers={"cookie": f"{SESSION}={token}"}).status == 200
    for _ in range(50):
        with reading(engine) as connection:
            seen = sessions.of_id(connection, 1).seen_at
        if now() - seen < dt.timedelta(minutes=1):
            break
        time.sleep(0.05)
    engine.dispose()
    assert now() - seen < dt.timedelta(minutes=1)


@pytest.mark.parametrize("coded", [frozenset(), frozenset({"leader"})], ids=["plain", "asking for second factors"])
def test_the_gate_costs_no_more_with_two_thousand_sessions(tmp_path: Path, coded: frozenset[Role]):
    """What it costs at all, `make bench` tells."""
    one = min(gate.measured(tmp_path / "one.db", coded))
    assert min(gate.measured(tmp_path / "many.db", coded, sessions=2000)) < 3 * one


def test_real_numbers_end_the_demonstration_and_a_sentence_says_what_to_do(tmp_path: Path):
    from actions.data.import_file import import_file

    address = f"sqlite:///{tmp_path / 'namro.db'}"
    engine = ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": address}), clock=now)
    with served(tmp_path / "log", {"NAMRO_DATABASE_URL": address}) as server:
        assert ask(server, "/")[0] == 200
        with Visitor(server.port) as open_before:
            open_before.run()
            content = b"unit_code,month,received_online,received_in_person\nSNV,2026-08,1,2\n"
            import_file(engine, ADMIN, content, "a.csv", month=None, clock=now, reason_for=lambda _: "x", note="+")
            with pytest.raises(ConnectionClosed):
                open_before.run()
        for path in ("/", "/xep-hang", SIGN_IN):
            status, _, body = ask(server, path)
            assert status == 403
            assert "python -m actions accounts first-administrator" in body.decode()
            assert SECRET not in body.decode()
        assert ask(server, "/_stcore/health")[0] == 401
        with reading(engine) as connection:
            assert not accounts.are_any(connection)
        with writing(engine) as connection:
            token = links.first_administrator(connection, "root", at=now())
        fields = {"name": "quan.tri", "full_name": "Trần A", "password": PASSWORD}
        answer = submit(server, f"/lien-ket/{token}", fields)
        assert answer.status_code == 303
        assert ask(server, "/_stcore/health", token=answer.cookies[SESSION])[0] == 200
    engine.dispose()


def test_in_production_samples_are_not_open_either(tmp_path: Path):
    environment = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}", "NAMRO_MODE": "production"}
    with served(tmp_path / "log", environment) as server:
        assert ask(server, "/")[0] == 403


def test_a_misspelt_mode_opens_nothing(tmp_path: Path):
    environment = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}", "NAMRO_MODE": "prodution"}
    with pytest.raises(RuntimeError, match="NAMRO_MODE"), served(tmp_path / "log", environment):
        pass


@pytest.mark.parametrize("before", [0, 1])
def test_without_a_database_nobody_unknown_reads_where_it_is(tmp_path: Path, before: int):
    """`before`: the answers that still came."""
    address = f"sqlite:///{tmp_path / 'namro.db'}"
    signed_in(address)
    engine = open_engine(address)
    left = [0]

    def going() -> Engine:
        left[0] -= 1
        if left[0] < 0:
            raise DatabaseUnavailableError(reason="connection to 10.0.0.5 failed")
        return engine

    settings = Settings("nghe-an", address)
    gate = Middleware(Gate, engine=going, settings=lambda: settings, clock=now)
    app = Starlette(routes=signing_in.routes(going, lambda: settings, None, (), now), middleware=[gate])
    form = urlencode({"name": "kiem.thu", "password": PASSWORD}).encode()
    said = [t(language, "access.no_database") for language in LANGUAGES]
    with serving(app) as client:
        for method, path in (("POST", SIGN_IN), ("GET", "/lien-ket/abcdef"), ("GET", SIGN_IN), ("GET", "/")):
            left[0] = before if method == "POST" else 0
            answer = client.ask(method, path, body=form if method == "POST" else None)
            assert answer.status == 503 and answer.text.strip() in said and "10.0.0.5" not in answer.text
    engine.dispose()


def test_a_click_that_could_not_be_noted_down_fails_nowhere(tmp_path: Path, monkeypatch, caplog):
    address = f"sqlite:///{tmp_path / 'namro.db'}"
    token, later = signed_in(address), now() + dt.timedelta(hours=1)
    engine = open_engine(address)

    def away(*_: object, **__: object) -> None:
        raise DatabaseUnavailableError(reason="database is locked")

    monkeypatch.setattr("web.gate.sessions.seen", away)
    app = Starlette(routes=[Route("/", lambda _: JSONResponse({}))])
    settings = Settings("nghe-an", address)
    gate = Gate(app, engine=lambda: engine, settings=lambda: settings, clock=lambda: later)
    with serving(gate) as client:
        assert client.get("/", headers={"cookie": f"{SESSION}={token}"}).status == 200
        time.sleep(0.3)
    gc.collect()
    engine.dispose()
    assert "never retrieved" not in caplog.text
