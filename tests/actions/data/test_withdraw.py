"""What was published is taken back: a number, a unit's month, an import, everything since an earlier version."""

import pandas as pd
import pytest

from actions.data.import_file import import_file
from actions.data.publish import close
from actions.data.withdraw import restore_version, withdraw, withdraw_import
from core.counts import COUNT_NAMES
from core.errors import NoDataError, PeriodLockedError, ReasonNeededError
from core.periods import parse
from core.version_errors import ChangedMeanwhileError, NothingToWithdrawError, UnknownVersionError
from core.viewer import ALL_UNITS, Viewer, everyone
from reports.data.consequences import between_versions
from reports.data.provenance import traces
from reports.data.verification import verify_everything
from reports.results.ranking import ranking
from reports.versions import published
from store import arrivals, publications, signatures
from store.database import writing
from tests.actions.conftest import import_august, imported
from tests.conftest import NOW, accepted, clock

pytestmark = pytest.mark.slow

AUGUST, SEPTEMBER = parse("2026-08"), parse("2026-09")


def two_months(engine):
    import_august(engine)
    imported(engine, "01_BC_06a_thang9_2026")


@pytest.fixture
def month(copy_of):
    """September as it was published, in two versions."""
    return copy_of("", two_months)


def status(engine, viewer, month):
    with engine.connect() as connection:
        table = ranking(connection, viewer, "on_time_resolved", month, kind="department").table
    return table.set_index("unit_code")["status"].to_dict()


def counts(engine, unit, month=SEPTEMBER):
    with engine.connect() as connection:
        found = publications.counts(connection, period=month).set_index("unit_code")
    return found.loc[unit].drop("month").dropna().to_dict() if unit in found.index else {}


def codes(engine):
    with engine.connect() as connection:
        return [each.version for each in signatures.signed(connection, SEPTEMBER)]


def verified(engine):
    with engine.connect() as connection:
        return all(each.identical for each in verify_everything(connection))


def take_back(engine, viewer, deed, *arguments, **named):
    with writing(engine) as connection:
        return deed(connection, viewer, SEPTEMBER, *arguments, at=NOW, **named)


def test_a_blank_row_withdraws_where_the_uploader_says_so(month, viewer):
    before = counts(month, "SYT", AUGUST)
    kept = imported(month, "32_rut_lai", blanks="not_reported")
    assert counts(month, "SYT", AUGUST) == before, "a blank that is not reported leaves what was published"
    assert kept.versions == ((AUGUST, 2),)

    done = imported(month, "32_rut_lai", blanks="withdrawn", note="số liệu SYT bị sai")

    assert done.versions == ((AUGUST, 3),)
    assert before and counts(month, "SYT", AUGUST) == {}
    said = status(month, viewer, AUGUST)
    assert (said["SYT"], said["SNV"]) == ("not_reported", "ranked")
    assert verified(month)


def test_a_units_month_is_withdrawn_and_its_source_says_so(month, viewer):
    with pytest.raises(ReasonNeededError):
        withdraw(month, viewer, "SYT", SEPTEMBER, clock=clock, reason=" ")

    done = withdraw(month, viewer, "SYT", SEPTEMBER, clock=clock, reason="nhầm đơn vị")

    assert done.versions == ((SEPTEMBER, 2),)
    assert counts(month, "SYT") == {}
    with month.connect() as connection:
        (trace,) = traces(connection, everyone(), "SYT", [SEPTEMBER], ["resolved"])
        assert signatures.signed(connection, SEPTEMBER)[-1].note == "nhầm đơn vị"
        came = arrivals.first_reports(connection, ["resolved", "pending"], [SEPTEMBER], scope=ALL_UNITS)
    assert [layer.withdraws for layer in trace.layers] == [True, False]
    assert trace.value is None and trace.layers[1].value is not None
    assert trace.layers[0].findings[0][2] == "nhầm đơn vị"
    assert "SYT" not in set(came["unit_code"]), "it has to report again"
    assert "SNV" in set(came["unit_code"])
    assert verified(month)


def test_one_number_is_withdrawn_and_the_others_stay(month, viewer):
    before = counts(month, "SYT")

    withdraw(month, viewer, "SYT", SEPTEMBER, ["pending"], clock=clock, reason="đang rà soát")

    after = counts(month, "SYT")
    assert set(before) - set(after) == {"pending"}
    assert after == {name: value for name, value in before.items() if name != "pending"}
    with pytest.raises(NothingToWithdrawError):
        withdraw(month, viewer, "SYT", SEPTEMBER, ["pending"], clock=clock, reason="lần nữa")
    again = import_file(
        month,
        viewer,
        f"unit_code,month,pending\nSYT,2026-09,{int(before['pending'])}\n".encode(),
        "bổ sung.csv",
        month=None,
        clock=clock,
        note="đã rà soát",
        reason_for=accepted,
    )
    assert again.versions == ((SEPTEMBER, 3),)
    assert counts(month, "SYT") == before


