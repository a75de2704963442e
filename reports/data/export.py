"""A published version as JSON: its signed answers, its rules, and every count and unit that they were computed from."""

import json
from typing import Any

from core.counts import COUNTS
from core.errors import NoDataError
from core.periods import parse_month
from core.version_errors import DamagedRecordError, LostAnswersError, UnknownVersionError
from core.versions import MonthUsed
from core.viewer import Viewer
from metrics.signed.codes import SHORT
from reports.data.verification import DAMAGE, find, opened
from store.database import Connection
from store.signatures import Signed
from store.versions import Versions


def exported(connection: Connection, viewer: Viewer, asked: str) -> str:
    """The version of this code, the newest of a month (2026-08), or one by its number (2026-08.2).

    Raises:
        NotAllowedError: the viewer may not see every unit's details: every count is in it.
        UnknownCodeError, BadPeriodError, NoDataError, UnknownVersionError: there is no such version.
        LostAnswersError, DamagedRecordError: what is stored of it is not what was signed.
    """
    viewer.must("see_unit")
    versions, record = opened(connection)
    row = _named(versions, asked)
    answers, rules = record.answers(row), record.rules(row)
    if answers is None or rules is None:
        raise LostAnswersError(period=row.period, number=str(row.version))
    try:
        version = versions.made_of(row.id)
    except DAMAGE as error:
        raise DamagedRecordError from error
    content: dict[str, Any] = {
        "code": row.code,
        "answers_code": row.answers_code,
        "answers": answers,
        "rules": rules,
        # How months are added up, and which counts are never added over units: see `core.counts`.
        "over_time": {name: count.over_time for name, count in COUNTS.items()},
        "never_added": [name for name, count in COUNTS.items() if not count.adds_up],
        "months": {month.code: _month(used) for month, used in version.months.items()},
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _named(versions: Versions, asked: str) -> Signed:
    month, dot, number = asked.strip().partition(".")
    if len(month) >= SHORT and "-" not in month:
        return find(versions, asked)
    period = parse_month(month)
    known = [each for each in versions.signed.values() if each.period == period]
    found = [each for each in known if not dot or str(each.version) == number]
    if not known:
        raise NoDataError(period=period)
    if not found:
        raise UnknownVersionError(period=period, number=number)
    return found[-1]


def _month(used: MonthUsed) -> dict[str, Any]:
    counts = used.counts.set_index("unit_code")
    return {
        "counts": {
            unit: {name: int(value) for name, value in row.items() if value == value}  # noqa: PLR0124 - NaN
            for unit, row in counts.to_dict("index").items()
        },
        "units": [
            {
                "code": unit.code,
                "kind": unit.kind,
                "from": unit.valid_from.isoformat(),
                "to": unit.valid_to.isoformat() if unit.valid_to else None,
            }
            for unit in used.units
        ],
    }
