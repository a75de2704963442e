"""The answers of a published version: every rate, rank and score of every unit, computed from its counts by its rules.

Signed as canonical JSON, so that a later computation can be compared figure by figure. Intervals, chances and words are
not in it: they may be improved without touching what was published.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.counts import COUNT_NAMES
from core.periods import Period
from core.units import RANKED_KINDS, UNIT_KINDS, Unit
from core.versions import Version
from metrics.in_force import Definitions
from metrics.rates.measures import Measure
from metrics.rates.ranking import placed
from metrics.rates.rates import adds_up, quotients, values
from metrics.rates.spans import counts_over, in_force
from metrics.rates.targets import values_of, verdicts
from metrics.score.rules import ScoreRules
from metrics.score.scoring import scores
from metrics.score.totals import ranked_totals, totals
from metrics.signed.codes import canonical, code_of, data_code, units_code
from metrics.signed.rules import rules_of

FORMAT = 1
ALL = "all"
"""Among the groups: every unit of the ranked kinds together."""
DECIMALS = 9
"""Points are signed to so many decimals: sums of the same parts in another order differ in the 15th."""
FIGURES = ("numerator", "denominator", "value", "rank")
Block = tuple[str, str, slice]
"""Span, kind and the rows of its units."""
Answers = dict[str, Any]
Numbers = NDArray[np.float64]


def answers_of(version: Version, definitions: Definitions) -> Answers:
    """The version's answers by these definitions, as plain JSON.

    Returns:
        period, version, imports, illustrative, data, units and rules (codes), used (the versions of the other months);
        rates by span, kind and measure, groups likewise, scores by score and kind. Figures of a kind are lists in the
        order of its `units`; null = not known.
    """
    own, period = version.own, version.period
    counts = _counts(version)
    rates, groups = _rates(counts, definitions)
    month = counts[counts["span"].eq("month")].reset_index(drop=True)
    return {
        "format": FORMAT,
        "period": period.code,
        "version": version.number,
        "imports": [list(each) for each in version.imports],
        "illustrative": version.illustrative,
        "data": data_code(own.counts),
        "units": units_code(unit for unit in own.units if unit.in_force(period.start, period.end)),
        "used": {
            each.code: [used.version, used.code] for each, used in version.months.items() if each != version.period
        },
        "rules": code_of(canonical(rules_of(definitions))),
        "rates": rates,
        "groups": groups,
        "scores": {name: _scored(month, rules) for name, rules in definitions.scores.items()},
    }


def units_over(version: Version, months: Iterable[Period]) -> tuple[Unit, ...]:
    """The units in force in any of the months, each by the list that its month was published with."""
    return in_force([(month, version.months[month].units) for month in months], UNIT_KINDS)


def _counts(version: Version) -> pd.DataFrame:
    """(span, kind, unit_code, …counts) of every unit over every span, the month first, each kind's units in a row."""
    tables = []
    months = [used.counts.assign(month=pd.Timestamp(month.start)) for month, used in version.months.items()]
    counts = pd.concat(months, ignore_index=True)
    for span, inside in version.spans().items():
        units = units_over(version, inside)
        table = counts_over(counts, units, inside)
        tables.append(table.assign(span=span, kind=[unit.kind for unit in units]))
    return pd.concat(tables, ignore_index=True)


def _rates(counts: pd.DataFrame, definitions: Definitions) -> tuple[Answers, Answers]:
    """The rates of units and of groups: one computation for all spans and kinds, which are many and small."""
    rates: Answers = {}
    groups: Answers = {}
    every = _blocks(counts)
    month = [block for block in every if block[0] == "month"]
    codes = {rows.start: counts["unit_code"].iloc[rows].tolist() for _, _, rows in every}
    for span, kind, rows in every:
        rates.setdefault(span, {})[kind] = {"units": codes[rows.start], "measures": {}}
    numbers = counts[list(COUNT_NAMES)]
    known = set(numbers.columns[numbers.notna().any()])
    for name, measure in definitions.measures.items():
        if not measure.known_by(known):
            continue
        blocks = every if measure.adds_over_months else month
        goals = [goal for _, kind, rows in blocks for goal in definitions.goals(name, kind, codes[rows.start])]
        group = np.repeat(np.arange(len(blocks)), [rows.stop - rows.start for _, _, rows in blocks])
        each = placed(values(numbers.iloc[: len(group)], measure), measure, group)
        whole = _columns(each, measure, values_of(goals))
        for span, kind, rows in blocks:
            if (whole["verdict"][rows] != "not_reported").any():
                rates[span][kind]["measures"][name] = {figure: part[rows].tolist() for figure, part in whole.items()}
        if adds_up(measure):
            for span, kind, figures in _pooled(each, blocks, measure, definitions):
                groups.setdefault(span, {}).setdefault(kind, {})[name] = figures
    return rates, groups


