"""The next month of all units: what is said of a rank is what happens, with a plan and without."""

import numpy as np
import pytest

from metrics.score.draws import in_step, next_month
from metrics.score.scoring import scores
from tests.metrics.score.province import RULES, known, months_of
from tests.metrics.score.test_curves import table

pytestmark = pytest.mark.slow

PLAN = {"digitised": 40}


def seen(scatter: float, runs: int) -> tuple[np.ndarray, np.ndarray]:
    """(chance that was said, whether it happened) of a rank up to 20 places better, with the plan and without it."""
    said, happened = [], []
    for seed in range(runs):
        counts, _, _ = months_of(seed, scatter=scatter, many=13)
        months = sorted(counts["month"].unique())
        past = counts[counts["month"].lt(months[-1])]
        after = counts[counts["month"].eq(months[-1])].reset_index(drop=True)
        shares = known(past)
        drawn = next_month(shares, RULES)
        now = scores(past[past["month"].eq(months[-2])].reset_index(drop=True), RULES)
        rank = now.groupby("unit_code")["exact"].sum().rank(ascending=False)
        total = scores(after, RULES).groupby("unit_code")["exact"].sum()
        more = np.minimum(PLAN["digitised"], after["digitisation_base"] - after["digitised"])
        gained = (4 * more / after["digitisation_base"]).set_axis(after["unit_code"])
        goals = np.random.default_rng(seed).integers(0, 20, len(after))
        for code, closer in zip(after["unit_code"][::2], goals[::2], strict=True):
            goal = max(1, int(rank[code]) - int(closer))
            for plan in ({}, PLAN):
                own = total[code] + (gained[code] if plan else 0.0)
                said.append(drawn.chance(code, goal, plan))
                happened.append((total.drop(code) > own + 1e-9).sum() < goal)
    return np.array(said), np.array(happened)


@pytest.mark.parametrize("scatter", [1.0, 4.0])
def test_a_chance_that_is_said_is_what_happens(scatter):
    """10 runs of 65 units, twice each: in each tenth as many reach the rank as was said, to 5 points and the error."""
    said, happened = seen(scatter, 10)

    for low in np.arange(0.0, 1.0, 0.1):
        here = (said >= low) & (said < low + 0.1 + 1e-9)
        # Units of one run and the two chances of one unit share their draws: less information than as many runs.
        error = 2.0 * np.sqrt(0.25 / here.sum() * 1.5)
        assert here.sum() >= 30
        assert abs(said[here].mean() - happened[here].mean()) <= 0.05 + error
    assert abs(said.mean() - happened.mean()) <= 0.02


def test_doing_nothing_is_not_said_to_keep_a_lucky_month():
    """A unit that was first by luck in one month of twelve: its rank is not said to be likely to stay."""
    met = [90.0] + [92.0] * 9
    counts = table(months=12, portal_dossiers=[100.0] * 10, portal_on_time=met)
    counts.loc[counts.index[-10], "portal_on_time"] = 99.0

    drawn = next_month(known(counts), RULES)

    assert drawn.chance("U0", 1) < 0.2
    assert drawn.chance("U0", 10) == 1.0
    assert drawn.chance("U0", 1, {"portal_on_time": 10}) > 0.9


def test_a_plan_never_lowers_a_chance_and_adds_what_the_scoring_says():
    counts, _, _ = months_of(2, units=30)
    drawn = next_month(known(counts), RULES)
    met, of = drawn.counts["SO_HOA_GIAY_TO_GIAI_QUYET"]

    for code in drawn.codes:
        assert drawn.chance(code, 10, PLAN) >= drawn.chance(code, 10)
    gained = drawn._gained(3, PLAN)
    assert gained == pytest.approx(4 * np.minimum(40, of[:, 3] - met[:, 3]) / of[:, 3])


def test_the_months_scatter_and_their_dossiers_are_those_of_the_past():
    counts, _, _ = months_of(3, units=40, scatter=4.0)
    shares = known(counts)
    drawn = next_month(shares, RULES, draws=4000)
    on_time = next(each for each in shares.drawn if each.indicator.id == "ON_TIME")
    met, of = drawn.counts["ON_TIME"]

    assert set(of[:, 0]) == set(on_time.known.of[:, 0])
    share = met[:, 0] / of[:, 0]
    mean = on_time.known.met[:, 0].sum() / on_time.known.of[:, 0].sum()
    assert share.mean() == pytest.approx(mean, abs=0.01)
    noise = on_time.known.scatter * mean * (1 - mean) * (1 / of[:, 0].mean() + 1 / on_time.known.of[:, 0].sum())
    assert share.std() == pytest.approx(np.sqrt(noise), rel=0.15)
    satisfied, base = drawn.counts["DOSSIER_RECEIVING_SATISFACTION"]
    assert np.corrcoef(share, satisfied[:, 0] / base[:, 0])[0, 1] > 0.99


def test_units_of_one_total_share_a_rank():
    counts = table(announced=[47.0, 47.0], announced_on_time=[1.0, 1.0], score_dvctt_hundredths=[900.0, 900.0])

    assert next_month(known(counts), RULES).chance("U1", 1) == 1.0


def test_the_same_months_give_the_same_draws():
    counts, _, _ = months_of(5, units=20)

    assert (next_month(known(counts), RULES).totals == next_month(known(counts), RULES).totals).all()


def test_in_step_puts_the_largest_where_the_leaders_is_largest():
    values, leader = np.array([[3.0, 1.0], [1.0, 2.0], [2.0, 3.0]]), np.array([[10.0, 5.0], [30.0, 4.0], [20.0, 3.0]])

    assert np.take_along_axis(values, in_step(values, leader), axis=0).tolist() == [[1, 3], [3, 2], [2, 1]]
