"""Simulated provinces whose true rates are known."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Province:
    """Log-normal volumes and beta rates."""

    units: int
    dossiers: float
    unevenness: float
    rate: float
    alike: float
    """α + β: the larger, the less units differ."""

    def drawn(self, seed: int):
        """(true rates, met, dossiers) of one month."""
        chance = np.random.default_rng(seed)
        volumes = chance.lognormal(np.log(self.dossiers), self.unevenness, self.units)
        rates = chance.beta(self.rate * self.alike, (1 - self.rate) * self.alike, self.units)
        dossiers = np.maximum(chance.poisson(volumes), 1)
        return rates, chance.binomial(dossiers, rates).astype(float), dossiers.astype(float)


COMMUNES = Province(130, 420, 0.5, 0.96, 60)
DEPARTMENTS = Province(18, 600, 1.3, 0.90, 15)
SMALL_AND_ALIKE = Province(200, 60, 0.8, 0.70, 80)
PROVINCES = {"communes": COMMUNES, "departments": DEPARTMENTS, "small and alike": SMALL_AND_ALIKE}
