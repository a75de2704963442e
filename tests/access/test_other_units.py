"""Another unit's details, asked for in every way there is: by address, number, state of the data, feed and file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from actions.data import annotations, flags
from actions.data.import_file import import_file, save_draft
from actions.desk import replying
from actions.tasks import steps
from core.annotations import Point
from core.flags import Flagged
from core.periods import parse
from core.rights import Role
from core.tasks import Details, Person
from core.viewer import everyone
from reports.data.integrity import flags as flags_of_month
from store.database import Engine, open_engine, reading, writing
from store.tasks import everything
from tests.conftest import NOW, accepted, clock
from tests.samples import sample_of
from tests.serving import Server, served, signed_in
from tests.visitor import Visitor
from views.documents.task_feed import ADDRESS
from views.pages import PAGES
from web.cookies import SESSION

WHO = everyone("thư ký")
OWN, OTHER = "SNV", "STP"
MONTH = parse("2026-10")
HEAD = "unit_code,month,received_online,received_in_person\n"
NAMED = "Bùi Mật Danh"
"""The other unit's person; each of these is said of the other unit alone."""
REPLY = ("ý kiến kín", "trả lời kín")
SECRETS = (
    NAMED,
    "ghi chú kín",
    "giải trình kín",
    "lý do kín",
    "tep-kin.csv",
    "ban-thao-kin.csv",
    "618.273",
    "ý kiến kín",
    "trả lời kín",
)
LOOKING: dict[str, tuple[Role, ...]] = {
    "reader": ("reader",),
    "unit_member": ("unit_member",),
    "unit_head": ("unit_head",),
    "administrator": ("administrator",),
    "auditor": ("auditor",),
}
FILES = {"auditor": {"tep-kin.csv"}}
"""Auditors see stored files of every unit."""


def fill(engine: Engine) -> None:
    """Something of everything about the other unit, and one issued task of it."""
    number = f"{HEAD}{OTHER},2026-10,734219,3\n".encode()
    import_file(engine, WHO, number, "tep-kin.csv", month=MONTH, clock=clock, note="sửa", reason_for=accepted)
    draft = f"{HEAD}{OTHER},2026-10,618273,3\n".encode()
    save_draft(engine, WHO, draft, "ban-thao-kin.csv", month=MONTH, clock=clock, reason_for=accepted)
    details = Details(
        content="Công khai nội dung",
        leaders=(Person(NAMED, OTHER),),
        staff=(Person(NAMED, OTHER),),
        deadline=dt.date(2026, 12, 15),
        product="lý do kín",
        proof="lý do kín",
        units=(OTHER,),
    )
    with writing(engine) as connection:
        code = steps.draft(connection, WHO, details, at=NOW, note="ghi chú kín")
        steps.issue(connection, WHO, code, at=NOW, note="ghi chú kín")
        steps.draft(connection, WHO, replace(details, content="lý do kín"), at=NOW)
        annotations.annotate(connection, WHO, Point(OTHER, "online", MONTH), "ghi chú kín", at=NOW)
        reply = replying.reply(connection, WHO, OTHER, MONTH, "contest", measure="online", text="ý kiến kín", at=NOW)
        replying.answer(connection, WHO, reply, "kept", text="trả lời kín", at=NOW)
        said = flags_of_month(connection, WHO, MONTH).flags
        for flag in [each for each in said if each.unit.code == OTHER][:1]:
            flags.explain(connection, WHO, Flagged(OTHER, MONTH, flag.test), "explained", "giải trình kín", at=NOW)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("others")
    address = sample_of("nghe-an", folder / "namro.db", tmp_path_factory)
    engine = open_engine(address)
    fill(engine)
    engine.dispose()
    with served(folder / "log", {"NAMRO_DATABASE_URL": address}, accounts=True) as running:
        yield running


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    return f"sqlite:///{server.log.parent / 'namro.db'}"


@pytest.fixture(scope="module")
def tokens(address: str) -> dict[str, str]:
    found = {name: signed_in(address, f"thu.{name}", roles, [OWN]) for name, roles in LOOKING.items()}
    return found | {"secretariat": signed_in(address, "thu.ky", ["secretariat"])}


