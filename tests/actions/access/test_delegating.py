"""The head of a unit lets one person of it hand in and reply: that, there, until then, and nothing more."""

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from actions.access import delegating, managing
from core.access_errors import ConfirmationNeededError, DelegationError
from core.errors import NotAllowedError
from core.periods import HANOI
from core.rights import DELEGATED, RIGHTS, ROLES
from core.viewer import Viewer, everyone
from store import accounts
from store.database import reading, writing
from store.tables.core import audit_events
from tests.actions.access.test_second_factor import Clock

UNIT, OTHER = "SNV", "STP"
HEAD, PERSON = "truong.phong", "nguyen.van.a"
ADMIN = everyone("quan.tri")


class Office:
    def __init__(self, engine):
        self.engine, self.clock = engine, Clock()
        self.today = self.clock().astimezone(HANOI).date()
        self.until = self.today + dt.timedelta(days=10)

    def person(self, name, roles=("reader",), units=(UNIT,)):
        with writing(self.engine) as connection:
            account = accounts.add(connection, name, name.title(), at=self.clock(), who="x")
            accounts.set_password(connection, account, "no password fits")
        self.grants(name, roles, units)

    def grants(self, name, roles=(), units=()):
        with writing(self.engine) as connection:
            for role in roles:
                managing.grant(connection, ADMIN, name, "role", role, at=self.clock())
            for unit in units:
                managing.grant(connection, ADMIN, name, "unit", unit, at=self.clock())

    def loses(self, name, kind, value):
        with writing(self.engine) as connection:
            managing.withdraw(connection, ADMIN, name, kind, value, at=self.clock())

    def viewer(self, name=PERSON) -> Viewer:
        with reading(self.engine) as connection:
            return accounts.of_name(connection, name).viewer(self.clock())

    def delegates(self, head=HEAD, unit=UNIT, person=PERSON, until=...):
        viewer = self.viewer(head)
        with writing(self.engine) as connection:
            last = self.until if until is ... else until
            delegating.delegate(connection, viewer, unit, person, last, at=self.clock())

    def takes_back(self, head=HEAD, unit=UNIT):
        viewer = self.viewer(head)
        with writing(self.engine) as connection:
            delegating.take_back(connection, viewer, unit, at=self.clock())

    def stands_in(self, name=PERSON):
        return self.viewer(name).may("submit", [UNIT])

    def standing_in(self):
        with reading(self.engine) as connection:
            found = delegating.standing_in(connection, everyone(), UNIT, at=self.clock())
        return found and found[0].name


@pytest.fixture
def office(nghe_an):
    office = Office(nghe_an)
    office.person("quan.tri", ("administrator",), ())
    office.person(HEAD, ("unit_head",))
    office.person(PERSON)
    return office


def refused(reason, deed, **given):
    with pytest.raises(DelegationError) as raised:
        deed(**given)
    assert raised.value.reason == reason


def test_the_person_gets_what_is_delegated_for_that_unit_and_nothing_else(office):
    office.grants(PERSON, units=[OTHER])
    before = office.viewer()
    office.delegates()
    now = office.viewer()
    for right in RIGHTS:
        for unit in (UNIT, OTHER):
            more = right in DELEGATED and unit == UNIT
            assert now.may(right, [unit]) == (before.may(right, [unit]) or more), (right, unit)
        assert now.may(right) == before.may(right), right
    assert office.standing_in() == PERSON


def test_a_browser_that_the_head_left_open_delegates_nothing_and_takes_back(office):
    late = replace(office.viewer(HEAD), fresh=False)
    with writing(office.engine) as connection, pytest.raises(ConfirmationNeededError):
        delegating.delegate(connection, late, UNIT, PERSON, office.until, at=office.clock())
    assert office.standing_in() is None

    office.delegates()
    with writing(office.engine) as connection:
        delegating.take_back(connection, late, UNIT, at=office.clock())
    assert office.standing_in() is None


@pytest.mark.parametrize("role", ROLES)
def test_only_the_head_delegates(office, role):
    office.person("ai.do", (role,))
    if role == "unit_head":
        office.delegates(head="ai.do")
        assert office.stands_in()
    else:
        with pytest.raises(NotAllowedError):
            office.delegates(head="ai.do")
        office.delegates()
        with pytest.raises(NotAllowedError):
            office.takes_back(head="ai.do")
        assert office.stands_in()


@pytest.mark.parametrize("role", ROLES)
def test_a_person_of_any_role_keeps_that_role_and_gets_no_wider(office, role):
    office.person("ai.do", (role,))
    before = office.viewer("ai.do")
    if before.may("submit", [UNIT]):
        refused("person", office.delegates, person="ai.do")
        return
    office.delegates(person="ai.do")
    now = office.viewer("ai.do")
    for right in RIGHTS:
        assert now.may(right) == before.may(right)
        assert now.may(right, [OTHER]) == before.may(right, [OTHER])
    assert all(now.may(right, [UNIT]) for right in DELEGATED)
    with pytest.raises(NotAllowedError):
        office.delegates(head="ai.do")


