"""The calendar of deadlines over HTTP: who asks again is told only what is new; nonsense is answered in a sentence."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.middleware import Middleware

from actions.tasks import steps as deeds
from core.access_errors import NoCalendarError
from core.errors import DatabaseUnavailableError
from core.settings import Settings
from core.tasks import Details, Person
from core.viewer import everyone
from store import tasks
from store.database import reading, writing
from store.set_up import ready
from tests.conftest import NOW, clock
from tests.web.asking import Client, serving
from views.documents.task_feed import ADDRESS, BY_KEY, KEY, task_feed
from web import task_calendar
from web.shell import Shell

VIEWER = everyone("test")
DETAILS = Details(
    content="Số hóa 500 hồ sơ còn tồn, xong trước\r\nEND:VCALENDAR",
    staff=(Person("Lê C", "SNV"),),
    leaders=(Person("Trần B", "SNV"),),
    deadline=dt.date(2026, 12, 15),
    product="Báo cáo 500 hồ sơ",
    proof="Danh sách 500 hồ sơ",
    units=("SNV", "STP"),
)


@pytest.fixture(scope="module")
def engine():
    engine = ready(Settings("nghe-an", "sqlite://"), clock=clock)
    with writing(engine) as connection:
        for change in ({}, {"units": ("SYT",), "staff": (Person("Phạm D", "SYT"),)}, {"content": "Dự thảo"}, {}):
            deeds.draft(connection, VIEWER, replace(DETAILS, **change), at=NOW)
        for code in ("NV-2026-001", "NV-2026-002"):
            deeds.issue(connection, VIEWER, code, at=NOW)
        deeds.move(connection, VIEWER, "NV-2026-004", "cancelled", at=NOW, note="thừa")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def client(engine) -> Iterator[Client]:
    def feed(*, headers, **asked) -> bytes:
        if asked["unit"] == "BROKEN":
            raise DatabaseUnavailableError(reason="connection refused")
        if asked["unit"] == "BUG":
            raise ZeroDivisionError("secret")
        with reading(engine) as connection:
            return task_feed(connection, tasks.everything(connection), VIEWER, now=NOW, **asked)

    def by_key(*, key, **asked) -> bytes:
        if key != "mine":
            raise NoCalendarError
        return feed(headers={}, **asked)

    with serving(Starlette(routes=task_calendar.routes(feed, by_key), middleware=[Middleware(Shell)])) as running:
        yield running


def codes(client: Client, query: str = "") -> list[str]:
    calendar = Calendar.from_ical(client.get(ADDRESS + query).content)
    return sorted(str(event["uid"]).removesuffix("@namro") for event in calendar.walk("VEVENT"))


def test_it_holds_what_was_issued_of_one_unit_or_one_person(client: Client):
    assert codes(client) == ["NV-2026-001", "NV-2026-002"]
    assert codes(client, "?don_vi=SYT") == ["NV-2026-002"]
    assert codes(client, "?don_vi=STP") == ["NV-2026-001"]
    assert codes(client, f"?nguoi={quote('Lê C')}") == ["NV-2026-001"]
    assert codes(client, f"?nguoi={quote('Trần B')}&don_vi=SYT") == ["NV-2026-002"]
    assert codes(client, f"?nguoi={quote('Không Ai')}") == []


def test_it_is_the_same_by_key_and_nothing_without_one(client: Client):
    assert client.get(f"{BY_KEY}?{KEY}=mine&don_vi=SYT").content == client.get(f"{ADDRESS}?don_vi=SYT").content
    for query in ("", f"?{KEY}=", f"?{KEY}=other", f"?{KEY}=mine%00"):
        answer = client.get(BY_KEY + query)
        assert (answer.status, answer.text.count("\n")) == (404, 1)
        assert "Không có lịch ở địa chỉ này" in answer.text


def test_it_says_what_it_is_and_how_long_it_holds(client: Client):
    answer = client.get(ADDRESS)

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"].startswith("private, max-age=")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in answer.content
    assert b"X-PUBLISHED-TTL:PT6H" in answer.content
    assert answer.content.count(b"\r\nEND:VCALENDAR\r\n") == 1


def test_who_has_it_already_is_told_so_until_something_happens(client: Client, engine):
    first = client.get(ADDRESS)
    tag = first.headers["etag"]

    same = client.get(ADDRESS, headers={"if-none-match": f'"x", W/{tag}'})
    assert (same.status, same.content, same.headers["etag"]) == (304, b"", tag)

    with writing(engine) as connection:
        deeds.move(connection, VIEWER, "NV-2026-001", "started", at=NOW)
    again = client.get(ADDRESS, headers={"if-none-match": tag})
    assert again.status == 200
    assert again.headers["etag"] != tag


@pytest.mark.parametrize(("query", "said"), [("", "Không có đơn vị"), ("&lang=en", "No unit")])
def test_an_unknown_unit_is_one_sentence(client: Client, query: str, said: str):
    answer = client.get(f"{ADDRESS}?don_vi=%3Cscript%3E{query}")

    assert answer.status == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert said in answer.text
    assert answer.text.count("\n") == 1


def test_a_database_that_is_away_is_a_sentence_and_a_bug_is_no_traceback(client: Client):
    away, bug = client.get(f"{ADDRESS}?don_vi=BROKEN"), client.get(f"{ADDRESS}?don_vi=BUG")

    assert (away.status, away.text.count("\n")) == (503, 1)
    assert bug.status == 500
    assert "secret" not in bug.text and "Traceback" not in bug.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_it_can_only_be_read(client: Client, method: str):
    assert client.ask(method, ADDRESS).status == 405


def test_head_says_the_same_without_the_calendar(client: Client):
    head, whole = client.ask("HEAD", ADDRESS), client.get(ADDRESS)

    assert (head.status, head.content) == (200, b"")
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-length"] == str(len(whole.content))


@pytest.mark.parametrize(
    "query", ["?don_vi=%00", "?don_vi=%ff%fe", "?don_vi[]=1", "?" + "x" * 9000, "?nguoi=%0d%0aA:b"]
)
def test_nonsense_is_never_an_error_of_the_server(client: Client, query: str):
    assert client.get(ADDRESS + query).status in (200, 404)