def _blocks(counts: pd.DataFrame) -> list[Block]:
    """Where the units of each span and kind stand."""
    keys = list(zip(counts["span"], counts["kind"], strict=True))
    starts = [at for at, key in enumerate(keys) if at == 0 or keys[at - 1] != key]
    ends = [*starts[1:], len(keys)]
    return [(*keys[start], slice(start, end)) for start, end in zip(starts, ends, strict=True)]


def _columns(each: pd.DataFrame, measure: Measure, goals: Numbers) -> dict[str, NDArray[Any]]:
    columns = {name: _plain(each[name].to_numpy(float, na_value=np.nan), whole=name != "value") for name in FIGURES}
    verdict = verdicts(each["value"].to_numpy(float), each["status"].to_numpy(), measure, goals)
    return columns | {"verdict": verdict}


def _pooled(
    each: pd.DataFrame, blocks: Sequence[Block], measure: Measure, definitions: Definitions
) -> Iterator[tuple[str, str, Answers]]:
    """The rate of each kind's dossiers, and of all of them."""
    parts = each[["numerator", "denominator"]].to_numpy(dtype=float)
    known = np.where(np.isnan(parts).any(axis=1)[:, None], 0.0, np.column_stack([np.ones(len(parts)), parts]))
    sums: dict[tuple[str, str], NDArray[np.float64]] = {
        (span, kind): known[rows].sum(axis=0) for span, kind, rows in blocks if kind in RANKED_KINDS
    }
    for span, _ in list(sums):
        sums[span, ALL] = np.sum([sums[key] for key in sums if key[0] == span and key[1] != ALL], axis=0)
    table = np.array(list(sums.values())).reshape(-1, 3)
    _, value = quotients(table[:, 1], table[:, 2], measure)
    # There is no target for ALL, and so that for every unit holds.
    goals = values_of([definitions.target(measure.id, kind) for _, kind in sums])
    verdict = verdicts(value, np.full(len(sums), "ranked", dtype=object), measure, goals)
    for (span, kind), whole, share, said in zip(sums, table.astype(int).tolist(), value.tolist(), verdict, strict=True):
        if whole[2]:
            figures = zip(("units", "numerator", "denominator", "value", "verdict"), (*whole, share, said), strict=True)
            yield span, kind, dict(figures)


def _scored(counts: pd.DataFrame, rules: ScoreRules) -> Answers:
    """The month's points of every unit by one score, by kind; a kind of which nothing is known is left out."""
    found: Answers = {}
    # Numbers for names: comparing them is most of the work.
    counts = counts.assign(name=counts["unit_code"], unit_code=np.arange(len(counts)))
    scored = scores(counts, rules)
    heard = scored["exact"].notna()
    for _, kind, place in _blocks(counts):
        rows = scored["unit_code"].between(place.start, place.stop - 1)
        if kind not in RANKED_KINDS or not heard[rows].any():
            continue
        mine = counts.iloc[place]
        table = ranked_totals(totals(scored[rows], mine, rules)).sort_values("unit_code").round(DECIMALS)
        won = scored[rows & heard].pivot(index="unit_code", columns="indicator", values="points")
        points = _plain(won.reindex(mine["unit_code"]).round(DECIMALS).to_numpy()).T.tolist()
        found[kind] = {
            "units": mine["name"].tolist(),
            "points": _plain(table["points"].to_numpy()).tolist(),
            "known": _plain(table["known_points"].to_numpy()).tolist(),
            "rank": _plain(table["rank"].to_numpy(float, na_value=np.nan), whole=True).tolist(),
            "status": table["status"].tolist(),
            "indicators": dict(zip(won.columns, points, strict=True)),
        }
    return found


def _plain(numbers: NDArray[np.float64], *, whole: bool = False) -> NDArray[Any]:
    """Numbers as JSON has them: whole ones as integers, None where there is none."""
    missing = np.isnan(numbers)
    filled = np.where(missing, 0.0, numbers)
    plain = (filled.astype(np.int64) if whole else filled).astype(object)
    plain[missing] = None
    return plain
