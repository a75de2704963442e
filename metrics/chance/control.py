"""Control chart of one unit's monthly rate: separates its usual noise from signals.

A p′ chart (Laney 2002, “Improved control charts for attributes”, Quality Engineering 14:531-537). With p̄ = Σr/Σn,
σᵢ = √(p̄(1 - p̄)/nᵢ) and zᵢ = (pᵢ - p̄)/σᵢ, the month-to-month noise beyond chance is σ_z = mean |zᵢ - zᵢ₋₁| / 1.128,
and the limits are p̄ ± 3 σᵢ σ_z. With σ_z = 1 it is the ordinary p chart; σ_z is never below 1 (Laney would allow it).

The centre and σ_z come from the first two years of a phase and are then held, as NHS “Making Data Count” has it: a
fall that lasts would otherwise pull the centre down, and make the good months before it look like signals.

A unit that hardly ever missed a dossier gives almost no estimate of its noise. The share of misses used for σᵢ is never
below the upper bound that its dossiers allow, three of them missed (rule of three, Hanley & Lippman-Hand 1983, JAMA
249:1743), and a month without a miss, where less than one was expected, is on neither side. So one late dossier after
two good years is no signal, and several in a month are.

Signals, with d = zᵢ/σ_z, all on one side of the centre (Western Electric 1956, as NHS “Making Data Count” teaches):
1: one month beyond 3; 2: two of three beyond 2; 3: four of five beyond 1; 4: eight in a row. A signal is reported at
the month that completes the rule.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
D2 = 1.128
"""d₂: the mean range of two standard normal numbers."""
SIGMAS = 3.0
TRIAL = 13
"""Limits from fewer months than these are provisional."""
BASELINE = 24
"""The limits of a phase are computed from its first 24 months."""
RULE_OF_THREE = 3.0
RULES = ((1, 1, 1, 3.0), (2, 2, 3, 2.0), (3, 4, 5, 1.0), (4, 8, 8, 0.0))
"""(rule, least number of months, window in months, limit in sigmas)."""


def control(series: pd.DataFrame, breaks: Sequence[pd.Timestamp] = ()) -> pd.DataFrame:
    """The chart of one unit.

    Args:
        series: (month, numerator, denominator) by month; NaN or a denominator of 0: no rate in that month, and it takes
            no part.
        breaks: first months of a new phase, as after a reform: each phase has a centre and limits of its own.

    Returns:
        `series` with `share` (0 to 1), `phase` (0, 1…), `centre`, `lower`, `upper` (shares; NaN in a month without a
        rate and in a phase of one month), `sigma_z`, `trial` (the phase has under `TRIAL` months), `rule` (the lowest
        rule that the month completes, 0 for none) and `side` (1 above the centre, -1 below, 0 without a rule).
    """
    met, of = series["numerator"].to_numpy(dtype=float), series["denominator"].to_numpy(dtype=float)
    known = np.isfinite(met) & (of > 0)
    share = np.full(len(series), np.nan)
    share[known] = np.clip(met[known] / of[known], 0, 1)
    phase = sum((series["month"].ge(day).to_numpy(dtype=int) for day in breaks), np.zeros(len(series), dtype=int))
    found = {name: np.full(len(series), np.nan) for name in ("centre", "lower", "upper", "sigma_z")}
    found |= {name: np.zeros(len(series)) for name in ("rule", "side")}
    trial = np.ones(len(series), dtype=bool)
    for number in np.unique(phase):
        rows = known & (phase == number)
        trial[phase == number] = rows.sum() < TRIAL
        for name, values in _phase(share[rows], of[rows]).items():
            found[name][rows] = values
    rules = {name: found.pop(name).astype(int) for name in ("rule", "side")}
    return series.assign(share=share, phase=phase, **found, trial=trial, **rules)


def _phase(share: Numbers, volume: Numbers) -> dict[str, Numbers | float]:
    if not share.size:
        return {}
    first = slice(BASELINE)
    centre = float((share[first] * volume[first]).sum() / volume[first].sum())
    rarer = max(min(centre, 1 - centre), RULE_OF_THREE / (volume[first].sum() + RULE_OF_THREE))
    sigma = np.sqrt(rarer * (1 - rarer) / volume)
    z = (share - centre) / sigma
    sigma_z = float(np.abs(np.diff(z[first])).mean() / D2) if len(z) > 1 else np.nan
    sigma_z = max(sigma_z, 1.0)
    z = np.where(((share <= 0) | (share >= 1)) & (volume * rarer < 1), 0.0, z)
    reach = SIGMAS * sigma * sigma_z
    rule, side = signals(z / sigma_z)
    lower, upper = np.clip(centre - reach, 0, 1), np.clip(centre + reach, 0, 1)
    return {"centre": centre, "lower": lower, "upper": upper, "sigma_z": sigma_z, "rule": rule, "side": side}


def signals(distance: Numbers) -> tuple[Numbers, Numbers]:
    """The lowest rule that each month completes, and on which side."""
    rule, side = np.zeros(distance.shape), np.zeros(distance.shape)
    for number, many, of, beyond in reversed(RULES):
        for sign in (1, -1):
            there = sign * distance > beyond
            within = np.convolve(there, np.ones(of), mode="full")[: len(there)]
            complete = there & (within >= many)
            rule, side = np.where(complete, number, rule), np.where(complete, sign, side)
    return rule, side
