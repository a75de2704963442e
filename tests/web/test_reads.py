"""What the trail tells of who read what is restricted: by pages, files and tables of the real application."""

import time

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg

from reports.access.asking import SESSION_HEADER
from store import proving
from store.database import open_engine, reading
from tests.serving import Server, signed_in
from tests.visitor import Visitor
from tests.web.asking import serving
from web.cookies import SESSION
from web.reads import NotedReads


def told(server: Server, who: str, many: int) -> list[tuple[str, str]]:
    """What the trail tells of one person, once there are so many lines."""
    engine = open_engine(server.database)
    for _ in range(100):
        with reading(engine) as connection:
            found = [(each.about, each.details["way"]) for each in proving.trail(connection, who=who, reads=True)]
        if len(found) >= many:
            break
        time.sleep(0.1)
    # And no more of them.
    time.sleep(0.7)
    with reading(engine) as connection:
        found = [(each.about, each.details["way"]) for each in proving.trail(connection, who=who, reads=True)]
    engine.dispose()
    return sorted(found)


def test_pages_with_details_of_others_leave_a_line(server: Server):
    token = signed_in(server.database, "lanh.dao", ["leader"])
    with Visitor(server.port, "don-vi", token) as visitor:
        visitor.run("unit=SNV")
        visitor.run("unit=SNV&period=2026-09")
        visitor.run("unit=STP")
    with Visitor(server.port, "can-bo", token) as visitor:
        visitor.run()
    with Visitor(server.port, "nguon-goc", token) as visitor:
        visitor.run("unit=SNV&period=2026-10")
    with Visitor(server.port, "cong-bo", token) as visitor:
        visitor.run("period=2026-10")
    with Visitor(server.port, "xep-hang", token) as visitor:
        visitor.run("kind=department")
    assert told(server, "lanh.dao", 5) == [
        ("/can-bo", "page"),
        ("/cong-bo", "page"),
        ("/don-vi?unit=SNV", "page"),
        ("/don-vi?unit=STP", "page"),
        ("/nguon-goc?unit=SNV", "page"),
    ]


def test_a_page_that_is_left_before_it_is_whole_was_read(server: Server):
    token = signed_in(server.database, "voi.vang", ["leader"])
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = "don-vi", "unit=SYT"
    with Visitor(server.port, "don-vi", token) as visitor:
        visitor.send(message)
        time.sleep(0.5)
    assert told(server, "voi.vang", 1) == [("/don-vi?unit=SYT", "page")]


def test_ones_own_unit_is_ones_own_and_files_are_told(server: Server):
    token = signed_in(server.database, "can.bo", ["unit_member"], ["SNV"])
    with Visitor(server.port, "don-vi", token) as visitor:
        visitor.run("unit=SNV")
    with Visitor(server.port, "nguon-goc", token) as visitor:
        visitor.run("unit=SNV&period=2026-10")
    assert told(server, "can.bo", 1) == [("/nguon-goc?unit=SNV", "page")]


def test_what_was_refused_was_not_read(server: Server):
    token = signed_in(server.database, "can.bo.khac", ["unit_member"], ["SNV"])
    with Visitor(server.port, "nguon-goc", token) as visitor:
        assert "không được phép" in visitor.run("unit=STP&period=2026-10").html
    assert told(server, "can.bo.khac", 0) == []


def test_files_and_tables_that_are_fetched_leave_a_line(server: Server):
    token = signed_in(server.database, "thu.ky", ["secretariat"])
    cookies = {SESSION: token}
    for path in (
        "so-lieu/ranking.csv?measure=online&month=2026-10&kind=department",
        "so-lieu/unit.csv?code=SNV&month=2026-10",
        "hinh/unit.png?unit=SNV&measure=online",
        "hinh/ranking.png?measure=online&period=2026-10&kind=department",
    ):
        answer = requests.get(f"{server.url}/{path}", cookies=cookies, timeout=30)
        assert answer.status_code == 200, answer.text
    assert requests.get(f"{server.url}/lich-nhiem-vu.ics", cookies=cookies, timeout=30).status_code == 200
    assert told(server, "thu.ky", 3) == [
        ("/hinh/unit.png?measure=online&unit=SNV", "file"),
        ("/lich-nhiem-vu.ics", "file"),
        ("/so-lieu/unit.csv?code=SNV&month=2026-10", "file"),
    ]


