"""A month's life from the command's side: what is answered once for all, and what is published only then."""

import pytest

from actions.data import review
from actions.data.import_file import save_draft
from actions.data.publish import publish
from core.errors import UnresolvedIssuesError
from core.periods import parse
from store import reviews
from store.database import writing
from tests.actions.conftest import CASES
from tests.conftest import NOW, clock

pytestmark = pytest.mark.slow

AUGUST = parse("2026-08")


def test_fifty_two_warnings_of_one_kind_take_one_reason(life):
    kept = life("30g_", reason_for=lambda issue: "")
    assert (kept.versions, kept.unanswered) == ((), 52)
    done = life("30g_", reason_for=lambda issue: "trả lại" if issue.code == "stock_flow_gap" else "")
    assert [version for _, version in done.versions] == [1]


def test_all_drafts_are_accepted_at_once_or_none(lam_giang, viewer):
    numbers = []
    for name in ("01_BC_06a_thang8", "30g_"):
        path = next((CASES / "life").glob(f"{name}*"))
        done = save_draft(lam_giang, viewer, path.read_bytes(), path.name, month=None, clock=clock)
        numbers += [number for _, number in done.drafts]
    with lam_giang.connect() as connection:
        open_ones = [issue for number in numbers for issue in reviews.unacknowledged(connection, number)]
    with pytest.raises(UnresolvedIssuesError), writing(lam_giang) as connection:
        review.accept_all(connection, viewer, numbers, {open_ones[0]: "một cảnh báo"}, at=NOW)
    with lam_giang.connect() as connection:
        assert [reviews.state(connection, number) for number in numbers] == ["checked", "checked"]

    with writing(lam_giang) as connection:
        review.accept_all(connection, viewer, numbers, dict.fromkeys(open_ones, "hồ sơ trả lại"), at=NOW)
        made = publish(connection, viewer, AUGUST, numbers, at=NOW, note="")

    assert len(open_ones) == 52 and made.version == 1
