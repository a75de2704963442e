"""Computes a month's counts from a table of dossiers, by one GROUP BY in the source's own engine.

Written once, of the constructs that every engine understands alike (reliability.md, B2): half-open ranges with
bound moments, sums of CASE, `== true()`, grouping by code; no date functions, no FILTER, no literals, no division.

**What is counted.** A month is [a, b): from 00:00 on the 1st, included, to 00:00 on the next 1st, not included, in
Vietnam. A dossier is looked at if it was received before b and not resolved before a. For each unit:

* `carried_over`: received before a (and not resolved before a). `received_online`, `received_in_person`: received
  in [a, b), by channel. `received` is the three together, as column (3) of the form.
* `resolved`: resolved in [a, b). The *day* decides, as an office does, whatever the hour on the receipt:
  `resolved_early` on a day before the due day, `resolved_on_due` on the due day (also at 23:59, also at the very
  second of `due_at`), `resolved_late` on a later day. Without a due date nothing is late: it is on its due day.
* `pending`: not resolved before b. `pending_overdue`: its due day is over at b; in a month that still runs, at the
  beginning of today. `pending_in_time`: the others.
* `late_apologised`: resolved late or pending overdue, with an apology.
* `digitisation_base`: handled, that is resolved or pending; `digitised` and `data_reused` of these, `e_results` of
  the resolved ones.
* A dossier set aside (returned, withdrawn) is received in its month and nothing else in any: a table keeps no day
  for it. Then (3) = (7) + (11) has a gap, and the form's check names it.

**How days are compared without a date function**: a CASE over the month's 28 to 31 midnights finds the day on which
a dossier was due, and compares `resolved_at` with that day's beginning and end. It runs on the rows of one month
only, after the WHERE.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import sqlalchemy as sa

from core.counts import CountName
from core.periods import Period
from loaders.databases.description import DossierSource, Flag
from loaders.databases.dossier_columns import FLAG_COUNTS, FLAGS, Moments, table_of, times_of
from loaders.databases.moments import days_of, midnight

Condition = sa.ColumnElement[bool]
_EARLY, _ON_DUE, _LATE = 0, 1, 2


@dataclass(frozen=True)
class Month:
    """One month of a source's dossiers, as subquery `d` of the relevant ones, with the conditions on each."""

    d: sa.Subquery
    new: Condition
    carried_over: Condition
    resolved: Condition
    early: Condition
    late: Condition
    pending: Condition
    overdue: Condition
    without_due: Condition
    resolved_too_soon: Condition


def month_of(
    source: DossierSource,
    month: Period,
    *,
    today: dt.date,
    more: Sequence[str] = (),
    texts: frozenset[str] = frozenset(),
) -> Month:
    """The month's dossiers and the conditions of the module's docstring.

    Args:
        texts: names of time columns that hold texts; see `moments.kept_as_text`.
        more: which other mapped columns (`code`, `procedure`…) the subquery shall have.
    """
    table, mapped, utc = table_of(source), source.columns, source.times == "utc"
    bounds = days_of(month, utc=utc)
    a, b = bounds[0], bounds[-1]
    received, due, resolved = times_of(source, table, texts)
    columns = [table.c[getattr(mapped, name)].label(name) for name in ("unit", *more) if getattr(mapped, name)]
    columns += [received.label("received_at"), due.label("due_at"), resolved.label("resolved_at")]
    columns.append(_timing(due, resolved, bounds).label("timing"))
    columns += [
        _one_if(_is_so(table, flag)).label(name) for name in FLAGS if (flag := getattr(mapped, name)) is not None
    ]
    if mapped.status:
        aside = [table.c[mapped.status] == status for status in source.set_aside]
        columns.append(_one_if(sa.or_(*aside)).label("set_aside"))
    query = sa.select(*columns).where(
        received < b,
        # The last condition keeps dossiers resolved before they were received, so that the mistake is reported.
        sa.or_(resolved.is_(None), resolved >= a, received >= a),
    )
    if mapped.province:
        query = query.where(table.c[mapped.province] == source.province)
    d = query.subquery("d")
    counts = (d.c.set_aside == 0,) if mapped.status else ()
    in_month = sa.and_(d.c.resolved_at >= a, d.c.resolved_at < b, *counts)
    pending = sa.and_(sa.or_(d.c.resolved_at.is_(None), d.c.resolved_at >= b), *counts)
    return Month(
        d=d,
        new=d.c.received_at >= a,
        carried_over=sa.and_(d.c.received_at < a, *counts),
        resolved=in_month,
        early=sa.and_(in_month, d.c.timing == _EARLY),
        late=sa.and_(in_month, d.c.timing == _LATE),
        pending=pending,
        overdue=sa.and_(pending, d.c.due_at < min(b, midnight(today, utc=utc))),
        without_due=d.c.due_at.is_(None),
        resolved_too_soon=d.c.resolved_at < d.c.received_at,
    )


