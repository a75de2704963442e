"""Verdicts on simulated units whose truth is known: right in at least nine of ten, and otherwise “cannot tell”."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from metrics.chance.verdict import Verdict, verdict

pytestmark = pytest.mark.slow

MONTHS = pd.date_range("2025-10-01", periods=18, freq="MS")
START = MONTHS[9]
RUNS = 100


def province(seed: int, *, units: int = 40, dossiers: float = 500, rate: float = 0.80, clumped: float = 0.0):
    """Levels of units on the scale of odds, volumes, and their months' own ups and downs."""
    chance = np.random.default_rng(seed)
    levels = logit(chance.beta(rate * 30, (1 - rate) * 30, units))
    volumes = chance.lognormal(np.log(dossiers), 0.3, units)
    return chance, levels, volumes, chance.normal(0, clumped, (units, len(MONTHS)))


def counts(chance, odds, volumes) -> pd.DataFrame:
    of = np.maximum(chance.poisson(np.broadcast_to(volumes[:, None], odds.shape)), 1)
    met = chance.binomial(of, expit(odds))
    index = pd.MultiIndex.from_product(
        [[f"U{n:02}" for n in range(len(volumes))], MONTHS], names=["unit_code", "month"]
    )
    return pd.DataFrame({"numerator": met.ravel(), "denominator": of.ravel()}, index=index, dtype=float).reset_index()


def judged(table: pd.DataFrame, unit: str = "U00", **more) -> Verdict:
    own = table[table["unit_code"].eq(unit)].drop(columns="unit_code")
    return verdict(own, table[table["unit_code"].ne(unit)], START, **{"better": "higher"} | more)


def _step(chance, odds, volumes, by: float):
    odds[0, 9:] += by
    return counts(chance, odds, volumes), "U00"


def _improved(chance, odds, volumes):
    odds[0] += logit(0.70) - odds[0, 0]
    return _step(chance, odds, volumes, 0.7)


def _worsened(chance, odds, volumes):
    odds[0] += logit(0.85) - odds[0, 0]
    return _step(chance, odds, volumes, -0.7)


def _unchanged(chance, odds, volumes):
    return counts(chance, odds, volumes), "U00"


def _picked_as_worst(chance, odds, volumes):
    # Alike but for chance: whoever is worst before the start gets better by itself.
    table = counts(chance, odds.mean() + 0.1 * (odds - odds.mean()), volumes)
    before = table[table["month"].lt(START)].groupby("unit_code")[["numerator", "denominator"]].sum()
    return table, (before["numerator"] / before["denominator"]).idxmin()


def _seasonal(chance, odds, volumes):
    return counts(chance, odds + 0.6 * np.sin(2 * np.pi * (MONTHS.month.to_numpy() - 4) / 12), volumes), "U00"


def _seasonal_and_improved(chance, odds, volumes):
    return _improved(chance, odds - 0.6 * np.sin(2 * np.pi * (MONTHS.month.to_numpy() - 4) / 12), volumes)


CASES = {
    "step": (_improved, "moved"),
    "worse": (_worsened, "worse"),
    "no change": (_unchanged, "not_yet"),
    "regression to the mean": (_picked_as_worst, "not_yet"),
    "season": (_seasonal, "not_yet"),
    "step against the season": (_seasonal_and_improved, "moved"),
}


@cache
def outcomes(case: str, clumped: float) -> "pd.Series[int]":
    make, _ = CASES[case]
    found = []
    for seed in range(RUNS):
        chance, levels, volumes, noise = province(seed, clumped=clumped)
        table, unit = make(chance, levels[:, None] + noise, volumes)
        found.append(judged(table, unit).outcome)
    return pd.Series(found).value_counts()


@pytest.mark.parametrize("clumped", [0.0, 0.06], ids=["chance alone", "months with ups and downs of their own"])
@pytest.mark.parametrize("case", CASES)
def test_the_verdict_is_right_in_nine_of_ten_and_otherwise_cannot_tell(case, clumped):
    truth = CASES[case][1]
    found = outcomes(case, clumped)

    assert found.get(truth, 0) >= 0.9 * RUNS, dict(found)
    assert set(found.index) <= {truth, "cannot_tell"}


