"""The cheapest plan is the cheapest, and its promise is kept when the counts are scored again."""

import itertools

import numpy as np
import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from core.periods import parse
from metrics.in_force import definitions_of, settings_in_files
from metrics.score.scoring import scores
from metrics.score.what_if import LEVERS, after, cheapest, gains, promised
from tests.tiers import TIMES

pytestmark = pytest.mark.slow

RULES = definitions_of(parse("2026-08"), settings_in_files()).score("qd766")


def unit(**given: float) -> "pd.Series[float]":
    return pd.Series({"unit_code": "A", **dict.fromkeys(COUNT_NAMES, np.nan), **given})


def exact(counts: pd.Series) -> float:
    return scores(pd.DataFrame([counts]), RULES)["exact"].sum()


def test_the_plan_equals_brute_force_on_random_small_cases():
    chance = np.random.default_rng(766)
    for _ in range(int(200 * TIMES)):
        base, dossiers, fees = (int(value) for value in chance.integers(1, 6, 3))
        counts = unit(
            digitisation_base=base,
            digitised=chance.integers(0, base + 1),
            data_reused=chance.integers(0, base + 1),
            portal_dossiers=dossiers,
            portal_on_time=(on_time := chance.integers(0, dossiers + 1)),
            satisfaction_base=dossiers,
            satisfied=on_time,
            fee_dossiers=fees,
            paid_online=chance.integers(0, fees + 1),
        )
        steps = gains(counts, RULES)
        asked = float(chance.uniform(0, 1.1)) * sum(value.sum() for value in steps.values())

        plan = cheapest(steps, asked)

        best = _brute_force(counts, asked)
        assert plan.reached == (best is not None)
        if best is not None:
            assert plan.dossiers == best


def _brute_force(counts: pd.Series, asked: float) -> int | None:
    """The fewest dossiers by trying every combination, scored by the rule written once more, by hand."""
    room = {
        "portal_on_time": int(counts["portal_dossiers"] - counts["portal_on_time"]),
        "digitised": int(counts["digitisation_base"] - counts["digitised"]),
        "data_reused": int(counts["digitisation_base"] - counts["data_reused"]),
        "paid_online": int(counts["fee_dossiers"] - counts["paid_online"]),
    }

    def total(on_time: int, digitised: int, reused: int, paid: int) -> float:
        share = (counts["portal_on_time"] + on_time) / counts["portal_dossiers"]
        return (
            20 * share
            + min(6, 6 * share / 0.9)
            + 4 * (counts["digitised"] + digitised) / counts["digitisation_base"]
            + min(2, 2 * (counts["data_reused"] + reused) / counts["digitisation_base"] / 0.8)
            + 6 * (counts["paid_online"] + paid) / counts["fee_dossiers"]
        )

    now = total(0, 0, 0, 0)
    enough = [
        sum(step)
        for step in itertools.product(*(range(most + 1) for most in room.values()))
        if total(*step) - now >= asked - 1e-9
    ]
    return min(enough, default=None)


def test_scoring_the_proposed_counts_again_gives_the_promised_points():
    counts = unit(
        portal_dossiers=588, portal_on_time=486, satisfaction_base=588, satisfied=486, digitisation_base=588,
        digitised=312, e_results=385, data_reused=0, personal_storage=0, citizen_data=588,
    )  # fmt: skip

    plan = cheapest(gains(counts, RULES), 1.84)

    assert plan.reached and plan.gain >= 1.84
    assert exact(after(counts, plan)) - exact(counts) == pytest.approx(plan.gain, abs=1e-9)
    assert promised(counts, plan, RULES) == pytest.approx(plan.gain, abs=0.01 * len(plan.steps) + 0.01)


def test_one_more_dossier_is_never_worth_more_than_the_one_before():
    counts = unit(
        portal_dossiers=100, portal_on_time=50, satisfaction_base=100, satisfied=50, digitisation_base=90,
        digitised=10, e_results=10, data_reused=10, personal_storage=10, citizen_data=10, fee_dossiers=7, paid_online=1,
        feedback=3, feedback_on_time=0, feedback_satisfied=1, sync_base=80, synced=8,
    )  # fmt: skip

    steps = gains(counts, RULES)

    assert set(steps) == {lever.id for lever in LEVERS}
    for values in steps.values():
        assert (np.diff(values) <= 1e-12).all()


def test_what_is_not_known_cannot_be_moved():
    assert gains(unit(digitisation_base=10, e_results=5), RULES).keys() == {"e_results"}
    assert cheapest({}, 1.0).reached is False
    assert cheapest({}, 0.0).reached is True
