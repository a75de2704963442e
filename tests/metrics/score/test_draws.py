"""Draws of the total of a score go through the points functions; what is given stays."""

import numpy as np
import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from core.periods import parse
from metrics.chance.posterior import posterior
from metrics.in_force import definitions_of, settings_in_files
from metrics.score.draws import draw_totals, in_step
from metrics.score.scoring import scores
from metrics.score.totals import ranked_totals, totals

RULES = definitions_of(parse("2026-08"), settings_in_files()).score("qd766")


def counts(**columns):
    units = len(next(iter(columns.values())))
    table = pd.DataFrame(np.nan, index=range(units), columns=list(COUNT_NAMES)).assign(**columns)
    return table.assign(unit_code=[f"U{n}" for n in range(units)])


def test_the_mean_of_the_draws_is_the_points_of_the_posterior_mean():
    table = counts(portal_dossiers=[400.0, 500.0, 300.0], portal_on_time=[390.0, 400.0, 200.0])

    draws = draw_totals(scores(table, RULES), RULES, ["U0", "U1", "U2"], draws=20_000)

    mean = posterior(table["portal_on_time"].to_numpy(), table["portal_dossiers"].to_numpy()).mean
    assert draws.mean(axis=0) == pytest.approx(20 * mean, abs=0.02)


def test_a_capped_indicator_is_drawn_through_its_cap():
    table = counts(satisfaction_base=[1000.0, 1000.0], satisfied=[999.0, 450.0])

    draws = draw_totals(scores(table, RULES), RULES, ["U0", "U1"], draws=4000)

    assert draws[:, 0] == pytest.approx(np.full(4000, 6.0))
    assert draws[:, 1].mean() == pytest.approx(6 * 0.45 / 0.9, abs=0.05) and draws[:, 1].std() > 0


def test_given_scores_and_empty_denominators_do_not_move():
    table = counts(
        score_dvctt_hundredths=[880.0, 900.0],
        feedback=[0.0, 0.0],
        feedback_on_time=[0.0, 0.0],
        feedback_satisfied=[0.0, 0.0],
    )

    draws = draw_totals(scores(table, RULES), RULES, ["U0", "U1"])

    assert np.ptp(draws, axis=0).tolist() == [0, 0]
    assert draws[0] == pytest.approx([20.8, 21.0])


def test_what_counts_the_same_dossiers_moves_in_step():
    same = counts(
        portal_dossiers=[400.0, 500.0, 300.0],
        portal_on_time=[300.0, 300.0, 200.0],
        satisfaction_base=[400.0, 500.0, 300.0],
        satisfied=[300.0, 300.0, 200.0],
    )
    codes = ["U0", "U1", "U2"]
    both = draw_totals(scores(same, RULES), RULES, codes, draws=8000).std(axis=0)
    progress = same.assign(satisfaction_base=np.nan, satisfied=np.nan)
    alone = draw_totals(scores(progress, RULES), RULES, codes, draws=8000).std(axis=0)

    assert both == pytest.approx(alone * (20 + 6 / 0.9) / 20, rel=0.03)


def test_in_step_keeps_each_columns_values_and_takes_the_leaders_order():
    values = np.array([[3, 1], [1, 2], [2, 3]], dtype=np.float32)
    leader = np.array([[10, 5], [30, 4], [20, 3]], dtype=np.float32)

    assert in_step(values, leader).tolist() == [[1, 3], [3, 2], [2, 1]]


def test_the_same_score_gives_the_same_draws():
    table = counts(portal_dossiers=[40.0, 50.0], portal_on_time=[30.0, 45.0])
    scored = scores(table, RULES)

    assert (draw_totals(scored, RULES, ["U0", "U1"]) == draw_totals(scored, RULES, ["U0", "U1"])).all()
    assert ranked_totals(totals(scored, table, RULES))["rank"].tolist() == [1, 2]


def test_indicators_about_other_dossiers_are_drawn_apart():
    """With one seed for all they would move together, and every total would look less sure than it is."""
    table = counts(
        portal_dossiers=[400.0, 500.0, 300.0],
        portal_on_time=[300.0, 300.0, 200.0],
        fee_dossiers=[40.0, 50.0, 30.0],
        paid_online=[30.0, 30.0, 20.0],
    )
    codes = ["U0", "U1", "U2"]
    both = draw_totals(scores(table, RULES), RULES, codes, draws=8000).var(axis=0)
    progress = table.assign(fee_dossiers=np.nan, paid_online=np.nan)
    payment = table.assign(portal_dossiers=np.nan, portal_on_time=np.nan)
    apart = sum(draw_totals(scores(each, RULES), RULES, codes, draws=8000).var(axis=0) for each in (progress, payment))

    assert both == pytest.approx(apart, rel=0.06)
