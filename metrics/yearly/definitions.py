"""The yearly indices that are known, and the dated targets for them."""

from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.indices import KnownIndex, Result
from core.settings import ROOT
from metrics.dated import Dated, Text, Words, newest
from metrics.definition_files import read_all

_FOLDER = ROOT / "definitions" / "yearly"
Reached = Literal["achieved", "missed", "not_known", "not_comparable"]


class ExternalIndex(BaseModel):
    """An index somebody publishes once a year."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    title: Words
    aliases: tuple[Text, ...] = ()
    publisher: Words | None = None
    scale: float | None = Field(default=None, gt=0)
    of: Literal["provinces", "units"]
    """What it ranks: provinces, or the province's own units."""


class IndexTarget(Dated):
    """What an index, or a component of one, should reach from a year on, until a later entry about the same."""

    index: Text
    province: str = ""
    component: str = ""
    rank_at_most: int | None = Field(default=None, ge=1)
    rank_of: int | None = Field(default=None, ge=1)
    score_at_least: float | None = Field(default=None, gt=0)
    source: Words
    illustrative: bool = False
    """An example, decreed by nobody."""

    @model_validator(mode="after")
    def one_goal(self) -> Self:
        if (self.rank_at_most is None) == (self.score_at_least is None):
            raise ValueError("either rank_at_most or score_at_least")
        if (self.rank_at_most is None) != (self.rank_of is None):
            raise ValueError("rank_at_most and rank_of go together")
        return self

    def reached_by(self, result: Result | None) -> Reached:
        """Whether the result reaches it; never compared over another number of places."""
        if self.score_at_least is not None:
            score = result.score if result else None
            return "not_known" if score is None else "achieved" if score >= self.score_at_least else "missed"
        if result is None or result.rank is None or self.rank_at_most is None:
            return "not_known"
        if result.rank_of != self.rank_of:
            return "not_comparable"
        return "achieved" if result.rank <= self.rank_at_most else "missed"


@cache
def all_indices() -> dict[str, ExternalIndex]:
    """By id, in the order of the file."""
    return {each.id: each for each in read_all(_FOLDER / "external_indices.yaml", ExternalIndex)}


def index_of(name: str) -> ExternalIndex:
    """The index of this id; an unknown index gets its name as title and is assumed to rank provinces."""
    return all_indices().get(name) or ExternalIndex(id=name, title=Words(vi=name, en=name), of="provinces")


def known_indices() -> list[KnownIndex]:
    """The names a file may use for each index."""
    return [
        KnownIndex(each.id, (each.id, *each.aliases, each.title.vi, each.title.en), each.scale, each.of == "units")
        for each in all_indices().values()
    ]


@cache
def all_targets() -> tuple[IndexTarget, ...]:
    return tuple(read_all(_FOLDER / "index_targets.yaml", IndexTarget))


def target_for(
    index: str, component: str, year: int, province: str, targets: tuple[IndexTarget, ...] | None = None
) -> IndexTarget | None:
    """The newest target in force in the year; the province's own before one for all. None where there is none.

    Args:
        province: the name of its folder in `sample_data/`.
    """
    known = [
        each
        for each in (all_targets() if targets is None else targets)
        if (each.index, each.component) == (index, component)
    ]
    own = newest((each for each in known if each.province == province and province), f"{year}-12")
    return own or newest((each for each in known if not each.province), f"{year}-12")
