"""A province's settings as one workbook: what a changed one would change, and the deed that does it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from actions.data.clarity_sets import clarities_of, remove_clarities, set_clarities
from actions.data.delivery_days import remove_delivery_day, set_delivery_day
from actions.data.remindings import remove_reminder, set_reminder, to_of
from actions.data.score_points import points_of
from actions.data.score_weights import index_of, remove_weights, set_weights
from actions.data.set_up import close_on, rename
from actions.data.settings_decisions import decision_of, held
from actions.data.settings_kinds import CLOSING_DAY, COMMON, DATED, DUE, NAME, REMIND, WEIGHTS, Decision, Key, Value
from actions.data.settings_whose import whose_of
from actions.data.targets import end_target, remove_target, set_target
from core.clock import Clock
from core.issues import Issue
from core.rows import Row
from core.version_errors import SettingsChangedError
from core.viewer import Viewer
from loaders.lists import settings_book as loader
from metrics.rates.measures import all_measures
from store import audit, imports, settings
from store.database import Connection, Engine, reading, writing


@dataclass(frozen=True)
class Change:
    """What a row of the workbook changes."""

    before: Value
    now: Decision
    removes: bool = False


@dataclass(frozen=True)
class Judged:
    """What a workbook would change; nothing is done where one of the issues is an error."""

    changes: tuple[Change, ...]
    issues: tuple[Issue, ...]
    rows: int
    base: int
    """How many decisions there were when it was judged."""
    sha256: str

    @property
    def fit_to_load(self) -> bool:
        return bool(self.rows) and all(issue.severity != "error" for issue in self.issues)


def check(engine: Engine, viewer: Viewer, content: bytes) -> Judged:
    """What the workbook would change, and every slip in it; stores nothing.

    Raises:
        NotAllowedError: the viewer may not decide settings.
        UnreadableFileError: it cannot be read, or is no workbook of settings.
    """
    viewer.must("settings")
    with reading(engine) as connection:
        return _judged(connection, viewer, content)


def load(engine: Engine, viewer: Viewer, content: bytes, name: str, *, clock: Clock, base: int | None = None) -> Judged:
    """Do what the workbook says, unless it has an error: one transaction; an audit line for it and for each change.

    What is not in the workbook stays as it is. What is published stays as it was published.

    Args:
        base: `Judged.base` of what was looked at; None at the shell, where nobody looks.

    Raises:
        As `check`; and SettingsChangedError: somebody has decided something since.
    """
    viewer.must("settings")
    with writing(engine) as connection:
        found = _judged(connection, viewer, content)
        if base is not None and base != found.base:
            raise SettingsChangedError
        if found.fit_to_load and found.changes:
            at = clock()
            imports.keep_file(connection, found.sha256, content)
            # Last: what ends may begin in the same workbook.
            for each in sorted(found.changes, key=lambda each: each.now.value == COMMON):
                _do(connection, viewer, each, at)
            about, many = name[:300], len(found.changes)
            audit.append(
                connection, at=at, who=viewer.who, deed="load_settings", about=about, changes=many, sha256=found.sha256
            )
    return found


def _do(connection: Connection, viewer: Viewer, change: Change, at: dt.datetime) -> None:
    (what, kind, unit, begin), source, value = change.now.key, change.now.source, change.now.value
    if what == NAME:
        rename(connection, viewer, str(value), source=source, at=at)
    elif what == CLOSING_DAY:
        close_on(connection, viewer, int(value) if isinstance(value, float | int) else None, source=source, at=at)
    elif what.startswith(DATED):
        _do_dated(connection, viewer, change.now, at)
    elif value == COMMON:
        end_target(connection, viewer, what, begin, kind=kind, unit=unit, source=source, at=at)
    elif isinstance(value, float):
        set_target(connection, viewer, what, begin, value, kind=kind, unit=unit, source=source, at=at)
    else:
        remove_target(connection, viewer, what, begin, kind=kind, unit=unit, source=source, at=at)


def _do_dated(connection: Connection, viewer: Viewer, now: Decision, at: dt.datetime) -> None:
    """What is decided for every unit from a month on; None takes it back."""
    (what, _, _, begin), source, value = now.key, now.source, now.value
    name = what.partition(":")[2]
    if what.startswith(DUE) and isinstance(value, int):
        set_delivery_day(connection, viewer, name, begin, value, source=source, at=at)
    elif what.startswith(DUE):
        remove_delivery_day(connection, viewer, name, begin, source=source, at=at)
    elif what.startswith(REMIND) and isinstance(value, str):
        set_reminder(connection, viewer, name, begin, to_of(value), source=source, at=at)
    elif what.startswith(REMIND):
        remove_reminder(connection, viewer, name, begin, source=source, at=at)
    elif what.startswith(WEIGHTS) and isinstance(value, str):
        points = dict(points_of(value, index_of(name, begin)))
        set_weights(connection, viewer, name, begin, points, source=source, at=at)
    elif what.startswith(WEIGHTS):
        remove_weights(connection, viewer, name, begin, source=source, at=at)
    elif isinstance(value, str):
        set_clarities(connection, viewer, begin, clarities_of(value), source=source, at=at)
    else:
        remove_clarities(connection, viewer, begin, source=source, at=at)


def _judged(connection: Connection, viewer: Viewer, content: bytes) -> Judged:
    read = loader.read(content)
    now = {each.key: each for each in held(connection, viewer)}
    known = whose_of(connection)
    issues, seen, changes = list(read.issues), dict[Key, int](), list[Change]()
    ends = list[tuple[Row, Decision]]()
    for written in read.rows:
        row, told = written.row, list[Issue]()
        decision = decision_of(written, known, told)
        if decision is not None and decision.key in seen:
            told.append(row.issue("setting_twice", "setting", text=row.cells["setting"], row=seen[decision.key]))
        issues += told
        if decision is None or told:
            continue
        seen[decision.key] = row.number or 0
        before = now.get(decision.key)
        if before and (before.value, before.source) == (decision.value, decision.source):
            continue
        removes = decision.value is None and decision.key[0] != CLOSING_DAY
        if removes and (before is None or before.illustrative):
            issues.append(row.issue("setting_not_there", "value", text=row.cells["setting"]))
        elif not decision.source or (before and before.illustrative and before.source == decision.source):
            issues.append(row.issue("setting_source", "source", text=row.cells["setting"]))
        elif _is_cell_in_percent(decision, row.cells["value"]):
            issues.append(row.issue("setting_percent", "value", text=row.cells["value"], value=_hundredfold(decision)))
        else:
            changes.append(Change(before.value if before else None, decision, removes))
            ends += [(row, decision)] if decision.value == COMMON else []
    then = {key: each.value for key, each in now.items()} | {each.now.key: each.now.value for each in changes}
    issues += [
        row.issue("setting_nothing_to_end", "value") for row, decision in ends if not _has_something(decision.key, then)
    ]
    return Judged(tuple(changes), tuple(issues), len(read.rows), settings.how_many(connection), read.sha256)


def _has_something(key: Key, then: Mapping[Key, Value]) -> bool:
    """Whether a target of its own holds until the month of the key, once the workbook is applied."""
    earlier = [(each[-1], value) for each, value in then.items() if each[:-1] == key[:-1] and each[-1] < key[-1]]
    kept = [each for each in earlier if each[1] is not None]
    return bool(kept) and max(kept, key=lambda each: each[0])[1] != COMMON


def _is_cell_in_percent(decision: Decision, text: str) -> bool:
    """Whether the number may be what Excel keeps where somebody types 95%: 0.95."""
    measure, value = all_measures().get(decision.key[0]), decision.value
    of_percent = measure is not None and measure.unit == "percent"
    return of_percent and isinstance(value, float) and 0 < value <= 1 and not text.rstrip().endswith("%")


def _hundredfold(decision: Decision) -> str:
    return f"{100 * float(decision.value or 0):g}".replace(".", ",")
