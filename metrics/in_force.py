"""The measures, targets, scores and deadlines in force in a period.

It is computed from a period and a province's settings, not listed anywhere: a target from next year, a new measure or
a corrected word changes nothing in past periods.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from core.caching import cached
from core.errors import UnknownScoreError
from core.periods import Period, today
from metrics.dated import month_code, newest_of_each
from metrics.rates.deliveries import Delivery, all_deliveries
from metrics.rates.measures import Measure, all_measures
from metrics.rates.targets import Target, all_targets, decided
from metrics.score.rules import ScoreRules, all_scores


@dataclass(frozen=True, eq=False)
class ProvinceSettings:
    """The settings that a province decides for itself, wherever they are kept."""

    targets: tuple[Target, ...] = ()
    """Of the program's files and, later, of the province, as they were entered; see `metrics.rates.targets.decided`."""
    deliveries: tuple[Delivery, ...] = ()
    scores: tuple[ScoreRules, ...] = ()
    """Every version of every score that it ranks its units by, oldest first."""
    unknown: frozenset[str] = frozenset()
    """Measures that came later than the versions these settings are for."""
    plain: frozenset[str] = frozenset()
    """Measures whose `otherwise` came later."""

    def known_at(self, at: dt.datetime) -> "ProvinceSettings":
        """The settings as they were for a version published at this moment: without what came or was entered later."""
        day = today(at)
        targets = tuple(each for each in self.targets if each.entered_at is None or each.entered_at <= at)
        known = tuple(each for each in self.scores if each.published_from is None or each.published_from <= day)
        later = {name for name, each in all_measures().items() if each.published_from and each.published_from > day}
        plain = {name for name, each in all_measures().items() if each.otherwise_from and each.otherwise_from > day}
        same = len(known) == len(self.scores) and len(targets) == len(self.targets) and not later and not plain
        return self if same else _known(self, targets, known, frozenset(later), frozenset(plain))


@dataclass(frozen=True, eq=False)
class Definitions:
    """What is in force at the end of a period."""

    measures: Mapping[str, Measure] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    """By measure; a measure without a target is not in it."""
    scores: Mapping[str, ScoreRules] = field(default_factory=dict)
    deliveries: Mapping[str, Delivery] = field(default_factory=dict)

    def score(self, score_id: str) -> ScoreRules:
        """The rules of a score.

        Raises:
            UnknownScoreError: there is no such score, or none in force yet.
        """
        if score_id not in self.scores:
            raise UnknownScoreError(index=score_id, known=", ".join(all_scores()))
        return self.scores[score_id]


# Cached: definitions are cached by the settings that they are asked of.
@cached(64)
def _known(
    settings: ProvinceSettings,
    targets: tuple[Target, ...],
    scores: tuple[ScoreRules, ...],
    unknown: frozenset[str],
    plain: frozenset[str],
) -> ProvinceSettings:
    return replace(settings, targets=targets, scores=scores, unknown=unknown, plain=plain)


@cached(256)
def definitions_of(period: Period, settings: ProvinceSettings) -> Definitions:
    """The newest entry of everything that had begun by the period's last month."""
    month = month_code(period)
    return Definitions(
        newest_of_each(
            (
                each.before_otherwise() if name in settings.plain else each
                for name, each in all_measures().items()
                if name not in settings.unknown
            ),
            month,
            lambda each: each.id,
        ),
        newest_of_each(decided(settings.targets), month, lambda each: each.measure),
        newest_of_each(settings.scores, month, lambda each: each.id),
        newest_of_each(settings.deliveries, month, lambda each: each.id),
    )


@cache
def settings_in_files() -> ProvinceSettings:
    """The settings in `definitions/`: examples, and what a decree says to all provinces."""
    scores = tuple(version for versions in all_scores().values() for version in versions)
    return ProvinceSettings(all_targets(), all_deliveries(), scores)


def settings_of(targets: tuple[tuple[str, str, float | None, str, dt.datetime], ...]) -> ProvinceSettings:
    """A province's settings: those in files, and the targets it has entered.

    Args:
        targets: (measure, from month, value, source, when) in the order in which they were entered; a value of None
            takes the entry of that month back.
    """
    files = settings_in_files()
    return _with_own(files, targets) if targets else files


@cached(16)
def _with_own(
    files: ProvinceSettings, targets: tuple[tuple[str, str, float | None, str, dt.datetime], ...]
) -> ProvinceSettings:
    own = tuple(
        Target.model_validate(
            {
                "measure": measure,
                "from": begin,
                "value": value or 0.0,
                "source": {"vi": source, "en": source},
                "entered_at": at,
                "removed": value is None,
            }
        )
        for measure, begin, value, source, at in targets
    )
    return replace(files, targets=(*files.targets, *own))
