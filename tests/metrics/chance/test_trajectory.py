"""The year's end: the share that is still needed brings the year exactly to its target, and the chance is honest."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from metrics.chance.months_of_kind import MonthsOfKind, months_of_kind
from metrics.chance.trajectory import trajectory

pytestmark = pytest.mark.slow


def months(rates, size=200, this_year=None) -> pd.DataFrame:
    numerators = [round(rate * size) for rate in rates]
    years = [True] * len(rates) if this_year is None else this_year
    table = {"numerator": numerators, "denominator": [size] * len(rates), "this_year": years}
    return pd.DataFrame(table).astype({"numerator": float, "denominator": float, "this_year": bool})


def test_the_required_share_brings_the_year_to_its_target():
    found = trajectory(months([0.90] * 10), 92.0, 2)

    year = (found.numerator + found.required / 100 * found.expected) / (found.denominator + found.expected)
    assert 100 * year == pytest.approx(92.0)
    assert found.required == pytest.approx(102.0)
    assert found.probability == 0.0


def test_only_this_year_counts_for_the_year_and_all_months_for_what_is_to_come():
    found = trajectory(months([0.5] * 6 + [1.0] * 6, this_year=[False] * 6 + [True] * 6), 90.0, 6)

    assert (found.numerator, found.denominator) == (1200, 1200)
    assert found.required == pytest.approx(80.0)


def test_a_year_that_is_safe_is_nearly_sure_and_one_that_is_lost_is_not():
    assert trajectory(months([0.99] * 10), 95.0, 2).probability > 0.99
    assert trajectory(months([0.80] * 10), 95.0, 2).probability == 0.0
    assert trajectory(months([0.02] * 10), 5.0, 2, better="lower").probability > 0.99


UNITS, TO_COME = 60, 4


def three_years(seed, *, scatter=1.0, season=0.0, lasting=0.0):
    """(met, dossiers) of 36 months of 60 units: levels about 95 %, a season of so many log-odds, months that scatter φ
    times as much as chance and stay as they are with the correlation `lasting`."""
    chance = np.random.default_rng(seed)
    volume = chance.lognormal(np.log(300), 0.4, UNITS)
    of = np.maximum(chance.poisson(np.tile(volume, (36, 1))), 1)
    level = logit(np.clip(chance.beta(57, 3, UNITS), 0.7, 0.995))
    stray = chance.normal(0, 1, (36, UNITS))
    for month in range(1, 36):
        stray[month] = lasting * stray[month - 1] + np.sqrt(1 - lasting**2) * stray[month]
    wide = np.sqrt((scatter - 1) / (volume * expit(level) * (1 - expit(level))))
    common = season * np.sin(2 * np.pi * (np.arange(36) - 3) / 12)
    return chance.binomial(of, expit(level + common[:, None] + wide * stray)).astype(float), of.astype(float)


def forecasts(runs, *, kind=True, **world):
    """(probability that was said in August, whether the year reached the target), targets near each unit's own rate."""
    said, reached = [], []
    stamps = pd.date_range("2024-01-01", periods=36, freq="MS")[20:32]
    for seed in range(runs):
        met, of = three_years(seed, **world)
        months = months_of_kind(met[:-TO_COME], of[:-TO_COME], 1) if kind else None
        apart = np.random.default_rng(1000 + seed).normal(0, 0.01, UNITS)
        for unit in range(UNITS):
            table = pd.DataFrame({"numerator": met[20:32, unit], "denominator": of[20:32, unit], "month": stamps})
            table["this_year"] = table["month"].dt.year.eq(2026)
            target = np.clip(table["numerator"].sum() / table["denominator"].sum() + apart[unit], 0.5, 0.999)
            said.append(trajectory(table, 100 * target, TO_COME, kind=months).probability)
            reached.append(met[24:, unit].sum() / of[24:, unit].sum() >= target)
    return np.array(said), np.array(reached)


