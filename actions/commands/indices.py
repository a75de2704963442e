"""indices: results of yearly indices in."""

import argparse
import json
import os
from pathlib import Path

from actions.commands import DONE, HAS_ERRORS, Deeds, acting
from actions.prepare import prepared
from actions.tasks.yearly_results import IndexCheck, check_results, load_results
from core.clock import now
from core.errors import UnreadableFileError
from core.settings import settings_from
from core.words import said_issue, t


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    loading = deeds.add_parser(
        "indices", parents=[common], help="check and load results of yearly indices (PAR INDEX, SIPAS, PAPI, PCI…)"
    )
    loading.add_argument("file", type=Path, metavar="FILE", help="a workbook or CSV: index, year, place, score, rank…")
    loading.add_argument("--check", action="store_true", help="say what is in it and wrong with it; load nothing")
    loading.set_defaults(run=_indices)


def _indices(options: argparse.Namespace) -> int:
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(options.file)) from error
    engine = prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    number = None
    if options.check:
        found = check_results(engine, who, content, options.file.name, clock=now)
    else:
        found, number = load_results(engine, who, content, options.file.name, clock=now)
    (_tell_json if options.json else _tell)(found, number, options)
    return DONE if found.fit_to_load else HAS_ERRORS


def _tell(found: IndexCheck, number: int | None, options: argparse.Namespace) -> None:
    many = {"results": len(found.results), "new": len(found.new), "superseding": found.superseding}
    print(t(options.lang, "indices.loading.found", **many))
    for issue in found.issues:
        print("  " + said_issue(options.lang, issue))
    if not found.fit_to_load:
        print(t(options.lang, "indices.loading.refused"))
    elif not found.new:
        print(t(options.lang, "indices.loading.nothing_new"))
    elif number is not None:
        print(t(options.lang, "indices.loading.loaded", results=len(found.new), file=options.file.name))


def _tell_json(found: IndexCheck, number: int | None, options: argparse.Namespace) -> None:
    answer = {
        "fit_to_load": found.fit_to_load,
        "import": number,
        "results": len(found.results),
        "new": len(found.new),
        "superseding": found.superseding,
        "issues": [vars(issue) | {"text": said_issue(options.lang, issue)} for issue in found.issues],
    }
    print(json.dumps(answer, ensure_ascii=False, default=str))
