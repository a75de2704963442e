"""Charts as pictures: every one that the pages draw, by the rights of whoever is signed in, saying where it is from."""

from pathlib import Path

import pytest
import requests
from defusedxml import ElementTree

from tests.serving import Server, signed_in
from views.documents.pictures import CHARTS
from web.cookies import SESSION

ABOUT = {
    "ranking": "measure=online&period=2026-Q3&kind=commune",
    "unit": "measure=online&unit=SNV",
    "control": "measure=online&unit=SNV",
    "weights": "index=qd766&period=2026-10&kind=department",
}
OTHERS = "measure=online&period=2026-10&kind=commune&rows=30"
COUNTED = ("funnel", "control", "sets")
"""Charts of chance: a figure given ready-made, such as days, has no dossiers that chance could move."""
SVG = "{http://www.w3.org/2000/svg}"


def ask(server: Server, path: str, token: str | None = None) -> requests.Response:
    cookies = {SESSION: server.token if token is None else token}
    return requests.get(f"{server.url}/hinh/{path}", cookies=cookies, allow_redirects=False, timeout=60)


def words(answer: requests.Response) -> str:
    return " ".join("".join(each.itertext()) for each in ElementTree.fromstring(answer.content).iter(f"{SVG}text"))


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_is_a_picture_that_says_what_it_shows_and_where_it_is_from(server: Server, chart: str):
    answer = ask(server, f"{chart}.svg?{ABOUT.get(chart, OTHERS)}")

    assert answer.status_code == 200 and answer.headers["content-type"].startswith("image/svg+xml")
    said = words(answer)
    assert "Tỉnh Nghệ An · mã bản số liệu " in said and "số liệu minh họa" in said
    assert ("Điểm 766" if chart == "weights" else "trực tuyến") in said
    assert len(said) > 200
    english = words(ask(server, f"{chart}.svg?{ABOUT.get(chart, OTHERS)}&lang=en"))
    assert "illustrative figures" in english and "Nghe An Province" in english


def test_a_png_is_large_enough_to_read(server: Server, tmp_path: Path):
    answer = ask(server, f"ranking.png?{ABOUT['ranking']}")

    assert answer.content.startswith(b"\x89PNG") and answer.headers["content-type"] == "image/png"
    width, height = (int.from_bytes(answer.content[at : at + 4], "big") for at in (16, 20))
    assert width >= 1280 and height >= 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("ranking.svg", 400),
        *((f"{chart}.svg?measure=mean_days&period=2026-10&kind=commune&unit=SNV", 404) for chart in COUNTED),
        ("ranking.svg?measure=online&period=2026-10&kind=everything", 400),
        ("ranking.svg?measure=nothing&period=2026-10&kind=commune", 400),
        ("ranking.svg?measure=online&period=2031-10&kind=commune", 404),
        ("heat.svg?measure=online&period=2026-Q3&kind=commune", 400),
        ("heat.svg?measure=online&period=2026-10&kind=commune&rows=-1", 400),
        ("heat.svg?measure=online&period=2026-10&kind=commune&rows=99999999999", 400),
        ("weights.svg?index=nothing&period=2026-10&kind=commune", 400),
        ("unit.svg?measure=online&unit=nobody", 400),
        ("funnel.pdf?measure=online&period=2026-10&kind=commune", 404),
        ("nothing.svg", 404),
    ],
)
def test_what_is_asked_wrongly_is_told_in_one_sentence(server: Server, path: str, status: int):
    answer = ask(server, path)

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain") and "Traceback" not in answer.text
    assert answer.text.strip() and len(answer.text.splitlines()) == 1
    assert "--" not in answer.text or "--kind:" in answer.text or "--rows" in answer.text
    assert status != 404 or answer.text.endswith(".\n") or "2031" in answer.text


def test_a_unit_sees_pictures_of_itself_and_of_the_ranking_alone(server: Server):
    token = signed_in(server.database, "so.noi.vu", roles=["unit_member"], units=["SNV"])

    assert ask(server, f"unit.svg?{ABOUT['unit']}", token).status_code == 200
    assert ask(server, f"ranking.svg?{ABOUT['ranking']}", token).status_code == 200
    for chart in ("unit", "control"):
        assert ask(server, f"{chart}.svg?measure=online&unit=STP", token).status_code == 403
    assert ask(server, f"ranking.svg?{ABOUT['ranking']}", "").status_code in {302, 303, 401, 403}


def test_a_picture_opened_by_itself_can_run_nothing(server: Server):
    answer = ask(server, f"funnel.svg?{OTHERS}")

    assert answer.headers["content-disposition"].startswith("attachment")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text and "javascript:" not in answer.text
