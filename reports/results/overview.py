"""The month at a glance: the province and each kind of unit, what got worse, who has not reported."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.errors import NoDataError
from core.periods import Period, year_to_date
from core.units import RANKED_KINDS, Unit, UnitKind
from core.viewer import Viewer
from metrics.rates import rates
from metrics.rates.measures import Measure, all_measures
from reports.names import names
from reports.published import Published
from reports.results.groups import Group, group, silent
from reports.results.late_dossiers import LatePlace, late_known, late_places
from reports.results.progress import progress_of
from reports.slices import Slice, ranked_before, ranked_units, targets_of
from reports.versions import published
from store.database import Connection

HEADLINES: tuple[tuple[str, ...], ...] = (("on_time_resolved", "on_time_portal"), ("online",), ("digitised",))
ENDS = 5


@dataclass(frozen=True)
class YearToDate:
    """A headline of the province from January on, and over the same months of last year; NaN where not known."""

    value: float
    last_year: float


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Overview:
    """How the province and each kind of unit did in a month, who got worse, who has not reported."""

    month: Period
    before: Period
    province: Unit | None
    groups: tuple[Group, ...]
    """The province first, then each kind of unit in force."""
    headlines: tuple[Measure, ...]
    tables: dict[tuple[UnitKind, str], pd.DataFrame]
    """By kind and measure id: (unit_code, unit_name, unit_name_en, status, rank, numerator, denominator, value,
    target), best first: see `ends`; `target` is the unit's `Target`, None without one."""
    worse: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, measure, before, value, target, change, dossiers), the most dossiers first:
    `dossiers` is how many fewer would have been met at the month before's rate."""
    late_places: tuple[LatePlace, ...]
    """The units with the most late dossiers."""
    late_known: bool
    """Whether it is known of any unit; where not, no `late_places` does not mean that nobody is late."""
    years: Mapping[str, YearToDate]
    """By headline, those whose months can be added."""
    better: int | None
    """Units of any kind that really improved by the first headline: see `reports.results.progress`; None where of no
    kind there are months to compare."""
    really_worse: int | None
    """And those that really got worse."""
    not_reported: tuple[Unit, ...]
    illustrative: bool
    version: int

    def ends(self, kind: UnitKind, measure_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The five best and the five last ranked units; fewer where the kind has fewer than ten."""
        table = self.tables[kind, measure_id]
        table = table[table["status"].eq("ranked")]
        many = min(ENDS, len(table) // 2)
        return table.head(many), table.tail(many)


def overview(connection: Connection, viewer: Viewer, month: Period | None = None) -> Overview:
    """The newest month with numbers, or the one asked for, by what is published now.

    Raises:
        NoDataError: nothing is published (for that month).
    """
    return overview_of(published(connection, viewer), month)


def overview_of(data: Published, month: Period | None = None) -> Overview:
    """As `overview`, of any version of the data."""
    if not data.all_months():
        raise NoDataError(period=None)
    month = month or data.all_months()[0]
    months = data.months_of(month)
    headlines = headlines_of(data, month)
    kinds: list[UnitKind] = data.kinds(months)
    parts = [Slice(data, kind, month) for kind in kinds]
    tables = {
        (part.kind, item.id): _with_targets(part, item).merge(names(part.units), on="unit_code")
        for part in parts
        for item in headlines
    }
    progress = [found for part in parts if (found := progress_of(part, headlines[0])) is not None]
    return Overview(
        month=month,
        before=month.before,
        province=next((unit for unit in data.units if unit.kind == "province"), None),
        groups=(
            group(data, "province", RANKED_KINDS, headlines, month),
            *(group(data, kind, (kind,), headlines, month) for kind in kinds),
        ),
        headlines=tuple(headlines),
        tables=tables,
        worse=_worse(parts, headlines, tables),
        late_places=late_places(data, month),
        late_known=late_known(data, month),
        years={item.id: _year(data, item, month) for item in headlines if item.adds_over_months},
        better=sum(len(each.who("improved")) for each in progress) if progress else None,
        really_worse=sum(len(each.who("worsened")) for each in progress) if progress else None,
        not_reported=tuple(silent(data, month)),
        illustrative=data.illustrative(month),
        version=data.version,
    )


def _with_targets(part: Slice, item: Measure) -> pd.DataFrame:
    table = ranked_units(part, item)
    return table.assign(target=pd.Series(targets_of(part, item, table["unit_code"]), index=table.index, dtype=object))


def headlines_of(data: Published, month: Period) -> list[Measure]:
    """The headline measures that the month has numbers for; the first one in any case."""
    known = {item.id: item for item in data.measures(data.months_of(month))}
    chosen = [next((name for name in names if name in known), None) for names in HEADLINES]
    return [known[name] for name in chosen if name] or [all_measures()[HEADLINES[0][0]]]


def _year(data: Published, item: Measure, month: Period) -> YearToDate:
    """Pooled over every month from January on; NaN where one of them is not published."""
    known = set(data.all_months())
    found = []
    for months in (year_to_date(month).months, year_to_date(month).before.months):
        codes = [unit.code for unit in data.of_kind(RANKED_KINDS, months)] if known.issuperset(months) else []
        pool = rates.pooled(data.monthly(codes, months), item) if codes else pd.DataFrame()
        found.append(float(pool["value"].iloc[0]) if len(pool) else float("nan"))
    return YearToDate(*found)


def _worse(
    parts: list[Slice], headlines: list[Measure], tables: dict[tuple[UnitKind, str], pd.DataFrame]
) -> pd.DataFrame:
    """The units whose decline affects the most dossiers; not the largest falls, since in a small unit one dossier
    changes the rate a lot."""
    found = []
    for part in parts:
        for item in headlines:
            now = tables[part.kind, item.id]
            before = ranked_before(part, item).set_index("unit_code")["value"].reindex(now["unit_code"]).to_numpy()
            change = now["value"].to_numpy() - before
            better = change if item.better == "higher" else -change
            dossiers = np.round(-better / item.scale * now["denominator"].to_numpy())
            found.append(now.assign(measure=item.id, before=before, change=change, dossiers=dossiers))
    columns = ["unit_code", "unit_name", "unit_name_en", "measure", "before", "value", "target", "change", "dossiers"]
    if not found:
        return pd.DataFrame(columns=columns)
    table = pd.concat(found, ignore_index=True)[columns]
    return table[table["dossiers"].ge(1)].nlargest(ENDS, "dossiers").reset_index(drop=True)