def test_an_import_is_withdrawn_and_what_it_covered_is_back(month, viewer):
    before = counts(month, "SNV")
    correction = b"unit_code,month,received_online,received_in_person\nSNV,2026-09,900,1\n"
    import_file(month, viewer, correction, "sửa.csv", month=None, clock=clock, note="sửa", reason_for=accepted)
    with month.connect() as connection:
        _, wrong = publications.import_ids(connection, SEPTEMBER)
    assert counts(month, "SNV")["received_online"] == 900

    made = take_back(month, viewer, withdraw_import, wrong, reason="tệp sai")

    assert made.version == 3
    assert counts(month, "SNV") == before
    with pytest.raises(NothingToWithdrawError):
        take_back(month, viewer, withdraw_import, wrong, reason="lần nữa")
    assert verified(month)


def test_without_its_only_import_a_month_is_as_if_nothing_were_published(month, viewer):
    with month.connect() as connection:
        (only,) = publications.import_ids(connection, SEPTEMBER)

    take_back(month, viewer, withdraw_import, only, reason="cả tháng sai")

    with month.connect() as connection:
        assert published(connection, viewer).all_months() == [AUGUST]
        with pytest.raises(NoDataError):
            ranking(connection, viewer, "on_time_resolved", SEPTEMBER, kind="department")
    assert verified(month)
    take_back(month, viewer, restore_version, 1, reason="hóa ra đúng")
    assert counts(month, "SYT")


def test_an_earlier_version_is_restored_whole(month, viewer):
    before = {unit: counts(month, unit) for unit in ("SYT", "SNV")}
    withdraw(month, viewer, "SYT", SEPTEMBER, clock=clock, reason="nhầm")
    withdraw(month, viewer, "SNV", SEPTEMBER, clock=clock, reason="nhầm")

    made = take_back(month, viewer, restore_version, 1, reason="khôi phục bản 1")

    assert made.version == 4
    assert {unit: counts(month, unit) for unit in before} == before
    with month.connect() as connection:
        first, *_, last = signatures.signed(connection, SEPTEMBER)
        assert between_versions(connection, viewer, SEPTEMBER, first.id, last.id).cells.empty
        assert last.note == "khôi phục bản 1"
    with pytest.raises(NothingToWithdrawError):
        take_back(month, viewer, restore_version, 1, reason="lần nữa")
    with pytest.raises(UnknownVersionError):
        take_back(month, viewer, restore_version, 9, reason="không có")


def test_what_changed_while_somebody_looked_is_not_published(month, viewer):
    withdraw(month, viewer, "SNV", SEPTEMBER, clock=clock, reason="nhầm")
    with pytest.raises(ChangedMeanwhileError):
        take_back(month, viewer, restore_version, 1, reason="xem từ bản 1", base=1)
    assert codes(month) == [1, 2]


def test_withdrawing_obeys_rights_reasons_and_locks(month, viewer):
    reader = Viewer("người xem")
    for deed, argument in ((restore_version, 1), (withdraw_import, 2)):
        with pytest.raises(ReasonNeededError if deed is withdraw_import else NothingToWithdrawError):
            take_back(month, viewer, deed, argument, reason=" ")
    with pytest.raises(Exception, match="not_allowed"):
        withdraw(month, reader, "SYT", SEPTEMBER, clock=clock, reason="thử")
    with writing(month) as connection:
        close(connection, viewer, SEPTEMBER, "locked", at=NOW, reason="họp xong")
    with pytest.raises(PeriodLockedError):
        withdraw(month, viewer, "SYT", SEPTEMBER, clock=clock, reason="thử")
    with pytest.raises(PeriodLockedError):
        take_back(month, viewer, withdraw_import, 2, reason="thử")
    assert codes(month) == [1]


def test_a_withdrawn_count_of_a_unit_given_by_field_covers_their_sum():
    from store.layers import layered

    names = list(COUNT_NAMES)
    empty = dict.fromkeys(names)
    rows = pd.DataFrame(
        [
            {"unit_code": "A", "position": 0, "field": None, "withdrawn": None, **empty, "resolved": 7, "pending": 2},
            {"unit_code": "A", "position": 1, "field": "Đất đai", "withdrawn": "resolved", **empty},
            {"unit_code": "A", "position": 1, "field": "Hộ tịch", "withdrawn": "resolved", **empty},
        ]
    ).astype(dict.fromkeys(names, float))
    found = layered(rows, names, ["unit_code"]).iloc[0]
    assert pd.isna(found["resolved"]) and found["pending"] == 2
