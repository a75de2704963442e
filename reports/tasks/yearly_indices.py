"""The province's results in the yearly indices, year by year and compared with other places."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from core.indices import Answered, Criterion, Result, Stored
from metrics.yearly import series
from metrics.yearly.definitions import ExternalIndex, IndexTarget, Reached, all_indices, index_of, target_for
from metrics.yearly.series import YearLine
from store import external_indices, units
from store.database import Connection

About = tuple[str, int, str, str]


@dataclass(frozen=True, eq=False)
class IndexYear:
    """One year of our province: the result, what changed, and whether the target is reached."""

    line: YearLine
    stored: Stored
    older: tuple[Stored, ...]
    """The results it replaced, oldest first."""
    target: IndexTarget | None

    @property
    def reached(self) -> Reached | None:
        return self.target.reached_by(self.line.result) if self.target else None


@dataclass(frozen=True, eq=False)
class IndexHistory:
    """One index: our province year by year, the oldest first; none where the index is about units."""

    index: ExternalIndex
    years: tuple[IndexYear, ...]
    known_years: tuple[int, ...]
    """Results of any place or criterion, newest first."""

    def of_year(self, year: int) -> IndexYear | None:
        return next((each for each in self.years if each.line.result.year == year), None)


@dataclass(frozen=True, eq=False)
class Indices:
    """Everything that is known of the yearly indices."""

    own: str
    """Our province as indices name it."""
    histories: tuple[IndexHistory, ...]
    """Known indices in their order, then the others by name."""
    current: tuple[Stored, ...]
    older: dict[About, tuple[Stored, ...]]
    criteria: tuple[Criterion, ...]
    """From files and typed in, each once, in order of arrival."""
    answers: dict[Criterion, tuple[Answered, ...]]
    province: str

    def history(self, index: str) -> IndexHistory:
        return next(each for each in self.histories if each.index.id == index)

    def places(self, index: str, year: int) -> list[Stored]:
        """The places with a result of the whole index in the year: by rank, then by score, missing ones last."""
        found = [each for each in self.current if (each.result.index, each.result.year) == (index, year)]
        return sorted((each for each in found if not each.result.component), key=lambda each: _place(each.result))


def _place(result: Result) -> tuple[float, float, str]:
    far = float("inf")
    return (
        far if result.rank is None else result.rank,
        far if result.score is None else -result.score,
        result.place,
    )


def indices(connection: Connection, *, province: str) -> Indices:
    """What is known of the yearly indices.

    Args:
        province: the name of its folder in `sample_data/`, for its targets.
    """
    current, older = series.newest(external_indices.everything(connection))
    own = next((unit.name for unit in units.everything(connection) if unit.kind == "province"), "")
    own = own.removeprefix("Tỉnh ").removeprefix("Thành phố ")
    parts = [each.result for each in current if each.result.component]
    typed = external_indices.criteria(connection)
    criteria = dict.fromkeys([*(Criterion(each.index, each.year, each.component) for each in parts), *typed])
    ids = {each.result.index for each in current} | {each.index for each in typed}
    ordered = [*all_indices(), *sorted(ids - all_indices().keys())]
    years: dict[str, set[int]] = defaultdict(set)
    for index, year in [
        *((each.result.index, each.result.year) for each in current),
        *((each.index, each.year) for each in typed),
    ]:
        years[index].add(year)
    histories = tuple(
        IndexHistory(
            index_of(index),
            _own_years([each for each in current if each.result.index == index], older, own, province),
            tuple(sorted(years[index], reverse=True)),
        )
        for index in ordered
    )
    answers = external_indices.answers(connection)
    return Indices(own, histories, tuple(current), older, tuple(criteria), answers, province)


def _own_years(
    found: Sequence[Stored],
    older: dict[About, tuple[Stored, ...]],
    own: str,
    province: str,
) -> tuple[IndexYear, ...]:
    of_ours = {each.result: each for each in found if each.result.place == own and not each.result.component}
    return tuple(
        IndexYear(
            line,
            of_ours[line.result],
            older.get(line.result.about, ()),
            target_for(line.result.index, "", line.result.year, province),
        )
        for line in series.years(of_ours)
    )
