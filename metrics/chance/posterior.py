"""Posterior of a unit's true rate: an empirical-Bayes beta-binomial model, the prior estimated from all its kind.

Of the N dossiers of a unit n are met. Its true rate θ is unknown; over the units of one kind θ ~ Beta(α, β), and
given θ n ~ Binomial(N, θ). So θ | n ~ Beta(α + n, β + N - n): a unit of few dossiers is shrunk towards its kind's mean,
one of many hardly. References: Kleinman 1973 (JASA 68:46-54) for the moments; Morris 1983 (JASA 78:47-55) for
the empirical Bayes view. It assumes that a unit's dossiers are independent: a bad week that delays many at once is not
modelled.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_ROUNDS = 3
"""Number of iterations for the weights; in every case tried, the prior had converged after two."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """Beta(alpha, beta) of every unit's true rate, arrays of one shape; NaN for a unit without a rate."""

    alpha: Numbers
    beta: Numbers

    @property
    def mean(self) -> Numbers:
        return self.alpha / (self.alpha + self.beta)

    def at_least(self, rate: float | Numbers) -> Numbers:
        """The probability that the true rate is `rate` (a share, 0 to 1) or more."""
        return np.asarray(scipy.special.betaincc(self.alpha, self.beta, rate), dtype=np.float64)


def posterior(numerator: Numbers, denominator: Numbers) -> Posterior:
    """The posterior of units of one kind, along the last axis; each entry of the other axes (months, measures) has its
    own prior.

    Args:
        numerator: dossiers met; a source's surplus over `denominator` is cut off. NaN = not reported.
        denominator: dossiers; 0 or NaN: the unit has no rate and takes no part.
    """
    alpha, beta = prior(numerator, denominator)
    met, of = taking_part(numerator, denominator)
    nothing = np.where(of > 0, 0.0, np.nan)
    return Posterior(alpha[..., None] + met + nothing, beta[..., None] + of - met + nothing)


def prior(numerator: Numbers, denominator: Numbers, belongs: Numbers | float = 1.0) -> tuple[Numbers, Numbers]:
    """α and β by weighted moments (Kleinman 1973).

    With weights w and W = Σw, p = Σwp_i / W and S = Σw(p_i - p)², Var(p_i) = p(1-p)(ρ + (1-ρ)/N_i) gives
    E S = p(1-p)(ρA + (1-ρ)B), A = Σw(1-w/W), B = Σw(1-w/W)/N_i, so ρ = (S/p(1-p) - B) / (A - B), and α + β = 1/ρ - 1.
    The weights N/(1 + (N-1)ρ) depend on ρ: begun with w = N and improved.

    ρ is never less than half the standard error it has where the units do not differ at all, √(2/(k - 1))·B/(A - B)
    for k units: that they are all equal cannot be concluded, least of all from few dossiers (the moments may even give
    ρ < 0). By that rule it is at most ½: one unit alone gets a prior as weak as one dossier. p is kept ½ dossier away
    from 0 and 1.

    Args:
        numerator, denominator: as `posterior`; units along the last axis.
        belongs: each unit's membership weight in the prior's group, 0 to 1; one row a sort (`metrics.chance.mixture`).

    Returns:
        (α, β), the shape without the last axis.
    """
    met, of = taking_part(numerator, denominator)
    share = met / np.maximum(of, 1.0)
    units = ((of > 0) * belongs).sum(axis=-1)
    edge = 0.5 / ((of * belongs).sum(axis=-1) + 1.0)
    weight = of * belongs
    for _ in range(_ROUNDS):
        whole = np.maximum(weight.sum(axis=-1), 1e-12)
        centre = np.clip((weight * share).sum(axis=-1) / whole, edge, 1.0 - edge)
        spread = (weight * (share - centre[..., None]) ** 2).sum(axis=-1)
        part = weight * (1.0 - weight / whole[..., None])
        within = (part / np.maximum(of, 1.0)).sum(axis=-1)
        room = np.maximum(part.sum(axis=-1) - within, 1e-12)
        least = 0.5 * np.sqrt(2.0 / np.maximum(units - 1, 1e-12)) * within / room
        found = (spread / (centre * (1.0 - centre)) - within) / room
        intraclass = np.clip(np.maximum(found, np.minimum(least, 0.5)), 1e-6, 0.99)
        weight = of * belongs / (1.0 + np.maximum(of - 1.0, 0.0) * intraclass[..., None])
    strength = 1.0 / intraclass - 1.0
    return centre * strength, (1.0 - centre) * strength


def taking_part(numerator: Numbers, denominator: Numbers) -> tuple[Numbers, Numbers]:
    """The counts as the models need them: 0 of 0 for a unit without a rate, and met at most the denominator."""
    known = np.isfinite(numerator) & (denominator > 0)
    of = np.where(known, denominator, 0.0)
    return np.clip(np.where(known, numerator, 0.0), 0.0, of), of


def log_odds(alpha: Numbers, beta: Numbers) -> tuple[Numbers, Numbers]:
    """Mean ψ(α) - ψ(β) and deviation √(ψ'(α) + ψ'(β)) of log θ/(1 - θ), where θ is Beta(α, β).

    By ψ(x) = ψ(x + 1) - 1/x and ψ(x + 1) ≈ ln(x + ½): off by 0.04 at x = ½, less above.
    """
    middle = np.log((alpha + 0.5) / (beta + 0.5)) - 1.0 / alpha + 1.0 / beta
    return middle, np.sqrt(1.0 / (alpha + 0.5) + 1.0 / alpha**2 + 1.0 / (beta + 0.5) + 1.0 / beta**2)
