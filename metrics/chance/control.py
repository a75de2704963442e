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

What moves every unit of the kind in a month, a season or a portal that stands still, is nobody's signal: where the move
m_i of the kind is known (`kind_moves`, in log-odds), the centre of month i is p̄ moved by m_i less the mean move of the
baseline, and zᵢ is the distance from that.

Signals, with d = zᵢ/σ_z, all on one side of the centre (Western Electric 1956, as NHS “Making Data Count” teaches):
1: one month beyond 3; 2: two of three beyond 2; 3: four of five beyond 1; 4: eight in a row. A signal is reported at
the month that completes the rule. Four rules together are not rare: of series that are stable but for their kind's
moves two to five in ten show some signal within 34 months (tests); the page says so.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from metrics.chance.posterior import taking_part

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


FALSE_SIGNALS = (0.2, 0.5)
"""Of stable series so many show a signal within 34 months: months as chance makes them, and four times as varied."""
_CLEAR, _FEWEST = 5.0, 8
"""A unit tells of its kind's move with so many dossiers on the rarer side; so many units must."""


def kind_moves(numerator: Numbers, denominator: Numbers) -> Numbers:
    """How far the units of a kind were in each month from their own means, in log-odds: the median of the units.

    Drawn in to their mean over the months by how well two halves of the units agree on them (Spearman & Brown 1910,
    British J. Psych. 3:271-322): a dozen departments without a common season must not make a large one look uneven.

    Args:
        numerator, denominator: one row a month, one column a unit, without the one that is charted; NaN or a
            denominator of 0: no rate.

    Returns:
        One number a month; NaN where fewer than eight units tell.
    """
    met, of = taking_part(numerator, denominator)
    own = (met.sum(axis=0) + 0.5) / (of.sum(axis=0) + 1.0)
    clear = of * np.minimum(own, 1.0 - own) >= _CLEAR
    apart = np.where(clear, scipy.special.logit((met + 0.5) / (of + 1.0)) - scipy.special.logit(own), np.nan)
    apart = apart[:, np.argsort(-of.sum(axis=0), kind="stable")]
    moves = np.full(len(of), np.nan)
    enough = clear.sum(axis=1) >= _FEWEST
    if not enough.any():
        return moves
    whole, *halves = (_median(apart[enough][:, part]) for part in (slice(None), slice(0, None, 2), slice(1, None, 2)))
    mean = float(np.mean(whole))
    moves[enough] = mean + _agreement(*halves) * (whole - mean)
    return moves


def _median(apart: Numbers) -> Numbers:
    """By month; 0 where none of the units is known."""
    known = np.isfinite(apart).any(axis=1)
    found = np.zeros(len(apart))
    found[known] = np.nanmedian(apart[known], axis=1)
    return found


def _agreement(one: Numbers, other: Numbers) -> float:
    """The reliability of the median of both halves, 0 to 1; 0 from too few months."""
    if len(one) < TRIAL or np.ptp(one) == 0.0 or np.ptp(other) == 0.0:
        return 0.0
    together = max(float(np.corrcoef(one, other)[0, 1]), 0.0)
    return 2.0 * together / (1.0 + together)


def control(
    series: pd.DataFrame,
    breaks: Sequence[pd.Timestamp] = (),
    moves: "pd.Series[float] | None" = None,
    scatter: float = 1.0,
) -> pd.DataFrame:
    """The chart of one unit.

    Args:
        series: (month, numerator, denominator) by month; NaN or a denominator of 0: no rate in that month, and it takes
            no part.
        moves: `kind_moves` by month; NaN, or a month that is missing: not known, and taken for the phase's mean.
        scatter: φ of the kind's months, at least 1: σ_z is never below √φ, for one unit's 24 months tell little of it.
        breaks: first months of a new phase, as after a reform: each phase has a centre and limits of its own.

    Returns:
        `series` with `share` (0 to 1), `phase` (0, 1…), `centre`, `lower`, `upper` (shares; NaN in a month without a
        rate and in a phase of one month), `sigma_z`, `trial` (the phase has under `TRIAL` months), `rule` (the lowest
        rule that the month completes, 0 for none) and `side` (1 above the centre, -1 below, 0 without a rule).
    """
    met, of = series["numerator"].to_numpy(dtype=float), series["denominator"].to_numpy(dtype=float)
    phase = sum((series["month"].ge(day).to_numpy(dtype=int) for day in breaks), np.zeros(len(series), dtype=int))
    moved: Numbers = np.full(len(series), np.nan)
    if moves is not None:
        moved = np.asarray(moves.reindex(series["month"]), dtype=np.float64)
    return series.assign(**charted(met, of, phase, moved, scatter))


def charted(met: Numbers, of: Numbers, phase: NDArray[Any], moved: Numbers, scatter: float) -> dict[str, NDArray[Any]]:
    """The columns that `control` adds, of the same months."""
    known = np.isfinite(met) & (of > 0)
    share = np.full(len(met), np.nan)
    share[known] = np.clip(met[known] / of[known], 0, 1)
    found = {name: np.full(len(met), np.nan) for name in ("centre", "lower", "upper", "sigma_z")}
    found |= {name: np.zeros(len(met)) for name in ("rule", "side")}
    trial = np.ones(len(met), dtype=bool)
    for number in np.unique(phase):
        rows = known & (phase == number)
        trial[phase == number] = rows.sum() < TRIAL
        for name, values in _phase(share[rows], of[rows], moved[rows], scatter).items():
            found[name][rows] = values
    rules = {name: found.pop(name).astype(int) for name in ("rule", "side")}
    return {"share": share, "phase": phase, **found, "trial": trial, **rules}


def _phase(share: Numbers, volume: Numbers, moved: Numbers, scatter: float) -> dict[str, Numbers | float]:
    if not share.size:
        return {}
    first = slice(BASELINE)
    mean = float((share[first] * volume[first]).sum() / volume[first].sum())
    least = RULE_OF_THREE / (volume[first].sum() + RULE_OF_THREE)
    centre = _moved(mean, moved)
    rarer = np.maximum(np.minimum(centre, 1 - centre), least)
    sigma = np.sqrt(rarer * (1 - rarer) / volume)
    z = (share - centre) / sigma
    sigma_z = float(np.abs(np.diff(z[first])).mean() / D2) if len(z) > 1 else np.nan
    sigma_z = max(sigma_z, float(np.sqrt(scatter)))
    z = np.where(((share <= 0) | (share >= 1)) & (volume * rarer < 1), 0.0, z)
    reach = SIGMAS * sigma * sigma_z
    rule, side = signals(z / sigma_z)
    lower, upper = np.clip(centre - reach, 0, 1), np.clip(centre + reach, 0, 1)
    return {"centre": centre, "lower": lower, "upper": upper, "sigma_z": sigma_z, "rule": rule, "side": side}


def _moved(mean: float, moved: Numbers) -> Numbers:
    """The mean rate, moved in each month as the kind was."""
    known = np.isfinite(moved)
    if not known[:BASELINE].any() or not 0.0 < mean < 1.0:
        return np.full(moved.shape, mean)
    apart = np.where(known, moved - moved[:BASELINE][known[:BASELINE]].mean(), 0.0)
    return np.asarray(scipy.special.expit(scipy.special.logit(mean) + apart), dtype=np.float64)


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
