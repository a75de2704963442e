"""Tables at addresses of their own: the same numbers as the command line, by the rights of whoever is signed in."""

import csv
import io
import json
import os

import pytest
import requests

from tests import commands
from tests.serving import Server, signed_in
from web.cookies import SESSION

RANKING = "ranking.csv?measure=online&month=2026-10&kind=department"


def ask(server: Server, path: str, token: str | None = None) -> requests.Response:
    cookies = {SESSION: server.token if token is None else token}
    return requests.get(f"{server.url}/so-lieu/{path}", cookies=cookies, allow_redirects=False, timeout=30)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (RANKING, ["ranking", "--measure", "online", "--month", "2026-10", "--kind", "department"]),
        (
            "score.csv?month=2026-10&kind=department&totals=",
            ["score", "--month", "2026-10", "--kind", "department", "--totals"],
        ),
        ("overview.csv", ["overview"]),
        ("unit.csv?code=SNV&month=2026-10", ["unit", "SNV", "--month", "2026-10"]),
        ("nation.csv", ["nation"]),
        ("flags.csv?month=2026-10", ["flags", "--month", "2026-10"]),
    ],
)
def test_an_address_says_what_the_command_says(server: Server, path: str, words: list[str]):
    answer = ask(server, path)

    environment = os.environ | {"NAMRO_DATABASE_URL": server.database, "NAMRO_AS": "kiem.thu"}
    command = commands.run(["reports", *words], environment)
    assert command.returncode == 0, command.stderr
    said = command.stdout
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv")
    assert list(csv.reader(io.StringIO(answer.text))) == list(csv.reader(io.StringIO(said)))
    assert len(answer.text.splitlines()) > 1


def test_json_holds_the_same_rows_and_english_its_names(server: Server):
    rows = list(csv.DictReader(io.StringIO(ask(server, RANKING).text)))
    found = ask(server, RANKING.replace(".csv", ".json")).json()
    assert [(each["unit_code"], "" if each["numerator"] is None else str(each["numerator"])) for each in found] == [
        (each["unit_code"], each["numerator"]) for each in rows
    ]
    english = json.loads(ask(server, RANKING.replace(".csv", ".json") + "&lang=en").text)
    assert any("Department" in each["unit_name"] for each in english)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("ranking.csv", 400),
        ("ranking.csv?measure=online&month=2026-13&kind=department", 400),
        ("ranking.csv?measure=nothing&month=2026-10&kind=department", 400),
        ("ranking.csv?measure=online&month=2026-10&kind=everything", 400),
        ("ranking.csv?measure=online&month=2026-10&kind=department&help=", 400),
        ("ranking.csv?measure=online&month=2026-10&kind=department&as=quan.tri", 400),
        ("ranking.csv?measure=online&month=2026-10&kind=department&output=/tmp/x", 400),
        ("ranking.csv?measure=online&month=2019-01&kind=department", 404),
        ("unit.csv?code=KHONG-CO", 400),
        ("unit.csv?code=--help", 400),
        ("verify.csv", 404),
        ("export.json?version=2026-10", 404),
        ("ranking.xlsx", 404),
    ],
)
def test_what_is_asked_wrongly_is_one_sentence(server: Server, path: str, status: int):
    answer = ask(server, path)
    assert (answer.status_code, answer.text.count("\n")) == (status, 1), answer.text
    assert "Traceback" not in answer.text and "usage" not in answer.text


def test_an_option_that_is_needed_is_named_as_the_address_has_it(server: Server):
    assert "thiếu measure, kind" in ask(server, "ranking.csv").text
    assert "lacks measure, kind" in ask(server, "ranking.csv?lang=en").text
    assert "ranking" in (nothing := ask(server, "nothing.csv").text) and nothing.startswith("Không có địa chỉ này")


def test_rights_hold_here_too(server: Server):
    reader = signed_in(server.database, "nguoi.doc", ["reader"])
    member = signed_in(server.database, "can.bo", ["reader", "unit_member"], ["SNV"])
    assert ask(server, RANKING, "").status_code in (302, 303, 401)
    assert ask(server, RANKING, reader).status_code == 200
    assert ask(server, "unit.csv?code=SNV", reader).status_code == 403
    assert ask(server, "unit.csv?code=SNV", member).status_code == 200
    assert ask(server, "unit.csv?code=STP", member).status_code == 403
    assert ask(server, "score.csv?month=2026-10&explain=STP", member).status_code == 403
    assert ask(server, "flags.csv?month=2026-10", reader).status_code == 403
    assert "STP" not in ask(server, "flags.csv?month=2026-10", member).text
