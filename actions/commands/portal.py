"""portal: what the national portal itself says of the score, in."""

import argparse
import json
import os
import sys
from pathlib import Path

from actions.commands import DONE, HAS_ERRORS, UNREADABLE, Deeds, acting
from actions.data.portal_reads import PortalCheck, check_all, load_all
from actions.prepare import prepared
from core.clock import now
from core.errors import UnreadableFileError
from core.settings import settings_from
from core.words import said_issue, t
from loaders.portal.answers import Beside, moment_of, period_said


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    loading = deeds.add_parser(
        "portal",
        parents=[common],
        help="check and load answers of the national portal that a person saved (.har, .json), or a table of provinces",
    )
    loading.add_argument(
        "file", type=Path, nargs="+", metavar="FILE", help="answers; also a JSON file of their requests"
    )
    loading.add_argument("--period", default="", help="2026, 2026-Q3 or 2026-03, where a file does not say it")
    loading.add_argument("--read-at", default="", help="2026-10-10T08:00, where a file does not say it; Vietnam's time")
    loading.add_argument("--check", action="store_true", help="say what is in it and wrong with it; load nothing")
    loading.set_defaults(run=_portal)


def _portal(options: argparse.Namespace) -> int:
    for text, understood, key in (
        (options.period, period_said(options.period), "bad_period"),
        (options.read_at, moment_of(options.read_at), "bad_read_at"),
    ):
        if text and not understood:
            print(t(options.lang, f"nation.{key}"), file=sys.stderr)
            return UNREADABLE
    files = [(_bytes(path), path.name) for path in options.file]
    engine = prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    beside = Beside(options.period, moment_of(options.read_at))
    found = (check_all if options.check else load_all)(engine, who, files, beside, clock=now)
    fit = bool(found) and all(each.fit_to_load for each in found)
    loaded = 0 if options.check else sum(len(each.new) for each in found if each.fit_to_load)
    (_tell_json if options.json else _tell)(found, loaded, fit, options)
    return DONE if fit else HAS_ERRORS


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(path)) from error


def _tell(found: list[PortalCheck], loaded: int, fit: bool, options: argparse.Namespace) -> None:
    good = [each for each in found if each.fit_to_load]
    reads, new = sum(len(each.reads) for each in found), sum(len(each.new) for each in good)
    print(t(options.lang, "nation.loading.found", reads=reads, new=new))
    for each in found:
        for issue in each.issues:
            print(f"  {each.name}: {said_issue(options.lang, issue)}")
    if not good:
        print(t(options.lang, "nation.loading.refused"))
    elif not fit:
        bad = [each.name for each in found if not each.fit_to_load]
        print(t(options.lang, "nation.loading.left_out", files=bad))
    if good and not new:
        print(t(options.lang, "nation.loading.nothing_new"))
    elif loaded:
        files = ", ".join(each.name for each in good if each.new)
        print(t(options.lang, "nation.loading.loaded", reads=loaded, file=files))


def _tell_json(found: list[PortalCheck], loaded: int, fit: bool, options: argparse.Namespace) -> None:
    answer = {
        "fit_to_load": fit,
        "reads": sum(len(each.reads) for each in found),
        "new": sum(len(each.new) for each in found if each.fit_to_load),
        "loaded": loaded,
        "issues": [
            vars(issue) | {"file": each.name, "text": said_issue(options.lang, issue)}
            for each in found
            for issue in each.issues
        ],
    }
    print(json.dumps(answer, ensure_ascii=False, default=str))
