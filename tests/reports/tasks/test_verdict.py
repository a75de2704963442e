"""A task's numbers judged by what is published: with whom it is compared, and what makes it impossible to tell."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from core.periods import month_of
from core.tasks import Details, Event, Link, Task
from core.units import Succession, Unit
from reports.published import Published
from reports.tasks.verdict import _worth, start_of, verdicts_of
from reports.unit_lists import UnitLists

MONTHS = [month_of(2025 + (number + 6) // 12, (number + 6) % 12 + 1) for number in range(15)]  # 7/2025 to 9/2026
ISSUED = dt.datetime(2026, 2, 20, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def published() -> Published:
    """Twenty communes alike; in C00 a step up from March 2026."""
    chance = np.random.default_rng(5)
    units = tuple(Unit(f"C{number:02}", f"Xã {number}", "commune") for number in range(20))
    rows = []
    for unit in units:
        for place, month in enumerate(MONTHS):
            rate = 0.9 if unit.code == "C00" and place >= 8 else 0.75
            met = float(chance.binomial(500, rate))
            counts = {"resolved": 500.0, "resolved_early": 0.0, "resolved_on_due": met}
            rows.append({"unit_code": unit.code, "month": pd.Timestamp(month.start)} | counts)
    table = pd.DataFrame(rows).reindex(columns=["unit_code", "month", *COUNT_NAMES])
    months = pd.DataFrame([{"period_start": month.start, "period_end": month.end} for month in MONTHS])
    return Published(version=1, lists=UnitLists(newest=units), counts=table, months=months)


def task(code: str, *links: Link, issued: bool = True, cancelled: bool = False) -> Task:
    kinds = ["drafted", *(["issued"] if issued else []), *(["cancelled"] if cancelled else [])]
    return Task(code, Details(links=links), tuple(Event(kind, ISSUED, "x") for kind in kinds))


UP = Link("on_time_resolved", "C00", 75.0, 90.0, "2026-03")


def test_a_task_whose_number_rose_has_moved_it(published):
    mine = task("NV-2026-001", UP)

    (found,) = verdicts_of(published, mine, [mine])

    assert (found.verdict.outcome, found.start, found.verdict.peers) == ("moved", month_of(2026, 3), 19)
    assert 0.10 < found.verdict.effect < 0.20
    assert (found.verdict.months_before, found.verdict.months_after) == (8, 7)


def test_units_with_a_task_on_the_measure_are_not_compared_with(published):
    mine = task("NV-2026-001", UP)
    others = [task("NV-2026-002", Link("on_time_resolved", f"C{number:02}")) for number in range(1, 6)]

    assert verdicts_of(published, mine, [mine, *others])[0].verdict.peers == 14


def test_two_tasks_on_one_number_cannot_be_told_apart(published):
    mine, same = task("NV-2026-001", UP), task("NV-2026-002", UP)
    cancelled = task("NV-2026-003", UP, cancelled=True)
    other_measure = task("NV-2026-004", Link("online", "C00"))

    (found,) = verdicts_of(published, mine, [mine, same, cancelled, other_measure])

    assert (found.verdict.reason, found.overlapping) == ("overlap", ("NV-2026-002",))
    assert verdicts_of(published, mine, [mine, cancelled, other_measure])[0].verdict.outcome == "moved"


def test_a_reform_in_between_cannot_tell(published):
    reform = Succession("C19", "C00", dt.date(2026, 5, 1), 1.0, "sáp nhập")
    merged = Published(
        version=2,
        lists=UnitLists(newest=published.units, successions=(reform,)),
        counts=published.counts,
        months=published.months,
    )
    mine = task("NV-2026-001", UP)

    assert verdicts_of(merged, mine, [mine])[0].verdict.reason == "reform"


def test_drafts_unknown_units_and_figures_given_ready_made_have_no_verdict(published):
    assert verdicts_of(published, task("NV-1", UP, issued=False), []) == []
    assert verdicts_of(published, task("NV-1", Link("on_time_resolved", "X")), []) == []
    assert verdicts_of(published, task("NV-1", Link("mean_days", "C00")), [])[0].verdict.reason == "no_counts"


def test_without_a_month_of_effect_it_counts_from_the_month_of_issue():
    mine = task("NV-1", Link("online", "C00"))

    assert start_of(mine, mine.details.links[0]) == month_of(2026, 2)


@pytest.mark.parametrize(
    ("baseline", "target", "worth"),
    [
        (75.0, 90.0, np.log(4 / 3)),  # half is 0.55, more than the most that is asked
        (90.0, 92.0, 0.123),
        (97.0, 97.2, 0.1),
        (99.0, 100.0, np.log(4 / 3)),
        (None, 90.0, np.log(4 / 3)),
    ],
)
def test_half_of_what_was_promised_is_worth_having(baseline, target, worth):
    """90 to 92 %: ln(0.92/0.08) - ln(0.9/0.1) = 0.245."""
    assert _worth(Link("on_time_resolved", "C00", baseline, target)) == pytest.approx(worth, abs=0.001)
