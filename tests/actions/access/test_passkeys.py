"""A passkey is the password and the second factor in one: whatever an attacker has besides it opens nothing."""

import datetime as dt
import json

import pytest
import sqlalchemy as sa

from actions.access import links, lost, managing, own_passkeys, passkeys, second_factor, signing_in, ways
from actions.access.passkeys import Answer
from core.access_errors import PasskeyError, SecondFactorError, SignInError, TooManyTriesError
from core.errors import NotAllowedError
from core.passkeys import MOST, Party, party_of
from core.settings import ROOT, Settings
from core.viewer import Viewer, everyone
from reports.access.asking import admission, lacks_second_factor
from store import accounts, keys, proving, sessions
from store import passkeys as kept
from store.database import open_engine, reading, writing
from store.tables.core import audit_events
from tests.actions.access.test_second_factor import PASSWORD, Clock, code_at
from tests.authenticator import Passkey, encoded

HOST, ORIGIN = "namro.example.vn", "https://namro.example.vn"
PARTY = Party(HOST, ORIGIN)
NAME, OTHER = "nguyen.van.a", "tran.thi.b"
BROWSER, HERE = "a secret of the browser", "10.0.0.1"


class Desk:
    """People with passkeys, at one server."""

    def __init__(self, engine):
        self.engine, self.clock = engine, Clock()

    def person(self, name):
        with writing(self.engine) as connection:
            token = managing.invite(connection, everyone("quan.tri"), name, name, at=self.clock())
        links.use(self.engine, token, name, "", PASSWORD, clock=self.clock)
        return self.account(name)

    def account(self, name=NAME):
        with reading(self.engine) as connection:
            return accounts.of_name(connection, name)

    def session(self, name=NAME):
        """The id of a session that was begun with the password."""
        token = signing_in.new_token()
        with writing(self.engine) as connection:
            account = accounts.of_name(connection, name)
            sessions.begin(connection, token, account.id, at=self.clock())
            return sessions.of_token(connection, token).id

    def options(self, name=NAME, called="Máy cơ quan"):
        session = self.session(name)
        with reading(self.engine) as connection:
            asked = own_passkeys.begin(connection, self.account(name), PARTY, session, called, at=self.clock())
        return (session, *asked)

    def add(self, name=NAME, *, called="Máy cơ quan", count=0, passkey=None, **lying):
        session, options, begun = self.options(name, called)
        passkey = passkey or Passkey(HOST, ORIGIN, count=count)
        answer = Answer(PARTY, begun, passkey.made(options, **lying), HERE)
        own_passkeys.add(self.engine, self.account(name), answer, session, clock=self.clock)
        return passkey

    def asked(self, purpose="sign_in", browser=BROWSER, name=None, party=PARTY):
        """The options, and the seal."""
        begun = passkeys.begin(purpose, browser, at=self.clock())
        with reading(self.engine) as connection:
            account = self.account(name) if name else None
            return passkeys.to_sign(connection, begun, party, account), passkeys.sealed(connection, begun)

    def sign_in(self, passkey, *, browser=BROWSER, address=HERE, party=PARTY, **lying):
        options, begun = self.asked()
        answer = Answer(party, begun, passkey.signed(options, **lying), address)
        return passkeys.sign_in(self.engine, answer, browser, clock=self.clock)

    def confirm(self, passkey, session, name=NAME, **lying):
        options, begun = self.asked("confirm", passkeys.of_session(session), name)
        answer = Answer(PARTY, begun, passkey.signed(options, **lying), HERE)
        passkeys.confirm(self.engine, answer, session, clock=self.clock)

    def of_session(self, session):
        with reading(self.engine) as connection:
            return sessions.of_id(connection, session)

    def deeds(self):
        with reading(self.engine) as connection:
            return [
                (row.deed, row.who, row.details)
                for row in connection.execute(sa.select(audit_events).order_by(audit_events.c.id))
                if "passkey" in row.deed or "passkey" in row.details or row.details.get("way") == "passkey"
            ]


def three_people(engine):
    desk = Desk(engine)
    desk.person(NAME)
    desk.person(OTHER)
    desk.person("quan.tri")
    with writing(engine) as connection:
        managing.grant(connection, everyone(), "quan.tri", "role", "administrator", at=desk.clock())


@pytest.fixture
def desk(copy_of):
    return Desk(copy_of("nghe-an", three_people))


