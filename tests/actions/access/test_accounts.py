"""Accounts: who may make them, one-time links, guessing, dates of roles, and what ends a session."""

import datetime as dt
import time

import pytest

from actions.access import links, managing, passwords
from actions.access.signing_in import FREE_OF_BOTH, confirm, sign_in, sign_out, sign_out_everywhere
from actions.data.backup import backup, restore
from core.access_errors import (
    BadDatesError,
    BadLinkError,
    BadNameError,
    FirstAlreadyError,
    LastAdministratorError,
    NameTakenError,
    SignInError,
    TooManyTriesError,
    UnknownAccountError,
    UnknownRoleError,
    WeakPasswordError,
)
from core.accounts import IDLE, LINK_LASTS, LONGEST_SESSION, wait_until
from core.errors import NotAllowedError, UnknownUnitError
from core.viewer import everyone, of_roles
from reports.access.asking import session_of, who_asks
from store import accounts, sessions
from store.acting import viewer_named
from store.database import migrate, open_engine, reading, writing
from store.schema import metadata
from tests.conftest import NOW, clock

ADMIN = everyone("quản trị")
PASSWORD = "một câu dài dễ nhớ"


def do(engine, deed, *arguments, viewer=ADMIN, at=NOW, **named):
    with writing(engine) as connection:
        return deed(connection, viewer, *arguments, at=at, **named)


def later(seconds: float = 0, **more):
    return lambda: NOW + dt.timedelta(seconds=seconds, **more)


def two_people(engine):
    with writing(engine) as connection:
        token = links.first_administrator(connection, "root", at=NOW)
    links.use(engine, token, " Quản.Trị ", "Trần A", PASSWORD, clock=clock)
    token = do(engine, managing.invite, "clerk", "Nguyễn B")
    links.use(engine, token, "", "", PASSWORD, clock=clock)


@pytest.fixture
def people(copy_of):
    """An administrator and a clerk, each with the same password."""
    return copy_of("nghe-an", two_people)


def entered(engine, name="clerk", password=PASSWORD, address="10.0.0.1", clock=clock) -> str:
    return sign_in(engine, name, password, address, clock=clock)


def living(engine, token: str, at=NOW):
    with reading(engine) as connection:
        return session_of(connection, token, at=at)


def viewer(engine, name="clerk", at=NOW):
    with reading(engine) as connection:
        return viewer_named(connection, name, at=at)


def test_the_first_administrator_is_made_once_and_by_the_newest_link(nghe_an):
    with writing(nghe_an) as connection:
        older = links.first_administrator(connection, "root", at=NOW)
        newer = links.first_administrator(connection, "root", at=NOW)
    with pytest.raises(BadLinkError):
        links.use(nghe_an, older, "a.b", "A", PASSWORD, clock=clock)
    with pytest.raises(BadLinkError):
        links.use(nghe_an, newer, "a.b", "A", PASSWORD, clock=lambda: NOW + LINK_LASTS)
    with pytest.raises(WeakPasswordError):
        links.use(nghe_an, newer, "a.b", "A", "ngắn", clock=clock)
    with pytest.raises(BadNameError):
        links.use(nghe_an, newer, "local", "A", PASSWORD, clock=clock)

    token = links.use(nghe_an, newer, "a.b", "A", PASSWORD, clock=clock)

    assert living(nghe_an, token) is not None
    assert viewer(nghe_an, "a.b").may("accounts") and not viewer(nghe_an, "a.b").may("publish")
    with pytest.raises(BadLinkError):
        links.use(nghe_an, newer, "c.d", "C", PASSWORD, clock=clock)
    with writing(nghe_an) as connection, pytest.raises(FirstAlreadyError):
        links.first_administrator(connection, "root", at=NOW)


def test_neither_passwords_nor_tokens_are_kept(people):
    token = entered(people)

    with people.connect() as connection:
        kept = [tuple(row) for table in metadata.sorted_tables for row in connection.execute(table.select())]
    assert token not in str(kept) and PASSWORD not in str(kept)
    assert accounts.password(people.connect(), "clerk").startswith("$argon2id$")


