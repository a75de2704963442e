"""An explanation of a flag is kept with who and when, the newest counts, and no number changes."""

import pytest
import sqlalchemy as sa

from actions.data.flags import explain
from core.errors import NotAllowedError, ReasonNeededError, TooLongError, UnknownFlagError
from core.flags import Flagged
from core.periods import parse
from core.viewer import ALL_UNITS, Viewer, only
from store import flags
from store.database import writing
from store.tables.core import audit_events
from tests.conftest import NOW

AUGUST = parse("2026-08")
ABOUT = Flagged("SNV", AUGUST, "stock_flow")


def say(engine, viewer, outcome, text, about=ABOUT):
    with writing(engine) as connection:
        explain(connection, viewer, about, outcome, text, at=NOW)


def said(engine, month=AUGUST):
    with engine.connect() as connection:
        return {
            key: (each.outcome, each.text, each.who)
            for key, each in flags.explained(connection, month, ALL_UNITS).items()
        }


def test_the_newest_explanation_counts_and_only_of_its_month(nghe_an, viewer):
    say(nghe_an, viewer, "real", "  Chuyển hồ sơ sang Sở Tư pháp  ")
    say(nghe_an, viewer, "error", "Nhập nhầm, sẽ sửa")

    assert said(nghe_an) == {("SNV", "stock_flow"): ("error", "Nhập nhầm, sẽ sửa", "test")}
    assert said(nghe_an, parse("2026-07")) == {}


def test_an_explanation_can_be_taken_back_and_the_audit_keeps_both(nghe_an, viewer):
    with nghe_an.connect() as connection:
        before = connection.scalar(sa.select(sa.func.count()).select_from(audit_events))
    say(nghe_an, viewer, "real", "Đúng")
    say(nghe_an, viewer, "open", "")

    assert said(nghe_an) == {}
    with nghe_an.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(audit_events)) == before + 2


def test_what_cannot_be_answered_is_refused_with_a_sentence(nghe_an, viewer):
    with pytest.raises(ReasonNeededError):
        say(nghe_an, viewer, "real", "   ")
    with pytest.raises(TooLongError):
        say(nghe_an, viewer, "real", "x" * 2001)
    with pytest.raises(UnknownFlagError):
        say(nghe_an, viewer, "real", "Đúng", Flagged("SNV", AUGUST, "không có"))
    with pytest.raises(UnknownFlagError):
        say(nghe_an, viewer, "real", "Đúng", Flagged("không có", AUGUST, "stock_flow"))
    with pytest.raises(NotAllowedError):
        say(nghe_an, Viewer.holding("a", {"explain_flag"}, only("STP")), "real", "Đúng")
    with pytest.raises(NotAllowedError):
        say(nghe_an, Viewer("a"), "real", "Đúng")

    assert said(nghe_an) == {}
