"""Printed task figures: judged by their own parts, on the denominator they name, never by what is not printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.tasks.printed_figures import FIGURES, Printed, judged, ours
from metrics.tasks.status import STATUSES, Shares

WHOLE = {
    "done_on_time": 60, "done_late": 10, "done_without_deadline": 10, "done": 80,
    "in_time": 12, "overdue": 5, "without_deadline": 3, "in_progress": 20, "assigned": 100,
}  # fmt: skip


def found(**printed) -> list[tuple[str, str, str]]:
    return [(each.name, str(each.printed), str(each.right)) for each in judged(Printed(**printed)) if not each.follows]


def test_figures_that_add_up_are_judged_right():
    assert len(judged(Printed(**WHOLE))) == 3
    assert found(**WHOLE, done_share=Decimal("80.0"), overdue_share=Decimal("15.00")) == []


def test_each_sum_is_judged_by_its_own_parts():
    assert found(**WHOLE | {"done": 81}) == [("done", "81", "80"), ("assigned", "100", "101")]
    assert found(**WHOLE | {"assigned": 90}) == [("assigned", "90", "100")]


def test_a_total_that_is_not_printed_is_the_sum_of_its_parts():
    parts = {name: value for name, value in WHOLE.items() if name not in ("done", "in_progress")}

    assert found(**parts | {"assigned": 101}) == [("assigned", "101", "100")]


@pytest.mark.parametrize("missing", ["done_on_time", "done_late"])
def test_a_missing_figure_is_not_zero(missing):
    printed = {name: value for name, value in WHOLE.items() if name != missing}

    assert found(**printed | {"done": 999, "assigned": 1019}) == []


def test_a_report_without_the_column_for_no_deadline_is_judged_by_the_columns_it_has():
    assert found(done_on_time=60, done_late=10, done=71) == [("done", "71", "70")]


@pytest.mark.parametrize(
    ("share", "among", "right"),
    [
        ("15.00", "all", None),
        ("15", "all", None),
        ("17.24", "with_deadline", None),  # 15 of 87
        ("17.2", "with_deadline", None),
        ("17.24", "all", "15.00"),
        ("15.0", "with_deadline", "17.2"),
    ],
)
def test_a_share_is_judged_on_its_own_denominator_to_its_last_decimal(share, among, right):
    told = found(**WHOLE, overdue_share=Decimal(share), overdue_among=among)

    assert told == ([] if right is None else [("overdue_share", share, right)])


def test_the_done_share_of_tasks_with_a_deadline_counts_only_those():
    assert found(**WHOLE, done_share=Decimal("80.46"), done_among="with_deadline") == []  # 70 of 87


def test_without_its_denominator_a_share_is_not_judged():
    no_column = {name: value for name, value in WHOLE.items() if "without" not in name}
    no_column |= {"done": 70, "in_progress": 17, "assigned": 87}

    assert found(**no_column, overdue_share=Decimal("99.9"), overdue_among="with_deadline") == []
    assert found(done=0, assigned=0, done_share=Decimal("0.0")) == []


@pytest.mark.parametrize("share", ["12.5", "12.50"])
def test_a_half_may_be_rounded_either_way(share):
    assert found(done=1, assigned=8, done_share=Decimal(share)) == []
    assert found(done=1, assigned=8, done_share=Decimal("12")) == []
    assert found(done=1, assigned=8, done_share=Decimal("13")) == []
    assert found(done=1, assigned=8, done_share=Decimal("14")) == [("done_share", "14", "13")]


@given(st.dictionaries(st.sampled_from(sorted({*STATUSES} - {"draft", "cancelled"})), st.integers(0, 999)))
def test_our_own_counts_always_add_up(by_status):
    counted = Shares(by_status)
    figures = ours(counted)

    assert tuple(figures) == FIGURES
    assert (figures["assigned"], figures["done"]) == (counted.assigned, counted.done)
    assert [each.follows for each in judged(Printed(**figures))] == [True] * 3