def test_no_padding_hides_what_was_read_and_none_makes_lines(server: Server):
    cookies = {SESSION: signed_in(server.database, "tham.tu", ["secretariat"])}
    for more in ("a" * 300, "b", "c"):
        for path in (
            f"so-lieu/unit.csv?lang={more}&code=SNV&month=2026-10",
            f"hinh/unit.png?x={more}&measure=online&unit=SNV",
            f"hinh/unit.png?x={more}&measure=online&unit=STP",
            f"lich-nhiem-vu.ics?x={more}&unit=STP&person={more}",
        ):
            answer = requests.get(f"{server.url}/{path}", cookies=cookies, timeout=30)
            assert answer.status_code == 200, answer.text
    for query in ("unit=KHONG.CO.1", "unit=KHONG.CO.2&task=x", "task=y", "unit=SYT"):
        with Visitor(server.port, "cong-bo", cookies[SESSION]) as visitor:
            assert visitor.run(query).errors == []
    assert told(server, "tham.tu", 6) == [
        ("/cong-bo", "page"),
        ("/cong-bo?unit=SYT", "page"),
        ("/hinh/unit.png?measure=online&unit=SNV", "file"),
        ("/hinh/unit.png?measure=online&unit=STP", "file"),
        ("/lich-nhiem-vu.ics?unit=STP", "file"),
        ("/so-lieu/unit.csv?code=SNV&month=2026-10", "file"),
    ]


def test_what_is_asked_for_in_vain_makes_no_line_of_every_word(server: Server):
    token = signed_in(server.database, "to.mo", ["reader"])
    with Visitor(server.port, "nhat-ky", token) as visitor:
        for query in ("unit=A1", "unit=A2", "unit=A3", "unit=SNV"):
            assert "không được phép" in visitor.run(query).html
    engine = open_engine(server.database)
    with reading(engine) as connection:
        lines = [each.details["unit"] for each in proving.trail(connection, who="to.mo")]
    engine.dispose()
    assert sorted(lines) == ["", "SNV"]


@pytest.mark.parametrize("part", ["bytes=0-", "bytes=1-"])
def test_a_file_that_is_fetched_in_parts_is_noted_too(part: str):
    """Streamlit answers a range of a saved file with 206."""
    noted = []

    async def app(scope, receive, send):
        kept = [(b"content-disposition", b'attachment; filename="ho_so.xlsx"')]
        await send({"type": "http.response.start", "status": 206, "headers": kept})
        await send({"type": "http.response.body", "body": b"x"})

    reads = NotedReads(app, note=lambda *read: noted.append(read), slides="/slides")
    with serving(reads) as client:
        assert client.get("/media/ab.xlsx", headers={"range": part, SESSION_HEADER: "7"}).status == 206
    assert noted == [(7, "ho_so.xlsx", "file")]


def test_the_auditor_filters_them(server: Server):
    leader = signed_in(server.database, "lanh.dao.hai", ["leader"])
    with Visitor(server.port, "don-vi", leader) as visitor:
        visitor.run("unit=SYT")
    picture = "hinh/unit.png?unit=SYT&measure=online"
    requests.get(f"{server.url}/{picture}", cookies={SESSION: leader}, timeout=60)
    told(server, "lanh.dao.hai", 2)
    token = signed_in(server.database, "kiem.tra", ["auditor"])
    with Visitor(server.port, "nhat-ky", token) as visitor:
        run = visitor.run()
    assert "Hình unit.png · online · Sở Y tế (SYT)" in run.html
    assert "Đơn vị · Sở Y tế (SYT)" in run.html and "Xem hoặc tải dữ liệu hạn chế" in run.html
    assert "Lượt xem, tải dữ liệu hạn chế" in run.texts
    assert told(server, "kiem.tra", 1) == [("/nhat-ky", "page")]
