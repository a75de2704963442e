"""Did the rate change after the task began? A verdict on counts, with the numbers behind it.

`moved` or `worse` needs three things: the difference from the rate expected without the task (see
`metrics.chance.counterfactual`) is large enough to matter and beyond 3 of its standard errors, and a control-chart rule
signals after the start. `not_yet` needs a difference within 2 standard errors where a difference that matters
would have been detected. Everything else is `cannot_tell`.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from metrics.chance.control import SIGMAS
from metrics.chance.counterfactual import Units, reckoned

Numbers = NDArray[np.float64]
Outcome = Literal["moved", "not_yet", "worse", "cannot_tell"]
MONTHS_BEFORE, MOST_MONTHS = 6, 12
"""Fewest months before the start, and most on either side."""
MONTHS_AFTER = 3
PEERS, MOST_PEERS = 8, 30
SIMILAR = 3.0
"""Units are similar if their volumes differ by at most this factor."""
WORTH = float(np.log(4.0 / 3.0))
"""The smallest change that matters where no target sets it, in log-odds: a quarter fewer exceptions to a case that is
as it should be, or a third more. In points it would be out of reach near 100 %: 97 to 98.5 % halves the late ones."""
_WITHIN = 2.0


@dataclass(frozen=True)
class Verdict:
    """The outcome, why, and the numbers behind the sentence. Shares are 0 to 1; NaN where they were not computed."""

    outcome: Outcome
    reason: str
    """moved, worse, within_noise; or why no verdict is possible: no_counts, few_before, too_soon, reform, overlap,
    few_peers, too_noisy, unclear."""
    months_before: int = 0
    months_after: int = 0
    before: float = np.nan
    after: float = np.nan
    """Known too where only the cause cannot be told (overlap, few_peers)."""
    expected: float = np.nan
    """Expected rate without the task: shrunk towards similar units and changed as they changed."""
    returned: float = np.nan
    """The part of the change due to regression to the mean."""
    peers: int = 0
    peers_before: float = np.nan
    peers_after: float = np.nan
    error: float = np.nan
    """The standard error of `after - expected`."""

    @property
    def effect(self) -> float:
        return self.after - self.expected


def verdict(
    own: pd.DataFrame,
    others: pd.DataFrame,
    start: pd.Timestamp,
    *,
    better: Literal["higher", "lower"],
    worth: float = WORTH,
    breaks: tuple[pd.Timestamp, ...] = (),
    overlaps: bool = False,
) -> Verdict:
    """Judges how a unit's rate changed from the month `start` on.

    Args:
        own: (month, numerator, denominator) of the unit.
        others: (unit_code, month, numerator, denominator) of units of its kind without such a task.
        start: the first month in which an effect may be expected.
        worth: the smallest change that matters, in log-odds of the share.
        breaks: first months after a reform of the unit; the months before count only from the last of them on.
        overlaps: another task is about the same number in these months.
    """
    own = _with_rate(own)
    begun = max([day for day in breaks if day <= start], default=pd.Timestamp.min)
    ended = min([day for day in breaks if day > start], default=pd.Timestamp.max)
    all_before = own[own["month"].lt(start)]
    before = all_before[all_before["month"].ge(begun)].tail(MOST_MONTHS)
    after = own[own["month"].ge(start)].head(MOST_MONTHS)
    many = {"months_before": len(before), "months_after": len(after)}
    if len(before) < MONTHS_BEFORE:
        reformed = len(all_before) >= MONTHS_BEFORE
        return Verdict("cannot_tell", "reform" if reformed else "few_before", **many)
    if len(after) < MONTHS_AFTER:
        return Verdict("cannot_tell", "too_soon", **many)
    if after["month"].ge(ended).any():
        return Verdict("cannot_tell", "reform", **many)
    # The fact itself is known, whatever can be said of its cause.
    fact = Verdict("cannot_tell", "overlap", **many, before=_pooled(before), after=_pooled(after))
    both = pd.concat([before, after])
    near = _alike(others, pd.DatetimeIndex(both["month"]), float(before["denominator"].mean()))
    if overlaps:
        return fact
    if len(near[0]) < PEERS:
        return replace(fact, reason="few_peers", peers=len(near[0]))
    met, of = (np.vstack([both[name], theirs]) for name, theirs in zip(("numerator", "denominator"), near, strict=True))
    return _judged(Units(met, of, len(before)), sign=1 if better == "higher" else -1, worth=worth)


def _pooled(months: pd.DataFrame) -> float:
    return float(months["numerator"].sum() / months["denominator"].sum())


def _with_rate(counts: pd.DataFrame) -> pd.DataFrame:
    known = counts[counts["numerator"].notna() & counts["denominator"].gt(0)]
    met = known["numerator"].clip(0, known["denominator"])
    return known.assign(numerator=met).sort_values("month", ignore_index=True)


def _alike(others: pd.DataFrame, months: pd.DatetimeIndex, volume: float) -> tuple[Numbers, Numbers]:
    """(unit, month) counts of the units nearest in volume that reported every month."""
    known = _with_rate(others)
    known = known[known["month"].isin(months)]
    met, of = (
        known.pivot_table(index="unit_code", columns="month", values=name, aggfunc="sum").reindex(columns=months)
        for name in ("numerator", "denominator")
    )
    whole = of.notna().all(axis=1)
    apart = np.log(of[whole].mean(axis=1) / volume).abs()
    near = apart[apart.le(np.log(SIMILAR))].sort_values(kind="stable").index[:MOST_PEERS]
    return met.loc[near].to_numpy(dtype=float), of.loc[near].to_numpy(dtype=float)


def _judged(units: Units, *, sign: int, worth: float) -> Verdict:
    found = reckoned(units)
    far = sign * (found.after - found.expected) / found.error
    sides = {sign * side for side in found.sides}
    large = abs(float(scipy.special.logit(found.after) - scipy.special.logit(found.expected))) >= worth
    seen = SIGMAS * found.error / (found.expected * (1.0 - found.expected)) <= worth
    outcome, reason = _said(far, sides, large=large, seen=seen)
    return Verdict(
        outcome,
        reason,
        months_before=units.begin,
        months_after=units.met.shape[1] - units.begin,
        before=found.before,
        after=found.after,
        expected=found.expected,
        returned=found.drawn - found.before,
        peers=len(units.met) - 1,
        peers_before=found.peers_before,
        peers_after=found.peers_after,
        error=found.error,
    )


def _said(far: float, sides: set[int], *, large: bool, seen: bool) -> tuple[Outcome, str]:
    if far >= SIGMAS and 1 in sides and large:
        return "moved", "moved"
    if far <= -SIGMAS and -1 in sides and large:
        return "worse", "worse"
    if abs(far) < SIGMAS and not seen:
        return "cannot_tell", "too_noisy"
    return ("not_yet", "within_noise") if abs(far) <= _WITHIN else ("cannot_tell", "unclear")
