"""Did the number move after the task began: a verdict on counts, with the numbers behind it.

What the unit would have had without the task is reckoned first: its months before, drawn towards units like it by how
little they say (`metrics.posterior`: whoever is picked for a bad spell gets better by itself), then moved as those
units moved, on the scale of odds (differences in differences; a season or a reform of the portal is theirs too). The
noise is how far those units, none with such a task, ended from the same reckoning. Moved, or worse, is said only where
the difference is beyond 3 of its standard errors and a rule of the control chart fires after the start; not yet only
where it is within 2 and a change worth having would have been seen; all else cannot be told.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from metrics.control import SIGMAS, signals
from metrics.posterior import posterior

Numbers = NDArray[np.float64]
Outcome = Literal["moved", "not_yet", "worse", "cannot_tell"]
MONTHS_BEFORE, MOST_MONTHS = 6, 12
"""Fewest months before the start, and most on either side."""
MONTHS_AFTER = 3
PEERS, MOST_PEERS = 8, 30
SIMILAR = 3.0
"""A unit is like another by its volume up to this many times."""
WORTH = 0.05
"""The smallest change of a share worth having, where no target says."""
_WITHIN = 2.0
_MEDIAN_OF_CHI2 = 0.4549


@dataclass(frozen=True)
class Verdict:
    """The outcome, why, and the numbers behind the sentence. Shares are 0 to 1; NaN where it did not come to them."""

    outcome: Outcome
    reason: str
    """moved, worse, within_noise; or why it cannot be told: no_counts, few_before, too_soon, reform, overlap, few_peers,
    too_noisy, unclear."""
    months_before: int = 0
    months_after: int = 0
    before: float = np.nan
    after: float = np.nan
    expected: float = np.nan
    """Without the task: drawn to units like it, and moved as they moved."""
    returned: float = np.nan
    """Of `before` to `expected`, what a bad spell makes good by itself."""
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
    """What became of a unit's rate from the month `start` on.

    Args:
        own: (month, numerator, denominator) of the unit.
        others: (unit_code, month, numerator, denominator) of units of its kind without such a task.
        start: the first month in which an effect may be expected.
        worth: the smallest change of the share that matters.
        breaks: first months of a unit made anew; those before count from the last of them only.
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
    if overlaps:
        return Verdict("cannot_tell", "overlap", **many)
    months = pd.DatetimeIndex([*before["month"], *after["month"]])
    met, of = _alike(others, months, float(before["denominator"].mean()))
    if len(met) < PEERS:
        return Verdict("cannot_tell", "few_peers", peers=len(met), **many)
    both = pd.concat([before, after])
    mine = both["numerator"].to_numpy(dtype=float), both["denominator"].to_numpy(dtype=float)
    return _judged(*mine, met, of, len(before), sign=1 if better == "higher" else -1, worth=worth)


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


def _judged(met: Numbers, of: Numbers, peers: Numbers, volumes: Numbers, begin: int, *, sign: int, worth: float) -> Verdict:
    everyone, everything = np.vstack([met, peers]), np.vstack([of, volumes])
    share = _share(everyone[1:].sum(axis=0), everything[1:].sum(axis=0))
    level = [_share(part.sum(axis=1), many.sum(axis=1)) for part, many in _halves(everyone, everything, begin)]
    volume = [many.sum(axis=1) for _, many in _halves(everyone, everything, begin)]
    theirs = [_share(part.sum(), many.sum()) for part, many in _halves(peers, volumes, begin)]
    moved = logit(theirs[1]) - logit(theirs[0])
    sampling = _sampling(level[0], volume[0], volume[1])
    # How the others ended against the same reckoning, in sampling errors; the median, so that one that changed of its
    # own accord does not hide the rest.
    missed = (level[1] - expit(logit(level[0]) + moved)) / sampling
    spread = max(1.0, float(np.median(missed[1:] ** 2)) / _MEDIAN_OF_CHI2)
    drawn = float(_share(*_drawn(everyone[:, :begin], everything[:, :begin], share[:begin])))
    expected = float(expit(logit(drawn) + moved))
    error = float(np.sqrt(spread * (1 + 1 / len(peers))) * sampling[0])
    found = {
        "months_before": begin,
        "months_after": len(met) - begin,
        "before": float(level[0][0]),
        "after": float(level[1][0]),
        "expected": expected,
        "returned": drawn - float(level[0][0]),
        "peers": len(peers),
        "peers_before": float(theirs[0]),
        "peers_after": float(theirs[1]),
        "error": error,
    }
    side = _shift(met, of, share, begin, spread, drawn)
    far = sign * (float(level[1][0]) - expected) / error
    if far >= SIGMAS and sign in side:
        return Verdict("moved", "moved", **found)
    if far <= -SIGMAS and -sign in side:
        return Verdict("worse", "worse", **found)
    if SIGMAS * error > worth and abs(far) < SIGMAS:
        return Verdict("cannot_tell", "too_noisy", **found)
    if abs(far) <= _WITHIN:
        return Verdict("not_yet", "within_noise", **found)
    return Verdict("cannot_tell", "unclear", **found)
