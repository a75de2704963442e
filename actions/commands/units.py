"""structure: a new list of units."""

import argparse
import json
import os
from pathlib import Path

from actions.commands import DONE, HAS_ERRORS, Deeds, acting
from actions.data.structure import StructureCheck, check_structure, load_structure
from actions.prepare import prepared
from core.clock import now
from core.errors import UnreadableFileError
from core.settings import settings_from
from core.units import how_many
from core.words import said_issue, t


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    loading = deeds.add_parser(
        "structure", parents=[common], help="check and load a new list of units; published versions stay as they are"
    )
    loading.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="a workbook, or units and successions as CSV"
    )
    loading.add_argument("--check", action="store_true", help="say what it would change; load nothing")
    loading.add_argument("--note", default="", help="why, and on what basis; needed to load")
    loading.set_defaults(run=_structure)


def _structure(options: argparse.Namespace) -> int:
    try:
        files = [(path.read_bytes(), path.name) for path in options.files]
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(error.filename)) from error
    engine = prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    number = None
    if options.check:
        found = check_structure(engine, who, files)
    else:
        found, number = load_structure(engine, who, files, clock=now, note=options.note)
    (_tell_json if options.json else _tell)(found, number, options)
    return DONE if found.fit_to_load else HAS_ERRORS


def _tell(found: StructureCheck, number: int | None, options: argparse.Namespace) -> None:
    language = options.lang
    many = {"units": how_many(found.structure.units), "links": len(found.structure.successions)}
    print(t(language, "structure.loading.found", **many))
    for issue in found.issues:
        print("  " + said_issue(language, issue))
    for change in found.changes:
        name = change.unit.name if language == "vi" else change.unit.name_en
        print(f"  {t(language, f'structure.what.{change.what}')}: {change.unit.code} {name}")
    for event in found.events:
        olds, news = (" + ".join(unit.name for unit in side) for side in (event.olds, event.news))
        print(f"  {olds} → {news}, {t(language, 'structure.on').lower()} {event.on:%d/%m/%Y}")
    if not found.fit_to_load:
        print(t(language, "structure.loading.refused"))
    elif found.changes_nothing:
        print(t(language, "structure.loading.nothing_new"))
    else:
        print(t(language, "structure.stays"), t(language, "structure.months", months=len(found.months)))
        print(
            t(language, "structure.done_line", number=str(number)) if number else t(language, "structure.checked_line")
        )


def _tell_json(found: StructureCheck, number: int | None, options: argparse.Namespace) -> None:
    answer = {
        "fit_to_load": found.fit_to_load,
        "structure": number,
        "units": how_many(found.structure.units),
        "successions": len(found.structure.successions),
        "changes": [{"what": change.what, "unit": change.unit.code} for change in found.changes],
        "events": [
            {
                "on": event.on,
                "old": [unit.code for unit in event.olds],
                "new": [unit.code for unit in event.news],
            }
            for event in found.events
        ],
        "months": [month.code for month in found.months],
        "issues": [vars(issue) | {"text": said_issue(options.lang, issue)} for issue in found.issues],
    }
    print(json.dumps(answer, ensure_ascii=False, default=str))
