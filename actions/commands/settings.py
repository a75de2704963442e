"""settings: all that a province decides for itself, checked and applied from one workbook."""

import argparse
import json
import os
from pathlib import Path

from actions.commands import DONE, HAS_ERRORS, Deeds, acting
from actions.data import settings_book
from actions.data.clarity_sets import clarities_of, said_clarities
from actions.data.remindings import said_to, said_when, to_of
from actions.data.score_points import said_written
from actions.data.score_weights import newest_index
from actions.data.settings_kinds import CLEAR, CLOSING_DAY, COMMON, NAME, REMIND, WEIGHTS, Value
from actions.prepare import prepared
from core.clock import now
from core.errors import UnreadableFileError
from core.settings import settings_from
from core.words import NOT_KNOWN, Language, said_issues, t
from metrics.tasks.ladder import EVERY


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    book = deeds.add_parser("settings", parents=[common], help="check or apply a workbook of the province's settings")
    book.add_argument("what", choices=("check", "load"))
    book.add_argument("file", type=Path, help="as `python -m reports settings` writes it")
    book.set_defaults(run=_settings)


def _settings(options: argparse.Namespace) -> int:
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(error.filename)) from error
    engine = prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    if options.what == "check":
        found = settings_book.check(engine, who, content)
    else:
        found = settings_book.load(engine, who, content, options.file.name, clock=now)
    if options.json:
        told = [
            {"code": each.code, "sheet": each.sheet, "row": each.row, "column": each.column} for each in found.issues
        ]
        changed = [
            {**dict(zip(("setting", "kind", "unit", "from"), each.now.key, strict=True)), "before": each.before}
            | {"now": each.now.value, "source": each.now.source}
            for each in found.changes
        ]
        out = {"rows": found.rows, "changes": len(found.changes), "changed": changed, "issues": told}
        print(json.dumps(out, ensure_ascii=False))
        return DONE if found.fit_to_load else HAS_ERRORS
    print(t(options.lang, "settings.loading.found", rows=found.rows, changes=len(found.changes)))
    for change in found.changes:
        print("  " + _said(change, options.lang))
    for line in said_issues(options.lang, found.issues):
        print("  " + line)
    if not found.fit_to_load:
        print(t(options.lang, "settings.loading.refused"))
        return HAS_ERRORS
    if options.what == "load":
        print(t(options.lang, "settings.loading.loaded", changes=len(found.changes)))
    return DONE


def _said(change: settings_book.Change, language: Language) -> str:
    """One change: what, for whom and since when; from what to what; and by which document."""
    what, kind, _, begin = change.now.key
    about = t(language, f"settings.book_{what}") if what in (NAME, CLOSING_DAY, CLEAR) else what
    if what.startswith(WEIGHTS):
        about = t(language, "settings.book_weights", what=newest_index(what.removeprefix(WEIGHTS)).title[language])
    if what.startswith(REMIND):
        about = t(language, "settings.book_reminder", what=said_when(EVERY[what.removeprefix(REMIND)], language))
    whose = change.now.unit or (t(language, f"kind.{kind}") if kind else "")
    parts = [each for each in (about, whose, begin) if each]
    now = t(language, "settings.book_removed") if change.removes else _value(what, change.now.value, language)
    return " · ".join([*parts, f"{_value(what, change.before, language)} → {now}", change.now.source])


def _value(what: str, value: Value, language: Language) -> str:
    if value is None:
        return t(language, "settings.calendar") if what == CLOSING_DAY else NOT_KNOWN
    if isinstance(value, str) and what.startswith(WEIGHTS):
        return said_written(value, what.removeprefix(WEIGHTS), language)
    if isinstance(value, str) and what == CLEAR:
        return said_clarities(clarities_of(value), language)
    if isinstance(value, str) and what.startswith(REMIND):
        return said_to(to_of(value), language)
    if value == COMMON and what != NAME:
        return t(language, "target.common")
    return value if isinstance(value, str) else f"{value:g}".replace(".", "," if language == "vi" else ".")
