"""The bands of a unit's rank over months, beside what draws say of one month."""

import numpy as np
import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from core.periods import parse
from metrics.chance.rank_intervals import rank_intervals, rank_probabilities
from metrics.in_force import definitions_of, settings_in_files
from metrics.score.curves import rank_bands
from metrics.score.draws import draw_totals
from metrics.score.scoring import scores
from metrics.score.series import totals_by_month
from metrics.score.totals import ranked_totals, totals

RULES = definitions_of(parse("2026-08"), settings_in_files()).score("qd766")


def province(units: int, months: int, seed: int) -> pd.DataFrame:
    """Every count of Decision 766 that is no ready-made score, of units that differ."""
    chance = np.random.default_rng(seed)
    whole = chance.poisson(np.repeat(chance.lognormal(5, 0.6, units), months)).astype(float) + 1
    level = np.repeat(chance.beta(12, 4, units), months)
    columns = {name: chance.binomial(whole.astype(int), level).astype(float) for name in COUNT_NAMES}
    for name in ("resolved", "pending", "digitisation_base", "portal_dossiers", "sync_base", "fee_dossiers"):
        columns[name] = whole
    when = pd.date_range("2026-01-01", periods=months, freq="MS")
    keys = {"unit_code": np.repeat([f"U{number:03}" for number in range(units)], months), "month": np.tile(when, units)}
    return pd.DataFrame({**keys, **columns})


@pytest.mark.parametrize("seed", range(3))
def test_the_formula_is_near_the_draws(seed):
    counts = province(120, 1, seed)
    scored = scores(counts, RULES)
    table = ranked_totals(totals(scored, counts, RULES))
    who = table.loc[table["status"].eq("ranked"), "unit_code"].tolist()
    drawn = rank_intervals(rank_probabilities(draw_totals(scored, RULES, who)))

    found = rank_bands(counts, totals_by_month(counts, RULES), RULES).set_index("unit_code").loc[who]

    assert np.abs(found["rank_low"].to_numpy() - drawn.low).mean() < 3
    assert np.abs(found["rank_high"].to_numpy() - drawn.high).mean() < 3


def test_every_month_stands_for_itself_and_a_silent_unit_has_no_band():
    counts = province(30, 3, 7)
    quiet = counts["unit_code"].eq("U004") & counts["month"].eq(pd.Timestamp("2026-02-01"))
    counts.loc[quiet, list(COUNT_NAMES)] = np.nan

    both = rank_bands(counts, totals_by_month(counts, RULES), RULES)
    march = counts[counts["month"].eq(pd.Timestamp("2026-03-01"))].reset_index(drop=True)
    alone = rank_bands(march, totals_by_month(march, RULES), RULES)

    of_march = both[both["month"].eq(pd.Timestamp("2026-03-01"))]
    bounds = ["rank_low", "rank_high"]
    assert len(both) == 30 * 3 - 1
    assert of_march[bounds].to_numpy().tolist() == alone[bounds].to_numpy().tolist()
    assert (both["rank_low"] <= both["rank_high"]).all()
    assert both["rank_low"].ge(1).all() and both["rank_high"].le(30).all()