def refused(reason, deed, *given, **more):
    with pytest.raises(PasskeyError) as raised:
        deed(*given, **more)
    assert raised.value.reason == reason


def test_a_passkey_signs_in_and_counts_as_the_second_factor(desk):
    passkey = desk.add()
    token = desk.sign_in(passkey)
    with reading(desk.engine) as connection:
        session = sessions.of_token(connection, token)
    assert session.account_id == desk.account().id and session.keyed(desk.clock())
    told = desk.deeds()
    assert told == [
        ("account_passkey_added", NAME, {"passkey": "Máy cơ quan"}),
        ("account_signed_in", NAME, {"way": "passkey"}),
    ]


def test_it_signs_in_where_the_password_alone_does_not(desk):
    """With a code set up too, the passkey asks for neither."""
    passkey, account = desk.add(), desk.account()
    with writing(desk.engine) as connection:
        begun = second_factor.begin(connection, account, at=desk.clock())
        secret = second_factor.secret_of(connection, account, begun, at=desk.clock())
        second_factor.turn_on(connection, account, begun, code_at(secret, desk.clock()), at=desk.clock())
    with pytest.raises(SecondFactorError):
        signing_in.sign_in(desk.engine, NAME, PASSWORD, HERE, clock=desk.clock)
    assert desk.sign_in(passkey)


def test_an_answer_is_good_for_once(desk):
    passkey = desk.add(count=None)
    options, begun = desk.asked()
    answer = Answer(PARTY, begun, passkey.signed(options), HERE)
    assert passkeys.sign_in(desk.engine, answer, BROWSER, clock=desk.clock)
    refused("old", passkeys.sign_in, desk.engine, answer, BROWSER, clock=desk.clock)


def test_a_challenge_is_used_up_by_an_answer_that_did_not_hold(desk):
    passkey = desk.add()
    options, begun = desk.asked()
    wrong = Answer(PARTY, begun, passkey.signed(options, verified=False), HERE)
    refused("refused", passkeys.sign_in, desk.engine, wrong, BROWSER, clock=desk.clock)
    right = Answer(PARTY, begun, passkey.signed(options), HERE)
    refused("old", passkeys.sign_in, desk.engine, right, BROWSER, clock=desk.clock)


def test_an_answer_of_another_browser_is_refused(desk):
    """Somebody's answer that was caught on its way is of no use without the cookie of the browser that asked."""
    refused("old", desk.sign_in, desk.add(), browser="another one")
    refused("old", desk.sign_in, desk.add(), browser="")


@pytest.mark.parametrize(("seconds", "fits"), [(299, True), (301, False), (-1, False)])
def test_a_challenge_lasts_five_minutes(desk, seconds, fits):
    passkey = desk.add()
    options, begun = desk.asked()
    answer = Answer(PARTY, begun, passkey.signed(options), HERE)
    desk.clock.after(seconds=seconds)
    if fits:
        assert passkeys.sign_in(desk.engine, answer, BROWSER, clock=desk.clock)
    else:
        refused("old", passkeys.sign_in, desk.engine, answer, BROWSER, clock=desk.clock)


@pytest.mark.parametrize(
    "lying",
    [
        {"origin": "https://namro.example.vn.evil.example"},
        {"origin": "http://namro.example.vn"},
        {"origin": "https://namro.example.vn:8443"},
        {"host": "example.vn"},
        {"verified": False},
        {"handle": encoded(b"somebody else")},
        {"challenge": encoded(bytes(32))},
        {"kind": "webauthn.create"},
    ],
    ids="-".join,
)
def test_what_an_answer_must_say(desk, lying):
    passkey = desk.add()
    refused("refused", desk.sign_in, passkey, **lying)
    assert desk.sign_in(passkey), "the passkey itself still opens"


def test_a_passkey_of_another_name_of_the_server_is_refused(desk):
    """The server answers under two names: what was made at one does not open the other, whatever the client says."""
    passkey, elsewhere = desk.add(), Party("other.example.vn", "https://other.example.vn")
    lying = {"origin": elsewhere.origin, "host": elsewhere.host}
    refused("refused", desk.sign_in, passkey, party=elsewhere, **lying)


def test_a_signature_by_another_key_is_refused(desk):
    passkey, forged = desk.add(), Passkey(HOST, ORIGIN)
    forged.number, forged.handle = passkey.number, passkey.handle
    refused("refused", desk.sign_in, forged)