@pytest.fixture(scope="module")
def tasks(address: str) -> list[str]:
    engine = open_engine(address)
    with reading(engine) as connection:
        found = [each.code for each in everything(connection) if any(one.name == NAMED for one in each.details.people)]
    engine.dispose()
    return found


def asked(page: str, tasks: list[str]) -> list[str]:
    """What an attacker writes behind an address: everything any page reads, of another unit, in every state of the
    data."""
    about = f"unit={OTHER}&period=2026-10&count=received_online&measure=online&person={NAMED}&leader={NAMED}"
    plain = [f"{about}&task={code}" for code in tasks]
    more = ["view=leader", "view=clarity"] if page == "tasks" else []
    return [*plain, f"{about}&draft=1", f"{about}&as_of=1", f"unit={OWN}&{about}", f"{about}&kind=department", *more]


@pytest.mark.parametrize("name", LOOKING)
def test_no_page_says_anything_restricted_of_another_unit(server, tokens, tasks, name: str):
    secrets = [each for each in SECRETS if each not in FILES.get(name, ())]
    for page in PAGES.values():
        if page.right == "see_trail" and name in ("auditor", "administrator"):
            # The trail is theirs, whole: every deed with its note.
            continue
        with Visitor(server.port, page.address.strip("/"), tokens[name]) as visitor:
            for query in asked(page.name, tasks):
                run = visitor.run(query)
                assert not run.errors, (page.name, query, run.errors)
                leaked = [each for each in secrets if each in run.texts]
                assert not leaked, (page.name, query, leaked)


def test_the_secrets_are_seen_by_who_may(server, tokens, tasks):
    """Else the test above would find nothing whatever the pages do."""
    seen = ""
    for address, query in (
        ("nhiem-vu-chi-tiet", f"task={tasks[0]}"),
        ("nguon-goc", f"unit={OTHER}&period=2026-10&count=received_online"),
        ("cong-bo", "period=2026-10"),
        ("kiem-tra-bat-thuong", "period=2026-10"),
        ("soan-nhiem-vu", f"task={tasks[1]}"),
        ("don-vi", f"unit={OTHER}&measure=online&period=2026-10"),
        ("nguon-goc", f"unit={OTHER}&period=2026-10&count=received_online&draft=1"),
    ):
        with Visitor(server.port, address, tokens["secretariat"]) as visitor:
            seen += visitor.run(query).texts
    # The explanation is shown where its flag is, and this month may have none of the unit.
    assert not [each for each in SECRETS if each not in seen and each != "giải trình kín"]


@pytest.mark.parametrize("name", LOOKING)
def test_no_feed_names_another_units_people(server, tokens, name: str):
    for query in ("", f"?don_vi={OTHER}", f"?nguoi={NAMED}", f"?don_vi={OTHER}&nguoi={NAMED}"):
        answer = requests.get(server.url + ADDRESS + query, cookies={SESSION: tokens[name]}, timeout=30)
        assert answer.status_code in (200, 403)
        assert not [each for each in SECRETS if each in answer.text], query
        assert "Công khai nội dung" not in answer.text


@pytest.mark.parametrize("name", LOOKING)
def test_no_slide_is_shown_nor_anything_recorded(server, tokens, name: str):
    room, sent = f"{server.url}/phien-hop/trinh-chieu", {"origin": server.url}
    cookies = {SESSION: tokens[name]}
    assert requests.get(f"{room}?phien=PH-2026-001", cookies=cookies, timeout=30).status_code in (403, 422)
    for deed in ("doc-lai", "ghi"):
        answer = requests.post(f"{room}/PH-2026-001/{deed}", json={}, headers=sent, cookies=cookies, timeout=30)
        assert answer.status_code in (403, 422)


def test_what_was_asked_for_in_vain_is_in_the_trail(server, tokens, address):
    with Visitor(server.port, "don-vi", tokens["unit_member"]) as visitor:
        assert "không được phép" in visitor.run(f"unit={OTHER}").html
    engine = open_engine(address)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "select who, about, details from audit_events where deed = 'account_refused' and about = '/don-vi'"
        ).all()
    engine.dispose()
    assert any(who == "thu.unit_member" and OTHER in str(details) for who, _, details in rows)
