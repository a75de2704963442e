"""The month at a glance: the province and each kind of unit, what got worse, who has not reported."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy.engine import Connection

from core.counts import CountName
from core.periods import Period, months_back
from core.units import RANKED_KINDS, Unit, UnitKind
from core.viewer import Viewer
from metrics import rates
from metrics.measures import Measure, all_measures
from metrics.ranking import distance_to
from metrics.targets import Target, target_of
from reports.published import Published, published
from reports.ranking import standing

# The first of each that the month has numbers for is shown. The portal's table has no resolved column
# and counts other dossiers, so its figures carry their own names.
FIGURES: tuple[tuple[tuple[CountName, ...], ...], ...] = (
    (("received_online", "received_in_person"), ("portal_dossiers",)),
    (("resolved",), ("portal_on_time",)),
    (("resolved_late",), ("portal_overdue",)),
)
HEADLINES: tuple[tuple[str, ...], ...] = (("on_time_resolved", "on_time_portal"), ("online",), ("digitised",))
ENDS = 5


@dataclass(frozen=True)
class Figure:
    """A number of dossiers over the units that reported it; NaN where none did."""

    counts: tuple[CountName, ...]
    series: tuple[float, ...]
    """Twelve months, oldest first."""

    @property
    def now(self) -> float:
        return self.series[-1]

    @property
    def before(self) -> float:
        return self.series[-2]


@dataclass(frozen=True)
class Rate:
    """A measure of a group of units, pooled; NaN where it cannot be known."""

    measure: Measure
    numerator: float
    denominator: float
    target: Target | None
    series: tuple[float, ...]
    """Twelve months, oldest first."""

    @property
    def now(self) -> float:
        return self.series[-1]

    @property
    def before(self) -> float:
        return self.series[-2]

    @property
    def to_target(self) -> float:
        """Points above (+) or short of (−) the target."""
        if self.target is None:
            return float("nan")
        return float(distance_to(self.target.value, pd.Series([self.now]), self.measure).iloc[0])


@dataclass(frozen=True)
class Group:
    """The province (`kind` province: all its units together) or all units of one kind."""

    kind: UnitKind
    units: int
    reported: int
    figures: tuple[Figure, ...]
    rates: tuple[Rate, ...]


@dataclass(frozen=True)
class LateHolder:
    """The unit with the most late dossiers, and its share of the province's, in percent."""

    unit: Unit
    share: float


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Overview:
    """The answer."""

    month: Period
    before: Period
    province: Unit | None
    groups: tuple[Group, ...]
    """The province first, then each kind of unit in force."""
    headlines: tuple[Measure, ...]
    standings: dict[tuple[UnitKind, str], pd.DataFrame]
    """By kind and measure id: (unit_code, unit_name, unit_name_en, status, rank, numerator, denominator, value),
    best first: see `ends`."""
    worse: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, measure, before, value, change, dossiers), the most dossiers first:
    `dossiers` is how many fewer would have been met at the month before's rate."""
    late_holder: LateHolder | None
    not_reported: tuple[Unit, ...]
    illustrative: bool
    version: int

    def ends(self, kind: UnitKind, measure_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The five best and the five last ranked units; fewer where the kind has fewer than ten."""
        table = self.standings[kind, measure_id]
        table = table[table["status"].eq("ranked")]
        many = min(ENDS, len(table) // 2)
        return table.head(many), table.tail(many)


def overview(connection: Connection, viewer: Viewer, month: Period | None = None) -> Overview:
    """The newest month with numbers, or the one asked for.

    Raises:
        NoDataError: nothing is published (for that month).
    """
    data = published(connection, viewer)
    month = month or data.all_months()[0]
    months = data.months_of(month)
    known = {item.id for item in data.measures(months)}
    headlines = [all_measures()[next((name for name in names if name in known), names[0])] for names in HEADLINES]
    kinds: list[UnitKind] = data.kinds(months)
    standings = {
        (kind, item.id): _named(standing(data, item, data.of_kind([kind], months), months), data)
        for kind in kinds
        for item in headlines
    }
    return Overview(
        month=month,
        before=month.before,
        province=next((unit for unit in data.units if unit.kind == "province"), None),
        groups=(
            _group(data, "province", RANKED_KINDS, headlines, month),
            *(_group(data, kind, (kind,), headlines, month) for kind in kinds),
        ),
        headlines=tuple(headlines),
        standings=standings,
        worse=_worse(data, headlines, kinds, month, standings),
        late_holder=_late_holder(data, month),
        not_reported=tuple(_silent(data, month)),
        illustrative=data.illustrative(month),
        version=data.version,
    )


def _late_holder(data: Published, month: Period) -> LateHolder | None:
    units = data.of_kind(RANKED_KINDS, [month])
    late = data.unit_counts(units, [month])[list(_figure_of(data, month, FIGURES[2]))].sum(axis=1)
    if not late.sum() > 0:
        return None
    most = int(late.argmax())
    return LateHolder(units[most], float(100 * late.iloc[most] / late.sum()))


def _silent(data: Published, month: Period) -> list[Unit]:
    """The units in force of which the month has no count at all."""
    heard = set(data.counts.loc[data.counts["month"].eq(pd.Timestamp(month.start)), "unit_code"])
    return [unit for unit in data.of_kind(RANKED_KINDS, [month]) if unit.code not in heard]


def _group(
    data: Published, name: UnitKind, kinds: tuple[UnitKind, ...], headlines: list[Measure], month: Period
) -> Group:
    units = data.of_kind(kinds, [month])
    codes = {unit.code for unit in units}
    months = months_back(month, 12)
    counts = data.counts[data.counts["unit_code"].isin([unit.code for unit in data.of_kind(kinds, months)])]
    silent = {unit.code for unit in _silent(data, month)}
    return Group(
        kind=name,
        units=len(units),
        reported=len(codes - silent),
        figures=tuple(_figure(counts, _figure_of(data, month, choices), months) for choices in FIGURES),
        rates=tuple(_rate(counts, item, months) for item in headlines),
    )


def _figure_of(data: Published, month: Period, choices: tuple[tuple[CountName, ...], ...]) -> tuple[CountName, ...]:
    """The first of the choices that any unit reported: the same for every group of the month."""
    inside = data.counts[data.counts["month"].eq(pd.Timestamp(month.start))]
    return next((names for names in choices if inside[list(names)].notna().all(axis=1).any()), choices[0])


def _figure(counts: pd.DataFrame, names: tuple[CountName, ...], months: list[Period]) -> Figure:
    known = counts.dropna(subset=list(names))
    by_month = known.groupby("month")[list(names)].sum().sum(axis=1)
    return Figure(names, tuple(by_month.reindex([pd.Timestamp(month.start) for month in months])))


def _rate(counts: pd.DataFrame, item: Measure, months: list[Period]) -> Rate:
    pool = rates.pooled(counts, item, by=["month"]).set_index("month")
    pool = pool.reindex([pd.Timestamp(month.start) for month in months])
    return Rate(
        measure=item,
        numerator=float(pool["numerator"].iloc[-1]),
        denominator=float(pool["denominator"].iloc[-1]),
        target=target_of(item.id, months[-1]),
        series=tuple(pool["value"]),
    )


def _named(table: pd.DataFrame, data: Published) -> pd.DataFrame:
    names = {unit.code: (unit.name, unit.name_en) for unit in data.units}
    return table.assign(
        unit_name=[names[code][0] for code in table["unit_code"]],
        unit_name_en=[names[code][1] for code in table["unit_code"]],
    )


def _worse(
    data: Published,
    headlines: list[Measure],
    kinds: list[UnitKind],
    month: Period,
    standings: dict[tuple[UnitKind, str], pd.DataFrame],
) -> pd.DataFrame:
    """The units whose fall touches the most dossiers: in a small unit one dossier moves the rate a lot."""
    parts = []
    for kind in kinds:
        for item in headlines:
            earlier = standing(data, item, data.of_kind([kind], [month.before]), [month.before])
            now = standings[kind, item.id]
            before = earlier.set_index("unit_code")["value"].reindex(now["unit_code"]).to_numpy()
            change = now["value"].to_numpy() - before
            better = change if item.better == "higher" else -change
            dossiers = np.round(-better / item.scale * now["denominator"].to_numpy())
            parts.append(now.assign(measure=item.id, before=before, change=change, dossiers=dossiers))
    columns = ["unit_code", "unit_name", "unit_name_en", "measure", "before", "value", "change", "dossiers"]
    if not parts:
        return pd.DataFrame(columns=columns)
    table = pd.concat(parts, ignore_index=True)[columns]
    return table[table["dossiers"].ge(1)].nlargest(ENDS, "dossiers").reset_index(drop=True)
