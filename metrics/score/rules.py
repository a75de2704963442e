"""Scores in points, such as Decision 766/QĐ-TTg's: groups of indicators, each with its points and its rule."""

import datetime as dt
from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from core.counts import COUNTS, CountName
from core.settings import ROOT
from metrics.dated import Decided, Part, Text, Words
from metrics.definition_files import DefinitionError, read_all

SCORES = ROOT / "definitions" / "scores"
Zero = Literal["lost", "zero", "full"]


class Indicator(Part):
    """One indicator: its points for a share of counts, or for a score that is given ready-made."""

    id: Text
    title: Words
    points: float = Field(gt=0)
    scoring: Literal["proportional", "full_from", "given"]
    full_from: float | None = Field(None, gt=0, le=100)
    """Percent; from here on all points are won."""
    numerator: tuple[CountName, ...] = Field(min_length=1)
    denominator: tuple[CountName, ...] = ()
    zero: Zero | None = None
    """Points where the denominator is 0: 0 without a number (`lost`), 0 (`zero`), or all points (`full`)."""
    source: Text

    @model_validator(mode="after")
    def _rule_is_whole(self) -> "Indicator":
        given = self.scoring == "given"
        if given and not (len(self.numerator) == 1 and COUNTS[self.numerator[0]].hundredths):
            raise ValueError("a given score is one count of hundredths of a point")
        if given == bool(self.denominator) or given == (self.zero is not None):
            raise ValueError("a share has a denominator and a rule for zero; a given score has neither")
        if (self.scoring == "full_from") != (self.full_from is not None):
            raise ValueError("full_from goes with scoring: full_from")
        return self

    @property
    def full_share(self) -> float:
        """The share from which all points are won."""
        return (self.full_from or 100.0) / 100.0

    @property
    def counts(self) -> tuple[CountName, ...]:
        return self.numerator + self.denominator


class IndicatorGroup(Part):
    """Indicators whose points are added."""

    id: Text
    title: Words
    points: float = Field(gt=0)
    given: CountName | None = None
    """The group's score as the source itself publishes it, in hundredths: it stands in where a unit reports none of the
    group's counts, and is compared with ours where it does."""
    percent_decimals: int | None = None
    """Decimals to which each indicator's percentage is rounded before its points are computed; None: no rounding."""
    indicators: tuple[Indicator, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _points_add_up(self) -> "IndicatorGroup":
        if abs(sum(each.points for each in self.indicators) - self.points) > 1e-9:
            raise ValueError(f"the indicators of {self.id} do not add up to its {self.points:g} points")
        return self


class Band(Part):
    """The name of a total from `from` points on."""

    from_points: float = Field(alias="from", ge=0)
    title: Words
    checked: bool = True
    """False until the name has been checked against the decision's own text."""


class ScoreRules(Decided):
    """One version of a score, in force from a month on until the next one."""

    id: Text
    title: Words
    short: Words
    source: Text
    illustrative: bool = False
    apart: tuple[CountName, ...] = ()
    """A unit with none of these dossiers is not ranked: its score says nothing about its work."""
    decimals: int | None = None
    """Decimals to which each indicator's points are rounded before they are added; None: no rounding."""
    rank_by: Literal["exact", "printed"] = "exact"
    """Whether units are ranked by the sum of the unrounded points, or by the total that is printed."""
    published_from: dt.date | None = None
    """Versions published before this day keep the entry before it with the same `from`: published ranks do not move."""
    bands: tuple[Band, ...] = ()
    """Highest first."""
    groups: tuple[IndicatorGroup, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hundred_points(self) -> "ScoreRules":
        ids = [each.id for group in self.groups for each in group.indicators]
        if len(set(ids)) < len(ids):
            raise ValueError("an indicator stands twice")
        floors = [band.from_points for band in self.bands]
        if floors != sorted(floors, reverse=True):
            raise ValueError("bands go from the highest to the lowest")
        return self

    @property
    def key(self) -> str:
        return self.id

    @property
    def code(self) -> str:
        """noi_bo@2026-07: one version, as written in addresses."""
        return f"{self.id}@{self.from_month}"

    @property
    def points(self) -> float:
        return sum(group.points for group in self.groups)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(each for group in self.groups for each in group.indicators)

    @property
    def counts(self) -> tuple[CountName, ...]:
        """Every count that the score needs or compares with, each once."""
        named = [name for each in self.indicators for name in each.counts]
        named += [group.given for group in self.groups if group.given]
        return tuple(dict.fromkeys([*named, *self.apart]))

    def band(self, points: float) -> Band | None:
        return next((band for band in self.bands if points >= band.from_points), None)


def _since(rules: ScoreRules) -> tuple[str, dt.date]:
    return rules.from_month, rules.published_from or dt.date.min


@cache
def all_scores() -> dict[str, tuple[ScoreRules, ...]]:
    """The versions of every score by its id, oldest first; of two that begin together the later decided one last.

    Raises:
        DefinitionError: a file is wrong; names file and line.
    """
    found: dict[str, tuple[ScoreRules, ...]] = {}
    for path in sorted(SCORES.glob("*.yaml")):
        versions = read_all(path, ScoreRules)
        if any(each.id != path.stem for each in versions):
            raise DefinitionError(f"{path}:1: id: must be the file's name, “{path.stem}”")
        found[path.stem] = tuple(
            sorted(versions, key=lambda each: (each.from_month, each.published_from or dt.date.min))
        )
    return found
