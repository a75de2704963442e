"""Competition ranking within a kind: 1, 2, 2, 4; the unranked apart."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.rates.measures import measure
from metrics.rates.ranking import distance_to, quartiles, rank_changes, ranked, ranked_by_month
from metrics.rates.rates import values
from tests.drawn import table

HIGHER, LOWER = measure("on_time_portal"), measure("overdue_pending")


def standing(drawing: str):
    return ranked(values(table(drawing), HIGHER), HIGHER)


def test_ties_share_a_rank_and_the_next_one_is_left_out():
    found = standing("""
        unit_code | portal_dossiers | portal_on_time
        A         | 100             | 90
        B         | 10              | 10
        C         | 50              | 45
        D         | 100             | 10
    """)

    assert found[["unit_code", "rank"]].to_numpy().tolist() == [["B", 1], ["A", 2], ["C", 2], ["D", 4]]


def test_equal_fractions_tie_and_fractions_that_only_look_equal_do_not():
    found = standing("""
        unit_code | portal_dossiers | portal_on_time
        THIRD     | 3               | 1
        SAME      | 300000          | 100000
        LESS      | 300001          | 100000
    """)

    assert found.set_index("unit_code")["rank"].to_dict() == {"THIRD": 1, "SAME": 1, "LESS": 3}


def test_units_without_dossiers_and_units_that_did_not_report_stand_apart_unranked():
    found = standing("""
        unit_code | portal_dossiers | portal_on_time
        SILENT    |                 |
        NONE      | 0               | 0
        WORST     | 10              | 0
    """)

    assert found["unit_code"].tolist() == ["WORST", "NONE", "SILENT"]
    assert found["status"].tolist() == ["ranked", "no_dossiers", "not_reported"]
    assert found["rank"].tolist()[0] == 1
    assert found["rank"].isna().tolist() == [False, True, True]


def test_where_less_is_better_the_smallest_is_first():
    units = table("""
        unit_code | pending | pending_overdue
        A         | 100     | 5
        B         | 100     | 1
    """)

    assert ranked(values(units, LOWER), LOWER)["unit_code"].tolist() == ["B", "A"]


def test_a_change_of_rank_is_places_gained_and_unknown_for_who_was_not_ranked():
    now = table("unit_code | rank\nA | 1\nB | 2\nNEW | 3").astype({"rank": "Int64"})
    before = table("unit_code | rank\nB | 1\nA | 2").astype({"rank": "Int64"})

    changes = rank_changes(now, before)

    assert changes.tolist()[:2] == [1, -1]
    assert changes.isna().tolist() == [False, False, True]


def test_the_last_who_stays_last_gains_nothing_where_others_did_not_report():
    """15th of 15 and then 13th of 13 was a green ▲2."""
    before = pd.DataFrame({"unit_code": [f"U{n}" for n in range(1, 16)], "rank": range(1, 16)}).astype(
        {"rank": "Int64"}
    )
    now = before.assign(rank=[*range(1, 13), None, None, 13]).astype({"rank": "Int64"})

    assert rank_changes(now, before).tolist()[-1] == 0
    assert rank_changes(now, before).tolist()[:12] == [0] * 12


def test_the_distance_to_a_target_is_positive_where_it_is_met():
    units = table("unit_code | portal_dossiers | portal_on_time\nA | 100 | 97")

    assert distance_to(95.0, values(units, HIGHER)["value"], HIGHER).tolist() == pytest.approx([2.0])
    assert distance_to(95.0, values(units, HIGHER)["value"], LOWER).tolist() == pytest.approx([-2.0])


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=40), st.randoms())
def test_ranks_do_not_depend_on_the_order_of_rows_and_agree_with_fractions(pairs, shuffle):
    from fractions import Fraction

    pairs = [(min(pair), max(pair)) for pair in pairs]
    rows = [f"U{number:02d} | {whole} | {part}" for number, (part, whole) in enumerate(pairs)]
    shuffle.shuffle(rows)

    found = standing("unit_code | portal_dossiers | portal_on_time\n" + "\n".join(rows)).set_index("unit_code")["rank"]

    exact = {f"U{n:02d}": Fraction(part, whole) for n, (part, whole) in enumerate(pairs) if whole}
    assert found.dropna().to_dict() == {
        code: 1 + sum(other > fraction for other in exact.values()) for code, fraction in exact.items()
    }


def test_the_ranks_of_many_months_at_once_are_those_of_each_month():
    counts = table("""
        unit_code | month   | resolved | resolved_early | resolved_on_due
        A         | 2025-01 | 10       | 5              | 4
        B         | 2025-01 | 10       | 9              | 0
        C         | 2025-01 | 0        | 0              | 0
        A         | 2025-02 | 10       | 5              | 0
        B         | 2025-02 |          |                |
        C         | 2025-02 | 8        | 8              | 0
    """)
    item = measure("on_time_resolved")

    found = ranked_by_month(values(counts, item), item)

    for month, rows in found.groupby("month"):
        alone = ranked(values(counts[counts["month"].eq(month)], item), item).set_index("unit_code")
        assert rows.set_index("unit_code")["rank"].fillna(0).to_dict() == alone["rank"].fillna(0).sort_index().to_dict()
        assert rows["of"].unique().tolist() == [alone["status"].eq("ranked").sum()]
        assert rows[["low", "median", "high"]].iloc[0].tolist() == list(quartiles(alone["value"]))


def test_units_that_share_a_rank_in_a_month_leave_the_next_one_out():
    counts = table("""
        unit_code | month   | resolved | resolved_early | resolved_on_due
        A         | 2025-01 | 10       | 9              | 0
        B         | 2025-01 | 10       | 8              | 0
        C         | 2025-01 | 20       | 16             | 0
        D         | 2025-01 | 10       | 7              | 0
    """)
    item = measure("on_time_resolved")

    assert ranked_by_month(values(counts, item), item)["rank"].tolist() == [1, 2, 2, 4]
