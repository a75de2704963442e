"""The right of reply: who may speak, how long, about what; and what becomes of it."""

import datetime as dt

import pytest

from actions.data import publish
from actions.data.import_file import import_file
from actions.desk import replying
from actions.tasks.steps import Attachment
from core.errors import NotAllowedError, ReasonNeededError, TooLongError, UnknownUnitError, UnreadableFileError
from core.periods import parse
from core.replies import LONGEST, ReplyError, last_day
from core.viewer import ALL_UNITS, of_roles, only
from reports.desk.desk import desk, said
from store import provenance, replies
from store.database import writing
from tests.conftest import NOW, VIEWER, accepted, clock

OCTOBER, SEPTEMBER = parse("2026-10"), parse("2026-09")
MEMBER = of_roles("can.bo.snv", ["unit_member"], ["SNV"])
CLERK = of_roles("thu.ky", ["secretariat"], [])
HEAD = "unit_code,month,received_online,received_in_person\n"


def october(engine):
    content = f"{HEAD}SNV,2026-10,7,3\nSTP,2026-10,8,3\n".encode()
    import_file(engine, VIEWER, content, "t.csv", month=OCTOBER, clock=clock, reason_for=accepted)


@pytest.fixture
def published(copy_of):
    return copy_of("nghe-an", october)


@pytest.fixture
def connection(published):
    with writing(published) as found:
        yield found


def test_a_number_is_contested_with_a_paper_answered_and_told_to_the_unit(connection):
    paper = Attachment("cong-van.pdf", b"%PDF")
    code = replying.reply(
        connection, MEMBER, "SNV", OCTOBER, "contest", measure="online", text="Đúng là 9", evidence=paper, at=NOW
    )
    (waiting,) = said(connection, CLERK, OCTOBER, frozenset({"SNV", "STP"})).replies
    assert waiting.waits and waiting.code == code == "YK-2026-10-001" and waiting.version == 1
    assert provenance.file(connection, waiting.file_sha256) == b"%PDF" and waiting.file_name == "cong-van.pdf"

    replying.answer(connection, CLERK, code, "kept", text="Đối chiếu đúng", at=NOW)

    found = desk(connection, MEMBER, "SNV", OCTOBER, now=NOW).replies[0].answer
    assert (found.outcome, found.text, found.who) == ("kept", "Đối chiếu đúng", "thu.ky")
    told = said(connection, CLERK, OCTOBER, frozenset({"SNV", "STP"}))
    assert (told.waiting, told.silent, [(each.unit, each.measure) for each in told.replies]) == (
        0,
        1,
        [("SNV", "online")],
    )


def test_an_agreement_asks_for_no_answer(connection):
    code = replying.reply(connection, MEMBER, "SNV", OCTOBER, "accept", at=NOW)

    assert said(connection, CLERK, OCTOBER).waiting == 0
    with pytest.raises(ReplyError, match="settled"):
        replying.answer(connection, CLERK, code, "noted", at=NOW)


@pytest.mark.parametrize(
    ("kind", "more", "error"),
    [
        ("contest", {"text": "sai"}, "which"),
        ("contest", {"text": "sai", "measure": "không-có"}, "measure"),
    ],
)
def test_a_contested_number_is_one_that_there_is(connection, kind, more, error):
    with pytest.raises(ReplyError) as raised:
        replying.reply(connection, MEMBER, "SNV", OCTOBER, kind, at=NOW, **more)
    assert raised.value.reason == error
    assert replies.of_month(connection, OCTOBER, ALL_UNITS) == []


def test_what_is_said_has_words_that_fit_and_papers_that_are_some(connection):
    def explain(**more):
        replying.reply(connection, MEMBER, "SNV", OCTOBER, "explain", at=NOW, **more)

    with pytest.raises(ReasonNeededError):
        explain(text="  ")
    with pytest.raises(TooLongError):
        explain(text="x" * (LONGEST + 1))
    with pytest.raises(UnreadableFileError):
        explain(text="x", evidence=Attachment("a.pdf", b""))


