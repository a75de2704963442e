"""Reads of the portal's answers from a file: JSON as the portal gives it, or a table of provinces."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from core.issues import Issue
from core.periods import HANOI, is_code, parse
from core.portal import CLOSE, PORTAL_GROUPS, RANK, TOTAL, PortalRead
from loaders.lists.captioned import in_order, no_rows, refusal, table_in
from loaders.portal import answers, tables
from loaders.portal.answers import PERIOD, Beside, Requests
from loaders.reading import fence
from loaders.text.fonts import in_unicode

_NAMED = 3
_FIRST_YEAR = 2022  # Decision 766's own


@dataclass(frozen=True)
class ReadPortal:
    """The reads of a file, and its issues: errors first."""

    reads: tuple[PortalRead, ...]
    issues: tuple[Issue, ...]
    sha256: str
    name: str

    @property
    def fit_to_load(self) -> bool:
        return bool(self.reads) and all(issue.severity != "error" for issue in self.issues)


def read(content: bytes, name: str, beside: Beside, *, groups: Mapping[str, str], now: dt.datetime) -> ReadPortal:
    """Every answer in a file, with what is wrong.

    Args:
        groups: the group of each indicator of the score in force.
        now: nothing was read later.

    Raises:
        UnreadableFileError: it is no file of the portal's, and no table of provinces.
    """
    found: list[Issue] = []
    body = fence.read_portal(content)
    if isinstance(body, dict):
        reads = [each for answer in body["answers"] for each in answers.reads(answer, name, beside, groups, found)]
        if not body["answers"]:
            found.append(Issue("portal_requests_alone", "error"))
    else:
        sheets, issues = in_unicode(body)
        found += issues
        known = [table for sheet in sheets if not sheet.hidden and (table := table_in(sheet, tables.columns_of(sheet)))]
        if not known:
            raise refusal(sheets, tables.COLUMNS)
        reads = list(tables.reads(known, beside.period, beside.read_at, found))
        found += answers.unknown([value for each in reads for value in each.values], groups)
        if not reads:
            found += no_rows(known, found)
    if reads:
        # One request that failed takes nothing from those that were answered.
        found = [replace(each, severity="note") if each.code == "portal_refused" else each for each in found]
    for each in reads:
        found += _checked(each, now)
    return ReadPortal(tuple(reads), tuple(in_order(found)), hashlib.sha256(content).hexdigest(), name)


def requests_in(content: bytes) -> Requests:
    """The requests a file of requests names; none for any other file.

    Raises:
        UnreadableFileError: it cannot be read.
    """
    body = fence.read_portal(content)
    found = body["requests"] if isinstance(body, dict) else {}
    return tuple((name, tuple(request.items())) for name, request in found.items())


def _checked(read: PortalRead, now: dt.datetime) -> Iterator[Issue]:
    """What does not fit together in one read."""
    first, last = PERIOD.fullmatch(read.asked.period), read.asked.read_at.astimezone(HANOI)
    about = {"period": read.asked.period, "read": last.date()}
    if read.asked.read_at > now:
        yield Issue("portal_later", values={"read": f"{last:%d/%m/%Y %H:%M}"})
    if first and not _FIRST_YEAR <= int(first[1]) <= last.year:
        yield Issue("portal_year", values={"year": first[1], "first": str(_FIRST_YEAR), "last": str(last.year)})
    elif is_code(read.asked.period) and parse(read.asked.period).start > last.date():
        yield Issue("portal_ahead", values={"period": read.asked.period, "read": f"{last:%d/%m/%Y}"})
    above = [each for each in read.values if each.score is not None and not 0 <= each.score <= (each.max_score or 100)]
    if above:
        each = above[0]
        yield Issue("portal_score", values={"place": each.name, "item": each.item, "score": f"{each.score:g}"})
    if not any(each.item == read.answer and each.kind != "country" and each.score is not None for each in read.values):
        yield Issue("portal_nothing")
    names = [each.name for each in read.values if each.item == read.answer]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        yield Issue("portal_twice", values={"places": twice[:_NAMED]})
    ranks = [each.numerator for each in read.values if each.item == RANK and each.numerator is not None]
    if ranks and max(ranks) > len(names):
        yield Issue("portal_part", "note", values={"given": len(names), "rank": int(max(ranks))})
    off = list(_off(read))
    if off:
        values = {"places": off[:_NAMED], "many": len(off), "of": len(names)}
        yield Issue("portal_sum", "warning", values=values | {"read": f"{about['read']:%d/%m/%Y}"})
    flags = sorted({each.item for each in read.values if each.flag})
    if flags:
        most = sum({each.item: each.max_score or 0.0 for each in read.values if each.flag}.values())
        yield Issue("portal_flagged", "note", values={"items": flags, "points": f"{most:g}"})


def _off(read: PortalRead) -> Iterator[str]:
    """The places whose six groups do not add up to their total."""
    by_place: dict[tuple[str, str, str], dict[str, float]] = {}
    for each in read.values:
        if each.score is not None:
            by_place.setdefault((each.code, each.department_id, each.name), {})[each.item] = each.score
    for place, items in by_place.items():
        if TOTAL in items and items.keys() >= set(PORTAL_GROUPS):
            added = sum(items[group] for group in PORTAL_GROUPS)
            if abs(added - items[TOTAL]) > CLOSE:
                yield place[2]
