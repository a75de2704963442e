"""A lamp for each “rõ”, with the reason; and what is asked for is configuration."""

import datetime as dt
from dataclasses import replace

import pytest

from core.tasks import Details, Person
from core.working_days import last_up_to
from metrics.tasks.clarity import all_clarities, clear, lamps, set_on, sets_in_files
from metrics.tasks.clarity_rules import RULES, Context

TODAY = dt.date(2026, 11, 22)
CONTEXT = Context(TODAY, {"SNV": (dt.date(1900, 1, 1), None), "STNMT": (dt.date(1900, 1, 1), dt.date(2025, 2, 28))})
CLEAR = Details(
    content="Số hóa 500 hồ sơ đất đai tồn tại Bộ phận Một cửa",
    staff=(Person("Nguyễn Văn A", "SNV"),),
    leaders=(Person("Trần Thị B", "SNV"),),
    deadline=dt.date(2026, 12, 15),
    product="Báo cáo kết quả số hóa",
    proof="500 hồ sơ trên kho dữ liệu",
    units=("SNV",),
)


def reasons(**changes) -> list[tuple[str, str]]:
    task = replace(CLEAR, **changes)
    return [(lamp.clarity.id, reason.code) for lamp in lamps(task, CONTEXT) for reason in lamp.reasons]


def test_a_clear_task_is_clear():
    assert reasons() == []
    assert clear(CLEAR, CONTEXT)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"content": "Làm ngay"}, ("work", "content_short")),
        ({"content": "Quan tâm công tác số hóa hồ sơ"}, ("work", "vague_other_words")),
        ({"staff": ()}, ("staff", "no_staff")),
        ({"staff": (Person("  ", "SNV"),)}, ("staff", "no_staff")),
        ({"staff": (Person("Nguyễn Văn A", ""),)}, ("staff", "person_without_unit")),
        ({"leaders": ()}, ("leader", "no_leader")),
        ({"leaders": (Person("B", "SNV"), Person("C", "SNV"))}, ("leader", "leaders_many")),
        ({"leaders": (Person("B", "STNMT"),)}, ("leader", "unit_not_in_force")),
        ({"deadline": None}, ("deadline", "no_deadline")),
        ({"deadline": dt.date(2026, 12, 13)}, ("deadline", "deadline_sunday")),
        ({"deadline": dt.date(2027, 1, 1)}, ("deadline", "deadline_holiday")),
        ({"deadline": dt.date(2026, 11, 20)}, ("deadline", "deadline_past")),
        ({"product": " "}, ("product", "no_product")),
        ({"proof": ""}, ("product", "no_proof")),
    ],
)
def test_what_is_unclear_is_said_with_its_lamp(changes, expected):
    assert reasons(**changes) == [expected]


@pytest.mark.parametrize(
    "when", ["năm 2026", "trong tháng 12/2026", "giai đoạn 2026-2030", "theo Quyết định 766/QĐ-TTg"]
)
def test_a_year_or_a_decision_is_no_amount_that_could_be_checked(when):
    content = f"Quan tâm công tác số hóa hồ sơ {when}"

    assert reasons(content=content) == [("work", "vague_other_words")]
    assert reasons(content=f"{content}: 500 hồ sơ") == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [((2026, 12, 15), (2026, 12, 15)), ((2026, 12, 13), (2026, 12, 11)), ((2027, 1, 1), (2026, 12, 31))],
)
def test_a_day_proposed_is_never_a_weekend_or_a_holiday(day, expected):
    found = last_up_to(dt.date(*day))

    assert found == dt.date(*expected)
    assert reasons(deadline=found) == []


def test_a_vague_word_passes_where_a_product_can_be_checked_or_a_number_stands():
    vague = "Đẩy mạnh số hóa hồ sơ đất đai"

    assert reasons(content=vague) == []
    assert ("work", "vague_product") in reasons(content=vague, product="", proof="")
    assert ("work", "vague_product") not in reasons(content=vague + " thêm 500", product="", proof="")


def test_a_phrase_is_a_word_and_not_a_part_of_one():
    assert ("work", "vague_product") not in reasons(content="Lắp đặt bốn máy quét chống cháy", product="", proof="")


def test_a_sixth_clarity_is_asked_for_once_the_province_says_so():
    own = (
        ("2026-12", (*set_on(TODAY).clarities, "authority"), "Kế hoạch 5", dt.datetime(2026, 11, 20, tzinfo=dt.UTC)),
    )
    december = replace(CONTEXT, today=dt.date(2026, 12, 1), sets=own)

    def unclear(task, context):
        return [lamp.clarity.id for lamp in lamps(task, context) if not lamp.clear]

    assert unclear(CLEAR, replace(CONTEXT, sets=own)) == [], "not before its month"
    assert unclear(CLEAR, december) == ["authority"]
    assert unclear(replace(CLEAR, authority="Giám đốc Sở"), december) == []
    taken_back = (*own, ("2026-12", None, "nhầm", dt.datetime(2026, 11, 21, tzinfo=dt.UTC)))
    assert unclear(CLEAR, replace(december, sets=taken_back)) == []


def test_a_set_that_is_entered_later_does_not_judge_what_was_issued_before():
    own = (("2026-11", ("contact",), "Kế hoạch 5", dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)),)
    assert [set_on(dt.date(2026, 11, day), own).clarities for day in (21, 22)] == [
        ("work", "staff", "leader", "deadline", "product"),
        ("contact",),
    ]


def test_every_clarity_and_rule_of_the_files_exists():
    assert {name for each in sets_in_files() for name in each.clarities} <= set(all_clarities())
    assert {rule for each in all_clarities().values() for rule in each.rules} <= set(RULES)