def test_only_the_unit_speaks_for_itself_and_only_the_office_answers(connection, viewer):
    with pytest.raises(NotAllowedError):
        replying.reply(connection, MEMBER, "STP", OCTOBER, "accept", at=NOW)
    with pytest.raises(UnknownUnitError):
        replying.reply(connection, viewer, "KHONG-CO", OCTOBER, "accept", at=NOW)
    code = replying.reply(connection, viewer, "STP", OCTOBER, "explain", text="vì bão", at=NOW)
    for deed in (
        lambda: replying.answer(connection, MEMBER, code, "corrected", at=NOW),
        lambda: replying.take_back(connection, MEMBER, code, at=NOW),
        lambda: desk(connection, MEMBER, "STP", OCTOBER, now=NOW),
    ):
        with pytest.raises(NotAllowedError):
            deed()
    assert said(connection, MEMBER, OCTOBER, frozenset({"SNV", "STP"})).replies == ()
    assert replies.of_month(connection, OCTOBER, only("SNV")) == []


# 22 November 2026 is a Sunday and the 24th the Day of Vietnamese Culture: the fifth working day is Monday the 30th.
@pytest.mark.parametrize(("days", "open_"), [(8, True), (9, False)])
def test_there_are_five_working_days(connection, days, open_):
    assert last_day(NOW.date()) == dt.date(2026, 11, 30)
    at = NOW + dt.timedelta(days)
    assert desk(connection, MEMBER, "SNV", OCTOBER, now=at).may_reply is open_
    if open_:
        replying.reply(connection, MEMBER, "SNV", OCTOBER, "accept", at=at)
    else:
        with pytest.raises(ReplyError, match="late"):
            replying.reply(connection, MEMBER, "SNV", OCTOBER, "accept", at=at)


def test_a_holiday_is_no_working_day():
    # Friday 30 April is Liberation Day, and Monday 3 May stands for Labour Day, a Saturday.
    assert last_day(dt.date(2027, 4, 28)) == dt.date(2027, 5, 7)


def test_nothing_is_said_of_what_is_not_published_or_is_closed(connection, viewer):
    with pytest.raises(ReplyError, match="unpublished"):
        replying.reply(connection, MEMBER, "SNV", SEPTEMBER, "accept", at=NOW)
    code = replying.reply(connection, MEMBER, "SNV", OCTOBER, "explain", text="vì bão", at=NOW)
    publish.close(connection, viewer, OCTOBER, "final", at=NOW, reason="")
    for deed in (
        lambda: replying.reply(connection, MEMBER, "SNV", OCTOBER, "accept", at=NOW),
        lambda: replying.answer(connection, CLERK, code, "noted", at=NOW),
        lambda: replying.take_back(connection, MEMBER, code, at=NOW),
    ):
        with pytest.raises(ReplyError, match="closed"):
            deed()
    assert said(connection, CLERK, OCTOBER).waiting == 1, "that nobody answered stays told"


def test_what_was_taken_back_stands_no_more_and_what_was_answered_stays(connection):
    one, two = (
        replying.reply(connection, MEMBER, "SNV", OCTOBER, "explain", text=text, at=NOW) for text in ("vì bão", "sai")
    )
    replying.take_back(connection, MEMBER, one, at=NOW)
    replying.answer(connection, CLERK, two, "noted", at=NOW)

    assert [each.code for each in said(connection, CLERK, OCTOBER).replies] == [two]
    for deed in (
        lambda: replying.answer(connection, CLERK, one, "noted", at=NOW),
        lambda: replying.take_back(connection, MEMBER, one, at=NOW),
        lambda: replying.take_back(connection, MEMBER, two, at=NOW),
        lambda: replying.take_back(connection, MEMBER, "YK-2026-10-999", at=NOW),
    ):
        with pytest.raises(ReplyError):
            deed()


def test_a_number_that_stays_although_it_is_contested_has_a_reason(connection):
    code = replying.reply(connection, MEMBER, "SNV", OCTOBER, "contest", measure="online", text="Đúng là 9", at=NOW)
    with pytest.raises(ReasonNeededError):
        replying.answer(connection, CLERK, code, "kept", at=NOW)
