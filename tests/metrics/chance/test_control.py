"""p′ charts: against a plain computation, the four rules, phases, months without a rate."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from metrics.chance.belief import dispersion
from metrics.chance.control import FALSE_SIGNALS, control, kind_moves


def series(numerators, denominators) -> pd.DataFrame:
    months = pd.date_range("2025-01-01", periods=len(numerators), freq="MS")
    return pd.DataFrame({"month": months, "numerator": numerators, "denominator": denominators}).astype(
        {"numerator": float, "denominator": float}
    )


def at(distances, volume=10_000) -> pd.DataFrame:
    """A series whose months lie so many sigmas from the centre, after many months of usual noise."""
    usual = [1.0, -1.0] * 40  # mean moving range 2: sigma_z = 1.77
    shares = 0.5 + 0.005 * np.array(usual + [1.773 * each for each in distances])
    return control(series(shares * volume, [volume] * len(shares))).iloc[len(usual) :]


def test_limits_are_those_of_a_plain_computation():
    """Laney's formulas, one number after another."""
    met = [180, 195, 340, 270, 90, 410, 233, 310, 160, 280, 300, 120, 205, 330]
    of = [200, 210, 380, 290, 110, 430, 250, 350, 170, 320, 310, 140, 230, 345]

    found = control(series(met, of))

    centre = sum(met) / sum(of)
    z = [(r / n - centre) / (centre * (1 - centre) / n) ** 0.5 for r, n in zip(met, of, strict=True)]
    ranges = [abs(z[place] - z[place - 1]) for place in range(1, len(z))]
    sigma_z = sum(ranges) / len(ranges) / 1.128
    for place, n in enumerate(of):
        reach = 3 * (centre * (1 - centre) / n) ** 0.5 * sigma_z
        row = found.iloc[place]
        assert row["lower"] == pytest.approx(centre - reach)
        assert row["upper"] == pytest.approx(min(centre + reach, 1))
    assert found["centre"].unique() == pytest.approx([centre])
    assert found["sigma_z"].unique() == pytest.approx([sigma_z])
    assert not found["trial"].any()


def test_with_chance_alone_it_is_a_p_chart_and_with_noise_it_is_wider():
    chance = np.random.default_rng(8)
    of = [5000] * 36
    plain = [control(series(chance.binomial(5000, 0.9, 36), of)) for _ in range(60)]
    weather = np.clip(chance.normal(0.9, 0.02, (60, 36)), 0, 1)
    noisy = [control(series(chance.binomial(5000, rates), of)) for rates in weather]

    assert np.mean([each["sigma_z"].iloc[0] for each in plain]) == pytest.approx(1, abs=0.1)
    assert np.mean([each["sigma_z"].iloc[0] for each in noisy]) > 4
    assert np.mean([each["rule"].eq(1).mean() for each in noisy]) < 0.02


def test_a_fall_that_lasts_signals_itself_and_not_the_good_months_before_it():
    chance = np.random.default_rng(12)
    rates = np.array([0.95] * 24 + [0.90] * 12)

    found = control(series(chance.binomial(2000, rates), [2000] * 36))

    assert found["centre"].iloc[-1] == pytest.approx(0.95, abs=0.004)
    assert (found["rule"].iloc[:24] > 0).sum() <= 1
    assert (found["rule"].iloc[24:] > 0).all() and (found["side"].iloc[24:] == -1).all()


@pytest.mark.parametrize(
    ("distances", "rules"),
    [
        ([3.3], [1]),
        ([-3.3], [1]),
        ([2.3, 0.5, 2.3], [0, 0, 2]),
        ([2.3, -2.3, 0.5], [0, 0, 0]),
        ([1.3, 1.3, 0.5, 1.3, 1.3], [0, 0, 0, 0, 3]),
        ([0.4] * 8, [0] * 7 + [4]),
        ([0.4] * 7 + [-0.4], [0] * 8),
    ],
)
def test_each_rule_is_told_at_the_month_that_completes_it(distances, rules):
    found = at([-0.2, *distances])

    assert found["rule"].tolist()[1:] == rules
    assert set(found.loc[found["rule"].gt(0), "side"]) <= {np.sign(distances[-1])}


def test_a_reform_begins_a_phase_with_limits_of_its_own():
    found = control(series([900] * 14 + [500, 505, 495, 502], [1000] * 18), [pd.Timestamp("2026-03-01")])

    assert found["phase"].tolist() == [0] * 14 + [1] * 4
    assert found["centre"].tolist() == pytest.approx([0.9] * 14 + [0.5005] * 4)
    assert found["trial"].tolist() == [False] * 14 + [True] * 4
    assert found["rule"].eq(0).all()


def test_a_month_without_a_rate_takes_no_part():
    found = control(series([900, np.nan, 0, 905], [1000, np.nan, 0, 1000]))

    assert found["share"].isna().tolist() == [False, True, True, False]
    assert found["upper"].isna().tolist() == [False, True, True, False]
    assert found["centre"].iloc[0] == pytest.approx(0.9025)