@pytest.mark.parametrize("right", DELEGATED)
def test_nobody_gives_what_they_have_not_got(office, right):
    lacking = Viewer(HEAD, frozenset((each, scope) for each, scope in office.viewer(HEAD).held if each != right))
    with writing(office.engine) as connection, pytest.raises(NotAllowedError):
        delegating.delegate(connection, lacking, UNIT, PERSON, office.until, at=office.clock())
    assert not office.stands_in()


def test_not_for_another_unit_nor_to_somebody_of_another(office):
    office.person("nguoi.khac", units=(OTHER,))
    office.person("khong.don.vi", units=())
    office.person("khong.vai.tro", roles=())
    with pytest.raises(NotAllowedError):
        office.delegates(unit=OTHER, person="nguoi.khac")
    for person in ("nguoi.khac", "khong.don.vi", "khong.vai.tro", "khong.co", HEAD, ""):
        refused("person", office.delegates, person=person)


@pytest.mark.parametrize("days", [-1, 367, None])
def test_a_last_day_is_needed_that_is_to_come_and_within_a_year(office, days):
    until = None if days is None else office.today + dt.timedelta(days=days)
    refused("day", office.delegates, until=until)


def test_it_ends_with_its_last_day(office):
    office.delegates(until=office.today)
    assert office.stands_in()
    # Midnight in Hà Nội, not in Greenwich.
    midnight = dt.datetime.combine(office.today + dt.timedelta(days=1), dt.time(), HANOI)
    office.clock.now = midnight - dt.timedelta(seconds=1)
    assert office.stands_in()
    office.clock.now = midnight
    assert not office.stands_in() and office.standing_in() is None


def test_one_person_at_a_time(office):
    office.person("nguoi.hai")
    office.delegates()
    refused("taken", office.delegates, person="nguoi.hai")
    office.takes_back()
    office.delegates(person="nguoi.hai")
    assert office.stands_in("nguoi.hai") and not office.stands_in()


@pytest.mark.parametrize(
    "ends",
    [
        lambda office: office.loses(HEAD, "role", "unit_head"),
        lambda office: office.loses(HEAD, "unit", UNIT),
        lambda office: office.loses(PERSON, "unit", UNIT),
        lambda office: office.loses(PERSON, "delegate", UNIT),
        lambda office: office.takes_back(),
    ],
    ids=["no longer head", "head of another unit", "person moved", "by an administrator", "taken back"],
)
def test_it_ends_with_what_it_rests_on(office, ends):
    office.delegates()
    assert office.stands_in()
    ends(office)
    assert not office.stands_in() and office.standing_in() is None


@pytest.mark.parametrize("who", [HEAD, PERSON])
def test_it_ends_while_either_account_is_disabled(office, who):
    office.delegates()
    with writing(office.engine) as connection:
        managing.disable(connection, ADMIN, who, at=office.clock())
    assert not office.stands_in()


def test_a_head_who_moved_takes_nothing_along_and_the_next_takes_it_back(office):
    office.delegates()
    office.loses(HEAD, "unit", UNIT)
    office.grants(HEAD, units=[OTHER])
    assert not office.stands_in()
    office.person("truong.moi", ("unit_head",))
    assert not office.stands_in(), "the new head gave nothing"
    office.takes_back(head="truong.moi")
    office.loses(HEAD, "unit", OTHER)
    office.grants(HEAD, units=[UNIT])
    assert not office.stands_in(), "it does not come back with the head who gave it"
    refused("nobody", office.takes_back)


def test_a_row_that_names_another_giver_gives_nothing(office):
    """Whatever wrote it: an administrator grants roles and units, and is head of none."""
    with writing(office.engine) as connection:
        person = accounts.of_name(connection, PERSON)
        for who in ("quan.tri", "khong.co", PERSON, ""):
            accounts.grant(
                connection, person.id, "delegate", UNIT, since=office.today, until=None, at=office.clock(), who=who
            )
    assert not office.stands_in()


def test_who_stands_in_passes_nothing_on(office):
    office.person("nguoi.ba")
    office.delegates()
    with pytest.raises(NotAllowedError):
        office.delegates(head=PERSON, person="nguoi.ba")
    with pytest.raises(NotAllowedError):
        office.takes_back(head=PERSON)


def test_the_trail_tells_both(office):
    office.delegates()
    office.takes_back()
    with reading(office.engine) as connection:
        query = sa.select(audit_events.c.deed, audit_events.c.who, audit_events.c.about, audit_events.c.details)
        told = [tuple(row) for row in connection.execute(query.order_by(audit_events.c.id))][-2:]
    assert told == [
        ("account_delegate_granted", HEAD, PERSON, {"unit": UNIT, "until": office.until.isoformat()}),
        ("account_delegate_withdrawn", HEAD, PERSON, {"unit": UNIT}),
    ]