def test_what_cannot_be_known_is_not_said():
    chance, levels, volumes, _ = province(1)
    table, _ = _improved(chance, levels[:, None] + np.zeros(len(MONTHS)), volumes)
    few = table[table["unit_code"].isin(["U00", "U01", "U02"])]
    unlike = table.assign(denominator=table["denominator"] * np.where(table["unit_code"].eq("U00"), 1, 9))

    assert judged(table).outcome == "moved"
    assert judged(table[table["month"].ge(MONTHS[4])]).reason == "few_before"
    assert judged(table[table["month"].lt(MONTHS[11])]).reason == "too_soon"
    assert judged(table, breaks=(MONTHS[6],)).reason == "reform" == judged(table, breaks=(MONTHS[12],)).reason
    assert judged(table, breaks=(MONTHS[2],)).outcome == "moved"
    assert judged(table, overlaps=True).reason == "overlap"
    assert judged(few).reason == "few_peers" == judged(unlike).reason


def test_too_few_dossiers_cannot_tell():
    chance, levels, volumes, _ = province(2, dossiers=12)
    table, _ = _unchanged(chance, levels[:, None] + np.zeros(len(MONTHS)), volumes)

    assert judged(table).reason == "too_noisy"


def test_better_may_be_lower():
    chance, levels, volumes, _ = province(3)
    table, _ = _improved(chance, levels[:, None] + np.zeros(len(MONTHS)), volumes)

    assert judged(table, better="lower").outcome == "worse"


def test_whoever_was_picked_for_a_bad_spell_is_expected_back():
    chance, levels, volumes, _ = province(4, dossiers=60)
    table, unit = _picked_as_worst(chance, levels[:, None] + np.zeros(len(MONTHS)), volumes)
    found = judged(table, unit)

    assert found.before < found.peers_before
    assert 0 < found.returned < found.peers_before - found.before
    assert found.expected > found.before


def certain(before: float, after: float, dossiers: int = 40_000) -> pd.DataFrame:
    """Units of so many dossiers a month, all at `before`, the peers for good: nothing is left to chance."""
    rate = np.full((40, len(MONTHS)), before)
    rate[0, 9:] = after
    index = pd.MultiIndex.from_product([[f"U{n:02}" for n in range(40)], MONTHS], names=["unit_code", "month"])
    table = pd.DataFrame({"numerator": np.round(dossiers * rate).ravel(), "denominator": float(dossiers)}, index=index)
    return table.reset_index()


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        # 25 to 100 become 19.0 or 18.5 to 100: a quarter less is 18.75.
        (0.80, 0.8403, "cannot_tell"),
        (0.80, 0.8439, "moved"),
        # A third more is 33.3 to 100: 75.0 %.
        (0.80, 0.7530, "cannot_tell"),
        (0.80, 0.7470, "worse"),
        # Late dossiers halved, and a tenth fewer.
        (0.97, 0.985, "moved"),
        (0.97, 0.973, "cannot_tell"),
    ],
)
def test_without_a_target_a_change_is_worth_having_from_a_quarter_fewer_exceptions_on(before, after, outcome):
    assert judged(certain(before, after)).outcome == outcome


def test_with_few_peers_the_fact_is_known_though_the_cause_is_not():
    few = certain(0.807, 0.723).query("unit_code in ['U00', 'U01']")

    found = judged(few)

    assert (found.outcome, found.reason) == ("cannot_tell", "few_peers")
    assert (found.before, found.after) == (pytest.approx(0.807), pytest.approx(0.723))
    assert np.isnan(found.expected)


def test_the_error_of_what_was_expected_counts_the_peers():
    """All at 80 %, 500 dossiers a month, 9 months before and 9 after: √((2/4500)/0.16 · (1 + 1/30)) · 0.16."""
    index = pd.MultiIndex.from_product([[f"U{n:02}" for n in range(40)], MONTHS], names=["unit_code", "month"])
    table = pd.DataFrame({"numerator": 400.0, "denominator": 500.0}, index=index).reset_index()
    found = judged(table)

    assert found.peers == 30
    assert found.error == pytest.approx(0.16 * np.sqrt(2 / 4500 / 0.16 * (1 + 1 / 30)), rel=0.002)
