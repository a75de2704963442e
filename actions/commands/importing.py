"""import, pull, sample: a month's numbers in."""

import argparse
import json
import os
from pathlib import Path

from actions.commands import DONE, HAS_ERRORS, KEPT_AS_DRAFT, Deeds, acting
from actions.data.import_file import check
from actions.data.imported import Imported
from actions.data.keeping import keep, keep_draft
from actions.data.pull import pull
from actions.data.seen_before import known_already, said
from actions.data.storing import ReasonFor
from actions.prepare import prepared
from actions.samples.load_sample import load_sample
from core.clock import now
from core.errors import UnreadableFileError
from core.issues import Issue
from core.periods import parse_month
from core.settings import settings_from
from core.viewer import everyone
from core.words import said_issue, said_issues, sentence_case, t
from loaders.monthly.blanks import BLANK_OPTIONS, BlankIs, choices, column_asked


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    importing = deeds.add_parser("import", parents=[common], help="read, check, store and publish a month's file")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--month", help="2026-08; needed where the file itself does not say it")
    _answering(importing)
    importing.add_argument(
        "--draft", action="store_true", help="store only; acknowledge, preview and publish on the page"
    )
    importing.add_argument("--note", default="", help="kept with the published version")
    importing.add_argument("--blank-is", choices=BLANK_OPTIONS, help="what blank cells mean, in every column")
    importing.set_defaults(run=_import)

    pulling = deeds.add_parser("pull", parents=[common], help="a month's counts from a database of sources.toml")
    pulling.add_argument("source", metavar="SOURCE", help="its name in sources.toml")
    pulling.add_argument("--month", required=True, help="2026-10")
    _answering(pulling)
    pulling.add_argument("--draft", action="store_true", help="store only; publish on the page")
    pulling.add_argument("--note", default="", help="kept with the published version")
    pulling.set_defaults(run=_pull)

    sample = deeds.add_parser(
        "sample", parents=[common], help="load the province's sample numbers into an empty database"
    )
    sample.add_argument("--quiet", action="store_true", help="say nothing where all goes well")
    sample.set_defaults(run=_sample)


def _answering(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", help="why the warnings are accepted; kept with each of them")
    answering_by_kind(parser)


def answering_by_kind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reason-for",
        action="append",
        type=_kind_and_reason,
        default=[],
        metavar="KIND=WHY",
        help="why the warnings of one kind are accepted, such as stock_flow_gap=“returned dossiers”; may be repeated",
    )


def _kind_and_reason(text: str) -> tuple[str, str]:
    kind, separator, why = text.partition("=")
    if not separator or not why.strip():
        raise argparse.ArgumentTypeError(f"{text}: KIND=WHY")
    return kind.strip(), why.strip()


def _import(options: argparse.Namespace) -> int:
    month = parse_month(options.month) if options.month is not None else None
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(options.file)) from error
    engine = prepared(settings_from(os.environ), clock=now)
    who, blanks = acting(options, engine), BLANK_OPTIONS.get(options.blank_is)
    loaded = check(engine, who, content, options.file.name, month=month, clock=now, blanks=blanks)
    known = known_already(engine, loaded)
    if known and not options.json:
        print("\n".join(said(options.lang, known)))
    reason_for = _reasons(options, blanks)
    if options.draft:
        done = keep_draft(engine, who, loaded, content, now, reason_for=reason_for)
    else:
        done = keep(engine, who, loaded, content, now, note=options.note, reason_for=reason_for)
    return became(done, options)


def became(done: Imported, options: argparse.Namespace) -> int:
    """Say what became of a file or a pull, and with which exit code."""
    _tell(done, options)
    if not done.loaded.fit_to_store:
        return HAS_ERRORS
    return KEPT_AS_DRAFT if done.unanswered or done.without_note or done.not_allowed else DONE


def _reasons(options: argparse.Namespace, blanks: BlankIs | None = None) -> ReasonFor:
    """Why each warning is accepted: nothing but the options answers one."""
    by_kind: dict[str, str] = dict(options.reason_for)

    def reason(issue: Issue) -> str:
        otherwise: str = by_kind.get(issue.code) or options.reason or ""
        column = column_asked(issue)
        if not blanks or not column or blanks not in choices(column):
            return otherwise
        said = t(options.lang, f"blank.reason_{blanks}")
        # What a blank takes back must be answered for, not only told apart.
        return said if blanks != "withdrawn" else f"{said} {otherwise}" if otherwise else ""

    return reason


def _pull(options: argparse.Namespace) -> int:
    month = parse_month(options.month)
    engine = prepared(settings_from(os.environ), clock=now)
    done = pull(
        engine,
        acting(options, engine),
        options.source,
        month,
        clock=now,
        environment=os.environ,
        draft=options.draft,
        note=options.note,
        reason_for=_reasons(options),
    )
    return became(done, options)


def _sample(options: argparse.Namespace) -> int:
    settings = settings_from(os.environ)
    for done in load_sample(prepared(settings, clock=now), everyone("sample"), settings, clock=now):
        if not (options.quiet and done.loaded.fit_to_store):
            _tell(done, options)
        if not done.loaded.fit_to_store:
            return HAS_ERRORS
    return DONE


def _tell(done: Imported, options: argparse.Namespace) -> None:
    loaded, language = done.loaded, options.lang
    if options.json:
        print(
            json.dumps(
                {
                    "file": loaded.file_name,
                    "sha256": loaded.sha256,
                    "source": loaded.source,
                    "rows": len(loaded.rows),
                    "stored": loaded.fit_to_store,
                    "versions": {month.code: version for month, version in done.versions},
                    "drafts": {month.code: number for month, number in done.drafts},
                    "unanswered": done.unanswered,
                    "changed": {month.code: cells for month, cells in done.changed},
                    "without_note": [month.code for month in done.without_note],
                    "already": [month.code for month in done.already],
                    "issues": [vars(issue) | {"text": said_issue(language, issue)} for issue in loaded.issues],
                },
                ensure_ascii=False,
            )
        )
        return
    form = t(language, f"source.{loaded.source}")
    print(t(language, "import.read", file=loaded.file_name, form=form, rows=len(loaded.rows)))
    for line in said_issues(language, loaded.issues):
        print("  " + line)
    for month, version in done.versions:
        print(t(language, "import.published", period=month, version=version))
    for month, cells in done.changed:
        print(
            sentence_case(t(language, "import.changed" if cells else "month_page.no_change", period=month, cells=cells))
        )
    for month, number in done.drafts:
        print(t(options.lang, "import.drafted", period=month, number=str(number)))
    if done.not_allowed:
        print(t(language, "import.not_allowed"))
    if done.unanswered:
        codes = [issue.code for issue in loaded.issues if issue.severity == "warning"]
        kinds = ", ".join(f"{code} ({codes.count(code)})" for code in dict.fromkeys(codes))
        print(t(language, "import.unanswered", count_issues=done.unanswered, kinds=kinds))
    for month in done.without_note:
        print(t(language, "import.without_note", period=month))
    for month in done.already:
        print(t(language, "import.already", period=month))
    if not loaded.fit_to_store:
        print(t(language, "import.refused"))
