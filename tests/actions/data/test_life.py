"""A month's life from the command's side: what is answered once for all, and what is published only then."""

import pytest

from actions.data import review
from actions.data.import_file import check, save_draft
from actions.data.imported import Checked
from actions.data.keeping import keep_all
from actions.data.publish import publish
from core.errors import UnresolvedIssuesError
from core.periods import parse
from reports.data.verification import verify_everything
from store import publications, reviews, signatures
from store.database import writing
from tests.actions.conftest import CASES
from tests.conftest import NOW, accepted, clock

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


def test_what_a_correction_changed_is_counted(life):
    life("01_BC_06a_thang8")
    corrected = life("11_")
    ((month, cells),) = corrected.changed
    assert (month, cells > 0) == (AUGUST, True)
    again = life("11_")
    assert (again.versions, again.already) == ((), (AUGUST,))


def test_a_drop_is_one_version_of_its_month(lam_giang, viewer):
    late = sorted((CASES / "late_units").glob("*.xlsx"))
    files = []
    for path in late:
        loaded = check(lam_giang, viewer, path.read_bytes(), path.name, month=None, clock=clock)
        files.append(Checked(loaded, path.read_bytes(), accepted))

    done = keep_all(lam_giang, viewer, files, clock)

    assert [each.versions for each in done] == [((parse("2026-09"), 1),)] * 3
    with lam_giang.connect() as connection:
        assert len(signatures.signed(connection)) == 1
        assert all(each.identical for each in verify_everything(connection))
        assert len(publications.import_ids(connection, parse("2026-09"))) == 3


def test_one_unanswered_file_keeps_the_whole_drop_a_draft(lam_giang, viewer):
    files = []
    for name, reason in (("01_BC_06a_thang9", accepted), ("30g_", lambda issue: "")):
        path = next((CASES / "life").glob(f"{name}*"))
        loaded = check(lam_giang, viewer, path.read_bytes(), path.name, month=None, clock=clock)
        files.append(Checked(loaded, path.read_bytes(), reason))

    clean, open_one = keep_all(lam_giang, viewer, files, clock)

    assert (clean.versions, clean.unanswered, len(clean.drafts)) == ((), 0, 1)
    assert (open_one.versions, open_one.unanswered, len(open_one.drafts)) == ((), 52, 1)
