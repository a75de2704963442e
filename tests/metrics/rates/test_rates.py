"""Sum first, divide last; missing is not zero."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.dated import Words
from metrics.rates.measures import measure
from metrics.rates.rates import MissingColumnsError, over_months, pooled, values
from metrics.rates.targets import verdicts
from tests.drawn import table

ON_TIME = measure("on_time_portal")
ONLINE = measure("online")
WORDS = Words(vi="x", en="x")


def test_group_rate_is_the_rate_of_its_dossiers_not_the_mean_of_rates():
    units = table("""
        unit_code | portal_dossiers | portal_on_time
        H01       | 900             | 900
        H02       | 100             | 0
    """)

    assert pooled(units, ON_TIME)["value"].tolist() == [90.0]  # not 50.0


def test_a_unit_without_dossiers_has_no_rate_and_one_that_did_not_report_has_no_counts():
    units = table("""
        unit_code | portal_dossiers | portal_on_time
        EMPTY     | 0               | 0
        SILENT    |                 |
    """)

    found = values(units, ON_TIME)

    assert found["value"].isna().all()
    assert found["denominator"].tolist()[0] == 0
    assert found["denominator"].isna().tolist() == [False, True]


def test_a_sum_with_an_unknown_part_is_unknown_not_smaller():
    units = table("""
        unit_code | received_online | received_in_person
        H01       | 40              |
    """)

    assert values(units, ONLINE)["value"].isna().all()  # not 100 %


def test_a_unit_with_an_unknown_count_stays_out_of_the_pool_with_both_its_counts():
    units = table("""
        unit_code | portal_dossiers | portal_on_time
        H01       | 100             | 80
        H02       | 300             |
    """)

    found = pooled(units, ON_TIME)

    assert found[["units", "denominator", "value"]].iloc[0].tolist() == [1, 100, 80.0]


def test_a_given_mean_is_shown_for_the_unit_and_never_pooled():
    units = table("""
        unit_code | mean_days_hundredths | portal_dossiers
        H01       | 705                  | 10
        H02       | 1295                 | 20
    """)
    mean_days = measure("mean_days")

    assert values(units, mean_days)["value"].tolist() == pytest.approx([7.05, 12.95])
    assert pooled(units, mean_days)["value"].isna().all()


def test_nought_days_of_a_unit_without_dossiers_are_no_record():
    units = table("""
        unit_code | mean_days_hundredths | portal_dossiers
        H01       | 0                    | 0
    """)

    assert values(units, measure("mean_days"))["value"].isna().all()


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumnsError, match="portal_on_time"):
        values(table("unit_code | portal_dossiers\nH01 | 1"), ON_TIME)


COUNTS = """
    unit_code | month      | received_online | carried_over | pending | received
    H01       | 2026-07-01 | 10              | 5            | 7       | 15
    H01       | 2026-08-01 | 20              | 7            | 9       | 27
    ENDED     | 2026-07-01 | 30              | 3            | 4       | 33
    NEW       | 2026-08-01 | 40              | 0            | 6       | 40
"""
MONTHS = [pd.Timestamp("2026-07-01"), pd.Timestamp("2026-08-01")]


def test_a_longer_period_adds_flows_and_takes_the_opening_and_the_closing_stock():
    found = over_months(table(COUNTS), MONTHS, pd.Series({"H01": 2})).iloc[0]

    assert (found["received_online"], found["carried_over"], found["pending"]) == (30, 5, 9)


def test_dossiers_carried_over_are_not_counted_twice_in_a_longer_period():
    assert over_months(table(COUNTS), MONTHS, pd.Series({"H01": 2}))["received"].isna().all()
    assert over_months(table(COUNTS), MONTHS[:1], pd.Series({"H01": 1}))["received"].tolist() == [15]


def test_a_month_not_reported_leaves_the_longer_period_unknown():
    found = over_months(table(COUNTS), MONTHS, pd.Series({"NEW": 2}))

    assert found["received_online"].isna().all()


def test_a_unit_counts_for_the_months_it_was_in_force():
    found = over_months(table(COUNTS), MONTHS, pd.Series({"ENDED": 1, "NEW": 1})).set_index("unit_code")

    assert found["received_online"].to_dict() == {"ENDED": 30, "NEW": 40}
    # What the ended unit had pending went to others, which report it.
    assert found["pending"].to_dict() == {"ENDED": 0, "NEW": 6}


@pytest.mark.parametrize(("met", "of"), [(57, 100), (29, 50), (115, 200), (1146, 2000)])
def test_a_rate_that_reaches_its_target_exactly_meets_it(met: int, of: int):
    """Multiplied after the division, 57 of 100 were 56.99999999999999 % and missed a target of 57 %."""
    value = values(pd.DataFrame({"portal_dossiers": [of], "portal_on_time": [met]}), ON_TIME)["value"].tolist()
    assert value == [float(Fraction(100 * met, of))]
    ranked = np.array(["ranked"], dtype=object)
    assert verdicts(np.array(value), ranked, ON_TIME, np.array(value)).tolist() == ["met"]


@given(met=st.integers(0, 10**7), of=st.integers(1, 10**7))
def test_a_rate_is_the_number_nearest_to_the_fraction(met: int, of: int):
    table = values(pd.DataFrame({"portal_dossiers": [of], "portal_on_time": [met]}), ON_TIME)
    assert table["value"].tolist() == [float(Fraction(100 * met, of))]


RESOLVED = measure("on_time_resolved")


def test_early_and_on_the_day_in_one_column_give_the_rate_by_the_late_ones():
    """Most tables of provinces: “đúng và trước hạn” is one column, the parts are not known (domain.md)."""
    units = table("""
        unit_code | resolved | resolved_early | resolved_on_due | resolved_late
        BOTH      | 100      | 60             | 35              | 5
        MERGED    | 100      |                |                 | 5
        HALF      | 100      | 60             |                 | 5
        NO_LATE   | 100      |                |                 |
        FAULT     | 100      |                |                 | 105
        NOTHING   | 0        |                |                 | 0
    """)
    found = values(units, RESOLVED).set_index("unit_code")
    assert found["numerator"].dropna().to_dict() == {"BOTH": 95, "MERGED": 95, "HALF": 95, "NOTHING": 0}
    assert found["value"].dropna().to_dict() == {"BOTH": 95.0, "MERGED": 95.0, "HALF": 95.0}
    assert pooled(units, RESOLVED)[["units", "numerator", "denominator"]].iloc[0].tolist() == [4, 285, 300]


def test_what_is_reported_goes_before_what_follows_from_the_late_ones():
    units = table("""
        unit_code | resolved | resolved_early | resolved_on_due | resolved_late
        H01       | 100      | 60             | 30              | 5
    """)
    assert values(units, RESOLVED)["value"].tolist() == [90.0]


def test_before_it_was_known_a_merged_column_gave_no_rate():
    units = table("""
        unit_code | resolved | resolved_early | resolved_on_due | resolved_late
        MERGED    | 100      |                |                 | 5
    """)
    assert values(units, RESOLVED.before_otherwise())["value"].isna().all()