def test_a_name_is_the_same_however_it_is_typed_and_wrong_ones_are_alike(people):
    assert living(people, entered(people, "  CLERK "))
    with pytest.raises(SignInError) as wrong:
        entered(people, password="sai mật khẩu rồi")
    with pytest.raises(SignInError) as unknown:
        entered(people, "nobody", "sai mật khẩu rồi")
    assert (wrong.value.key, wrong.value.values) == (unknown.value.key, unknown.value.values)


def test_an_unknown_name_takes_as_long_as_a_wrong_password():
    kept = passwords.hashed(PASSWORD)
    passwords.fits(None, "warm")

    def shortest(kept):
        taken = []
        for _ in range(3):
            begun = time.process_time()
            assert not passwords.fits(kept, "sai")
            taken.append(time.process_time() - begun)
        return min(taken)

    wrong, unknown = shortest(kept), shortest(None)
    assert 0.6 < wrong / unknown < 1.6
    assert unknown > 0.02


def test_guessing_is_slowed_down_and_stopped_for_known_and_unknown_names_alike(people):
    for name in ("clerk", "nobody"):
        for _ in range(FREE_OF_BOTH):
            with pytest.raises(SignInError):
                entered(people, name, "sai mật khẩu rồi")
        with pytest.raises(TooManyTriesError):
            entered(people, name)
    with pytest.raises(TooManyTriesError):
        entered(people)
    assert living(people, entered(people, address="10.0.0.2")), "from elsewhere the person may sign in"
    assert living(people, entered(people, clock=later(5)), at=NOW), "after the wait"
    assert living(people, entered(people, clock=later(5))), "the failures are forgotten after the right password"


def test_waits_double_up_to_a_quarter_of_an_hour():
    waits = [(wait_until([NOW] * count, 4) or NOW) - NOW for count in (3, 4, 5, 8, 60)]

    assert [each.total_seconds() for each in waits] == [0, 4, 8, 64, 900]


def test_one_address_that_tries_many_names_is_stopped(people):
    for number in range(20):
        with pytest.raises(SignInError):
            entered(people, f"name{number}", "sai")
    with pytest.raises(TooManyTriesError):
        entered(people)


def test_a_session_ends_by_signing_out_by_idleness_and_by_its_age(people):
    token, other = entered(people), entered(people)
    session = living(people, token)
    assert living(people, token, at=NOW + IDLE) is None
    with writing(people) as connection:
        sessions.seen(connection, session.id, at=NOW + LONGEST_SESSION - IDLE / 2)
    assert living(people, token, at=NOW + LONGEST_SESSION - dt.timedelta(seconds=1)) is not None
    assert living(people, token, at=NOW + LONGEST_SESSION) is None

    with writing(people) as connection:
        sign_out(connection, session.id, clock=clock)
    assert living(people, token) is None and living(people, other) is not None

    third = entered(people)
    elsewhere = living(people, other).id
    with writing(people) as connection:
        sign_out_everywhere(connection, elsewhere, clock=clock)
    assert living(people, other) is None and living(people, third) is None


def test_disabling_and_a_new_password_end_sessions(people):
    token = entered(people)
    do(people, managing.disable, "clerk")
    assert living(people, token) is None
    with pytest.raises(SignInError):
        entered(people)
    with pytest.raises(UnknownAccountError):
        viewer(people)
    do(people, managing.enable, "clerk")
    assert living(people, token) is None, "what was ended stays ended"

    token = entered(people)
    links.use(people, do(people, managing.link, "clerk"), "", "", PASSWORD + "!", clock=clock)
    assert living(people, token) is None
    with pytest.raises(SignInError):
        entered(people)
    assert living(people, entered(people, password=PASSWORD + "!"))


