"""An administrator says which roles must have a second factor; what the server's configuration names stays."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from actions.__main__ import main as act
from actions.access.coded_roles import set_coded_roles
from actions.data.sourced import SourceNeededError
from core.access_errors import ConfirmationNeededError, SecondFactorRequiredError, UnknownRoleError
from core.clock import now
from core.errors import NotAllowedError
from core.settings import Settings
from core.viewer import Viewer, everyone
from reports.access.asking import SESSION_HEADER, admission, coded_roles, visitor
from store import sessions, settings
from store.database import open_engine, reading, writing
from store.tables.core import audit_events
from tests.serving import signed_in

ADMIN = everyone("quan.tri")
SOURCE = "Kế hoạch an toàn thông tin"


def decide(engine, roles, *, viewer=ADMIN, source=SOURCE):
    with writing(engine) as connection:
        set_coded_roles(connection, viewer, roles, source=source, at=now())


@pytest.fixture
def asked(tmp_path):
    """An engine, and what the gate and a page say to a publisher without a second factor."""
    address = f"sqlite:///{tmp_path / 'namro.db'}"
    token = signed_in(address, roles=["publisher"])
    engine = open_engine(address)

    def standing(fixed=frozenset()):
        configured = Settings("nghe-an", address, coded_roles=frozenset(fixed))
        with reading(engine) as connection:
            found = admission(connection, token, configured, at=now())
            number = sessions.of_token(connection, token).id
            try:
                visitor(connection, {SESSION_HEADER: str(number)}, configured, at=now())
                page = "session"
            except SecondFactorRequiredError:
                page = "second_factor"
        assert found.standing == page, "the gate and the pages say the same"
        return page

    yield engine, standing
    engine.dispose()


def test_who_has_the_role_is_led_to_set_one_up_from_the_next_click_on(asked):
    engine, standing = asked
    assert standing() == "session"
    decide(engine, ["secretariat"])
    assert standing() == "session", "another role"
    decide(engine, ["publisher", "administrator"])
    assert standing() == "second_factor"
    decide(engine, [])
    assert standing() == "session"


def test_what_the_configuration_names_is_asked_for_whatever_is_set_here(asked):
    engine, standing = asked
    assert standing({"publisher"}) == "second_factor"
    decide(engine, ["administrator"])
    assert standing({"publisher"}) == "second_factor"
    decide(engine, [])
    assert standing({"publisher"}) == "second_factor"
    with reading(engine) as connection:
        assert coded_roles(connection, Settings("x", "", coded_roles=frozenset({"leader"}))) == {"leader"}


def test_it_is_told_who_decided_and_the_same_again_is_no_deed(asked):
    engine, _ = asked
    decide(engine, ["administrator", "publisher"])
    decide(engine, ["publisher", "administrator"])
    decide(engine, [])
    with reading(engine) as connection:
        entries = settings.entries(connection, settings.CODED_ROLES)
        trail = sa.select(audit_events.c.details).where(audit_events.c.deed == "account_second_factor_roles")
        lines = [each.details for each in connection.execute(trail.order_by(audit_events.c.id))]
    assert [(each.value["roles"], each.source, each.who) for each in entries] == [
        ([], SOURCE, "quan.tri"),
        (["publisher", "administrator"], SOURCE, "quan.tri"),
    ]
    assert [(each["before"], each["value"]) for each in lines] == [
        (None, "publisher, administrator"),
        ("publisher, administrator", None),
    ]


def test_who_may_not_and_what_is_no_role_is_refused(asked):
    engine, _ = asked
    with pytest.raises(NotAllowedError):
        decide(engine, ["publisher"], viewer=Viewer("khách"))
    with pytest.raises(ConfirmationNeededError):
        decide(engine, ["publisher"], viewer=replace(ADMIN, fresh=False))
    with pytest.raises(UnknownRoleError):
        decide(engine, ["king"])
    with pytest.raises(SourceNeededError):
        decide(engine, ["publisher"], source=" ")
    with reading(engine) as connection:
        assert settings.coded_roles(connection) == frozenset()


def test_the_shell_sets_them(tmp_path, monkeypatch, capsys):
    address = f"sqlite:///{tmp_path / 'shell.db'}"
    monkeypatch.setenv("NAMRO_DATABASE_URL", address)
    monkeypatch.setenv("NAMRO_PROVINCE", "nghe-an")
    signed_in(address, "quan.tri", roles=["administrator"])
    about = ["accounts", "second-factor-roles", "--as", "quan.tri"]
    assert act([*about, "--role", "publisher", "--role", "administrator", "--source", SOURCE]) == 0
    assert "Đã lưu các vai trò" in capsys.readouterr().out
    engine = open_engine(address)
    with reading(engine) as connection:
        assert settings.coded_roles(connection) == {"publisher", "administrator"}
    engine.dispose()
    assert act([*about, "--role", "publisher"]) == 2