def test_another_accounts_passkey_confirms_nothing(desk):
    mine, theirs, session = desk.add(), desk.add(OTHER), desk.session()
    before = desk.of_session(session).confirmed_at
    desk.clock.after(minutes=1)
    refused("refused", desk.confirm, theirs, session)
    assert desk.of_session(session).confirmed_at == before
    desk.confirm(mine, session)
    assert desk.of_session(session).confirmed_at == desk.clock()


def test_what_was_asked_for_one_thing_answers_no_other(desk):
    passkey, session = desk.add(), desk.session()
    options, begun = desk.asked()
    answer = Answer(PARTY, begun, passkey.signed(options), HERE)
    refused("old", passkeys.confirm, desk.engine, answer, session, clock=desk.clock)
    options, begun = desk.asked("confirm", passkeys.of_session(session), NAME)
    answer = Answer(PARTY, begun, passkey.signed(options), HERE)
    refused("old", passkeys.sign_in, desk.engine, answer, passkeys.of_session(session), clock=desk.clock)
    refused("old", passkeys.confirm, desk.engine, answer, desk.session(), clock=desk.clock)


def test_a_counter_that_goes_back_is_a_copy_and_is_told(desk):
    passkey = desk.add(count=7)
    desk.sign_in(passkey)
    for behind in (-1, 0):
        passkey.count = 7 + behind
        refused("copied", desk.sign_in, passkey)
    assert desk.deeds()[-1] == ("account_passkey_copied", NAME, {"passkey": "Máy cơ quan"})
    passkey.count = 2**32 - 2
    assert desk.sign_in(passkey), "32 bits without a sign"


def test_one_that_counted_does_not_stop_counting(desk):
    passkey = desk.add(count=7)
    desk.sign_in(passkey)
    passkey.count = None
    refused("copied", desk.sign_in, passkey)


def test_one_that_never_counts_is_no_copy(desk):
    passkey = desk.add(count=None)
    assert desk.sign_in(passkey) and desk.sign_in(passkey)


def test_a_disabled_account_is_not_opened_and_an_enabled_one_is(desk):
    passkey, session = desk.add(), desk.session()
    with writing(desk.engine) as connection:
        managing.disable(connection, everyone("quan.tri"), NAME, at=desk.clock())
    refused("refused", desk.sign_in, passkey)
    refused("refused", desk.confirm, passkey, session)
    with writing(desk.engine) as connection:
        managing.enable(connection, everyone("quan.tri"), NAME, at=desk.clock())
    assert desk.sign_in(passkey)


def test_one_that_was_removed_opens_nothing(desk):
    gone, stays = desk.add(called="Cũ"), desk.add(called="Mới")
    with writing(desk.engine) as connection:
        account = accounts.of_name(connection, NAME)
        first = kept.of_account(connection, account.id)[0]
        own_passkeys.remove(connection, account, first.id, at=desk.clock())
    refused("refused", desk.sign_in, gone)
    assert desk.sign_in(stays)


def test_nobody_touches_the_passkeys_of_somebody_else(desk):
    passkey, owner = desk.add(OTHER), desk.account(OTHER)
    with writing(desk.engine) as connection:
        (theirs,) = kept.of_account(connection, owner.id)
        mine = accounts.of_name(connection, NAME)
        refused("unknown", own_passkeys.remove, connection, mine, theirs.id, at=desk.clock())
        refused("unknown", own_passkeys.rename, connection, mine, theirs.id, "Của tôi", at=desk.clock())
    assert desk.sign_in(passkey)


def test_an_administrator_removes_them_for_who_lost_them(desk):
    passkey = desk.add()
    with writing(desk.engine) as connection, pytest.raises(NotAllowedError):
        lost.remove_passkeys(connection, Viewer(OTHER), NAME, at=desk.clock())
    with writing(desk.engine) as connection:
        lost.remove_passkeys(connection, everyone("quan.tri"), NAME, at=desk.clock())
    refused("refused", desk.sign_in, passkey)
    assert desk.deeds()[-1] == ("account_passkeys_removed", "quan.tri", {"passkey": "Máy cơ quan"})
    assert signing_in.sign_in(desk.engine, NAME, PASSWORD, HERE, clock=desk.clock)


