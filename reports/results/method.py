"""How everything is computed, read from the definitions themselves: measures, targets, scores, statistics."""

from dataclasses import dataclass

from metrics.dated import decided
from metrics.in_force import ProvinceSettings
from metrics.rates.deliveries import Delivery
from metrics.rates.measures import Measure, all_measures
from metrics.rates.targets import Target
from metrics.score.rules import ScoreRules
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
        versions=tuple(sorted(settings.score_versions().values(), key=lambda each: (each.id, each.from_month)))[::-1],
        deliveries=tuple(sorted(decided(settings.deliveries), key=lambda each: (each.id, each.from_month))),
        statistics=STATISTICS,
    )
