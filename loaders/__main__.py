"""`python -m loaders FILE`: what is in a file with a month's counts, and everything that is wrong with it.

Exit codes: 0 fit to store, 1 it has errors, 2 it could not be read.
"""

import argparse
import dataclasses
import json
import os
import sys
from pathlib import Path

from core import periods, unit_list
from core.clock import now
from core.errors import DashboardError, UnreadableFileError, UnwritableFileError
from core.settings import DEFAULT_PROVINCE, settings_from
from core.shell import ended
from core.words import LANGUAGES, Language, explain, said_issue, said_issues, t
from loaders import Loaded, load
from loaders.lists import structures
from loaders.monthly.blanks import BLANK_OPTIONS
from loaders.reading.painted import painted


def main(arguments: list[str] | None = None) -> int:
    asked = parser().parse_args(arguments)
    try:
        content = _bytes(asked.file)
        loaded = _loaded(asked, content)
        if asked.painted:
            _write(asked.painted, painted(content, loaded.file_name, loaded.issues, asked.lang))
    except DashboardError as error:
        print(explain(asked.lang, error), file=sys.stderr)
        return 2
    if asked.json:
        print(_as_json(loaded, asked.lang))
    else:
        form = t(asked.lang, f"source.{loaded.source}")
        print(t(asked.lang, "import.read", file=loaded.file_name, form=form, rows=len(loaded.rows)))
        for line in said_issues(asked.lang, loaded.issues):
            print("  " + line)
    return 0 if loaded.fit_to_store else 1


def parser() -> argparse.ArgumentParser:
    """What the command line understands; the documentation is written from it."""
    program = argparse.ArgumentParser(prog="python -m loaders", description=__doc__)
    program.add_argument("file", type=Path, metavar="FILE")
    program.add_argument("--month", help="the month the file must be of, such as 2026-08")
    program.add_argument(
        "--province",
        default=os.environ.get("NAMRO_PROVINCE", DEFAULT_PROVINCE),
        help="a folder of sample_data/ (%(default)s)",
    )
    program.add_argument("--units", type=Path, metavar="FILE", help="a list of units as an office has it, instead")
    program.add_argument("--blank-is", choices=BLANK_OPTIONS, help="what blank cells mean, in every column")
    program.add_argument("--painted", type=Path, metavar="OUT.xlsx", help="write the file with its faults marked")
    program.add_argument("--json", action="store_true", help="for programs")
    program.add_argument("--lang", choices=LANGUAGES, default="vi")
    return program


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(file)) from error


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UnwritableFileError(file=str(file)) from error


def _loaded(asked: argparse.Namespace, content: bytes) -> Loaded:
    month = periods.parse_month(asked.month) if asked.month is not None else None
    if asked.units:
        listed = structures.read([(_bytes(asked.units), asked.units.name)])
        units = [unit for _, unit in listed.units]
    else:
        units, _ = unit_list.read(settings_from({"NAMRO_PROVINCE": asked.province}).province_folder)
    blanks = BLANK_OPTIONS.get(asked.blank_is)
    return load(content, asked.file.name, units=units, month=month, today=periods.today(now()), blanks=blanks)


def _as_json(loaded: Loaded, language: Language) -> str:
    answer = {
        "source": loaded.source,
        "sha256": loaded.sha256,
        "fit_to_store": loaded.fit_to_store,
        "months": [month.code for month in loaded.months],
        "rows": json.loads(loaded.rows.to_json(orient="records", date_format="iso")),
        "issues": [dataclasses.asdict(issue) | {"text": said_issue(language, issue)} for issue in loaded.issues],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    sys.exit(ended(main, sys.argv[1:], os.environ))
