"""A code from the telephone: needed, good for once, never a way in by itself."""

import datetime as dt

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from actions.access import links, lost, managing, second_factor, signing_in
from core.access_errors import SecondFactorError, SignInError, TooManyTriesError
from core.viewer import everyone
from store import accounts, keys, proving, second_factors, sessions
from store.database import reading, writing
from tests.conftest import NOW

PASSWORD = "mật khẩu đủ dài 2026"
NAME = "nguyen.van.a"


class Clock:
    """Stands still until it is moved."""

    now = NOW

    def __call__(self):
        return self.now

    def after(self, **by):
        self.now += dt.timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def account(nghe_an, clock):
    with writing(nghe_an) as connection:
        token = managing.invite(connection, everyone(), NAME, "Nguyễn Văn A", at=clock())
    links.use(nghe_an, token, NAME, "", PASSWORD, clock=clock)
    with reading(nghe_an) as connection:
        return accounts.of_name(connection, NAME)


def code_at(secret, at):
    return TOTP(secret, 6, SHA1(), 30).generate(int(at.timestamp())).decode()  # noqa: S303


@pytest.fixture
def secret(nghe_an, account, clock):
    """Of the account, turned on with the code of this moment."""
    with writing(nghe_an) as connection:
        begun = second_factor.begin(connection, account, at=clock())
        found = second_factor.secret_of(connection, account, begun, at=clock())
        second_factor.turn_on(connection, account, begun, code_at(found, clock()), at=clock())
    return found


@pytest.fixture
def sign_in(nghe_an, clock):
    return lambda code="", password=PASSWORD: signing_in.sign_in(
        nghe_an, NAME, password, "10.0.0.1", clock=clock, code=code
    )


def reason(raised):
    return raised.value.reason


