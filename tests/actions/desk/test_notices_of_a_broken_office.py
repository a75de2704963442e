"""Notices to Lam Giang's units while names are odd, the address book is broken, and the mail server dies."""

from threading import Event, Thread

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller

from actions.desk.notices import notify
from actions.tasks import delivery
from actions.tasks.letters import DeliveryError
from core.errors import DashboardError
from core.periods import parse
from core.viewer import of_roles
from core.words import explain
from store.database import reading, writing
from store.tables import core as tables
from tests.conftest import clock
from tests.mailbox import Box
from tests.serving import free_port
from views.documents import unit_pages
from views.documents.paper_error import PaperError

AUGUST = parse("2026-08")
CLERK = of_roles("thu.ky", ["secretariat"], [])


@pytest.fixture
def office(august, environment, tmp_path):
    """August is published, and everybody has an address."""
    with august.connect() as connection:
        codes = connection.scalars(sa.select(tables.units.c.code)).all()
    book = "[units]\n" + "".join(f'"{code}" = "u{n}@example.vn"\n' for n, code in enumerate(codes))
    (tmp_path / "addresses.toml").write_text(book, encoding="utf-8")
    return august


def page(connection, unit, code):
    return f"%PDF of {code}".encode()


def told(engine, environment, papers=page, **more):
    return notify(engine, CLERK, AUGUST, papers, clock=clock, environment=environment, **more)


def lines(engine):
    with engine.connect() as connection:
        audit = tables.audit_events.c
        return connection.scalars(sa.select(audit.details).where(audit.deed == "notify_units")).all()


def test_a_name_makes_no_header(office, environment, box):
    with writing(office) as connection:
        connection.execute(sa.update(tables.units).values(name="Sở\r\nBcc: all@example.vn\r\n\r\n<b>{x}"))
    done = told(office, environment)
    assert done.failed == () and done.mailed == len(done.letters) == len(box.received)
    assert all(message["Bcc"] is None for _, message in box.received)


@pytest.mark.parametrize(
    ("book", "reason"),
    [
        ("units = 3\n", "address_table"),
        ('units = "a@example.vn"\n', "address_table"),
        ("committee = 7\n", "address"),
        ("[committee]\nx = 1\n", "address_table"),
        ('[don_vi]\nSNV = "a@example.vn"\n', "address_table"),
        ("[units]\nSNV = 7\n", "address"),
        ('[units]\nSNV = ["a@example.vn"]\n', "address"),
        ('[units]\nSNV = "Sở Nội vụ"\n', "address"),
        ('[units]\nSNV = "a@example.vn\\r\\nBcc: all@example.vn"\n', "address"),
        ("[units\n", "addresses"),
    ],
)
def test_a_broken_book_is_one_sentence_and_nothing_goes_out(office, environment, box, folder, tmp_path, book, reason):
    (tmp_path / "addresses.toml").write_text(book, encoding="utf-8")
    with pytest.raises(DeliveryError) as error:
        told(office, environment)
    assert error.value.key == f"error.delivery_{reason}"
    assert "addresses.toml" in explain("vi", error.value) and "{" not in explain("en", error.value)
    assert box.received == [] and not folder.exists()


def test_addresses_as_offices_write_them_serve(office, environment, box, tmp_path):
    book = '[units]\nSNV = "Sở Nội vụ <snv@example.vn>, vp.snv@example.vn"\nSTC = ""\n'
    (tmp_path / "addresses.toml").write_text(book, encoding="utf-8")
    assert told(office, environment).mailed == 1
    assert len(box.received[0][1]["To"].addresses) == 2


