"""A month in which most units stand at the points that a unit without any dossier gets is not ranked."""

import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from core.periods import parse
from metrics.in_force import definitions_of, settings_in_files
from metrics.score.breaks import breaks_in
from metrics.score.scoring import scores
from metrics.score.series import totals_by_month
from metrics.score.totals import ranked_totals, totals

RULES = definitions_of(parse("2026-10"), settings_in_files()).score("qd766")
# The province's own three indicators, equal in every unit, and no feedback: 15.96 points without any dossier.
OWN = {
    "announced": 47,
    "announced_on_time": 1,
    "published": 47,
    "published_on_time": 43,
    "content_procedures": 47,
    "content_full": 47,
    "feedback": 0,
    "feedback_on_time": 0,
    "feedback_satisfied": 0,
}


def month(working: int, idle: int) -> pd.DataFrame:
    """`working` units with dossiers on time, and `idle` ones whose dossiers are all late."""
    rows = [
        {**OWN, "portal_dossiers": 100, "portal_on_time": met, "satisfaction_base": 100, "satisfied": met}
        for met in [90 + number for number in range(working)] + [0] * idle
    ]
    table = pd.DataFrame(rows, dtype=float).reindex(columns=list(COUNT_NAMES))
    table.insert(0, "unit_code", [f"U{number}" for number in range(len(rows))])
    return table


def ranked(counts: pd.DataFrame) -> pd.DataFrame:
    return ranked_totals(totals(scores(counts, RULES), counts, RULES))


@pytest.mark.parametrize(("working", "idle", "status"), [(4, 5, "at_floor"), (5, 5, "ranked"), (5, 4, "ranked")])
def test_more_than_half_at_the_floor_is_no_ranking(working, idle, status):
    counts = month(working, idle)

    table = ranked(counts)

    assert set(table["status"]) == {status}
    assert table["rank"].notna().all() == (status == "ranked")
    series = totals_by_month(counts.assign(month=pd.Timestamp("2026-10-01")), RULES)
    assert set(series["status"]) == {status}


def test_a_month_at_the_floor_leaves_other_months_their_ranks():
    months = pd.concat(
        [
            month(1, 5).assign(month=pd.Timestamp("2026-09-01")),
            month(5, 1).assign(month=pd.Timestamp("2026-10-01")),
        ],
        ignore_index=True,
    )

    table = totals_by_month(months, RULES).groupby("month")["status"].agg(set)

    assert list(table) == [{"at_floor"}, {"ranked"}]


def test_scores_of_2025_and_2026_are_not_one_series():
    months = [parse(code) for code in ("2025-11", "2025-12", "2026-01", "2026-02")]

    assert breaks_in("qd766", months) == {2: parse("2026-01")}
    assert breaks_in("qd766", months[2:]) == {} and breaks_in("noi_bo", months) == {}
