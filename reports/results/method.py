"""How everything is computed, read from the definitions themselves: measures, targets, scores, statistics."""

from dataclasses import dataclass

from metrics.in_force import ProvinceSettings
from metrics.rates.deliveries import Delivery, all_deliveries
from metrics.rates.measures import Measure, all_measures
from metrics.rates.targets import Target, decided
from metrics.score.rules import ScoreRules, all_scores
from reports.results.statistics import STATISTICS, Statistic


@dataclass(frozen=True)
class Method:
    """How everything is computed: every definition in force or past, taken from its single source."""

    measures: tuple[tuple[Measure, tuple[Target, ...]], ...]
    """Each measure with its targets, newest first."""
    versions: tuple[ScoreRules, ...]
    """Every version of every score, newest first; of two that begin together the later one."""
    deliveries: tuple[Delivery, ...]
    statistics: tuple[Statistic, ...]


def method(settings: ProvinceSettings) -> Method:
    targets = sorted(decided(settings.targets), key=lambda target: target.from_month, reverse=True)
    return Method(
        measures=tuple(
            (item, tuple(target for target in targets if target.measure == item.id)) for item in all_measures().values()
        ),
        versions=tuple(
            each for versions in all_scores().values() for each in {old.code: old for old in versions}.values()
        )[::-1],
        deliveries=all_deliveries(),
        statistics=STATISTICS,
    )
