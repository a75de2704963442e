"""The measures, targets, scores and deadlines in force in a period.

It is computed from a period and a province's settings, not listed anywhere: a target from next year, a new measure or
a corrected word changes nothing in past periods.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from core.caching import cached
from core.errors import UnknownScoreError
from core.periods import Period, today
from metrics.dated import decided, month_code, newest_of_each
from metrics.own import OwnDay, OwnTarget, own_day, own_target
from metrics.rates.deliveries import Delivery, all_deliveries
from metrics.rates.measures import Measure, all_measures
from metrics.rates.targets import Target, all_targets, key_of
from metrics.score.own import OwnWeights, weighted
from metrics.score.rules import ScoreRules, all_scores


@dataclass(frozen=True, eq=False)
class ProvinceSettings:
    """The settings that a province decides for itself, wherever they are kept."""

    targets: tuple[Target, ...] = ()
    """Of the program's files and, later, of the province, as they were entered; see `metrics.dated.decided`."""
    deliveries: tuple[Delivery, ...] = ()
    """Likewise."""
    scores: tuple[ScoreRules, ...] = ()
    """Every version of every score that it ranks its units by, oldest first; then those by its own points, as they were
    entered; see `metrics.dated.decided`."""
    unknown: frozenset[str] = frozenset()
    """Measures that came later than the versions these settings are for."""
    plain: frozenset[str] = frozenset()
    """Measures whose `otherwise` came later."""

    def known_at(self, at: dt.datetime) -> "ProvinceSettings":
        """The settings as they were for a version published at this moment: without what came or was entered later."""
        day = today(at)
        targets = tuple(each for each in self.targets if each.entered_at is None or each.entered_at <= at)
        days = tuple(each for each in self.deliveries if each.entered_at is None or each.entered_at <= at)
        known = tuple(
            each
            for each in self.scores
            if (each.published_from is None or each.published_from <= day)
            and (each.entered_at is None or each.entered_at <= at)
        )
        later = {name for name, each in all_measures().items() if each.published_from and each.published_from > day}
        plain = {name for name, each in all_measures().items() if each.otherwise_from and each.otherwise_from > day}
        parts = ((known, self.scores), (targets, self.targets), (days, self.deliveries))
        same = all(len(one) == len(other) for one, other in parts) and not later and not plain
        return self if same else _known(self, (targets, days), known, frozenset(later), frozenset(plain))

    def score_versions(self) -> dict[str, ScoreRules]:
        """Every version of every score by its `ScoreRules.code`, in force or not: for comparing."""
        return {each.code: each for each in decided(self.scores)}

    def score_version(self, code: str) -> ScoreRules:
        """
        Raises:
            UnknownScoreError: there is none.
        """
        known = self.score_versions()
        if code not in known:
            raise UnknownScoreError(index=code, known=", ".join(known))
        return known[code]


@dataclass(frozen=True, eq=False)
class Definitions:
    """What is in force at the end of a period."""

    measures: Mapping[str, Measure] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    """By measure and, of a kind of unit or of one unit, by `metrics.rates.targets.key_of`; see `target`."""
    scores: Mapping[str, ScoreRules] = field(default_factory=dict)
    deliveries: Mapping[str, Delivery] = field(default_factory=dict)

    def target(self, measure: str, kind: str | None = None, unit: str = "") -> Target | None:
        """What a unit should reach: its own target, else that of its kind, else the one for all; None without any.

        Args:
            kind: None is all units together.
            unit: its code; blank is all units of the kind.
        """
        own = self.targets.get(key_of(measure, unit=unit)) if unit else None
        return own or self.targets.get(key_of(measure, kind)) or self.targets.get(measure)

    def goals(self, measure: str, kind: str, units: Iterable[str]) -> list[Target | None]:
        """The `target` of each unit of a kind, in the order of the codes."""
        common = self.target(measure, kind)
        return [self.targets.get(key_of(measure, unit=unit), common) for unit in units]

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
    own: tuple[tuple[Target, ...], tuple[Delivery, ...]],
    scores: tuple[ScoreRules, ...],
    unknown: frozenset[str],
    plain: frozenset[str],
) -> ProvinceSettings:
    return replace(settings, targets=own[0], deliveries=own[1], scores=scores, unknown=unknown, plain=plain)


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
        {
            key: each
            for key, each in newest_of_each(decided(settings.targets), month, lambda each: each.key).items()
            if not each.ended
        },
        newest_of_each(decided(settings.scores), month, lambda each: each.id),
        newest_of_each(decided(settings.deliveries), month, lambda each: each.id),
    )


@cache
def settings_in_files() -> ProvinceSettings:
    """The settings in `definitions/`: examples, and what a decree says to all provinces."""
    scores = tuple(version for versions in all_scores().values() for version in versions)
    return ProvinceSettings(all_targets(), all_deliveries(), scores)


def settings_of(
    targets: tuple[OwnTarget, ...], days: tuple[OwnDay, ...] = (), weights: tuple[OwnWeights, ...] = ()
) -> ProvinceSettings:
    """A province's settings: those in files, and the targets, days of delivery and points it has entered.

    Args:
        targets: in the order in which they were entered; a kind of None is all units, or the one whose code is not
            blank; a value of None takes the entry of that month back, unless it is ended: then the common target holds
            again.
        days, weights: likewise.
    """
    files = settings_in_files()
    return _with_own(files, targets, days, weights) if targets or days or weights else files


@cached(16)
def _with_own(
    files: ProvinceSettings,
    targets: tuple[OwnTarget, ...],
    days: tuple[OwnDay, ...],
    weights: tuple[OwnWeights, ...],
) -> ProvinceSettings:
    return replace(
        files,
        targets=(*files.targets, *map(own_target, targets)),
        deliveries=(*files.deliveries, *(due for each in days if (due := own_day(each, files.deliveries)) is not None)),
        scores=(*files.scores, *(own for each in weights if (own := weighted(each)) is not None)),
    )