def test_the_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, cut to six digits."""
    secret = b"12345678901234567890"
    for moment, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        at = dt.datetime.fromtimestamp(moment, dt.UTC)
        assert second_factor._step_of(secret, code, at) == moment // 30
    assert second_factor._step_of(secret, "287083", dt.datetime.fromtimestamp(59, dt.UTC)) is None


def test_without_one_nothing_more_is_asked(account, sign_in):
    assert sign_in() and sign_in("whatever")


def test_a_code_is_needed_and_good_for_once(secret, sign_in, clock):
    with pytest.raises(SecondFactorError) as raised:
        sign_in()
    assert reason(raised) == "needed"
    clock.after(seconds=30)
    code = code_at(secret, clock())
    assert sign_in(f" {code[:3]} {code[3:]} ")

    clock.after(seconds=5)
    with pytest.raises(SecondFactorError) as raised:
        sign_in(code)
    assert reason(raised) == "wrong"


def test_the_code_that_turned_it_on_is_used_up(secret, sign_in, clock):
    with pytest.raises(SecondFactorError):
        sign_in(code_at(secret, clock()))


@pytest.mark.parametrize(("off", "fits"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_clocks_may_differ_by_half_a_minute(secret, sign_in, clock, off, fits):
    clock.after(minutes=10)
    code = code_at(secret, clock() + dt.timedelta(seconds=off))
    if fits:
        assert sign_in(code)
    else:
        with pytest.raises(SecondFactorError):
            sign_in(code)


def test_a_code_opens_nothing_without_the_password(secret, sign_in, clock):
    clock.after(minutes=1)
    code = code_at(secret, clock())
    with pytest.raises(SignInError):
        sign_in(code, password="khác hẳn mật khẩu")
    assert sign_in(code), "and it is not used up by who does not know the password"


def test_codes_cannot_be_guessed_one_after_the_other(secret, sign_in, clock):
    with pytest.raises(TooManyTriesError):
        for number in range(20):
            with pytest.raises(SecondFactorError):
                sign_in(f"{number:06}")


def test_a_recovery_code_is_good_for_once_however_it_is_typed(nghe_an, account, sign_in, clock):
    with writing(nghe_an) as connection:
        begun = second_factor.begin(connection, account, at=clock())
        secret = second_factor.secret_of(connection, account, begun, at=clock())
        codes = second_factor.turn_on(connection, account, begun, code_at(secret, clock()), at=clock())
        assert len(set(codes)) == 10
        kept = {row.code for row in connection.execute(second_factors.recovery_codes.select())}
        assert not kept & {*codes, *(code.replace("-", "") for code in codes)}, "only their hashes are kept"
    assert sign_in(codes[0].upper().replace("-", " "))
    with pytest.raises(SecondFactorError):
        sign_in(codes[0])
    with reading(nghe_an) as connection:
        assert second_factors.codes_left(connection, account.id) == 9


def test_the_secret_is_sealed_and_a_lost_key_is_said(nghe_an, account, secret, sign_in, clock, monkeypatch):
    with reading(nghe_an) as connection:
        kept = connection.execute(second_factors.accounts.select()).one().second_factor
    assert secret.hex() not in kept and second_factor.typed_form(secret).replace(" ", "") not in kept
    clock.after(minutes=1)
    monkeypatch.setattr(keys, "known", lambda connection: {})
    with pytest.raises(SecondFactorError) as raised:
        sign_in(code_at(secret, clock()))
    assert reason(raised) == "key_lost"


def test_it_is_begun_for_oneself_and_for_ten_minutes(nghe_an, account, clock):
    with writing(nghe_an) as connection:
        managing.invite(connection, everyone(), "nguoi.khac", "", at=clock())
        other = accounts.of_name(connection, "nguoi.khac")
        begun = second_factor.begin(connection, account, at=clock())
        secret = second_factor.secret_of(connection, account, begun, at=clock())
        for who, what, at in (
            (other, begun, clock()),
            (account, begun, clock() + dt.timedelta(minutes=11)),
            (account, begun[:-2], clock()),
            (account, "", clock()),
        ):
            with pytest.raises(SecondFactorError) as raised:
                second_factor.turn_on(connection, who, what, code_at(secret, at), at=at)
            assert reason(raised) == "old"
        with pytest.raises(SecondFactorError, match="wrong"):
            second_factor.turn_on(connection, account, begun, "000000x", at=clock())
        assert not accounts.of_name(connection, NAME).coded


def test_turning_it_off_asks_for_the_password_and_a_code(nghe_an, account, secret, sign_in, clock):
    clock.after(minutes=1)
    token = sign_in(code_at(secret, clock()))
    with reading(nghe_an) as connection:
        session = sessions.of_token(connection, token)
    clock.after(minutes=1)
    with pytest.raises(SecondFactorError):
        signing_in.confirm(nghe_an, session.id, PASSWORD, "10.0.0.1", clock=clock, code="000000")
    signing_in.confirm(nghe_an, session.id, PASSWORD, "10.0.0.1", clock=clock, code=code_at(secret, clock()))
    with writing(nghe_an) as connection:
        second_factor.turn_off(connection, account, at=clock())
        assert second_factors.codes_left(connection, account.id) == 0
    assert sign_in()


def test_a_link_for_a_new_password_is_no_second_factor(nghe_an, account, secret, sign_in, clock):
    with writing(nghe_an) as connection:
        link = managing.link(connection, everyone(), NAME, at=clock())
    assert links.use(nghe_an, link, NAME, "", PASSWORD + "!", clock=clock) == ""
    with pytest.raises(SecondFactorError):
        sign_in(password=PASSWORD + "!")


def test_the_administrator_removes_it_for_who_lost_the_telephone(nghe_an, account, secret, sign_in, clock):
    with writing(nghe_an) as connection:
        lost.remove_second_factor(connection, everyone("quan.tri"), NAME, at=clock())
        assert not accounts.of_name(connection, NAME).coded
    assert sign_in()


def test_one_that_is_on_is_not_replaced_without_its_code(nghe_an, account, secret, sign_in, clock):
    clock.after(minutes=1)
    with writing(nghe_an) as connection:
        begun = second_factor.begin(connection, account, at=clock())
        other = second_factor.secret_of(connection, account, begun, at=clock())
        with pytest.raises(SecondFactorError) as raised:
            second_factor.turn_on(connection, account, begun, code_at(other, clock()), at=clock())
    assert reason(raised) == "already"
    assert sign_in(code_at(secret, clock())), "the telephone that was set up still opens"


def test_a_used_code_and_a_factor_turned_off_are_no_faults_of_the_trail(nghe_an, account, clock):
    """Codes are marked and removed by design; older lines of the trail hold digests of them."""
    with writing(nghe_an) as connection:
        begun = second_factor.begin(connection, account, at=clock())
        secret = second_factor.secret_of(connection, account, begun, at=clock())
        codes = second_factor.turn_on(connection, account, begun, code_at(secret, clock()), at=clock())
    signing_in.sign_in(nghe_an, NAME, PASSWORD, "10.0.0.1", clock=clock, code=codes[0])

    def faulty():
        with reading(nghe_an) as connection:
            return [each for each in proving.prove(connection).faults if each.code in ("rows", "unwritten")]

    assert faulty() == []
    with writing(nghe_an) as connection:
        second_factor.turn_off(connection, account, at=clock())
    assert faulty() == []
