"""The version of the data a report uses: what is published now, what was published then, or a preview."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from weakref import WeakKeyDictionary

import pandas as pd

from core.counts import COUNT_NAMES
from core.periods import Period, month_with
from core.viewer import Viewer
from metrics.in_force import Definitions, ProvinceSettings, definitions_of, settings_of
from metrics.signed.rules import with_rules
from reports import unit_lists
from reports.published import Published
from store import fields, locks, publications, reviews, signatures, state
from store import settings as decided
from store.chain import newest_digest
from store.database import Connection, Engine
from store.layers import layered

_newest: WeakKeyDictionary[Engine, tuple[tuple[str, int], Published]] = WeakKeyDictionary()
_reading = Lock()


def published(connection: Connection, viewer: Viewer) -> Published:
    """The published counts of all units, at this moment: whoever may see results sees those of all.

    Reloaded only when an action may have changed numbers; one frame of all months serves every report. What it says of
    one unit in detail asks for a right of its own.

    Raises:
        NotAllowedError: `viewer` may not see results.
    """
    viewer.must("see_results")
    now = state.state(connection)
    # `execution_options` returns a proxy of the engine; both must share one cache entry.
    engine = connection.engine
    key = (now.database, now.numbers)
    known = _newest.get(engine)
    if known is None or known[0] != key:
        with _reading:
            # A thread that waited for the lock finds what the first one read.
            known = _newest.get(engine)
            if known is None or known[0] != key:
                read = replace(_read(connection, now.numbers), digest=newest_digest(connection))
                _newest[engine] = known = key, read
    return known[1]


def as_published(connection: Connection, viewer: Viewer, publication_id: int) -> Published:
    """Everything as it was shown when this publication was the newest of all, by the rules of that time."""
    viewer.must("see_results")
    then = _read(connection, -publication_id, as_of=publication_id)
    return replace(then, rules_then=_rules_then(connection, then.months, then.settings))


def as_if_published(connection: Connection, viewer: Viewer, import_ids: Sequence[int], month: Period) -> Published:
    """Everything as it would be shown if these imports of `month` were published next."""
    viewer.must("see_drafts")
    return _on_top(connection, import_ids, [month])


def as_if_withdrawn(connection: Connection, viewer: Viewer, import_id: int) -> Published:
    """Everything as it would be shown if this import were withdrawn from what is published."""
    viewer.must("see_drafts")
    return _read(connection, -1, without=[import_id])


def as_if_loaded(seen: Published, rows: pd.DataFrame, months: Sequence[Period]) -> Published:
    """Everything as it would be shown if these rows were published over what `seen` has.

    Args:
        rows: as `Loaded.rows`, of one file or of several after each other: (…, position), a later file higher.
        months: those of the rows.
    """
    names = list(COUNT_NAMES)
    stamps = [pd.Timestamp(month.start) for month in months]
    there = seen.counts[seen.counts["month"].isin(stamps)].assign(position=-1, field=None, withdrawn=None)
    codes = set(seen.by_code)
    new = rows[rows["unit_code"].isin(codes)].assign(month=lambda each: pd.to_datetime(each["period_start"]))
    columns = ["unit_code", "month", "position", "field", "withdrawn"]
    both = [each[[*columns, *names]].astype(dict.fromkeys(names, float)) for each in (there, new)]
    laid = layered(
        pd.concat([each.astype({"field": object, "withdrawn": object}) for each in both]), names, columns[:2]
    )
    others = seen.counts[~seen.counts["month"].isin(stamps)]
    counts = pd.concat([others, laid]).sort_values(columns[:2], ignore_index=True)[list(seen.counts.columns)]
    return _with_months(replace(seen, version=-1, counts=counts, lists=seen.lists.anew(months)), months)


def with_drafts(connection: Connection, viewer: Viewer) -> Published:
    """Everything as it would be shown if all drafts were published now, in the order they came."""
    viewer.must("see_drafts")
    drafts = reviews.waiting(connection)
    return _on_top(connection, [each.id for each in drafts], [each.period for each in drafts])


def _on_top(connection: Connection, import_ids: Sequence[int], months: Sequence[Period]) -> Published:
    read = _read(connection, -1, on_top=import_ids)
    return _with_months(replace(read, lists=read.lists.anew(months)), months)


def _with_months(read: Published, months: Sequence[Period]) -> Published:
    """With a first version of those of the months that have none; the others are published anew, by today's rules."""
    if "published_at" in read.months and len(read.months):
        anew = read.months["period_start"].isin([month.start for month in months])
        read = replace(read, months=read.months.assign(published_at=read.months["published_at"].mask(anew)))
    new = [
        {"period_start": month.start, "period_end": month.end, "version": 1, "illustrative": False}
        for month in sorted(set(months) - set(read.all_months()))
    ]
    if not new:
        return read
    table = pd.concat([read.months, pd.DataFrame(new)]) if len(read.months) else pd.DataFrame(new)
    return replace(read, months=table.sort_values("period_start", ignore_index=True))


def _read(
    connection: Connection,
    version: int,
    *,
    as_of: int | None = None,
    on_top: Sequence[int] = (),
    without: Sequence[int] = (),
) -> Published:
    months = publications.newest(connection, as_of=as_of)
    return Published(
        version=version,
        lists=unit_lists.read(connection, months, as_of=as_of),
        counts=publications.counts(connection, as_of=as_of, on_top=on_top, without=without),
        by_field=fields.counts_by_field(connection, as_of=as_of, on_top=on_top, without=without),
        months=months,
        closings=locks.everything(connection),
        settings=settings_of(
            decided.targets(connection), decided.delivery_days(connection), decided.weights(connection)
        ),
    )


def _rules_then(connection: Connection, months: pd.DataFrame, settings: ProvinceSettings) -> dict[dt.date, Definitions]:
    """The signed rules of each month's version, in the words of today; by the first days of the months."""
    kept = {code: json.loads(content) for code, content in signatures.rules(connection).items()}
    codes = {each.id: each.rules_code for each in signatures.signed(connection)}
    made: dict[tuple[str, int], Definitions] = {}
    found = {}
    for publication_id, start in zip(months["id"], months["period_start"], strict=True):
        code, words = codes[publication_id], definitions_of(month_with(start), settings)
        if code in kept:
            # Most months share their rules and their words.
            key = (code, id(words))
            made[key] = made.get(key) or with_rules(kept[code], words)
            found[start] = made[key]
    return found