def counts_statement(
    source: DossierSource, month: Period, *, today: dt.date, texts: frozenset[str] = frozenset()
) -> sa.Select[tuple[object, ...]]:
    """(unit[, province][, field], …sums) of the month's dossiers; `counted` makes our counts of the sums."""
    keys = [name for name in ("province", "field") if getattr(source.columns, name)]
    here = month_of(source, month, today=today, more=keys, texts=texts)
    handled = sa.or_(here.resolved, here.pending)
    sums = {part.name: getattr(here, part.name) for part in fields(Month) if part.name != "d"}
    flagged = {
        "online": here.new,
        "apologised": sa.or_(here.late, here.overdue),
        "digitised": handled,
        "data_reused": handled,
        "e_result": here.resolved,
    }
    for flag, among in flagged.items():
        if flag in here.d.c:
            sums[flag] = sa.and_(among, here.d.c[flag] == 1)
    groups = [here.d.c[name] for name in ("unit", *keys)]
    columns = [sa.func.sum(_one_if(condition)).label(f"n_{name}") for name, condition in sums.items()]
    return sa.select(*groups, *columns).group_by(*groups)


def undated_statement(source: DossierSource, texts: frozenset[str] = frozenset()) -> sa.Select[int]:
    """How many dossiers have no day of receipt, or none that can be read, and so belong to no month."""
    table = table_of(source)
    query = sa.select(sa.func.count()).select_from(table)
    query = query.where(times_of(source, table, texts)[0].is_(None))
    return query.where(table.c[source.columns.province] == source.province) if source.columns.province else query


def counted(sums: dict[str, int]) -> dict[CountName, int]:
    """Our counts of one group's sums; only those that the source's columns can give."""
    found: dict[CountName, int] = {
        "received": sums["new"] + sums["carried_over"],
        "carried_over": sums["carried_over"],
        "resolved": sums["resolved"],
        "resolved_early": sums["early"],
        "resolved_on_due": sums["resolved"] - sums["early"] - sums["late"],
        "resolved_late": sums["late"],
        "pending": sums["pending"],
        "pending_in_time": sums["pending"] - sums["overdue"],
        "pending_overdue": sums["overdue"],
    }
    if "online" in sums:
        found |= {"received_online": sums["online"], "received_in_person": sums["new"] - sums["online"]}
    if {"digitised", "data_reused", "e_result"} & set(sums):
        found["digitisation_base"] = sums["resolved"] + sums["pending"]
    return found | {ours: sums[theirs] for ours, theirs in FLAG_COUNTS.items() if theirs in sums}


def _timing(due: Moments, resolved: Moments, bounds: Sequence[dt.datetime]) -> sa.ColumnElement[int]:
    """Early, on the due day or late, of a dossier resolved between the first and the last bound."""
    of_days = (
        (due < end, sa.case((resolved >= end, _LATE), (resolved < start, _EARLY), else_=_ON_DUE))
        for start, end in pairwise(bounds)
    )
    # Two comparisons handle a due date in another month; without a due date a dossier is neither early nor late.
    within = sa.case(*of_days, else_=_ON_DUE)
    return sa.case((due < bounds[0], _LATE), (due < bounds[-1], within), (due >= bounds[-1], _EARLY), else_=_ON_DUE)


def _is_so(table: sa.TableClause, flag: Flag) -> Condition:
    column = table.c[flag.column]
    if flag.filled:
        return column.is_not(None)
    return sa.or_(*(column == value for value in flag.values)) if flag.values else column == sa.true()


def _one_if(condition: Condition) -> sa.ColumnElement[int]:
    return sa.case((condition, 1), else_=0)