def test_who_signs_in_by_the_provider_has_none(desk):
    passkey = desk.add()
    with writing(desk.engine) as connection:
        ways.use_openid(connection, everyone("quan.tri"), NAME, at=desk.clock())
    refused("refused", desk.sign_in, passkey)
    session = desk.session()
    with writing(desk.engine) as connection:
        account = accounts.of_name(connection, NAME)
        assert kept.of_account(connection, account.id) == []
        refused("openid", own_passkeys.begin, connection, account, PARTY, session, "Máy", at=desk.clock())


def test_a_link_for_a_new_password_leaves_them_and_signs_everybody_out(desk):
    passkey, session = desk.add(), desk.session()
    with writing(desk.engine) as connection:
        token = managing.link(connection, everyone("quan.tri"), NAME, at=desk.clock())
    links.use(desk.engine, token, NAME, "", "một mật khẩu khác hẳn", clock=desk.clock)
    assert desk.of_session(session).ended and desk.sign_in(passkey)


def test_wrong_answers_make_the_wait_longer_as_wrong_passwords_do(desk):
    passkey = desk.add()
    for _ in range(signing_in.FREE_OF_BOTH):
        refused("refused", desk.sign_in, passkey, verified=False)
    with pytest.raises(TooManyTriesError):
        desk.sign_in(passkey)
    with pytest.raises(TooManyTriesError):
        signing_in.sign_in(desk.engine, NAME, PASSWORD, HERE, clock=desk.clock)
    assert desk.sign_in(passkey, address="10.0.0.2")
    desk.clock.after(minutes=16)
    assert desk.sign_in(passkey)


def test_wrong_passwords_lock_the_passkey_too(desk):
    passkey = desk.add()
    for _ in range(signing_in.FREE_OF_BOTH):
        with pytest.raises(SignInError):
            signing_in.sign_in(desk.engine, NAME, "sai rồi, sai rồi", HERE, clock=desk.clock)
    with pytest.raises(TooManyTriesError):
        desk.sign_in(passkey)


def test_passkeys_that_nobody_has_are_counted_by_their_address(desk):
    stranger = Passkey(HOST, ORIGIN)
    for _ in range(signing_in.FREE_OF_BOTH):
        refused("refused", desk.sign_in, stranger)
    with pytest.raises(TooManyTriesError):
        desk.sign_in(stranger)
    assert desk.sign_in(desk.add()), "who has one at the same address is not locked out"


@pytest.mark.parametrize("lying", [{"verified": False}, {"origin": "https://evil.example"}, {"host": "evil.example"}])
def test_one_that_is_made_without_the_person_or_elsewhere_is_not_kept(desk, lying):
    refused("not_made", desk.add, **lying)
    with reading(desk.engine) as connection:
        assert kept.of_account(connection, desk.account().id) == []


def test_one_is_made_once_and_for_one_account(desk):
    passkey = desk.add()
    refused("not_made", desk.add, OTHER, passkey=passkey)
    session, options, begun = desk.options()
    answer = Answer(PARTY, begun, Passkey(HOST, ORIGIN).made(options), HERE)
    other = desk.session()
    refused("old", own_passkeys.add, desk.engine, desk.account(), answer, other, clock=desk.clock)
    own_passkeys.add(desk.engine, desk.account(), answer, session, clock=desk.clock)
    refused("old", own_passkeys.add, desk.engine, desk.account(), answer, session, clock=desk.clock)


def test_the_same_device_is_told_what_it_has_and_nothing_of_who_it_is(desk):
    passkey = desk.add()
    _, options, _ = desk.options()
    asked = json.loads(options)
    assert [each["id"] for each in asked["excludeCredentials"]] == [encoded(passkey.number)]
    assert asked["user"]["id"] == passkey.handle and len(passkey.handle) >= 40
    assert asked["rp"] == {"name": "Năm Rõ", "id": HOST}
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["attestation"] == "none"
    signing = json.loads(desk.asked()[0])
    assert signing["userVerification"] == "required" and not signing.get("allowCredentials"), "no name is told"


def test_an_account_has_ten_at_most(desk):
    for number in range(MOST):
        desk.add(called=f"Khóa {number}")
    refused("many", desk.options)


@pytest.mark.parametrize("typed", ["", "   ", "\u202e\u200b"])
def test_a_name_is_needed(desk, typed):
    refused("name", desk.options, NAME, typed)


