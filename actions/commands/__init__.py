"""Subcommands of `python -m actions`: each module adds its own and runs them."""

from argparse import ArgumentParser, _SubParsersAction
from typing import TypeAlias

# argparse has no public name for what `add_subparsers` gives.
Deeds: TypeAlias = "_SubParsersAction[ArgumentParser]"
DONE, HAS_ERRORS, UNREADABLE, NOT_READY = range(4)
KEPT_AS_DRAFT = NOT_READY
"""Exit codes. The last two are one: nothing was published, and a person is needed."""