def test_roles_and_units_hold_from_a_day_to_a_day_in_hanoi(people):
    yesterday, today, tomorrow = (NOW.date() + dt.timedelta(days=days) for days in (-1, 0, 1))
    do(people, managing.grant, "clerk", "role", "leader", since=yesterday, until=yesterday)
    do(people, managing.grant, "clerk", "role", "auditor", since=tomorrow)
    do(people, managing.grant, "clerk", "role", "unit_member")
    do(people, managing.grant, "clerk", "unit", "SNV", until=today)

    member = of_roles("clerk", ["unit_member"], ["SNV"])
    assert viewer(people) == member
    midnight = dt.datetime(2026, 11, 22, 17, 0, tzinfo=dt.UTC)  # 00:00 of the 23rd in Hanoi
    assert viewer(people, at=midnight - dt.timedelta(seconds=1)) == member
    assert viewer(people, at=midnight) == of_roles("clerk", ["unit_member", "auditor"], [])

    do(people, managing.withdraw, "clerk", "unit", "SNV")
    assert not viewer(people).may("see_unit", ["SNV"]), "from this moment on"


def test_what_was_withdrawn_counts_in_a_session_that_is_open(people):
    do(people, managing.grant, "clerk", "role", "secretariat")
    session = living(people, entered(people))
    with reading(people) as connection:
        assert who_asks(connection, session.id, at=NOW)[1].viewer(NOW).may("import")
    do(people, managing.withdraw, "clerk", "role", "secretariat")
    with reading(people) as connection:
        assert not who_asks(connection, session.id, at=NOW)[1].viewer(NOW).may_somewhere("see_unit")


def test_the_last_administrator_stays(people):
    with pytest.raises(LastAdministratorError):
        do(people, managing.disable, "quản.trị")
    with pytest.raises(LastAdministratorError):
        do(people, managing.withdraw, "quản.trị", "role", "administrator")
    assert viewer(people, "quản.trị").may("accounts"), "nothing of it was kept"


def test_only_who_may_manages_accounts(people):
    clerk = viewer(people)
    for deed, arguments in (
        (managing.invite, ("x.y", "X")),
        (managing.link, ("quản.trị",)),
        (managing.grant, ("clerk", "role", "administrator")),
        (managing.withdraw, ("clerk", "role", "reader")),
        (managing.disable, ("quản.trị",)),
        (managing.enable, ("clerk",)),
        (managing.end_sessions, ("quản.trị",)),
    ):
        with pytest.raises(NotAllowedError):
            do(people, deed, *arguments, viewer=clerk)


def test_bad_names_roles_units_and_dates_are_told(people):
    for name in ("", "a", "tên có cách", "sample", "x" * 101 + " "):
        with pytest.raises(BadNameError):
            do(people, managing.invite, name, "X")
    with pytest.raises(NameTakenError):
        do(people, managing.invite, "Clerk", "X")
    with pytest.raises(UnknownRoleError):
        do(people, managing.grant, "clerk", "role", "king")
    with pytest.raises(UnknownUnitError):
        do(people, managing.grant, "clerk", "unit", "none")
    with pytest.raises(UnknownAccountError):
        do(people, managing.link, "nobody")
    with pytest.raises(BadDatesError):
        do(people, managing.grant, "clerk", "role", "leader", until=NOW.date() - dt.timedelta(days=1))


def test_giving_the_password_again_confirms_for_ten_minutes(people):
    session = living(people, entered(people))
    after = dt.timedelta(minutes=11)
    assert session.confirmed(NOW) and not session.confirmed(NOW + after)
    with pytest.raises(SignInError):
        confirm(people, session.id, "sai mật khẩu rồi", "10.0.0.1", clock=lambda: NOW + after)
    confirm(people, session.id, PASSWORD, "10.0.0.1", clock=lambda: NOW + after)
    with reading(people) as connection:
        assert sessions.of_id(connection, session.id).confirmed(NOW + after)


def test_a_restored_database_has_nobody_signed_in(people, tmp_path):
    token = entered(people)
    reset = do(people, managing.link, "clerk")
    backup(people, ADMIN, tmp_path / "copy.zip", clock=clock)
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    migrate(other)

    restore(other, ADMIN, tmp_path / "copy.zip", clock=clock)

    assert living(other, token) is None
    with pytest.raises(BadLinkError):
        links.use(other, reset, "", "", PASSWORD, clock=clock)
    assert living(other, entered(other))
    other.dispose()