def test_what_changes_how_one_signs_in_asks_for_all_of_it(desk):
    """The password, and the code where there is one; or a passkey within ten minutes, which is both."""
    passkey, session, account = desk.add(), desk.session(), desk.account()

    def sure(password="", code="", coded=False):
        own_passkeys.sure(desk.engine, session, password, code, address=HERE, coded=coded, clock=desk.clock)

    with pytest.raises(SignInError):
        sure()
    sure(PASSWORD)
    with writing(desk.engine) as connection:
        begun = second_factor.begin(connection, account, at=desk.clock())
        secret = second_factor.secret_of(connection, account, begun, at=desk.clock())
        second_factor.turn_on(connection, account, begun, code_at(secret, desk.clock()), at=desk.clock())
    with pytest.raises(SecondFactorError):
        sure(PASSWORD)
    desk.confirm(passkey, session)
    sure()
    desk.clock.after(minutes=11)
    with pytest.raises(SignInError):
        sure()
    sure(PASSWORD, code_at(secret, desk.clock()))


def test_the_password_is_no_way_around_a_passkey_that_a_role_asks_for(desk):
    """Else who has the password adds a passkey, or a code, and has both."""
    passkey, session = desk.add(), desk.session()
    give = {"address": HERE, "coded": True, "clock": desk.clock}
    refused("needed", own_passkeys.sure, desk.engine, session, PASSWORD, "", **give)
    desk.confirm(passkey, session)
    own_passkeys.sure(desk.engine, session, "", "", **give)


def test_a_role_that_must_have_a_second_factor_is_satisfied_by_the_session_that_gave_it(desk):
    """Having a passkey and typing the password is one factor."""
    passkey, settings = desk.add(), Settings("nghe-an", "", coded_roles=frozenset({"publisher"}))
    token = desk.sign_in(passkey)
    session = desk.session()
    with writing(desk.engine) as connection:
        managing.grant(connection, everyone("quan.tri"), NAME, "role", "publisher", at=desk.clock())

    def lacks(session):
        with reading(desk.engine) as connection:
            return lacks_second_factor(connection, desk_account, settings, at=desk.clock(), session=session)

    desk_account = desk.account()
    with reading(desk.engine) as connection:
        assert admission(connection, token, settings, at=desk.clock()).standing == "session"
    assert lacks(desk.of_session(session))
    assert not lacks(None), "a calendar has no session: that there is a passkey is enough"
    desk.confirm(passkey, session)
    assert not lacks(desk.of_session(session))
    with writing(desk.engine) as connection:
        lost.remove_passkeys(connection, everyone("quan.tri"), NAME, at=desk.clock())
    assert lacks(None)


def test_the_trail_stays_whole_when_passkeys_come_and_go(desk):
    desk.sign_in(desk.add())
    with writing(desk.engine) as connection:
        account = accounts.of_name(connection, NAME)
        (mine,) = kept.of_account(connection, account.id)
        own_passkeys.rename(connection, account, mine.id, "Điện thoại", at=desk.clock())
        own_passkeys.remove(connection, account, mine.id, at=desk.clock())
    assert [deed for deed, *_ in desk.deeds()][-2:] == ["account_passkey_renamed", "account_passkey_removed"]
    with reading(desk.engine) as connection:
        assert [each for each in proving.prove(connection).faults if each.code in ("rows", "unwritten")] == []


@pytest.mark.parametrize(
    "given",
    [
        *(
            "",
            "null",
            "[]",
            "{}",
            "[" * 15000,
            '{"id": 1}',
            '{"id": "é", "response": {"userHandle": "x"}}',
            "\0",
            "{" * 9,
        ),
        *('{"id": "a", "rawId": "a", "type": "public-key", "response": {}}', '{"id": "a", "response": 7}'),
    ],
)
def test_nonsense_is_one_sentence(desk, given):
    passkey, (_, begun) = desk.add(), desk.asked()
    with pytest.raises(PasskeyError):
        passkeys.sign_in(desk.engine, Answer(PARTY, begun, given, HERE), BROWSER, clock=desk.clock)
    session, _, begun = desk.options()
    with pytest.raises(PasskeyError):
        own_passkeys.add(desk.engine, desk.account(), Answer(PARTY, begun, given, HERE), session, clock=desk.clock)
    assert desk.sign_in(passkey)


