"""What the slides' address accepts: from its own page, small, and JSON; and one sentence for everything else."""

import json
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from core.meeting_errors import UnknownMeetingError
from core.words import t
from tests.web.asking import serving
from web.meeting_room import LARGEST, routes

GIVEN = {"kind": "decision", "text": "Làm"}


class Room:
    ADDRESS = "/phien-hop/trinh-chieu"

    def __init__(self):
        self.recorded = []

    def page(self, headers, code, language):
        if code != "PH-1":
            raise UnknownMeetingError(code=code)
        return f"<html lang={language}><script>let a = 1;</script></html>"

    def read_back(self, headers, code, given, language):
        return {"lines": [given["text"]], "unclear": False}

    def record(self, headers, code, given, language):
        self.recorded.append((code, dict(given), language))
        return {"number": 1, "line": given["text"]}


@pytest.fixture(scope="module")
def room():
    return Room()


@pytest.fixture(scope="module")
def client(room):
    with serving(Starlette(routes=routes(room))) as found:
        yield found


@pytest.fixture(autouse=True)
def nothing_recorded(room):
    room.recorded.clear()


def own(client) -> str:
    return f"http://127.0.0.1:{client.port}"


def send(client, what="ghi", body=None, **headers):
    named = {"origin": own(client), "content-type": "application/json"} | headers
    body = json.dumps(GIVEN).encode() if body is None else body
    return client.ask("POST", f"{Room.ADDRESS}/PH-1/{what}?lang=en", headers=named, body=body)


def test_slides_are_shown_with_a_policy_for_their_own_script(client):
    answer = client.get(f"{Room.ADDRESS}?phien=PH-1&lang=en")
    assert answer.status == 200 and "lang=en" in answer.text
    assert "'sha256-" in answer.headers["content-security-policy"] and answer.headers["cache-control"] == "no-store"


def test_an_unknown_meeting_is_one_sentence(client):
    answer = client.get(f"{Room.ADDRESS}?phien={quote('<b>')}")
    assert answer.status == 422 and answer.headers["content-type"].startswith("text/plain")
    assert answer.text == "Không có phiên họp nào mang mã “<b>”.\n"


def test_an_outcome_is_read_back_and_recorded(client, room):
    assert json.loads(send(client, "doc-lai").text) == {"lines": ["Làm"], "unclear": False} and not room.recorded
    assert json.loads(send(client).text) == {"number": 1, "line": "Làm"}
    assert room.recorded == [("PH-1", GIVEN, "en")]


def test_letters_that_no_file_can_hold_are_left_out(client, room):
    # Half a letter, an end of text, a turn of direction: a slide or a Word file with one could never be written.
    assert send(client, body=json.dumps(GIVEN | {"text": "L\ud800à\0m\u202e\nxong"}).encode()).status == 200
    assert room.recorded[0][1]["text"] == "Làm\nxong"


@pytest.mark.parametrize(
    "origin", ["", "http://evil.example", "null", "http://127.0.0.1.evil.example", "http://127.0.0.1:1"]
)
def test_another_sites_page_records_nothing(client, room, origin):
    assert send(client, origin=origin).status == 400 and not room.recorded


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_of_another_site_records_nothing(client, room, kind):
    assert send(client, **{"content-type": kind}).status == 400 and not room.recorded


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"text": 1}', b'{"text": ["a"]}', b"\xff", b"[" * 10_000, b"x" * (LARGEST + 1)]
)
def test_what_is_no_form_is_refused_and_never_an_incident(client, room, body):
    answer = send(client, body=body)
    assert answer.status == 400 and not room.recorded
    assert json.loads(answer.text) == {"error": t("en", "slides.bad_request")}


def test_reading_records_nothing(client, room):
    assert client.get(f"{Room.ADDRESS}/PH-1/ghi").status == 405 and not room.recorded
