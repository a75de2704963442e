"""How long the figures of many months take: measures, score, ranks, and the intervals beside them."""

import time

import numpy as np
import pandas as pd

from core.counts import COUNT_NAMES
from core.periods import parse
from metrics.chance.long_run import long_run
from metrics.chance.rank_curves import better_than, curves_of, rank_probabilities
from metrics.chance.rank_intervals import rank_intervals, tiers
from metrics.in_force import definitions_of, settings_in_files
from metrics.rates import rates
from metrics.rates.measures import all_measures
from metrics.rates.ranking import ranked_by_month
from metrics.score.series import totals_by_month

MONTHS = 36


def one_month(units: int = 200) -> float:
    """Seconds for the rate over twelve months, the ranges of the ranks and the groups of one measure."""
    chance = np.random.default_rng(766)
    of = np.maximum(chance.poisson(np.tile(chance.lognormal(6, 0.6, units), (12, 1))), 1).astype(float)
    met = chance.binomial(of.astype(int), chance.beta(57, 3, units)).astype(float)
    order = np.argsort(-met[-1] / of[-1])
    began = time.perf_counter()
    curves = curves_of(long_run(met[:, order], of[:, order]).posterior)
    rank_intervals(rank_probabilities(curves))
    tiers(better_than(curves), range(1, units + 1))
    return time.perf_counter() - began


def counts_of(units: int) -> pd.DataFrame:
    """(unit_code, month, …counts), every count that is not a ready-made score reported, by unit and month."""
    chance = np.random.default_rng(766)
    months = pd.date_range("2024-01-01", periods=MONTHS, freq="MS")
    rows = units * MONTHS
    whole = chance.poisson(np.repeat(chance.lognormal(6, 0.6, units), MONTHS)).astype(float)
    columns = {name: chance.binomial(whole.astype(int), chance.uniform(0.3, 0.9)).astype(float) for name in COUNT_NAMES}
    for name in ("resolved", "pending", "digitisation_base", "portal_dossiers", "sync_base", "fee_dossiers"):
        columns[name] = whole
    keys = {
        "unit_code": np.repeat([f"U{number:04}" for number in range(units)], MONTHS),
        "month": np.tile(months, units)[:rows],
    }
    return pd.DataFrame({**keys, **columns})


def everything(units: int) -> dict[str, float]:
    """Seconds for all measures, the score and the ranks of all months, and the ranges of the last, by part."""
    counts = counts_of(units)
    rules = definitions_of(parse("2026-08"), settings_in_files()).score("qd766")
    seconds = dict.fromkeys(("measures", "ranks", "intervals", "score"), 0.0)
    began = time.perf_counter()
    for item in all_measures().values():
        values = rates.values(counts, item)
        began = _lap(began, seconds, "measures")
        ranked_by_month(values, item)
        began = _lap(began, seconds, "ranks")
        if not item.given:
            met, of = (values[name].to_numpy().reshape(units, MONTHS).T for name in ("numerator", "denominator"))
            rank_intervals(rank_probabilities(curves_of(long_run(met, of).posterior, item.better)))
        began = _lap(began, seconds, "intervals")
    totals_by_month(counts, rules)
    _lap(began, seconds, "score")
    return seconds


def _lap(began: float, seconds: dict[str, float], part: str) -> float:
    now = time.perf_counter()
    seconds[part] += now - began
    return now
