"""Reminders on a real database, into a real folder and through a real SMTP server."""

import datetime as dt
import socket
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller

from actions.tasks import steps as deeds
from actions.tasks.delivery import DeliveryError
from actions.tasks.remind import remind
from core.errors import NotAllowedError
from core.tasks import Person
from core.viewer import Viewer
from store.database import writing
from store.tables import core as tables
from tests.actions.tasks.test_steps import CLEAR
from tests.conftest import NOW, clock

WEEK_BEFORE = dt.date(2026, 12, 8)  # a Tuesday; the deadline is the 15th


class Box:
    """Keeps what it is sent; refuses the addresses in `refused`."""

    def __init__(self):
        self.received, self.refused = [], set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.received.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def box():
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "letters"


@pytest.fixture
def environment(folder, tmp_path, box):
    book = tmp_path / "addresses.toml"
    book.write_text('committee = "bcd@example.vn"\n[units]\nSNV = "snv@example.vn"\n', encoding="utf-8")
    smtp = f"smtp://127.0.0.1:{box.port}?from=namro@example.vn"
    return {"NAMRO_REMINDERS": str(folder), "NAMRO_SMTP": smtp, "NAMRO_ADDRESSES": str(book)}


@pytest.fixture
def issued(nghe_an, viewer):
    with writing(nghe_an) as connection:
        code = deeds.draft(connection, viewer, CLEAR, at=NOW)
        deeds.issue(connection, viewer, code, at=NOW)
    return code


def run(engine, viewer, environment, day=WEEK_BEFORE, **more):
    return remind(engine, viewer, today=day, clock=clock, environment=environment, **more)


def test_letters_are_written_and_mailed_once_also_when_run_twice(nghe_an, viewer, issued, environment, box, folder):
    first = run(nghe_an, viewer, environment)
    second = run(nghe_an, viewer, environment)

    # The week before: its staff; and the week's digest: unit and leader.
    assert (len(first.letters), first.mailed, first.failed) == (3, 3, ())
    assert second.letters == ()
    assert len(box.received) == 3 == len(list(folder.glob("*.txt")))
    subjects = [str(message["Subject"]) for _, message in box.received]
    assert subjects[0] == "NV-2026-001: còn 7 ngày, hạn 15/12/2026"
    assert subjects[1] == "1 nhiệm vụ chưa xong, tuần từ 07/12/2026"
    assert {to for to, _ in box.received} == {"snv@example.vn"}
    text = next(folder.glob("*week_before*")).read_text(encoding="utf-8")
    assert "Kính gửi: Nguyễn Văn A (Sở Nội vụ)" in text
    assert "Số hóa 500 hồ sơ đất đai" in text


def test_what_the_server_refused_goes_out_with_the_next_run(nghe_an, viewer, issued, environment, box):
    box.refused = {"snv@example.vn"}
    failed = run(nghe_an, viewer, environment, dt.date(2026, 12, 22))
    box.refused = set()
    again = run(nghe_an, viewer, environment, dt.date(2026, 12, 22))

    assert [letter.to.key for letter in failed.letters] == ["committee"]
    assert [error.key for error in failed.failed] == ["error.delivery_mail"] * 4
    assert (len(again.letters), again.failed) == (4, ())


def test_without_a_server_letters_are_files_only(nghe_an, viewer, issued, folder):
    done = run(nghe_an, viewer, {"NAMRO_REMINDERS": str(folder)}, language="en")

    assert (done.mailed, len(list(folder.glob("*.txt")))) == (0, 3)
    assert "7 days left, due 15 December 2026" in next(folder.glob("*week_before*")).read_text(encoding="utf-8")


def test_a_dry_run_sends_nothing_and_keeps_nothing(nghe_an, viewer, issued, environment, box, folder):
    would = run(nghe_an, viewer, environment, dry_run=True)

    assert len(would.letters) == 3
    assert box.received == []
    assert not folder.exists()
    assert len(run(nghe_an, viewer, environment).letters) == 3


def test_a_run_leaves_one_line_in_the_audit_trail(nghe_an, viewer, issued, environment):
    for _ in range(2):
        run(nghe_an, viewer, environment)

    with nghe_an.connect() as connection:
        audit = tables.audit_events.c
        lines = connection.execute(sa.select(audit.about, audit.details).where(audit.deed == "remind")).all()
    assert lines == [("2026-12-08", {"letters": 3, "mailed": 3})]


def test_what_is_typed_makes_no_path_and_no_header(nghe_an, viewer, environment, box, folder):
    nasty = Person("../../x\r\nBcc: all@example.vn", "SNV")
    with writing(nghe_an) as connection:
        code = deeds.draft(connection, viewer, replace(CLEAR, leaders=(nasty,), staff=(nasty,)), at=NOW)
        deeds.issue(connection, viewer, code, at=NOW)

    run(nghe_an, viewer, environment)

    assert len(list(folder.iterdir())) == 3
    assert all(message["Bcc"] is None for _, message in box.received)


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"NAMRO_SMTP": "mail.example.vn"}, "error.delivery_smtp"),
        ({"NAMRO_SMTP": "smtp://127.0.0.1:1?from=a@example.vn"}, "error.delivery_mail"),
        ({"NAMRO_ADDRESSES": "/nowhere.toml"}, "error.delivery_addresses"),
    ],
)
def test_a_wrong_setting_is_said_and_sends_nothing(nghe_an, viewer, issued, environment, folder, more, key):
    with pytest.raises(DeliveryError) as error:
        run(nghe_an, viewer, environment | more)

    assert error.value.key == key
    assert not folder.exists()


def test_who_may_not_remind_does_not(nghe_an, environment):
    with pytest.raises(NotAllowedError):
        run(nghe_an, Viewer("khách"), environment)
