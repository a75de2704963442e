"""The portal's answers in JSON: each with its request and its moment becomes a read."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from core.issues import Issue
from core.periods import HANOI
from core.portal import LONGEST_NAME, PORTAL_GROUPS, TOTAL, WITHOUT_POINTS, Asked, PortalRead, PortalValue
from core.spreadsheets import printable
from loaders.portal import shapes

_NAMED = 10
PERIOD = re.compile(r"(20\d\d)(?:-(Q[1-4]|0[1-9]|1[0-2]))?", re.ASCII)


Requests = tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]
"""(name of a file without its extension, what the portal was asked) of each."""


@dataclass(frozen=True)
class Beside:
    """What a person says beside a file that does not say it itself; blank where nothing is said."""

    period: str = ""
    read_at: dt.datetime | None = None
    requests: Requests = ()
    """The request of each file of the drop by its name without extension, from a file of requests."""

    def request(self, name: str) -> dict[str, Any] | None:
        found = dict(self.requests).get(name.rpartition("/")[2].rpartition(".")[0])
        return None if found is None else dict(found)


def reads(
    given: Mapping[str, Any], name: str, beside: Beside, groups: Mapping[str, str], found: list[Issue]
) -> Iterator[PortalRead]:
    """The read of one answer; what is wrong is added to `found`.

    Args:
        given: (request, read_at, answer), as `loaders.reading.formats.portal_json` takes a file apart.
        name: of the file; a drop may hold the requests by the names of its files.
        groups: the group of each indicator.
    """
    data = given["answer"].get("data")
    if given["answer"].get("code", "OK") != "OK" or not isinstance(data, dict):
        found.append(Issue("portal_refused", values={"code": str(given["answer"].get("code"))[:40]}))
        return
    try:
        answer = shapes.answer_of(data)
    except ValidationError as error:
        found.append(Issue("portal_shape", values={"where": shapes.where(error)}))
        return
    kind, whole = shapes.about(data, answer, groups), answer.whole
    if not kind or whole is None or not answer.parts:
        found.append(Issue("portal_shape", values={"where": "data"}))
        return
    if answer.pagination and answer.pagination.total != len(answer.parts):
        values = {"total": answer.pagination.total, "given": len(answer.parts)}
        found.append(Issue("portal_pages", "error", values=values))
    asked = _asked(given, name, beside, found)
    country = kind == TOTAL and any(place.groupScores for place in answer.parts)
    scope = "" if country else printable(whole.departmentCode or whole.departmentId)[:64]
    if not country and not scope:  # whose units would be taken for the country's provinces
        found.append(Issue("portal_shape", values={"where": "departmentCode"}))
        return
    told = [*_values(whole, kind, whole=not country, country=country)]
    for place in answer.parts:
        told += _values(place, kind, whole=country, country=False)
    found += unknown(told, groups)
    if asked:
        yield PortalRead(asked, kind, scope, printable(whole.departmentName)[:LONGEST_NAME], tuple(told))


def unknown(told: Iterable[PortalValue], groups: Mapping[str, str]) -> list[Issue]:
    """The note on items that are none of ours. What is worth no points (how many petitions were classified) is for
    information."""
    known = {*groups, *PORTAL_GROUPS, TOTAL, *WITHOUT_POINTS}
    items = sorted({each.item for each in told if each.max_score != 0} - known)
    more = [*items[:_NAMED], *("…" for _ in items[_NAMED:][:1])]
    return [Issue("portal_unknown", "note", values={"items": more})] if items else []


def _values(place: shapes.Place, answer: str, *, whole: bool, country: bool) -> Iterator[PortalValue]:
    kind = "country" if country else place.kind(whole=whole)
    for item, score, most, numerator, denominator, flag in place.items(answer):
        yield PortalValue(
            printable(place.departmentCode or "")[:40],
            printable(place.departmentId)[:64],
            printable(place.departmentName)[:LONGEST_NAME],
            kind,
            printable(item)[:100],
            score,
            most,
            numerator,
            denominator,
            printable(flag)[:100],
        )


def _asked(given: Mapping[str, Any], name: str, beside: Beside, found: list[Issue]) -> Asked | None:
    request = given.get("request") or beside.request(name)
    period = period_said(period_of(request) if isinstance(request, dict) else beside.period)
    if not period:
        found.append(Issue("portal_no_period"))
    moment = moment_of(given.get("read_at")) or beside.read_at
    if moment is None:
        found.append(Issue("portal_no_time"))
    return Asked(period, moment) if moment and period else None


def period_of(request: Mapping[str, Any]) -> str:
    """2026, 2026-Q3 or 2026-03 of a request; blank where it says none."""
    kind, year = request.get("timeType"), request.get("year")
    if kind == "year":
        return f"{year}"
    number = request.get(str(kind))
    if type(number) is not int or kind not in ("quarter", "month"):
        return ""
    return f"{year}-Q{number}" if kind == "quarter" else f"{year}-{number:02}"


def period_said(text: str) -> str:
    """The text where it is the code of a period (2026, 2026-Q3 or 2026-03); blank otherwise."""
    return text if PERIOD.fullmatch(text) else ""


def moment_of(text: Any) -> dt.datetime | None:
    """2026-10-10T08:12:00+07:00; without a zone it is Vietnam's; None where it is no moment."""
    try:
        found = dt.datetime.fromisoformat(text.strip()) if isinstance(text, str) else None
        if found is None or found.tzinfo is None:
            return found and found.replace(tzinfo=HANOI)
        return found.astimezone(HANOI)
    except (ValueError, OverflowError):
        return None
