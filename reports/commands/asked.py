"""The same tables for programs that ask over HTTP: a question by its name, its options as a query."""

import argparse
import contextlib
import io
from collections.abc import Mapping

import pandas as pd

from core.errors import DashboardError
from core.spreadsheets import safe
from core.viewer import Viewer
from reports.commands import data, results
from store.database import Connection

QUESTIONS = ("ranking", "fields", "overview", "score", "unit", "nation", "flags")
FORMATS = ("csv", "json")


class BadQuestionError(DashboardError):
    """An option that the question has not, or one that it needs and was not given."""

    key = "error.bad_question"


class LackingQuestionError(BadQuestionError):
    """It needs options that were not given: `names`."""

    key = "error.question_lacks"


_LACKS = "the following arguments are required: "


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        if message.startswith(_LACKS):
            # argparse says it in English, and as options of a command.
            raise LackingQuestionError(names=message.removeprefix(_LACKS).replace("--", ""))
        raise BadQuestionError(reason=message)

    def exit(self, status: int = 0, message: str | None = None) -> None:  # type: ignore[override]
        raise BadQuestionError(reason=message or "")


def answered(
    connection: Connection, viewer: Viewer, question: str, asked: Mapping[str, str], lang: str
) -> pd.DataFrame:
    """The table that `python -m reports QUESTION` prints.

    Raises:
        BadQuestionError: see there.
        DashboardError: as the question.
    """
    program = _Parser(prog="", add_help=False)
    questions = program.add_subparsers(dest="question", required=True, parser_class=_Parser)
    common = _Parser(add_help=False)
    common.add_argument("--lang", default=lang)
    for module in (results, data):
        module.add(questions, common)
    words = [question]
    for name, value in asked.items():
        words += [value] if name == "code" else [f"--{name}"] if value == "" else [f"--{name}={value}"]
    # argparse prints what it refuses.
    with contextlib.redirect_stderr(io.StringIO()):
        options = program.parse_args(words)
    options.viewer = viewer
    table: pd.DataFrame = options.answer(connection, options)
    return table


def written(table: pd.DataFrame, kind: str) -> str:
    """As text of one of `FORMATS`: numbers unrounded, with a point; empty, or null, is not known."""
    if kind == "json":
        return table.to_json(orient="records", force_ascii=False, double_precision=15)
    texts = table.select_dtypes(exclude="number").columns
    return table.assign(**{name: table[name].map(safe, na_action="ignore") for name in texts}).to_csv(index=False)
