"""Commitments by what is published: over which months each is judged, in which order they stand, how they are said."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest

from core.commitments import Commitment, Event, Promise
from core.periods import month_of
from core.units import Unit
from reports.tasks.commitments import commitment_list, judge_all
from tests.reports.tasks.test_cohorts import MONTHS, UNITS, published
from views.documents.commitments import COLUMNS
from views.documents.files import commitments_workbook
from views.wording import cohorts_and_commitments

AT = dt.datetime(2026, 2, 10, tzinfo=dt.UTC)


def commitment(unit="C00", target=70.0, year=2026, number=1, note="", withdrawn=False, leader="") -> Commitment:
    promise = Promise(unit, "on_time_resolved", year, target, AT.date(), leader)
    events = (Event("signed", AT, "x", note), *([Event("withdrawn", AT, "x", "đổi người")] if withdrawn else []))
    return Commitment(f"CK-{year}-{number:03}", promise, events)


def judged(*commitments, data=None):
    return judge_all(data or published(), commitments)


def test_a_running_year_is_judged_to_its_last_published_month():
    (found,) = judged(commitment(target=79.0))

    assert (found.standing, found.until) == ("on_track", month_of(2026, 9))
    assert (found.judgement.numerator, found.judgement.denominator) == (720, 900)
    assert (found.judgement.left, found.judgement.required) == (3, pytest.approx(76.0))


def test_a_year_before_it_and_one_to_come():
    over, to_come = judged(commitment(year=2025), commitment(year=2027))

    # July to December: the months before were never published, and could decide it.
    assert (over.judgement.denominator, over.judgement.missing, over.standing) == (600, 6, "no_data")
    assert (to_come.standing, to_come.until, to_come.judgement.left) == ("no_data", None, 12)


def test_a_unit_is_held_to_the_months_it_existed():
    young = Unit("C99", "Xã 99", "commune", valid_from=dt.date(2025, 7, 1))
    data = published(units=(*UNITS, young))
    ended, begun = judged(commitment("D0", 80.0), commitment("C99", 80.0, 2025), data=data)

    assert (ended.judgement.months, ended.judgement.left, ended.standing) == (5, 0, "kept")
    assert (begun.judgement.months, begun.judgement.missing, begun.standing) == (6, 0, "kept")


def test_a_month_that_was_not_reported_is_told():
    (found,) = judged(commitment(target=79.0), data=published(gaps={("C00", MONTHS[-1])}))

    assert (found.until, found.judgement.missing) == (month_of(2026, 8), 1)
    assert "Thiếu số liệu 1 tháng." in cohorts_and_commitments.evidence(found, "vi")


def test_what_asks_for_a_decision_stands_first_and_the_withdrawn_stay():
    everything = judged(
        commitment(number=1, target=60.0),
        commitment("C01", number=2, target=80.5),
        commitment("C02", number=3, target=99.0),
        commitment("C03", number=4, withdrawn=True),
        commitment("C04", number=5, year=2027),
    )

    found = commitment_list(everything, year="2026")
    assert [each.standing for each in found.listed] == ["broken", "at_risk", "on_track", "withdrawn"]
    assert found.counts == {"broken": 1, "at_risk": 1, "on_track": 1, "kept": 0, "no_data": 0, "withdrawn": 1}
    chosen = commitment_list(everything, standing="broken", unit="C02", measure="on_time_resolved")
    assert [each.unit.code for each in chosen.listed] == ["C02"]
    assert commitment_list(everything, unit="C19").listed == ()


def test_units_and_measures_there_are_not_are_left_out():
    assert judged(commitment("SKHONGCO")) == ()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            79.0,
            "Đến hết tháng 9/2026: 720/900 = 80,00 %. 3 tháng còn lại phải đạt ít nhất 76,0 %; khả năng đạt 94,5 %.",
        ),
        (86.0, "3 tháng còn lại không bù lại được nữa"),
        (99.0, "Dù mọi hồ sơ còn lại đều đạt cũng không tới mức cam kết."),
        (30.0, "Các tháng còn lại thế nào cũng không hụt nữa."),
    ],
)
def test_the_evidence_is_counts_and_what_they_leave_to_be_done(target, said):
    (found,) = judged(commitment(target=target))

    assert said in cohorts_and_commitments.evidence(found, "vi").replace("\xa0", " ")
    assert cohorts_and_commitments.promised(found, "vi").startswith("Đúng hạn ≥ ")


def test_every_outcome_can_be_said_in_both_languages():
    few = published(gaps={("C00", month) for month in MONTHS[:-2]})
    found = [
        *judged(*(commitment(target=target) for target in (30.0, 79.0, 86.0, 99.0)), commitment(year=2027)),
        *judged(commitment(year=2025)),
        *judged(commitment("D0")),
        *judged(commitment(), data=few),
    ]

    reasons = {each.judgement.reason for each in found}
    assert reasons == {"safe", "chance", "lost", "nothing", "gaps", "over", "few_months"}
    for each in found:
        assert cohorts_and_commitments.evidence(each, "vi") and cohorts_and_commitments.evidence(each, "en")


def test_the_workbook_has_numbers_as_numbers_and_no_formula():
    found = judged(commitment(note="=cmd|'/c calc'!A0\x01", leader="@SUM(A1)"), commitment("C01", year=2027))

    sheet = openpyxl.load_workbook(BytesIO(commitments_workbook(found, "vi"))).active
    rows = list(sheet.iter_rows(values_only=True))
    first = dict(zip(COLUMNS, rows[1], strict=True))
    assert (first["numerator"], first["denominator"], first["value"]) == (720, 900, 80)
    assert (first["note"], first["leader"]) == ("'=cmd|'/c calc'!A0", "'@SUM(A1)")
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert dict(zip(COLUMNS, rows[2], strict=True))["value"] is None
