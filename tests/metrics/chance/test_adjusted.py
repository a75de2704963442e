"""The rate with everybody's mix of work, beside the rate with one's own."""

import pandas as pd
import pytest

from metrics.chance.adjusted import BORROWED, adjusted


def fields(*rows):
    return pd.DataFrame(rows, columns=["unit_code", "field", "numerator", "denominator"])


HARD_WORK = fields(
    ("LAND", "land", 7200, 9000),
    ("LAND", "papers", 990, 1000),
    ("TOWN", "land", 700, 1000),
    ("TOWN", "papers", 8910, 9000),
)


def of(table, code):
    return table.set_index("unit_code").loc[code]


def test_a_unit_of_much_hard_work_is_better_than_its_raw_rate_says():
    found = adjusted(HARD_WORK)

    assert of(found, "LAND")["raw"] == pytest.approx(0.819) and of(found, "TOWN")["raw"] == pytest.approx(0.961)
    assert of(found, "LAND")["adjusted"] > of(found, "TOWN")["adjusted"]


def test_it_is_the_weighted_mean_of_the_fields_rates_with_ten_borrowed_dossiers():
    found = adjusted(HARD_WORK)

    land, papers = 7900 / 10_000, 9900 / 10_000
    expected = 0.5 * (7200 + BORROWED * land) / (9000 + BORROWED) + 0.5 * (990 + BORROWED * papers) / (1000 + BORROWED)
    assert of(found, "LAND")["adjusted"] == pytest.approx(expected)


def test_with_one_mix_for_all_the_adjusted_rate_is_the_raw_one():
    found = adjusted(
        fields(
            ("A", "x", 90_000, 100_000),
            ("A", "y", 80_000, 100_000),
            ("B", "x", 70_000, 100_000),
            ("B", "y", 60_000, 100_000),
        )
    )

    assert found["adjusted"].tolist() == pytest.approx(found["raw"].tolist(), abs=1e-4)


def test_a_field_without_dossiers_takes_the_fields_own_rate():
    found = adjusted(pd.concat([HARD_WORK, fields(("NEW", "papers", 400, 500))]))

    assert of(found, "NEW")["raw"] == pytest.approx(0.8)
    assert 0.4 < of(found, "NEW")["own_share"] < 0.52


def test_a_unit_of_few_dossiers_has_no_adjusted_rate():
    found = adjusted(pd.concat([HARD_WORK, fields(("TINY", "papers", 2, 2), ("SILENT", "land", None, None))]))

    assert pd.isna(of(found, "TINY")["adjusted"]) and of(found, "TINY")["raw"] == 1.0
    assert pd.isna(of(found, "SILENT")["raw"])


def test_without_any_fields_there_is_no_answer():
    assert adjusted(fields()).empty


def test_ten_dossiers_are_borrowed_and_half_the_weight_must_be_the_units_own():
    """One field of 1,000 dossiers, 90 % met. Of 10 own dossiers half the weight is its own: (5 + 9) ÷ 20 = 70 %."""
    others = ("REST", "x", 900 - 5 - 4, 1000 - 10 - 9)
    found = adjusted(fields(others, ("TEN", "x", 5, 10), ("NINE", "x", 4, 9)))

    assert of(found, "TEN")["own_share"] == pytest.approx(0.5)
    assert of(found, "TEN")["adjusted"] == pytest.approx(0.70)
    assert of(found, "NINE")["own_share"] == pytest.approx(9 / 19)
    assert pd.isna(of(found, "NINE")["adjusted"])