@pytest.mark.parametrize(
    "smtp",
    [
        "smtp://127.0.0.1:port?from=a@example.vn",
        "smtp://127.0.0.1:99999?from=a@example.vn",
        "smtp://127.0.0.1:0?from=a@example.vn",
        "smtp://[::1?from=a@example.vn",
        "smtp://127.0.0.1:25?from=a@example.vn%0d%0aBcc:%20b@example.vn",
        "smtp://127.0.0.1:25?from=namro",
        f"smtp://{'a' * 70}..vn:25?from=a@example.vn",
    ],
)
def test_a_server_that_is_none_is_one_sentence(office, environment, smtp):
    with pytest.raises(DeliveryError) as error:
        told(office, environment | {"NAMRO_SMTP": smtp})
    assert error.value.key in ("error.delivery_smtp", "error.delivery_mail")


class _Dying(Box):
    """Takes one letter, then says that it goes, whatever it is asked, its farewell too."""

    async def handle_DATA(self, server, session, envelope):
        if self.received:
            return "421 going down"
        return await super().handle_DATA(server, session, envelope)

    async def handle_QUIT(self, server, session, envelope):
        return "421 going down"


def test_a_server_that_dies_in_the_middle_loses_no_letter(office, environment, box):
    dying = _Dying()
    port = free_port()
    controller = Controller(dying, hostname="127.0.0.1", port=port)
    controller.start()
    done = told(office, environment | {"NAMRO_SMTP": f"smtp://127.0.0.1:{port}?from=namro@example.vn"})
    controller.stop()
    assert done.mailed == len(dying.received) == 1 and lines(office) == [{"letters": 1, "mailed": 1}]
    assert all(isinstance(each, DeliveryError) for each in done.failed)

    again = told(office, environment)
    assert again.failed == () and len(again.letters) == len(done.failed) == len(box.received)
    everybody = [to for to, _ in dying.received + box.received]
    assert len(set(everybody)) == len(everybody)


def test_two_runs_at_once_tell_each_unit_once_and_count_it_once(office, environment, box, monkeypatch):
    waiting, begun, found = Event(), Event(), []
    real = delivery.post

    def late(*arguments, **named):
        # Both have read who waits; the other one is quicker.
        begun.set()
        waiting.wait(20)
        return real(*arguments, **named)

    monkeypatch.setattr(delivery, "post", late)
    other = Thread(target=lambda: found.append(told(office, environment)))
    other.start()
    begun.wait(20)
    monkeypatch.setattr(delivery, "post", real)
    first = told(office, environment)
    waiting.set()
    other.join(60)

    assert len(box.received) == len(first.letters) == first.mailed
    assert (found[0].letters, found[0].mailed, found[0].failed) == ((), 0, ())
    assert len(lines(office)) == 1


def test_what_went_out_is_in_the_trail_whatever_ended_the_run(office, environment, box):
    class Unforeseen(Exception):
        pass

    def second_fails(connection, unit, code):
        if box.received:
            raise Unforeseen
        return page(connection, unit, code)

    with pytest.raises(Unforeseen):
        told(office, environment, second_fails)
    assert lines(office) == [{"letters": 1, "mailed": 1}] and len(box.received) == 1


def test_a_page_that_cannot_be_made_keeps_nobody_else_waiting(office, environment, box):
    class Refused(DashboardError):
        key = "error.no_data"

    def one_fails(connection, unit, code):
        if code == "SNV":
            raise Refused
        return page(connection, unit, code)

    done = told(office, environment, one_fails)
    assert len(done.failed) == 1 and len(box.received) == len(done.letters) > 10
    assert [each.to.unit for each in told(office, environment).letters] == ["SNV"]


def test_a_page_that_no_paper_holds_is_named_and_tried_again(office, monkeypatch):
    def none(*_, **__):
        raise PaperError("more than one page")

    monkeypatch.setattr("views.documents.writers.pdf.pdf", none)
    unit = of_roles("SNV", ["unit_member"], ["SNV"])
    with reading(office) as connection, pytest.raises(DashboardError) as error:
        unit_pages.pages(AUGUST, "vi")(connection, unit, "SNV")
    assert "Sở Nội vụ" in explain("vi", error.value)
