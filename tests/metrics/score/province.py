"""A simulated province whose units' true shares of every indicator of Decision 766 are known."""

import numpy as np
import pandas as pd

from core.counts import COUNT_NAMES
from core.periods import parse
from metrics.in_force import definitions_of, settings_in_files
from metrics.score.scoring import points_of_share, scores
from metrics.score.shares import Shares, shares_of

RULES = definitions_of(parse("2026-08"), settings_in_files()).score("qd766")
SHARES = {
    "e_results": ("digitisation_base", 0.8, 10),
    "digitised": ("digitisation_base", 0.7, 6),
    "data_reused": ("digitisation_base", 0.4, 4),
    "personal_storage": ("digitisation_base", 0.5, 4),
    "citizen_data": ("digitisation_base", 0.8, 6),
    "portal_on_time": ("portal_dossiers", 0.9, 15),
    "synced": ("sync_base", 0.95, 30),
    "paid_online": ("fee_dossiers", 0.6, 6),
    "feedback_on_time": ("feedback", 0.8, 8),
    "feedback_satisfied": ("feedback", 0.8, 8),
}
PROVINCES_OWN = {"announced": ("announced_on_time", 1), "published": ("published_on_time", 43)}


def months_of(seed: int, *, units: int = 130, many: int = 12, scatter: float = 1.0, silent: float = 0.3):
    """(counts by unit and month, points by the true shares, how often there was feedback).

    `scatter` is φ of a month with a unit's usual dossiers: a bad week moves the rate of few dossiers as far as that of
    many. `silent`: this share of the units never has feedback; the others have one or two a month.
    """
    chance = np.random.default_rng(seed)
    volume = chance.lognormal(np.log(420), 0.5, units)
    whole = chance.poisson(np.tile(volume, (many, 1))) + 1
    feedback = chance.poisson(np.tile(np.where(chance.random(units) < silent, 0.0, 0.5 + volume / 900), (many, 1)))
    of = {"feedback": feedback, "fee_dossiers": chance.poisson(0.4 * whole)}
    columns, true = {}, {}
    for name, (base, middle, alike) in SHARES.items():
        columns[base] = of.get(base, whole)
        true[name] = chance.beta(middle * alike, (1 - middle) * alike, units)
        usual = np.maximum(columns[base].mean(axis=0), 150)
        strength = (usual - 1) / (scatter - 1) - 1 if scatter > 1 else np.full(units, 1e9)
        rates = chance.beta(true[name] * strength, (1 - true[name]) * strength, whole.shape)
        columns[name] = chance.binomial(columns[base], rates)
    columns |= {"satisfaction_base": whole, "satisfied": columns["portal_on_time"]}
    true["satisfied"] = true["portal_on_time"]
    for base, (part, met) in PROVINCES_OWN.items():
        columns |= {base: np.full(whole.shape, 47), part: np.full(whole.shape, met)}
    columns["score_dvctt_hundredths"] = np.tile(chance.integers(600, 1200, units), (many, 1))
    table = pd.DataFrame({name: values.ravel() for name, values in columns.items()}, dtype=float)
    table = table.reindex(columns=list(COUNT_NAMES))
    table.insert(0, "unit_code", np.tile([f"U{number:03}" for number in range(units)], many))
    table.insert(1, "month", np.repeat(pd.date_range("2025-09-01", periods=many, freq="MS"), units))
    points = columns["score_dvctt_hundredths"][0] / 100.0
    for indicator in RULES.indicators:
        if indicator.numerator[0] in true:
            points = points + points_of_share(indicator, true[indicator.numerator[0]])
    return table, points, feedback.sum(axis=0)


def known(counts: pd.DataFrame) -> Shares:
    """By all the months of `counts`, of the units of the last."""
    last = counts[counts["month"].eq(counts["month"].max())].reset_index(drop=True)
    return shares_of(counts, scores(last.drop(columns="month"), RULES), RULES, list(last["unit_code"]))
