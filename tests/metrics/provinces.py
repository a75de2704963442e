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

    def months(self, seed: int, *, scatter: float = 1.0, many: int = 12):
        """(true rates, met, dossiers), one row a month, of units that stay as they are; `scatter` is φ of a month."""
        chance = np.random.default_rng(seed)
        volumes = chance.lognormal(np.log(self.dossiers), self.unevenness, self.units)
        rates = chance.beta(self.rate * self.alike, (1 - self.rate) * self.alike, self.units)
        of = np.maximum(chance.poisson(np.tile(volumes, (many, 1))), 1)
        return rates, counted(chance, rates, of, scatter), of.astype(float)


def counted(chance, rates, of, scatter: float):
    """Met of `of`, φ times as varied as by chance alone (beta-binomial; of very few dossiers as varied as can be)."""
    strength = (of - 1) / (scatter - 1) - 1 if scatter > 1 else np.full(of.shape, 1e9)
    strength = np.maximum(strength, 0.05)
    return chance.binomial(of, chance.beta(rates * strength, (1 - rates) * strength)).astype(float)


COMMUNES = Province(130, 420, 0.5, 0.96, 60)
DEPARTMENTS = Province(18, 600, 1.3, 0.90, 15)
SMALL_AND_ALIKE = Province(200, 60, 0.8, 0.70, 80)
PROVINCES = {"communes": COMMUNES, "departments": DEPARTMENTS, "small and alike": SMALL_AND_ALIKE}


@dataclass(frozen=True)
class TwoSorts:
    """Most units of one sort, and a share of them of another: as published provinces look."""

    bulk: Province
    share: float
    rate: float
    alike: float

    def drawn(self, seed: int):
        """As `Province.drawn`."""
        rates, _, dossiers = self.bulk.drawn(seed)
        chance = np.random.default_rng(10_000 + seed)
        other = chance.beta(self.rate * self.alike, (1 - self.rate) * self.alike, len(rates))
        rates = np.where(chance.random(len(rates)) < self.share, other, rates)
        return rates, chance.binomial(dossiers.astype(int), rates).astype(float), dossiers


TWO_SORTS = {
    "some far worse": TwoSorts(Province(130, 420, 0.5, 0.97, 100), 0.15, 0.70, 10),
    "some hopeless": TwoSorts(Province(130, 420, 0.5, 0.95, 60), 0.15, 0.50, 5),
    "departments": TwoSorts(Province(18, 600, 1.3, 0.97, 100), 0.2, 0.70, 10),
    "some far better": TwoSorts(Province(150, 300, 0.6, 0.50, 30), 0.15, 0.95, 60),
}
