"""Next month's totals of a score, drawn for all units of a kind, and how probable a rank is with and without a plan.

A month's total is lucky or unlucky, the unit's own as well as its rivals': whoever stands high this month is expected
to fall back. So every unit's next month is drawn, and none is taken from this month alone: its shares from their
posterior over twelve months (`metrics.score.shares`), the month's scatter φ about them, its dossiers and the scores
given ready-made as in one of its last twelve months. With a plan the unit has so many dossiers more of each kind, in
the same draws: the difference between the two chances is the plan's alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from core.counts import CountName
from metrics.chance.mixture import Mixture
from metrics.chance.posterior import log_odds
from metrics.score.rules import Indicator, ScoreRules
from metrics.score.scoring import points_of
from metrics.score.shares import Numbers, Share, Shares
from metrics.score.what_if import LEVERS

DRAWS = 400
"""The error of a chance of 50 % is then 2.5 points."""
SEED = 766
_NORMAL = 25.0
"""From this binomial variance on the count is drawn from a normal curve, which costs a tenth."""
_SKEWED = 5.0
"""Below this α or β the log-odds are too skewed for a normal curve; Beta draws cost five times as much."""


@dataclass(frozen=True, eq=False)
class NextMonth:
    """Draws of the next month; rows are draws, columns units."""

    codes: tuple[str, ...]
    totals: Numbers
    """Points, with nothing done that was not done before."""
    counts: Mapping[str, tuple[Numbers, Numbers]]
    """(met, of) by indicator, of those that are drawn."""
    rules: ScoreRules

    def chance(self, code: str, rank: int, steps: Mapping[CountName, int] | None = None) -> float:
        """The probability, 0 to 1, that the unit has this rank or a better one; `steps` are dossiers by lever.

        Units of one total share a rank.
        """
        at = self.codes.index(code)
        own = self.totals[:, at] + (self._gained(at, steps) if steps else 0.0)
        # 1e-9: sums of the same parts must not differ in the last binary digit.
        better = (np.delete(self.totals, at, axis=1) > own[:, None] + 1e-9).sum(axis=1)
        return float((better < rank).mean())

    def _gained(self, at: int, steps: Mapping[CountName, int]) -> Numbers:
        grown = {name: steps.get(lever.id, 0) for lever in LEVERS for name in (lever.id, *lever.along)}
        gained = np.zeros(len(self.totals))
        for indicator in self.rules.indicators:
            more = sum(grown.get(name, 0) for name in indicator.numerator)
            if more and indicator.id in self.counts:
                met, of = (each[:, at] for each in self.counts[indicator.id])
                then = points_of(indicator, np.minimum(met + more, of), of)
                gained += np.nan_to_num(then - points_of(indicator, met, of))
        return gained


def next_month(known: Shares, rules: ScoreRules, *, draws: int = DRAWS, seed: int = SEED) -> NextMonth:
    """The next month of the units of `known`."""
    chance = np.random.default_rng(seed)
    units = np.arange(len(known.codes))
    like = _months(known.drawn, known.given, draws, chance)
    given = known.given[like, units] if len(known.given) else np.zeros((draws, len(units)))
    totals = known.own + np.where(np.isfinite(given), given, known.fixed - known.own)
    counts: dict[str, tuple[Numbers, Numbers]] = {}
    leaders: dict[str, Numbers] = {}
    for share in known.drawn:
        of = np.where(share.counts, share.known.of[like, units], np.nan)
        met = _met(share, of, chance)
        leader = leaders.setdefault(share.dossiers, met / np.maximum(of, 1.0))
        if leader is not leaders.get(share.indicator.numerator[0]):
            order = in_step(met / np.maximum(of, 1.0), leader)
            met, of = (np.take_along_axis(each, order, axis=0) for each in (met, of))
        counts[share.indicator.id] = (met, of)
        totals = totals + _points(share.indicator, met, of)
    return NextMonth(known.codes, totals, counts, rules)


def in_step(values: Numbers, leader: Numbers) -> NDArray[np.int64]:
    """The order of each column's rows in which its largest value is where the leader's is largest.

    Iman & Conover 1982 (Comm. Stat. B 11:311-334), with correlation 1.
    """
    order = np.empty(values.shape, dtype=np.int64)
    np.put_along_axis(
        order, np.argsort(leader, axis=0, kind="stable"), np.argsort(values, axis=0, kind="stable"), axis=0
    )
    return order


def _months(drawn: Sequence[Share], given: Numbers, draws: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """For each draw and unit the past month whose dossiers it has: one in which the unit reported."""
    reported = np.isfinite(given)
    for share in drawn:
        reported = reported | (share.known.of > 0)
    first = np.argsort(~reported, axis=0, kind="stable")
    many = np.maximum(reported.sum(axis=0), 1)
    at = (chance.random((draws, reported.shape[1])) * many).astype(np.int64)
    return np.take_along_axis(first, at, axis=0)


def _met(share: Share, of: Numbers, chance: np.random.Generator) -> Numbers:
    """Met of `of`: the rate from its posterior, the month's own scatter about it, and chance."""
    rate = _rates(share.known.posterior, of.shape, chance)
    whole = np.nan_to_num(of)
    room = rate * (1.0 - rate)
    beyond = np.sqrt((share.known.scatter - 1.0) * room / np.maximum(whole, share.known.scatter))
    rate = np.clip(rate + beyond * chance.standard_normal(of.shape), 0.0, 1.0)
    variance = whole * rate * (1.0 - rate)
    met = np.clip(np.round(whole * rate + np.sqrt(variance) * chance.standard_normal(of.shape)), 0.0, whole)
    few = variance < _NORMAL
    met[few] = chance.binomial(whole[few].astype(np.int64), rate[few])
    return np.where(np.isfinite(of), met, np.nan)


def _rates(posterior: Mixture, shape: tuple[int, ...], chance: np.random.Generator) -> Numbers:
    part = (chance.random(shape)[None] > posterior.weight.cumsum(axis=0)[:-1, None]).sum(axis=0)
    units = np.arange(shape[1])
    middle, spread = (each[part, units] for each in log_odds(posterior.alpha, posterior.beta))
    rate = scipy.special.expit(middle + spread * chance.standard_normal(shape))
    skewed = np.flatnonzero(np.minimum(posterior.alpha, posterior.beta).min(axis=0) < _SKEWED)
    at = part[:, skewed]
    rate[:, skewed] = chance.beta(posterior.alpha[at, skewed], posterior.beta[at, skewed])
    return np.asarray(rate, dtype=np.float64)


def _points(indicator: Indicator, met: Numbers, of: Numbers) -> Numbers:
    return np.nan_to_num(points_of(indicator, met, of))
