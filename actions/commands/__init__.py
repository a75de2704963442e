"""Subcommands of `python -m actions`: each module adds its own and runs them."""

import os
from argparse import ArgumentParser, Namespace, _SubParsersAction
from typing import TypeAlias

from core.clock import now
from core.viewer import Viewer
from store.acting import deed_by
from store.database import Engine, reading

# argparse has no public name for what `add_subparsers` gives.
Deeds: TypeAlias = "_SubParsersAction[ArgumentParser]"
DONE, HAS_ERRORS, UNREADABLE, NOT_READY = range(4)
KEPT_AS_DRAFT = NOT_READY
"""Exit codes. The last two are one: nothing was published, and a person is needed."""


def acting(options: Namespace, engine: Engine) -> Viewer:
    """As whom the command acts.

    Raises:
        AccountNeededError, UnknownAccountError: see `store.acting.deed_by`.
    """
    with reading(engine) as connection:
        return deed_by(connection, options.as_name, os.environ, at=now())
