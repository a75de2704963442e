"""Reminders on a real database, into a real folder and through a real SMTP server."""

import datetime as dt
import socket
import ssl
from dataclasses import replace

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from actions.tasks import steps as deeds
from actions.tasks.letters import DeliveryError
from actions.tasks.remind import remind
from core.errors import NotAllowedError
from core.tasks import Person
from core.viewer import Viewer
from store import chain
from store.database import writing
from store.tables import core as tables
from tests.actions.tasks.test_steps import CLEAR
from tests.conftest import NOW, clock
from tests.mailbox import Box

WEEK_BEFORE = dt.date(2026, 12, 8)  # a Tuesday; the deadline is the 15th


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
    assert [error.key for error in failed.failed] == ["error.delivery_mail"] * 2
    assert (len(again.letters), again.failed) == (2, ())


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

    # Staff and leader are one person here.
    assert len(list(folder.iterdir())) == 2
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


def issue(engine, viewer, details) -> str:
    with writing(engine) as connection:
        code = deeds.draft(connection, viewer, details, at=NOW)
        deeds.issue(connection, viewer, code, at=NOW)
    return code


@pytest.fixture
def two_units(nghe_an, viewer, tmp_path):
    """A task of each of two units, both done by somebody of the same name."""
    issue(nghe_an, viewer, replace(CLEAR, content="Việc riêng của Nội vụ"))
    others = {"staff": (Person("Nguyễn Văn A", "STP"),), "leaders": (Person("Lê Thị C", "STP"),), "links": ()}
    issue(nghe_an, viewer, replace(CLEAR, content="Việc riêng của Tư pháp", units=("STP",), **others))
    book = tmp_path / "two.toml"
    book.write_text(
        '[units]\nSNV = "snv@example.vn"\nSTP = "stp@example.vn"\n'
        '[people]\n"Nguyễn Văn A" = "a@example.vn"\n"Lê Thị C" = "c@example.vn"\n',
        encoding="utf-8",
    )
    return book


def test_no_mail_holds_anything_of_another_unit(nghe_an, viewer, two_units, environment, box):
    environment |= {"NAMRO_ADDRESSES": str(two_units)}
    for day in (WEEK_BEFORE, dt.date(2026, 12, 15), dt.date(2026, 12, 22)):
        run(nghe_an, viewer, environment, day)

    mine = {"snv@example.vn": "Nội vụ", "stp@example.vn": "Tư pháp", "c@example.vn": "Tư pháp"}
    assert {to for to, _ in box.received} == mine.keys(), "a name that two people have is nobody's address"
    for to, message in box.received:
        text = message["Subject"] + message.get_content()
        other = {"Nội vụ", "Tư pháp"} - {mine[to]}
        assert f"Việc riêng của {mine[to]}" in text, to
        assert not any(f"Việc riêng của {each}" in text or f"Sở {each}" in text for each in other), (to, text)
        assert (message["To"], message["Cc"], message["Bcc"]) == (to, None, None)


def test_people_of_one_name_are_told_apart_by_their_unit(nghe_an, viewer, two_units, environment, box):
    text = two_units.read_text(encoding="utf-8")
    two_units.write_text(text + '"Nguyễn Văn A (STP)" = "a.stp@example.vn"\n', encoding="utf-8")
    run(nghe_an, viewer, environment | {"NAMRO_ADDRESSES": str(two_units)})

    (mail,) = [message.get_content() for to, message in box.received if to == "a.stp@example.vn"]
    assert "Việc riêng của Tư pháp" in mail and "Nội vụ" not in mail


def test_one_mail_a_person_whatever_there_is_to_say(nghe_an, viewer, environment, box, folder):
    both = Person("Trần Thị B", "SNV")
    for content in ("Số hóa 500 hồ sơ đất đai", "Số hóa 300 hồ sơ hộ tịch"):
        issue(nghe_an, viewer, replace(CLEAR, content=content, staff=(both,), leaders=(both,)))

    done = run(nghe_an, viewer, environment)

    assert sorted(letter.to.key for letter in done.letters) == ["SNV", "SNV:Trần Thị B"]
    (subject,) = [str(mail["Subject"]) for _, mail in box.received if "Trần Thị B" in mail.get_content()]
    assert subject == "3 nội dung nhắc việc"
    (text,) = [mail.get_content() for _, mail in box.received if "Trần Thị B (" in mail.get_content()]
    assert text.count("Kính gửi") == 1 and "500 hồ sơ đất đai" in text and "300 hồ sơ hộ tịch" in text
    assert run(nghe_an, viewer, environment).letters == ()


def test_a_mail_prints_the_digest_of_the_trail_and_is_known_again(nghe_an, viewer, issued, environment, box, folder):
    with nghe_an.connect() as connection:
        digest = chain.newest_digest(connection)
    run(nghe_an, viewer, environment)

    assert len(digest) > 16
    for _, mail in box.received:
        assert f"Mã nhật ký khi gửi: {digest}" in mail.get_content()
        assert mail["Date"] and mail["Auto-Submitted"] == "auto-generated"
    with nghe_an.connect() as connection:
        assert chain.holds(connection, digest)
    known = [mail["Message-ID"] for _, mail in box.received]
    assert len(set(known)) == len(known) and all(each.endswith("@example.vn>") for each in known)
    assert all(digest in path.read_text(encoding="utf-8") for path in folder.iterdir())


def test_a_server_that_nobody_vouches_for_gets_no_password(nghe_an, viewer, issued, environment, tmp_path):
    """Somebody between, with a certificate of their own."""
    box, certificate = Box(), self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    seen = []

    def authenticated(server, session, envelope, mechanism, data):
        seen.append(data)
        return AuthResult(success=True)

    controller = Controller(
        box, hostname="127.0.0.1", port=port, tls_context=context, authenticator=authenticated, auth_required=True
    )
    controller.start()
    try:
        with pytest.raises(DeliveryError) as error:
            address = f"smtp+starttls://namro:bi-mat@127.0.0.1:{port}?from=namro@example.vn"
            run(nghe_an, viewer, environment | {"NAMRO_SMTP": address})
    finally:
        controller.stop()
    assert error.value.key == "error.delivery_mail" and "certificate" in error.value.values["problem"].lower()
    assert seen == [] and box.received == []


def self_signed(folder) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(begun).not_valid_after(begun + dt.timedelta(days=9))
    signed = made.sign(key, hashes.SHA256())
    path = folder / "strange.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return str(path)
