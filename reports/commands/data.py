"""flags, verify, export: what is behind the figures."""

import argparse
import sys

import pandas as pd

from core.periods import parse_month
from core.words import Language, t
from reports.commands import ANSWERED, NO_NUMBERS, Questions, asked_by
from reports.data.export import exported
from reports.data.integrity import flag_rows
from reports.data.verification import Verified, verify, verify_everything
from store.database import Connection

VERIFY_COLUMNS = ["period", "version", "code", "identical", "because", "unit", "figure", "then", "now", "note"]


def add(questions: Questions, common: argparse.ArgumentParser) -> None:
    odd = questions.add_parser("flags", parents=[common], help="numbers of a month that need an explanation")
    odd.add_argument("--month", required=True, help="2026-08")
    odd.set_defaults(answer=_flags)

    check = questions.add_parser(
        "verify",
        parents=[common],
        help="compute published versions again from what is stored",
        description="One row a version that is identical; of another, one row for each figure, rule or record that"
        " differs, with then, now and because: data, rule, program or record. Exit code 1 where anything differs.",
    )
    check.add_argument("code", nargs="*", help="codes as pages and documents print them; every version without one")
    check.set_defaults(answer=_verify)

    out = questions.add_parser(
        "export",
        parents=[common],
        help="a version's signed answers with everything they were computed from, as JSON",
        description="For a check by somebody else's program, such as tools/recompute.py, which uses none of ours.",
    )
    out.add_argument("--version", required=True, help="its code, or 2026-08 (the newest), or 2026-08.2 (the second)")
    out.set_defaults(answer=_export)


def _flags(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    viewer = asked_by(connection, options)
    viewer.must_somewhere("see_unit")
    return flag_rows(connection, viewer, parse_month(options.month), options.lang)


def _verify(connection: Connection, options: argparse.Namespace) -> pd.DataFrame:
    found = [verify(connection, code) for code in options.code] or verify_everything(connection)
    print(t(options.lang, "verify.not_proved"), file=sys.stderr)
    rows = [row for each in found for row in _rows(each, options.lang)]
    table = pd.DataFrame(rows, columns=VERIFY_COLUMNS)
    table.attrs["exit_code"] = ANSWERED if all(each.identical for each in found) else NO_NUMBERS
    return table


def _rows(of: Verified, language: Language) -> list[tuple[object, ...]]:
    """One row of an identical version; of another, one for each thing that differs."""
    head = (of.period.code, of.version, of.code, str(of.identical).lower())
    later = [t(language, "verify.answered_later")] if of.answered_later else []
    words = [t(language, "verify.words_changed")] if of.words_changed else []
    if of.identical:
        return [(*head, "", "", "", "", "", " ".join([*later, *words]))]
    faults = [
        (*head, "record", "", each.code, "", "", t(language, f"verify.fault.{each.code}", **each.values))
        for each in of.faults
    ]
    figures = [
        (*head, " ".join(each.because), each.unit, each.figure, _said(each.then), _said(each.now), "")
        for each in of.differences
    ]
    return [*faults, *figures]


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _export(connection: Connection, options: argparse.Namespace) -> str:
    return exported(connection, asked_by(connection, options), options.version)
