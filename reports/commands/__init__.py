"""Subcommands of `python -m reports`: each module adds its own and answers them."""

import os
from argparse import ArgumentParser, Namespace, _SubParsersAction
from typing import TypeAlias

import pandas as pd

from core.clock import now
from core.viewer import Viewer
from store.acting import question_by
from store.database import Connection

# argparse has no public name for what `add_subparsers` gives.
Questions: TypeAlias = "_SubParsersAction[ArgumentParser]"
ANSWERED, NO_NUMBERS, WRONG_COMMAND, NOT_READY = range(4)
"""Exit codes."""


def whole(table: pd.DataFrame) -> pd.DataFrame:
    """Dossiers are whole numbers: 486, not 486.0."""
    names = ("numerator", "denominator", "missed", "rank")
    return table.astype({name: "Int64" for name in names if name in table.columns})


def asked_by(connection: Connection, options: Namespace) -> Viewer:
    """As whom the command asks; `viewer` is given where it is asked for at an address.

    Raises:
        UnknownAccountError: see `store.acting.viewer_named`.
    """
    given: Viewer | None = getattr(options, "viewer", None)
    return given if given is not None else question_by(connection, options.as_name, os.environ, at=now())