def test_answers_with_broken_parts_are_one_sentence(desk):
    passkey = desk.add()
    options, _ = desk.asked()
    whole = json.loads(passkey.signed(options))
    for part in whole["response"]:
        for broken in ("", "AAAA", "é", 7, None, encoded(b"\xa1" * 200), "=" * 50):
            _, begun = desk.asked()
            given = json.dumps(whole | {"response": whole["response"] | {part: broken}})
            with pytest.raises((PasskeyError, TooManyTriesError)):
                passkeys.sign_in(desk.engine, Answer(PARTY, begun, given, HERE), BROWSER, clock=desk.clock)
            desk.clock.after(minutes=16)
            options, _ = desk.asked()


@pytest.mark.parametrize("seal", ["", "x", "x:y", "é:é", "\0"])
def test_a_seal_that_is_none_of_ours_is_old(desk, seal):
    passkey = desk.add()
    options, begun = desk.asked()
    with reading(desk.engine) as connection:
        named = begun.split(":")[0]
        others = [keys.sealed(connection, each) for each in (b"17 1 ab", b"[]", b"{}", b"\xff", b'{"state": "x"}')]
    for each in (seal, f"{named}:é", f"{named}:", f"{named}:AAAA", begun[:-4], *others):
        answer = Answer(PARTY, each, passkey.signed(options), HERE)
        refused("old", passkeys.sign_in, desk.engine, answer, BROWSER, clock=desk.clock)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://namro.example.vn/", HOST),
        ("https://NAMRO.example.vn:8443/x", HOST),
        ("http://localhost:8501/", "localhost"),
        ("http://namro.example.vn/", None),
        ("https://evil.example/", None),
        ("https://sub.namro.example.vn/", None),
        ("https://10.1.2.3/", None),
        ("http://127.0.0.1:8501/", None),
        ("https://[::1]/", None),
        ("ftp://localhost/", None),
        ("https://namro.example.vn:x/", None),
        ("//[", None),
        ("", None),
    ],
)
def test_for_which_addresses_there_are_passkeys(address, host):
    found = party_of(address, {HOST, "10.1.2.3"})
    assert (found.host if found else None) == host


def test_the_origin_is_written_as_browsers_write_it():
    assert party_of("https://namro.example.vn:443/x?y", {HOST}) == PARTY
    assert party_of("https://namro.example.vn:8443/", {HOST}).origin == f"{ORIGIN}:8443"


def test_challenges_that_nobody_can_answer_any_more_are_forgotten(desk):
    passkey = desk.add()
    desk.sign_in(passkey)
    desk.clock.after(minutes=30)
    desk.sign_in(passkey)
    with reading(desk.engine) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(kept.answered_challenges)) == 1


def test_a_session_that_ended_confirms_nothing(desk):
    passkey, session = desk.add(), desk.session()
    desk.clock.after(hours=13)
    refused("refused", desk.confirm, passkey, session)
    desk.clock.after(seconds=1)
    assert desk.of_session(session).confirmed_at < desk.clock() - dt.timedelta(hours=12)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_the_servers_own_role_may_change_what_people_sign_in_with(desk):
    """As `docs/deploy.md` sets it up: codes and passkeys are used and removed without the owner's rights."""
    rights = (ROOT / "deploy" / "postgresql-rights.sql").read_text(encoding="utf-8")
    with desk.engine.begin() as owner:
        if not owner.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = 'namro'")):
            owner.exec_driver_sql("CREATE ROLE namro")
        owner.exec_driver_sql(rights)
    of_role = desk.engine.url.update_query_dict({"options": "-c role=namro"})
    owners, desk.engine = desk.engine, open_engine(of_role.render_as_string(hide_password=False))
    passkey, account = desk.add(), desk.account()
    assert desk.sign_in(passkey)
    with writing(desk.engine) as connection:
        begun = second_factor.begin(connection, account, at=desk.clock())
        secret = second_factor.secret_of(connection, account, begun, at=desk.clock())
        codes = second_factor.turn_on(connection, account, begun, code_at(secret, desk.clock()), at=desk.clock())
    assert signing_in.sign_in(desk.engine, NAME, PASSWORD, HERE, clock=desk.clock, code=codes[0])
    with writing(desk.engine) as connection:
        second_factor.turn_off(connection, account, at=desk.clock())
        (mine,) = kept.of_account(connection, account.id)
        own_passkeys.rename(connection, account, mine.id, "Khác", at=desk.clock())
        own_passkeys.remove(connection, account, mine.id, at=desk.clock())
    desk.engine.dispose()
    desk.engine = owners
    with desk.engine.begin() as owner:
        owner.exec_driver_sql("DROP OWNED BY namro")
