"""Deeds from the command line: `python -m actions import FILE --month 2026-08`.

Exit codes: 0 done; 1 the file has errors, nothing stored; 2 it could not be read, or the command is
wrong; 3 the database or the settings do not serve.
"""

import argparse
import getpass
import json
import os
import sys
from pathlib import Path

from actions.backup import backup, restore
from actions.import_file import Imported, import_file, save_draft
from actions.load_sample import load_sample
from actions.pull import pull
from core.clock import now
from core.errors import BadPeriodError, DashboardError, UnreadableFileError
from core.periods import parse_month
from core.settings import settings_from
from core.viewer import everyone
from core.words import LANGUAGES, explain, said_issue, t
from store.database import migrate, open_engine
from store.set_up import ready

DONE, HAS_ERRORS, UNREADABLE, NOT_READY = range(4)


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (UnreadableFileError, BadPeriodError) as error:
        print(explain(options.lang, error), file=sys.stderr)
        return UNREADABLE
    except DashboardError as error:
        print(explain(options.lang, error), file=sys.stderr)
        return NOT_READY


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default="vi", help="language of the messages")
    common.add_argument("--json", action="store_true", help="one JSON object instead of sentences")

    importing = deeds.add_parser("import", parents=[common], help="read, check, store and publish a month's file")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--month", help="2026-08; needed where the file itself does not say it")
    importing.add_argument("--reason", help="why the file's warnings are accepted; kept with each of them")
    importing.add_argument(
        "--draft", action="store_true", help="store only; acknowledge, preview and publish on the page"
    )
    importing.add_argument("--note", default="", help="kept with the published version")
    importing.set_defaults(run=_import)

    pulling = deeds.add_parser("pull", parents=[common], help="a month's counts from a database of sources.toml")
    pulling.add_argument("source", metavar="SOURCE", help="its name in sources.toml")
    pulling.add_argument("--month", required=True, help="2026-10")
    pulling.add_argument("--reason", help="why the warnings are accepted; kept with each of them")
    pulling.add_argument("--draft", action="store_true", help="store only; publish on the page")
    pulling.add_argument("--note", default="", help="kept with the published version")
    pulling.set_defaults(run=_pull)

    for deed, run, about in (
        ("backup", _backup, "write everything into FILE, also while in use"),
        ("restore", _restore, "fill a new, empty database from FILE"),
    ):
        copying = deeds.add_parser(deed, parents=[common], help=about)
        copying.add_argument("file", type=Path, metavar="FILE")
        copying.set_defaults(run=run)

    setting_up = deeds.add_parser("set-up", parents=[common], help="create and migrate the database, load the units")
    setting_up.set_defaults(run=_set_up)

    sample = deeds.add_parser(
        "sample", parents=[common], help="load the province's sample numbers into an empty database"
    )
    sample.add_argument("--quiet", action="store_true", help="say nothing where all goes well")
    sample.set_defaults(run=_sample)
    return parser


def _import(options: argparse.Namespace) -> int:
    month = parse_month(options.month) if options.month else None
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(options.file)) from error
    engine = ready(settings_from(os.environ), clock=now)
    who, name = everyone(getpass.getuser()), options.file.name
    if options.draft:
        done = save_draft(engine, who, content, name, month=month, clock=now)
    else:
        reason = options.reason or t(options.lang, "import.command_line")
        done = import_file(
            engine, who, content, name, month=month, clock=now, note=options.note, reason_for=lambda issue: reason
        )
    _tell(done, options)
    return DONE if done.loaded.fit_to_store else HAS_ERRORS


def _pull(options: argparse.Namespace) -> int:
    month = parse_month(options.month)
    engine = ready(settings_from(os.environ), clock=now)
    reason = options.reason or t(options.lang, "import.command_line")
    done = pull(
        engine,
        everyone(getpass.getuser()),
        options.source,
        month,
        clock=now,
        environment=os.environ,
        draft=options.draft,
        note=options.note,
        reason_for=lambda issue: reason,
    )
    _tell(done, options)
    return DONE if done.loaded.fit_to_store else HAS_ERRORS


def _backup(options: argparse.Namespace) -> int:
    engine = ready(settings_from(os.environ), clock=now)
    rows = backup(engine, everyone(getpass.getuser()), options.file, clock=now)
    print(t(options.lang, "backup.done", rows=sum(rows.values()), file=str(options.file)))
    return DONE


def _restore(options: argparse.Namespace) -> int:
    # Not `ready`: the units come out of the backup.
    engine = open_engine(settings_from(os.environ).database_url)
    migrate(engine)
    rows = restore(engine, everyone(getpass.getuser()), options.file, clock=now)
    print(t(options.lang, "backup.done", rows=sum(rows.values()), file=str(options.file)))
    return DONE


def _set_up(_options: argparse.Namespace) -> int:
    ready(settings_from(os.environ), clock=now)
    return DONE


def _sample(options: argparse.Namespace) -> int:
    settings = settings_from(os.environ)
    for done in load_sample(ready(settings, clock=now), everyone("sample"), settings, clock=now):
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
                    "already": [month.code for month in done.already],
                    "issues": [vars(issue) | {"text": said_issue(language, issue)} for issue in loaded.issues],
                },
                ensure_ascii=False,
            )
        )
        return
    print(
        t(
            language,
            "import.read",
            file=loaded.file_name,
            form=t(language, f"source.{loaded.source}"),
            rows=len(loaded.rows),
        )
    )
    for issue in loaded.issues:
        print("  " + said_issue(language, issue))
    for month, version in done.versions:
        print(t(language, "import.published", period=month, version=version))
    for month, number in done.drafts:
        print(t(options.lang, "import.drafted", period=month, number=str(number)))
    for month in done.already:
        print(t(language, "import.already", period=month))
    if not loaded.fit_to_store:
        print(t(language, "import.refused"))


if __name__ == "__main__":
    sys.exit(main())