@pytest.mark.parametrize(("usual", "now", "side"), [(200, 120, -1), (0, 80, 1)])
def test_a_unit_that_never_missed_one_signals_when_several_are_missed(usual, now, side):
    found = control(series([usual] * 24 + [usual + side] + [now] * 3, [200] * 28))

    assert found["rule"].tolist() == [0] * 25 + [1] * 3
    assert found["side"].tolist() == [0] * 25 + [side] * 3
    assert found["lower"].iloc[0] < found["upper"].iloc[0]


def test_the_last_digit_of_a_division_is_no_noise():
    of = [10, 30, 70, 90, 110, 130, 170, 190] * 3

    found = control(series([0.7 * each for each in of], of))

    assert found["rule"].eq(0).all()
    assert found["sigma_z"].eq(1.0).all()


def test_one_month_has_no_limits_and_all_alike_are_no_signal():
    assert np.isnan(control(series([9], [10]))["upper"].iloc[0])
    assert control(series([10] * 20, [10] * 20))["rule"].eq(0).all()
    assert control(series([], [])).empty


def test_one_late_dossier_in_two_years_makes_no_signal_of_the_next_one():
    found = control(series([200] * 10 + [199] + [200] * 13 + [199] + [200] * 5, [200] * 30))

    assert found["rule"].eq(0).all()


UNITS = 40


def province(seed: int, season: float, scatter: float):
    """(met, dossiers) of 34 months: levels stay, all units share a season."""
    chance = np.random.default_rng(seed)
    volume = chance.lognormal(np.log(300), 0.4, UNITS)
    of = np.maximum(chance.poisson(np.tile(volume, (34, 1))), 1)
    level = logit(np.clip(chance.beta(57, 3, UNITS), 0.7, 0.99))
    wide = np.sqrt((scatter - 1) / (volume * expit(level) * (1 - expit(level))))
    common = season * np.sin(2 * np.pi * np.arange(34) / 12)
    odds = level + common[:, None] + wide * chance.normal(0, 1, (34, UNITS))
    return chance.binomial(of, expit(odds)).astype(float), of.astype(float)


def signalled(season: float, scatter: float, *, with_kind: bool) -> float:
    """The share of 160 stable units with any signal within 34 months."""
    found = []
    for seed in range(16):
        met, of = province(seed, season, scatter)
        for unit in range(0, UNITS, 4):
            own = series(met[:, unit], of[:, unit])
            others = np.arange(UNITS) != unit
            moves = pd.Series(kind_moves(met[:, others], of[:, others]), index=own["month"])
            told = control(own, (), moves, dispersion(met, of)) if with_kind else control(own)
            found.append(told["rule"].gt(0).any())
    return float(np.mean(found))


@pytest.mark.slow
@pytest.mark.parametrize("season", [0.0, 0.6])
def test_stable_series_are_marked_as_often_as_the_page_says_with_and_without_a_season(season):
    """160 series each: errors of 3 and 4 points."""
    least, most = FALSE_SIGNALS

    assert signalled(season, 1.0, with_kind=True) == pytest.approx(least, abs=0.1)
    assert signalled(season, 4.0, with_kind=True) == pytest.approx(most, abs=0.1)


@pytest.mark.slow
def test_without_the_kind_a_season_would_mark_nearly_everybody():
    assert signalled(0.6, 1.0, with_kind=False) > 0.9


def test_the_centre_moves_as_the_kind_does():
    """At 90 % with 1,000 dossiers, the kind one logit down in the last month: 9 to 1 becomes 3.31 to 1, 76.8 %."""
    own = series([905, 895] * 6 + [900, 768], [1000] * 14)
    moves = pd.Series([0.0] * 13 + [-1.0], index=own["month"])

    found = control(own, (), moves)

    centre = found["centre"].to_numpy()
    baseline = logit((900 * 13 + 768) / 14_000)
    assert centre[13] == pytest.approx(expit(baseline - 1 + 1 / 14))
    assert centre[0] == pytest.approx(expit(baseline + 1 / 14))
    assert found["rule"].eq(0).all() and control(own)["rule"].iloc[-1] == 1


def test_a_kind_that_is_not_known_moves_nothing_and_a_median_is_not_moved_by_one():
    met, of = np.full((14, 9), 900.0), np.full((14, 9), 1000.0)
    met[13] = 768.0
    met[13, 0] = 10.0

    moves = kind_moves(met, of)

    assert moves[13] - moves[0] == pytest.approx(-1.0, abs=0.01)
    assert np.isnan(kind_moves(met[:, :7], of[:, :7])).all()
    own = series([900] * 14, [1000] * 14)
    assert control(own, (), pd.Series(np.nan, index=own["month"])).equals(control(own))