WORLDS = {
    "chance alone": {},
    "months that scatter": {"scatter": 4.0},
    "a common season": {"season": 0.5},
    "a season and months that scatter": {"season": 0.5, "scatter": 4.0},
    "spells that last": {"scatter": 4.0, "lasting": 0.8},
}


@pytest.mark.parametrize("name", WORLDS)
def test_the_chance_is_what_happens(name):
    """10 × 60 years each: in each fifth as many reach the target as was said, to 5 points and two binomial errors."""
    said, reached = forecasts(10, **WORLDS[name])

    for low in np.arange(0.0, 1.0, 0.2):
        here = (said >= low) & (said < low + 0.2 + 1e-9)
        usual = said[here].mean()
        assert here.sum() >= 15
        assert abs(usual - reached[here].mean()) <= 0.05 + 2 * np.sqrt(usual * (1 - usual) / here.sum())
    assert abs(said.mean() - reached.mean()) <= 0.035


def test_without_the_season_the_chance_would_be_wrong():
    """In August of a year whose last months are the worse ones: 10 × 60 years."""
    said, reached = forecasts(10, kind=False, season=0.8)
    likely = (said >= 0.2) & (said < 0.8)

    assert abs(said.mean() - reached.mean()) > 0.04
    assert abs(said[likely].mean() - reached[likely].mean()) > 0.15


def test_what_the_months_of_a_kind_show_is_found_again():
    """Means of 10 provinces."""
    found = [months_of_kind(*three_years(seed, season=0.5, scatter=4.0, lasting=0.8), 1) for seed in range(10)]
    still = [months_of_kind(*three_years(seed), 1) for seed in range(10)]

    # A long spell and a large stray are hard to tell apart; neighbouring months show a(1 - ρ).
    assert np.median([each.lasting for each in found]) == pytest.approx(0.85, abs=0.11)
    assert np.mean([each.stray * (1 - each.lasting) for each in found]) == pytest.approx(3 * 0.2, rel=0.15)
    assert np.mean([each.season for each in found], axis=0) == pytest.approx(
        0.5 * np.sin(2 * np.pi * (np.arange(12) - 3) / 12), abs=0.08
    )
    assert np.mean([each.stray for each in still]) < 0.15
    assert np.abs([each.season for each in still]).mean() < 0.02


def test_a_kind_without_a_whole_year_has_no_season():
    met, of = three_years(1, season=0.5)
    gap = of.copy()
    gap[-3] = np.nan

    assert set(months_of_kind(met[:11], of[:11], 1).season) == {0.0}
    assert set(months_of_kind(met, gap, 1).season) == {0.0}
    assert months_of_kind(met[:3, :2], of[:3, :2], 1) == MonthsOfKind()


def test_a_season_counts_from_the_calendar_month_of_the_first_row():
    met, of = three_years(2, season=0.5)

    shifted, whole = months_of_kind(met[5:], of[5:], 6), months_of_kind(met, of, 1)

    assert shifted.season == pytest.approx(whole.season, abs=0.02)


def test_the_mean_is_as_uncertain_as_the_months_make_it():
    """Ten months of 300 at 92 %, two to come, target 92: even; three points above, as the normal curve has it."""
    table = months([0.92] * 10, size=300)

    assert trajectory(table, 92.0, 2).probability == pytest.approx(0.5, abs=0.06)
    # Of the two months to come 90.8 % would do; by 600 and 3,000 dossiers √(0.0736(1/600 + 1/3000)) = 1.2 points.
    needed = trajectory(table, 91.8, 2)
    assert needed.required == pytest.approx(90.8)
    assert needed.probability == pytest.approx(0.84, abs=0.03)


def test_too_few_months_promise_nothing():
    assert np.isnan(trajectory(months([0.9] * 5), 95.0, 2).probability)
    assert np.isnan(trajectory(months([]), 95.0, 2).required)
