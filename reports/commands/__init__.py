"""Subcommands of `python -m reports`: each module adds its own and answers them."""

from argparse import ArgumentParser, _SubParsersAction
from typing import TypeAlias

import pandas as pd

# argparse has no public name for what `add_subparsers` gives.
Questions: TypeAlias = "_SubParsersAction[ArgumentParser]"
ANSWERED, NO_NUMBERS, WRONG_COMMAND, NOT_READY = range(4)
"""Exit codes."""


def whole(table: pd.DataFrame) -> pd.DataFrame:
    """Dossiers are whole numbers: 486, not 486.0."""
    return table.astype({name: "Int64" for name in ("numerator", "denominator", "rank") if name in table.columns})
