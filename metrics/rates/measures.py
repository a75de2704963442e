"""The measures, each with numerator and denominator, read once from `definitions/measures/*.yaml`."""

import datetime as dt
from collections.abc import Container
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from core.counts import COUNTS, CountName
from core.errors import NoDataError, UnknownMeasureError
from core.settings import ROOT
from metrics.dated import Dated, Text, Words
from metrics.definition_files import DefinitionError, read_all

DEFINITIONS = ROOT / "definitions" / "measures"


class NotCountedError(NoDataError):
    """The figure is given ready-made: without dossiers met and missed there is no model of chance for it."""

    key = "error.not_counted"


class Measure(Dated):
    """The share of one set of counts in another, or (without a denominator) a figure given ready-made."""

    id: Text
    order: int
    """Its position in lists."""
    title: Words
    short: Words
    why: Words
    unit: Literal["percent", "days"]
    better: Literal["higher", "lower"]
    numerator: tuple[CountName, ...] = Field(min_length=1)
    denominator: tuple[CountName, ...]
    applies_to: tuple[CountName, ...] = ()
    """For a figure given ready-made: the dossiers it is about. A unit that has none is not ranked by it."""
    otherwise: tuple[CountName, ...] = ()
    """Where a count of the numerator is not reported: the first of these two less the second. Many tables have dossiers
    that were early and on the day in one column: with all and the late ones the rate is known, the parts are not."""
    otherwise_from: dt.date | None = None
    """Versions published before this day do not know it."""
    of: Words
    """Words for the denominator, as readers say it: “of resolved”."""
    source: Text
    published_from: dt.date | None = None
    """Versions published before this day do not know the measure: what was signed stays as it is."""

    @model_validator(mode="after")
    def _given_or_divided(self) -> "Measure":
        if bool(self.denominator) == bool(self.applies_to):
            raise ValueError("a measure has a denominator, or (given ready-made) the dossiers it applies_to")
        if len(self.otherwise) not in {0, 2}:
            raise ValueError("otherwise is two counts: a whole, and a part of it")
        return self

    @property
    def given(self) -> bool:
        return not self.denominator

    def must_be_counted(self) -> None:
        """For what asks how much chance there is in a number of dossiers.

        Raises:
            NotCountedError: the figure is given ready-made.
        """
        if self.given:
            raise NotCountedError(measure=self.title.model_dump())

    @property
    def counts(self) -> tuple[CountName, ...]:
        """Every count it may be computed from, each once."""
        return tuple(dict.fromkeys((*self.numerator, *self.denominator, *self.applies_to, *self.otherwise)))

    @property
    def choices(self) -> tuple[tuple[CountName, ...], ...]:
        """Sets of counts, each enough to compute it, the best first."""
        usual = self.numerator + self.denominator + self.applies_to
        return (usual, self.otherwise + self.denominator) if self.otherwise else (usual,)

    def known_by(self, counts: Container[str]) -> bool:
        """Whether it can be computed from these counts."""
        return any(all(name in counts for name in choice) for choice in self.choices)

    def before_otherwise(self) -> "Measure":
        """As versions knew it that were published before `otherwise_from`."""
        return self.model_copy(update={"otherwise": (), "otherwise_from": None})

    @property
    def adds_over_months(self) -> bool:
        """Whether a quarter's figure can be computed from those of its months (see `core.counts`)."""
        return all(COUNTS[name].over_time != "never" for name in self.counts)

    @property
    def scale(self) -> float:
        """The factor of the quotient: 100 for percent; hundredths of a day become days."""
        return 100.0 if self.unit == "percent" else 0.01


def read_measures(folder: Path) -> dict[str, Measure]:
    """The measures of a folder by id, in their order.

    Raises:
        DefinitionError: a file is wrong; names file and line.
    """
    measures: dict[str, Measure] = {}
    for path in sorted(folder.glob("*.yaml")):
        for measure in read_all(path, Measure):
            if measure.id != path.stem:
                raise DefinitionError(f"{path}:1: id: “{measure.id}” must be the file's name, “{path.stem}”")
            measures[measure.id] = measure
    return dict(sorted(measures.items(), key=lambda item: (item[1].order, item[0])))


@cache
def all_measures() -> dict[str, Measure]:
    return read_measures(DEFINITIONS)


def measure(measure_id: str) -> Measure:
    """The measure with this id.

    Raises:
        UnknownMeasureError: there is none.
    """
    found = all_measures().get(measure_id)
    if found is None:
        raise UnknownMeasureError(measure=measure_id, known=", ".join(all_measures()))
    return found
