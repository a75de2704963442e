"""Only a change that chance would hardly make is called an improvement."""

from fractions import Fraction
from math import comb

import numpy as np
import pandas as pd
import pytest

from metrics.chance.belief import dispersion
from metrics.chance.improvement import beyond_scatter, chance_of_more, improvement
from tests.drawn import table
from tests.metrics.provinces import COMMUNES


def frame(met, of):
    return pd.DataFrame({"unit_code": [f"U{n:03}" for n in range(len(met))], "numerator": met, "denominator": of})


def two_months(seed: int, raised=()):
    chance = np.random.default_rng(seed)
    rates, met, of = COMMUNES.drawn(seed)
    later = rates.copy()
    later[list(raised)] = np.minimum(later[list(raised)] + 0.06, 0.999)
    return frame(chance.binomial(of.astype(int), later).astype(float), of), frame(met, of)


def test_with_nothing_changed_hardly_anybody_improves():
    months = [improvement(*two_months(seed), "higher") for seed in range(60)]

    named = [month["verdict"].ne("no_signal").any() for month in months]
    assert np.mean(named) <= 0.08


def test_of_those_named_at_most_one_in_twenty_is_named_by_mistake():
    wrong, named = 0, 0
    for seed in range(40):
        rates = COMMUNES.drawn(seed)[0]
        raised = np.flatnonzero(rates < 0.93)
        found = improvement(*two_months(seed, raised), "higher")
        improved = set(found.loc[found["verdict"].eq("improved"), "unit_code"])
        named += len(improved)
        wrong += len(improved - {f"U{n:03}" for n in raised})

    assert named > 100 and wrong / named <= 0.05


def test_the_mid_p_value_is_that_of_counting_every_table():
    met, of, before, of_before = 9, 12, 4, 10

    ways = {x: comb(of, x) * comb(of_before, met + before - x) for x in range(met + before + 1) if x <= of}
    whole = sum(ways.values())
    exact = Fraction(sum(many for x, many in ways.items() if x > met), whole) + Fraction(ways[met], 2 * whole)

    found = chance_of_more(*(np.array([float(each)]) for each in (met, of, before, of_before)))
    assert found[0] == pytest.approx(float(exact))


def test_better_is_what_the_measure_says():
    now = table("unit_code | numerator | denominator\nA | 10 | 1000\nB | 300 | 1000")
    before = table("unit_code | numerator | denominator\nA | 100 | 1000\nB | 100 | 1000")

    assert improvement(now, before, "lower")[["unit_code", "verdict"]].to_numpy().tolist() == [
        ["A", "improved"],
        ["B", "worsened"],
    ]
    assert improvement(now, before, "higher")["unit_code"].tolist() == ["B", "A"]


def test_a_unit_without_dossiers_in_either_stretch_is_not_compared():
    now = table("unit_code | numerator | denominator\nA | 0 | 0\nB | 5 | 10\nC | | \nNEW | 5 | 10")
    before = table("unit_code | numerator | denominator\nA | 5 | 10\nB | 5 | 10\nC | 5 | 10")

    assert improvement(now, before, "higher")["unit_code"].tolist() == ["B"]
    assert improvement(now.head(1), before.head(1), "higher").empty


@pytest.mark.parametrize(("met", "verdict"), [(14, "no_signal"), (15, "improved")])
def test_the_line_is_half_of_one_in_twenty_in_each_direction(met, verdict):
    """From 8 of 20: 14 of 20 has a mid-P value of 3.4 %, 15 of 20 of 1.6 %; the line for the better is 2.5 %."""
    found = improvement(frame([float(met)], [20.0]), frame([8.0], [20.0]), "higher")

    assert found["verdict"].tolist() == [verdict]


def pooled(met, of):
    return frame(met.sum(axis=0), of.sum(axis=0))


def test_months_that_scatter_name_nobody_while_nothing_has_changed():
    """φ = 4, 130 units, 40 runs: without φ more than ten are named in each, with it any in 5 % (error 3 points)."""
    with_it, without = [], []
    for seed in range(40):
        _, met, of = COMMUNES.months(seed, scatter=4.0)
        scatter = dispersion(met, of)
        now, before = pooled(met[-3:], of[-3:]), pooled(met[-6:-3], of[-6:-3])
        with_it.append(improvement(now, before, "higher", scatter=scatter)["verdict"].ne("no_signal").sum())
        without.append(improvement(now, before, "higher")["verdict"].ne("no_signal").sum())

    assert np.mean(np.array(with_it) > 0) <= 0.08
    assert np.mean(without) > 10


def test_a_real_change_is_seen_through_the_scatter():
    """φ = 4: ten units that fall from about 96 to 80 % are named, and hardly anybody else (20 runs)."""
    right, named = 0, 0
    for seed in range(20):
        _, met, of = COMMUNES.months(seed, scatter=4.0)
        met[-3:, :10] = np.round(met[-3:, :10] * 0.8)
        found = improvement(
            pooled(met[-3:], of[-3:]), pooled(met[-6:-3], of[-6:-3]), "higher", scatter=dispersion(met, of)
        )
        worse = set(found.loc[found["verdict"].eq("worsened"), "unit_code"])
        named += len(worse)
        right += len(worse & {f"U{n:03}" for n in range(10)})

    assert right >= 180 and right / named >= 0.95


def test_a_scatter_divides_the_deviate_by_its_root():
    """15 of 20 after 8 of 20: a mid-P value of 1.6 %, 2.15 deviates; with φ = 4 half of them, 14.1 %."""
    chance = chance_of_more(*(np.array([each]) for each in (15.0, 20.0, 8.0, 20.0)))

    assert beyond_scatter(chance, 1.0) == chance == pytest.approx([0.0158], abs=0.0005)
    assert beyond_scatter(chance, 4.0) == pytest.approx([0.141], abs=0.001)
